"""Entries of a ledger: each asks for one result and declares on which issues' measures it depends.

Every result also depends on the terms that no ledger changes: worths, rates, linkages, movers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability.compliance.courses import Course, changes, detection, lines, table
from detente.chapters.stability.compliance.terms import Terms

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Ends = tuple[tuple[int, int], ...]  # for each issue of a group, the options before and after a round


@dataclass(frozen=True)
class Breach:
    """A breach that is found when one measure is missed, with whatever else the party may break at the same time.

    Attributes:
        found: Years until it is found, in every world.
        worth: The best, or for a victim the worst, present value of breaking this measure and anything that is found no
            sooner; −∞, or for a victim ∞, where the measure cannot be broken.
    """

    found: Floats
    worth: Floats


class LedgerEntry(Protocol[T_co]):
    """A request for a result that a ledger keeps; equal entries of one kind have the same result.

    The result of an entry that has `issues`, numbers of issues, depends on no measure of any other issue. One without
    may depend on all measures.
    """

    def work(self, ledger: Books) -> T_co:
        """Work the result out."""


class Books(Protocol):
    """What entries need of their ledger."""

    @property
    def terms(self) -> Terms:
        """What all results are worked out from."""

    def kept_once(self, entry: LedgerEntry[T]) -> T:
        """Return the result of another entry."""

    def time(self, until: Until) -> Floats:
        """Return how many years after the start of the round all exchange ends."""

    def linked(self, party: str, issue: int) -> bool:
        """Return whether an issue is a member of a linkage of a party."""

    def possible(self, course: Course) -> Bools:
        """Return where a breach is possible."""

    def ways(self, party: str, issue: int, before: int, after: int) -> tuple[Course, ...]:
        """Return what a party can do about an issue."""

    def worth(self, asked: GroupBroken | GroupKept) -> Floats:
        """Work out what a group of linked issues is worth: the most over all ways to go on with each."""

    def found_breaches(self, asked: RoundBreaches) -> tuple[Breach, ...]:
        """Work out the ways in which a round can be broken."""


def unaffected(entry: LedgerEntry[object], issue: int) -> bool:
    """Return whether an entry declares that it does not depend on the measures of an issue."""
    issues: frozenset[int] | None = getattr(entry, "issues", None)
    return issues is not None and issue not in issues


class FixedTime(NamedTuple):
    """A time at which all exchange ends and which depends on no measure.

    Attributes:
        name: Its name.
    """

    name: str

    @property
    def issues(self) -> frozenset[int]:
        """No issue."""
        return frozenset()


NEVER, AT_ONCE = FixedTime("never"), FixedTime("at once")


class TimeFound(NamedTuple):
    """The time at which a breach is found; breaches of one measure that are found alike share a time.

    Attributes:
        issue: Number of the issue.
        withdrawn: Number of the option that is taken back; None where none is.
        due: Number of the option that should have been brought about; None where none was due.
    """

    issue: int
    withdrawn: int | None
    due: int | None

    @classmethod
    def of(cls, course: Course) -> TimeFound:
        """Return the time at which a breach is found."""
        withdrawn = course.before if course.mode == "withdraw" else None
        return cls(course.issue, withdrawn, course.after if course.after != course.before else None)

    @property
    def issues(self) -> frozenset[int]:
        """The issue of the breach."""
        return frozenset((self.issue,))

    def work(self, ledger: Books) -> Floats:
        """Return the years from the start of the round, in every world."""
        return detection(ledger.terms, self.issue, self.withdrawn, self.due)


Until = TimeFound | FixedTime


@dataclass(frozen=True, eq=False)
class Discovery:
    """When a breach is found out, and all exchange ends.

    Attributes:
        key: Tells this time from others under the same terms.
        at: Years from the start of the round, in every world; infinite where it never is.
    """

    key: Until
    at: Floats


class Faded(NamedTuple):
    """What a point is worth to a party at the time at which all exchange ends.

    Attributes:
        party: The party.
        until: When all exchange ends.
    """

    party: str
    until: Until

    @property
    def issues(self) -> frozenset[int]:
        """The issue that decides the time."""
        return self.until.issues

    def work(self, ledger: Books) -> Floats:
        """Return its present value; 0 where exchange never ends."""
        return np.asarray(np.exp(-ledger.terms.rates[self.party] * ledger.time(self.until)))


class CourseTable(NamedTuple):
    """All that decides what the course of one issue is worth to a party, by when all exchange ends.

    Attributes:
        party: The party.
        course: The course.
    """

    party: str
    course: Course

    @property
    def issues(self) -> frozenset[int]:
        """The issue."""
        return frozenset((self.course.issue,))

    def work(self, ledger: Books) -> Floats:
        """Return array (11, worlds), see `courses.table`."""
        terms, course, latest = ledger.terms, self.course, np.full(len(ledger.terms.rates[self.party]), np.inf)
        if course.mode != "keep":
            latest = np.where(ledger.possible(course), ledger.time(TimeFound.of(course)), -np.inf)
        linked = ledger.linked(self.party, course.issue)
        return table(lines(terms, self.party, course), changes(terms, self.party, course) if linked else None, latest)


class GroupKept(NamedTuple):
    """The worth of a group of linked issues to a party on given courses until a time.

    Attributes:
        party: The party.
        courses: The courses of its issues.
        until: When all exchange ends.
    """

    party: str
    courses: tuple[Course, ...]
    until: Until

    @property
    def issues(self) -> frozenset[int]:
        """The group, and the issue that decides the time."""
        return self.until.issues | of_courses(self.courses)

    def work(self, ledger: Books) -> Floats:
        """Return the present value, points."""
        return ledger.worth(self)

    def ways(self, ledger: Books) -> list[tuple[Course, ...]]:
        """Return for each issue what can be done about it: nothing but what is."""
        return [(course,) for course in self.courses]

    @property
    def sign(self) -> int:
        """By which all worth is multiplied: 1."""
        return 1


class GroupBroken(NamedTuple):
    """The worth of a group of linked issues to a party if it or another party breaks a round.

    Attributes:
        party: Whose points.
        breaker: Who breaks it. If it is the party itself, its best is meant; otherwise minus its worst.
        group: Numbers of the issues.
        ends: For each of them, the options before and after the round.
        first: The breach that is found first; None if it is not in the group.
        until: When that is found.
    """

    party: str
    breaker: str
    group: tuple[int, ...]
    ends: Ends
    first: Course | None
    until: Until

    @property
    def issues(self) -> frozenset[int]:
        """The group, and the issue that decides the time."""
        return self.until.issues.union(self.group)

    def work(self, ledger: Books) -> Floats:
        """Return the present value, points."""
        return ledger.worth(self)

    @classmethod
    def of(cls, party: str, breaker: str, group: tuple[int, ...], ends: Ends, first: Course) -> GroupBroken:
        """Return the request that goes with a breach which is found first, on whatever issue."""
        return cls(party, breaker, group, ends, first if first.issue in group else None, TimeFound.of(first))

    def ways(self, ledger: Books) -> list[tuple[Course, ...]]:
        """Return for each issue what can be done about it: all that the breaker can, but where it is found first."""
        first, breaker = self.first, self.breaker
        return [
            (first,) if first is not None and first.issue == issue else ledger.ways(breaker, issue, *ends)
            for issue, ends in zip(self.group, self.ends, strict=True)
        ]

    @property
    def sign(self) -> int:
        """By which all worth is multiplied: 1 for the breaker; −1 for others, as their least is sought."""
        return 1 if self.party == self.breaker else -1


class RoundBreaches(NamedTuple):
    """The ways in which a party can break a round.

    Attributes:
        party: The breaker.
        before: Where the round starts.
        after: Where it ends.
        victim: Whose worst is sought; None for the breaker's own best.
    """

    party: str
    before: OptionNumbers
    after: OptionNumbers
    victim: str | None

    @property
    def issues(self) -> frozenset[int]:
        """The issues that are not as they were before any exchange."""
        return frozenset(i for i, options in enumerate(zip(self.before, self.after, strict=True)) if any(options))

    def work(self, ledger: Books) -> tuple[Breach, ...]:
        """Return one breach for each measure that the party carries out, and for each one in force before."""
        return ledger.found_breaches(self)


def of_courses(courses: Iterable[Course]) -> frozenset[int]:
    """Return the issues of courses."""
    return frozenset(course.issue for course in courses)
