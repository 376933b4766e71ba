"""The contract of a chapter: all that the rest of the program knows about it.

Each chapter has a module `chapter.py` with one instance of a subclass of `Chapter`. Importing it loads nothing heavy;
every method imports what it needs when it is called.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sys import modules
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from detente.chapters.options import CommandOption
from detente.findings.columns import Column, ColumnForm, Headline
from detente.findings.places import SlotName

if TYPE_CHECKING:  # so that `detente --help` need not load them
    from detente.arrays import Bools
    from detente.case.base import Frozen
    from detente.case.critique import Remark
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.pins import Pins
    from detente.findings import Choice, Page, Switch
    from detente.worlds import RunEntry, Worlds


class Result(Protocol):
    """What an analysis found, in every world."""

    def columns(self) -> Sequence[Column]:
        """Return the outcomes, a value a world."""

    def headlines(self) -> Sequence[Headline]:
        """Return what is shown first, with the judgements that each was worked out from."""


R = TypeVar("R", bound=Result)
P = TypeVar("P", bound="Frozen")


@dataclass(frozen=True)
class JointPart:
    """What a chapter asks of a package, to be true in the same worlds as what the other chapters ask.

    Attributes:
        column: The column that holds the answer.
        word: What the package is then, such as “durable”.
        alone: The same by itself, with {} for its share of worlds.
    """

    column: ColumnForm
    word: str
    alone: str


@dataclass(frozen=True)
class Upstream:
    """Results of the chapters that ran before.

    Attributes:
        results: Chapter → its result.
    """

    results: Mapping[str, Result] = field(default_factory=dict)

    def of(self, chapter: Chapter[R, Any]) -> R | None:
        """Return the result of a chapter, None if it did not run."""
        return self.results.get(chapter.name)  # type: ignore[return-value]  # what its own analysis returned

    def needed(self, chapter: Chapter[R, Any]) -> R:
        """Return the result of a chapter that must have run.

        Raises:
            KeyError: It did not run.
        """
        return self.results[chapter.name]  # type: ignore[return-value]  # what its own analysis returned

    def column(self, name: str) -> Column | None:
        """Return a column by its name, None if its chapter did not run or did not make it."""
        found = self.results.get(name.partition(".")[0])
        return None if found is None else next((c for c in found.columns() if c.name == name), None)


class Chapter(ABC, Generic[R, P]):
    """One chapter.

    Attributes:
        name: Its name; also of its part of the case, `<name>.yaml`, if it has one.
        question: The question it answers.
        owns: Slots of page one that it fills, or else says nothing fills; it may add to the slots of others.
        version: Number of the schema of its JSON; raised when a key is removed or renamed.
        needs: Chapters above it whose results it reads.
        after: Chapters above it whose results it uses where the case lets them run; it runs without them too.
        reads: Chapters above it whose part of the case it reads, so that this part must be complete.
        begins_with: Chapters above it to whose skeleton that of its own part refers.
        guides: Chapters above it that speak of what it chose: they run after it, on the results that it settles.
        options: Options of the command line, beyond those of every chapter, that change its answer.
        columns: Forms of the columns it adds to the table of outcomes, with units.
        units: Place in its part of the case, * for any id → unit of the judgements at or below it; others are
            probabilities.
        ids: Key of its part of the case that is followed by ids → what such an id is, in capitals.
        joint: What it asks of a package in the joint answer, if anything.
        effort: How long it takes, as a multiple of what `reading` takes on a case with everything: for the time that is
            left.
        chooses: Whether it chooses something, so that its command has the option `--overturn`.
        aside: Whether a case without its part does not raise its question, so that a brief leaves it out in silence;
            `check` says what it would take.
    """

    name: ClassVar[str]
    question: ClassVar[str]
    owns: ClassVar[tuple[SlotName, ...]] = ()
    version: ClassVar[int] = 1
    needs: ClassVar[tuple[str, ...]] = ()
    after: ClassVar[tuple[str, ...]] = ()
    reads: ClassVar[tuple[str, ...]] = ()
    begins_with: ClassVar[tuple[str, ...]] = ()
    guides: ClassVar[tuple[str, ...]] = ()
    options: ClassVar[tuple[CommandOption, ...]] = ()
    columns: ClassVar[tuple[ColumnForm, ...]] = ()
    units: ClassVar[Mapping[str, str]] = {}
    ids: ClassVar[Mapping[str, str]] = {}
    joint: ClassVar[JointPart | None] = None
    effort: ClassVar[float] = 1.0
    chooses: ClassVar[bool] = False
    aside: ClassVar[bool] = False

    def schema(self) -> type[Frozen] | None:
        """Return the type of its part of the case, None where `case.yaml` holds all it reads.

        It may have a method `problems(case)` that yields what in it does not fit the rest of the case.
        """
        return None

    def skeleton(self) -> Path:
        """Return where the skeleton of its part of the case is, which `detente new` writes, if there is one."""
        return Path(str(modules[type(self).__module__].__file__)).with_name("skeleton.yaml")

    def later(self) -> type[Frozen] | None:
        """Return the type of `<name>-later.yaml`: what became known after the day of the case, for back-tests."""
        return None

    def forms(self) -> Mapping[str, str]:
        """Return the short forms of its part of the case: name of the form → what may be written, for the manual."""
        return {}

    @abstractmethod
    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter alone, a line each; what others lack is theirs to say."""

    def worth_a_look(self, case: Case) -> tuple[Remark, ...]:
        """Return what in a case is no fault, but may be a mistake as far as this chapter goes; no world is drawn."""
        return ()

    def resting(self, case: Case) -> tuple[str, ...]:
        """Return the chapters without which it cannot run on this case: whose results or part of the case it reads."""
        return (*self.needs, *self.reads)

    def seen(self, case: Case, inquiry: Inquiry) -> Case:
        """Return the case as the options of this chapter would have it.

        Raises:
            CaseError: They ask for what is not in the case.
        """
        return case

    def implications(self, case: Case) -> Iterable[tuple[str, str]]:
        """Return pairs of its yes-or-no columns of which the second holds wherever the first does, by definition.

        A claim that these alone decide says nothing of the dispute.
        """
        return ()

    def ruled_out(self, case: Case, column: str) -> tuple[str, ...]:
        """Return the judgements, certain in the case, any one of which alone makes a yes-or-no column false."""
        return ()

    def label(self, case: Case, ids: Sequence[str]) -> str:
        """Say in words what a judgement of its part of the case is about, as a clause.

        Args:
            case: The case.
            ids: The path of the judgement without the name of the chapter.
        """
        return " ".join((self.name, *ids))

    def unit(self, ids: Sequence[str]) -> str:
        """Return the unit of a judgement of its part of the case.

        Args:
            ids: The path of the judgement without the name of the chapter.
        """
        for place, unit in self.units.items():
            steps = place.split("/")
            if len(steps) <= len(ids) and all(s in {"*", i} for s, i in zip(steps, ids, strict=False)):
                return unit
        return "probability"

    @abstractmethod
    def analyse(self, worlds: Worlds, upstream: Upstream) -> R:
        """Answer the question in every world: a pure function of the worlds, which hold case and inquiry."""

    def modules(self) -> tuple[str, ...]:
        """Return the names of the modules with which its work begins: they can be loaded beforehand."""
        package = type(self).__module__.rpartition(".")[0]
        return f"{package}.analyse", f"{package}.report"

    def meanwhile(self, worlds: Worlds) -> Sequence[RunEntry[Any]]:
        """Return requests that its analysis will make of these worlds whatever other chapters find."""
        return ()

    def settled(self, result: R, upstream: Upstream) -> Mapping[str, Result]:
        """Return results of chapters above it as they are once it has chosen: what those that follow it see."""
        return {}

    def following(self, worlds: Worlds, result: R) -> Worlds:
        """Return the worlds that the chapters that follow see: the same ones, unless this chapter weighs evidence."""
        return worlds

    def holds(self, result: R, label: str, worlds: Worlds) -> Bools | None:
        """In which other worlds of the case does what this chapter asks of a package hold?

        Args:
            result: What it found.
            label: Name of the package in columns.
            worlds: The worlds; what was chosen for the package before, such as its roadmap, stays.

        Returns:
            Array (worlds); None where it cannot be said.
        """
        return None

    def pins(self) -> type[Pins] | None:
        """Return the type of what it chooses, as data by which other worlds are judged; None if there is none."""
        return None

    def pinned(self, result: R) -> Pins | None:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        return None

    def choice(self, result: R) -> Choice | None:
        """Return what it chose and of what, if it chooses anything, so that what would overturn that can be found."""
        return None

    def overturned(self, report: P, choice: Choice, switches: Sequence[Switch]) -> P:
        """Return the report with what would overturn the choice."""
        return report

    @abstractmethod
    def model(self) -> type[P]:
        """Return the type of the report."""

    @abstractmethod
    def report(self, result: R) -> P:
        """Return what was found in plain numbers: the keys of the JSON, and all that pages are made from."""

    def exactness(self, report: P) -> str | None:
        """Return how exact its answer is, as a clause for the line that says how a brief was made; None for no word."""
        return None

    @abstractmethod
    def page(self, case: Case, report: P, inquiry: Inquiry) -> Page:
        """Return what its command prints, what it says on page one, and its sections of the brief."""


def weighs(chapter: Chapter[Any, Any]) -> bool:
    """Return whether chapters that follow one may see other worlds than it does, since it weighs evidence."""
    return type(chapter).following is not Chapter.following


def settles(chapter: Chapter[Any, Any]) -> bool:
    """Return whether results of chapters before one may be other ones once it has chosen."""
    return type(chapter).settled is not Chapter.settled
