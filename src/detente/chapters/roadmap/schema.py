"""The schema of `roadmap.yaml`. The sentence under each field is its documentation and becomes the reference page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from detente.case.base import Frozen, Id, Shorthand, refuse
from detente.case.faults import KeyPath, nearest, one_of, printable, shown
from detente.case.judgements import NOTES, NUMBERS, Judgement, NotNegative, Probability, probability
from detente.case.model import Case
from detente.case.patterns import Pattern
from detente.case.references import Problem, unknown
from detente.case.schema import Date, SomePattern, Sources, Text
from detente.chapters.roadmap.order_circles import Options, Order, circles

Some = Annotated[int, Field(ge=1, le=12)]


def _period(raw: Any) -> Any:
    return raw if isinstance(raw, dict | Period) else {"start": raw, "end": raw}


class Apart(Frozen):
    """Steps that do not go together."""

    options: SomePattern
    """The options of which one round brings about one at most."""
    because: Text | None = None
    """Why."""


class Together(Frozen):
    """Steps that go together: a swap, in which each is done for the others."""

    options: SomePattern
    """The options. A round that reaches one of those that the package has, or passes it, does so with all of them."""
    because: Text | None = None
    """Why."""


class NamedRoadmap(Frozen):
    """A roadmap that somebody proposed or that was followed."""

    name: Text
    """Name as it should be printed."""
    rounds: Annotated[tuple[Options, ...], Field(min_length=1, strict=False)]
    """The rounds in order, each the options that it brings about. Applied to a package that asks for less, steps that
    it does not ask for are left out, and what it asks for besides comes last."""
    source: Sources = ()
    """Ids of the sources."""
    note: Text | None = None
    """Anything a reader should know."""


class Period(Frozen):
    """A stretch of days. A bare date is short for that one day."""

    start: Date
    """First day."""
    end: Date
    """Last day."""


class Entry(Frozen):
    """Something on the calendar: an exercise season, an election, a session, an anniversary."""

    name: Text
    """Name as it should be printed."""
    kind: Literal["season", "election", "session", "anniversary", "other"]
    """What kind of entry it is."""
    periods: Annotated[tuple[Annotated[Period, Shorthand(_period, "Date")], ...], Field(min_length=1, strict=False)]
    """When: days, or stretches of days."""
    bars: Pattern = Field(default_factory=dict)
    """Options that cannot be carried out while it lasts."""
    only_in: Pattern = Field(default_factory=dict)
    """Options that can be carried out only while this, or another entry that says so of them, lasts."""
    before: Pattern = Field(default_factory=dict)
    """Options that had better be carried out before it begins."""
    suits: Pattern = Field(default_factory=dict)
    """Options for which it is a good occasion."""
    wait: NotNegative | None = None
    """Months by which all may end later for the occasion to be taken; must be said with `suits`."""
    source: Sources = ()
    """Ids of the sources."""
    note: Text | None = None
    """Anything a reader should know."""


def _belief(raw: Any) -> Any:
    """Return a belief about every other party, or one about each: a mapping that has no key of a judgement."""
    if not isinstance(raw, dict) or not raw or raw.keys() & {*NUMBERS, *NOTES}:
        return probability(raw)
    found = {}
    for party, stated in raw.items():
        try:
            found[party] = probability(stated)
        except PydanticCustomError as error:
            said: dict[str, Any] = error.context or {}
            refuse(said["found"], said["expected"], said["nearest"], (party, *said["at"]))
    return found


AnyBelief = Annotated[Judgement | dict[Id, Judgement], Shorthand(_belief, "Belief", alone=True)]


class RoadmapFile(Frozen):
    """What `roadmap.yaml` says: how long rounds take, what each side believes, what must come first, the calendar."""

    overhead: NotNegative | None = None
    """Months that every round takes on top of carrying out and verifying: agreeing on it, preparing, confirming."""
    beliefs: dict[Id, AnyBelief] = Field(default_factory=dict)
    """Principal → how likely it holds the other side to be sincere: a probability, which is then the same of every
    other principal, or other principal → probability. What is believed of one says nothing about another."""
    keeps_if_insincere: dict[Id, Probability] = Field(default_factory=dict)
    """Principal → how likely it keeps a round, and goes on to the next, if it is not sincere. Without it, an insincere
    side keeps a round where waiting for a better moment is worth more to it than breaking it at once."""
    package: Id | None = None
    """The package whose roadmap is worked out; without it, the one that is recommended first."""
    max_rounds: Some | None = None
    """Rounds that a roadmap has at most; without it, as many as there are measures."""
    most_at_once: Some | None = None
    """Issues that one round moves at most; without it, any number."""
    order: dict[Id, Order] = Field(default_factory=dict)
    """What must come first, by id."""
    apart: dict[Id, Apart] = Field(default_factory=dict)
    """What does not go together, by id."""
    together: dict[Id, Together] = Field(default_factory=dict)
    """What goes together in one round, by id."""
    pass_over: Pattern = Field(default_factory=dict)
    """Options that the search makes no stop at on the way to a later one, such as weaker forms of it: each stop
    multiplies the places on the way. A package that asks for one itself stops there, and so may a named roadmap."""
    roadmaps: dict[Id, NamedRoadmap] = Field(default_factory=dict)
    """Roadmaps to compare with, by id."""
    carried_out: dict[Id, Id] = Field(default_factory=dict)
    """Issue → the option that has been carried out already, as `detente talks evidence` writes it. Rounds that do no
    more are told as done: they take no more time, nobody can leave before them or break them, and what a roadmap needs
    of trust is what its other rounds need."""
    starts: Date | None = None
    """The day on which the first round can begin; without it, the day from which the case is seen."""
    ends: Date | None = None
    """The day by which all rounds should be done, if there is one."""
    calendar: dict[Id, Entry] = Field(default_factory=dict)
    """What is on the calendar, by id."""
    partial: dict[Id, Id] = Field(default_factory=dict)
    """Issue → an option that can be carried out in shares, such as a part of the troops or of the sanctions."""
    exploiting: dict[Id, NotNegative] = Field(default_factory=dict)
    """Principal → what exploiting a gesture would be worth to it if it were insincere, as a multiple of what it would
    gain if both cooperate. Needed for the size of a gesture."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case.

        Args:
            case: The entries of the case that are sound.

        Yields:
            Problems, in no particular order.
        """
        for problem in self._problems(case):
            yield replace(problem, place=("roadmap", *problem.place))

    def _problems(self, case: Case) -> Iterator[Problem]:
        if self.package is not None:
            yield from unknown(("package",), self.package, case.packages, "package")
        yield from self._names(case)
        for place, options in self._options():
            yield from _unknown_options(case, place, options)
        for name, roadmap in self.roadmaps.items():
            yield from _steps_back(case, name, roadmap)
        yield from self._dates(case)
        yield from circles(case, self.order)

    def _names(self, case: Case) -> Iterator[Problem]:
        """Parties that do not exist."""
        for section in ("beliefs", "keeps_if_insincere", "exploiting"):
            for party in getattr(self, section):
                yield from unknown((section, party), party, case.parties, "party")
        for party, stated in self.beliefs.items():
            for other in stated if isinstance(stated, dict) else ():
                yield from unknown(("beliefs", party, other), other, case.parties, "party")
                if other == party:
                    expected = "one of the other principals"
                    yield Problem(("beliefs", party, other), f"what {printable(party)} believes of itself", expected)

    def _dates(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for each date or period that cannot be."""
        for name, entry in self.calendar.items():
            if entry.suits and entry.wait is None:
                found = "a fitting occasion (`suits`) without `wait`"
                yield Problem(("calendar", name, "suits"), found, "wait: by how many months all may end later for it")
            for number, period in enumerate(entry.periods):
                if period.end < period.start:
                    found = f"a period that ends on {period.end}, before it begins"
                    yield Problem(("calendar", name, "periods", number), found, "start ≤ end")
        if self.ends is not None and self.ends < (self.starts or case.date):
            yield Problem(("ends",), f"the end {self.ends} before the start", "a later day")

    def _options(self) -> Iterator[tuple[KeyPath, Mapping[str, Iterable[str]]]]:
        """Yield every mention of options: its place, and issue → options."""
        for name, order in self.order.items():
            yield ("order", name, "first"), {issue: (option,) for issue, option in order.first.items()}
            yield ("order", name, "then"), {issue: which.named for issue, which in order.then.items()}
        yield ("pass_over",), {issue: which.named for issue, which in self.pass_over.items()}
        for name, apart in self.apart.items():
            yield ("apart", name, "options"), {issue: which.named for issue, which in apart.options.items()}
        for name, swap in self.together.items():
            yield ("together", name, "options"), {issue: which.named for issue, which in swap.options.items()}
        for name, roadmap in self.roadmaps.items():
            for number, step in enumerate(roadmap.rounds):
                yield ("roadmaps", name, "rounds", number), {issue: (option,) for issue, option in step.items()}
        for name, entry in self.calendar.items():
            for key in ("bars", "only_in", "before", "suits"):
                yield ("calendar", name, key), {issue: which.named for issue, which in getattr(entry, key).items()}
        yield ("carried_out",), {issue: (option,) for issue, option in self.carried_out.items()}
        yield ("partial",), {issue: (option,) for issue, option in self.partial.items()}


def _unknown_options(case: Case, place: KeyPath, options: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    for issue, named in options.items():
        if issue not in case.issues:
            yield from unknown((*place, issue), issue, case.issues, "issue")
            continue
        for option in named:
            yield from unknown((*place, issue), option, case.ladder(issue), f"option of {printable(issue)}")


def _steps_back(case: Case, name: str, roadmap: NamedRoadmap) -> Iterator[Problem]:
    """Yield a problem for each step of a named roadmap that does not lead up its ladder."""
    reached: dict[str, int] = {}
    for number, step in enumerate(roadmap.rounds):
        for issue, option in step.items():
            if issue in case.issues and option in case.ladder(issue):
                place = case.ladder(issue).index(option)
                if place <= reached.get(issue, 0):
                    found = f"{shown(option)}, which is no step up"
                    later = case.ladder(issue)[reached.get(issue, 0) + 1 :]
                    expected = one_of(later) if later else f"no further step on {printable(issue)}"
                    yield Problem(
                        ("roadmaps", name, "rounds", number, issue), found, expected, nearest(option, later), option
                    )
                reached[issue] = max(place, reached.get(issue, 0))
