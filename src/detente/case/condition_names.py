"""What a condition may speak of: the columns of all chapters with their ids, and the judgements of a case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol

from detente.case.faults import nearest, one_of
from detente.case.language.grammar_kit import MisreadError
from detente.case.model import EVENT, Case

SHARES = ("probability", "0 to 1", "share of all features", "share")
SHARE = "share"  # one unit for all that lies between 0 and 1
WHOLE = ("YEAR", "MONTHS")  # words of columns that stand for whole numbers
ANY_PACKAGE = ("proposed", "most-attainable", "fairest", "best-for")  # what an analysis may call a package


class NamedColumn(Protocol):
    """The form of columns that a chapter makes, as `detente.findings.columns.ColumnForm` has it."""

    @property
    def name(self) -> str:
        """`chapter.measure[WORD,…]`, where each WORD stands for an id."""

    @property
    def unit(self) -> str:
        """Unit of a number, which may use the words."""

    @property
    def kind(self) -> Literal["bool", "number"]:
        """Whether the values are yes or no, or numbers."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that stand for ids, in order."""


@dataclass(frozen=True)
class Quantity:
    """What a name stands for.

    Attributes:
        kind: Whether it is yes or no, or a number.
        unit: Of a number its unit; None where it has none that is known.
    """

    kind: Literal["bool", "number"]
    unit: str | None = None


@dataclass(frozen=True)
class ConditionNames:
    """What conditions may speak of, in any case.

    Attributes:
        forms: The forms of all columns.
        unit_of: Returns the unit of the judgement at a path.
    """

    forms: tuple[NamedColumn, ...]
    unit_of: Callable[[str], str]

    @cached_property
    def _measures(self) -> Mapping[str, tuple[NamedColumn, ...]]:
        found: dict[str, tuple[NamedColumn, ...]] = {}
        for form in self.forms:
            measure = form.name.partition("[")[0]
            found[measure] = (*found.get(measure, ()), form)
        return found

    def column(self, name: str, case: Case) -> Quantity:
        """Return what a column holds.

        Args:
            name: Its name, such as `agreement.any[limited]`.
            case: The case, whose ids it may name.

        Raises:
            MisreadError: No chapter makes such a column, or it names an id that the case does not have.
        """
        measure, bracket, inner = name.removesuffix("]").partition("[")
        ids = tuple(inner.split(",")) if bracket else ()
        forms = self._measures.get(measure)
        if forms is None:
            expected = one_of(self._near(measure), 12)
            raise MisreadError(f"the unknown column {name!r}", expected, nearest(measure, self._measures))
        form = next((form for form in forms if len(form.words) == len(ids)), None)
        if form is None:
            raise MisreadError(f"the column {name!r}", one_of([form.name for form in forms]))
        for word, given in zip(form.words, ids, strict=True):
            _known(case, form, word, given, name)
        unit = form.unit
        for word, given in zip(form.words, ids, strict=True):
            unit = unit.replace(word, given)
        return Quantity("bool") if form.kind == "bool" else Quantity("number", _plain(unit))

    def _near(self, measure: str) -> Collection[str]:
        """Return the measures of a chapter, or the chapters where there is none of that name."""
        chapter = measure.partition(".")[0]
        own = [known for known in self._measures if known.startswith(f"{chapter}.")]
        return own or dict.fromkeys(known.partition(".")[0] + ".…" for known in self._measures)

    def judgement(self, path: str, case: Case) -> Quantity:
        """Return what a judgement, or with `!` at its end its event, is.

        Raises:
            MisreadError: The case has no such judgement, or nothing happens by it.
        """
        placed = case.judgements.get(path.removesuffix(EVENT))
        if placed is None:
            close = nearest(path, case.judgements)
            raise MisreadError(f"the unknown judgement {path!r}", "the path of a judgement of the case", close)
        if path.endswith(EVENT):
            if not placed.happens:
                raise MisreadError(f"{path!r}, by which nothing happens", "the path without !", placed.path)
            return Quantity("bool")
        return Quantity("number", _plain(self.unit_of(path)))


def _plain(unit: str) -> str | None:
    """Return a unit as units are compared; None for one that is not known."""
    return SHARE if unit in SHARES else None if unit.startswith("as ") else unit


def _known(case: Case, form: NamedColumn, word: str, given: str, name: str) -> None:
    """Refuse an id of a column that the case does not have.

    Raises:
        MisreadError: It does not have it.
    """
    if word in WHOLE:
        if not given.isascii() or not given.isdigit():
            raise MisreadError(f"{given!r} in the column {name!r}", "a whole number")
        return
    valid = ids_of(case, form.name.partition(".")[0], word)
    if valid is not None and given not in valid:
        what = word.lower()
        expected = one_of(valid, 12) if valid else f"a {what} that the case defines; it defines none"
        raise MisreadError(f"the unknown {what} {given!r} in the column {name!r}", expected, nearest(given, valid))


def ids_of(case: Case, chapter: str, word: str) -> Collection[str] | None:
    """Return the ids of a case that a word of a column may stand for; None where they are not known before a run."""
    match word:
        case "ISSUE":
            return case.issues
        case "OPTION":
            return dict.fromkeys(option for issue in case.issues for option in case.ladder(issue))
        case "PARTY":
            return case.parties
        case "SCOPE":
            return case.scopes
        case "POLICY":
            return case.policies
        case "HYPOTHESIS":
            return dict.fromkeys(name for subject in case.subjects for name in subject.explanations)
        case "PACKAGE":
            return (*case.packages, *ANY_PACKAGE)
    found = list(_keys(case.parts.get(chapter), word.lower()))
    return dict.fromkeys(found) if found else None


def _keys(part: Any, word: str) -> Iterator[str]:
    """Yield the keys of all sections of a part of a case that hold things called by a word."""
    fields: Iterable[tuple[str, Any]] = part.__dict__.items() if hasattr(type(part), "model_fields") else ()
    for name, inner in fields:
        if isinstance(inner, dict) and name in {f"{word}s", word.removesuffix("y") + "ies"}:
            yield from inner
        elif hasattr(type(inner), "model_fields"):
            yield from _keys(inner, word)
