"""What keeping, breaking and suffering a breach are worth in any round of an exchange, in every world of a block.

A round takes the parties from a position `before` to a position `after`; the steady state once everything is carried
out is the round whose two positions are the same. Formulas: `docs/theory/compliance.md`.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability.compliance.courses import Course, Mode, later
from detente.chapters.stability.compliance.ledger_entries import (
    AT_ONCE,
    NEVER,
    Breach,
    CourseTable,
    Discovery,
    Ends,
    Faded,
    FixedTime,
    GroupBroken,
    GroupKept,
    LedgerEntry,
    RoundBreaches,
    TimeFound,
    Until,
    unaffected,
)
from detente.chapters.stability.compliance.linked import groups, match
from detente.chapters.stability.compliance.terms import MeasureTerms, Terms, read
from detente.chapters.stability.compliance.worths_asked import GroupLinkage, IssueWays, WorthsAsked
from detente.compiled.kernels import Kernel
from detente.worlds import Draws
from detente.worlds.dependences import Dependences
from detente.worlds.draws import BlockEntry

T = TypeVar("T")
best_of_ways = Kernel("detente.chapters.stability.compliance.breach_kernels", "best_of_ways")
add_up = Kernel("detente.chapters.stability.compliance.breach_kernels", "add_up")
QUO = ((0, 0),)  # one issue by itself that stays as it is: worth nothing


class Ledger:
    """Present values of rounds, worked out once each and kept.

    What a round is worth to a party is a sum over its `groups` of linked issues. To look at many rounds, add up these
    parts (`kept`, `part`) directly, with `never` as the time of discovery if nothing is broken, and `at_once` for an
    orderly end.
    """

    def __init__(self, terms: Terms, before: Ledger | None = None, changed: int = -1) -> None:
        """Open a ledger for a block of worlds.

        Args:
            terms: The terms.
            before: A ledger whose terms differ in measures of one issue only; what declares that it does not depend on
                them is taken from it.
            changed: Number of that issue.
        """
        self.terms = terms
        self._before, self._changed = before, changed
        self._kept: defaultdict[type, dict[Any, Any]] = defaultdict(dict)
        self.groups = {
            p: groups(len(terms.issues), [link.members for link in links]) for p, links in terms.linkages.items()
        }
        self._links = {p: self._by_group(p) for p in terms.linkages}
        self._rates = {p: np.ascontiguousarray(rate) for p, rate in terms.rates.items()}
        self._ways: dict[tuple[str, int, int, int], tuple[Course, ...]] = {}
        self._issues: dict[tuple[str, tuple[Course, ...]], IssueWays] = {}
        self._times: dict[tuple[str, Until], tuple[int, int]] = {}
        self._linked = {p: {i for link in links for i in link.members} for p, links in terms.linkages.items()}
        size = next(iter(terms.rates.values())).shape
        self.never = Discovery(NEVER, np.full(size, np.inf))
        self.at_once = Discovery(AT_ONCE, np.zeros(size))

    def _by_group(self, party: str) -> dict[int, list[GroupLinkage]]:
        """Return the first issue of each of a party's groups → its linkages.

        A kernel is told where the values are, so they lie one behind the other.
        """
        links = [GroupLinkage.of(n, link.members, link.value) for n, link in enumerate(self.terms.linkages[party])]
        return {group[0]: [link for link in links if link.members[0] in group] for group in self.groups[party]}

    def changed(self, issue: int, option: int, measure: MeasureTerms) -> Ledger:
        """Return a ledger with another measure in the place of one; what does not depend on it is carried over."""
        return Ledger(self.terms.changed(issue, option, measure), self, issue)

    @cached_property
    def in_crisis(self) -> Ledger:
        """The ledger that holds while a crisis lasts, or this one where the case has none."""
        crisis = self.terms.crisis
        if crisis is None:
            return self
        before = None if self._before is None else self._before.in_crisis
        return Ledger(self.terms.in_crisis(crisis), before, self._changed)

    def at(self, position: OptionNumbers) -> Ledger:
        """Return the ledger that holds from a position on: this one, or that of a crisis which is not over there."""
        crisis = self.terms.crisis
        over = crisis is None or bool(crisis.over(np.array([position]))[0])
        return self if over else self.in_crisis

    def outbreak(self, party: str) -> Floats:
        """Return what an outbreak adds to all values of the ledger `in_crisis`: c·Z/(r(r + c)), 0 without a crisis."""
        crisis, rate = self.terms.crisis, self.terms.rates[party]
        if crisis is None:
            return np.zeros_like(rate)
        return np.asarray(crisis.hazard * crisis.outbreak[party] / (rate * (rate + crisis.hazard)))

    def kept_once(self, entry: LedgerEntry[T]) -> T:
        """Return the result of an entry, worked out before, in this ledger or in one with the same measures, or now."""
        kept = self._kept[type(entry)]
        found: T | None = kept.get(entry)
        if found is None:
            if self._before is not None and unaffected(entry, self._changed):
                found = self._before.kept_once(entry)
            else:
                found = entry.work(self)
            kept[entry] = found
        return found

    def time(self, until: Until) -> Floats:
        """Return how many years after the start of the round all exchange ends."""
        if isinstance(until, FixedTime):
            return (self.never if until == NEVER else self.at_once).at
        return self.kept_once(until)

    @property
    def parties(self) -> tuple[str, ...]:
        """Principals, and whoever else carries something out."""
        return self.terms.parties

    def flow(self, party: str, position: OptionNumbers) -> Floats:
        """Return what a position is worth to a party for as long as it lasts, points a year, linkages included."""
        return np.asarray(self.steady(party, position) * self.terms.rates[party])

    def steady(self, party: str, position: OptionNumbers) -> Floats:
        """Return the present value of a position kept for good: V of the steady state, F(x) / r."""
        return self._total(party, position, position, self.never)

    def no_talks(self, party: str) -> Floats:
        """Return the present value of no agreement: N = R / r."""
        return np.asarray(self.terms.reservation[party] / self.terms.rates[party])

    def length(self, before: OptionNumbers, after: OptionNumbers) -> Floats:
        """Return how many years a round takes until its last measure is carried out and verified: max (L + D).

        The overhead of a round comes on top.
        """
        due = [self.terms.measure(i, a) for i, (b, a) in enumerate(zip(before, after, strict=True)) if a != b]
        return np.asarray(np.maximum.reduce([self.at_once.at, *(m.lead + m.detection for m in due)]))

    def keep(self, party: str, before: OptionNumbers, after: OptionNumbers, length: Floats, then: Floats) -> Floats:
        """Return what keeping to a round is worth to a party.

        Args:
            party: Whose points.
            before: Where the round starts.
            after: Where it ends; no issue is lower than before.
            length: Years that the round takes, overhead included.
            then: Present value of what comes after, at the end of the round: V of the next one.

        Returns:
            V = ∫ e^(−rt) F(x_t) dt over the round + e^(−r·length) · then.
        """
        rate = self.terms.rates[party]
        ever = self._total(party, before, after, self.never)
        return ever + (rate * then - self.flow(party, after)) * later(rate, length)

    def cheat(self, party: str, before: OptionNumbers, after: OptionNumbers) -> Floats:
        """Return the most that breaking can be worth to a party in a round: C; −∞ where it has nothing to break."""
        return self._most([breach.worth for breach in self.breaches(party, before, after)])

    def victim(self, party: str, before: OptionNumbers, after: OptionNumbers) -> Floats:
        """Return the worst that any one other party's breach can leave a party with: U; ∞ where there is none."""
        others = [other for other in self.parties if other != party]
        found = [-b.worth for other in others for b in self.breaches(other, before, after, victim=party)]
        return -self._most(found)

    def leave(self, party: str, position: OptionNumbers) -> Floats:
        """Return the present value of an orderly end: each mover takes back at once what costs it something."""
        return self._total(party, position, position, self.at_once) + self.no_talks(party)

    def alone(self, party: str, before: OptionNumbers, after: OptionNumbers, course: Course) -> Floats:
        """Return the present value to a party of breaking one commitment alone; −∞ where it cannot be broken."""
        found = self.found(course)
        total = self.terms.reservation[party] * later(self.terms.rates[party], found.at)
        for group in self.groups[party]:
            courses = tuple(course if i == course.issue else Course(i, before[i], after[i]) for i in group)
            total = total + self.kept(party, courses, found)
        return np.where(self.possible(course), total, -np.inf)

    def breaches(
        self, party: str, before: OptionNumbers, after: OptionNumbers, victim: str | None = None
    ) -> tuple[Breach, ...]:
        """Return the ways in which a party can break a round, told apart by the measure that is missed first.

        Args:
            party: The breaker.
            before: Where the round starts.
            after: Where it ends.
            victim: Whose worst is sought; if not given, the breaker's own best.

        Returns:
            A breach for each measure of this round that it carries out, and for each one in force before.
        """
        return self.kept_once(RoundBreaches(party, before, after, victim))

    def found_breaches(self, asked: RoundBreaches) -> tuple[Breach, ...]:
        """Work `breaches` out."""
        party, before, after, victim = asked
        ends = tuple(zip(before, after, strict=True))
        courses = [course for issue, pair in enumerate(ends) for course in self.ways(party, issue, *pair)[1:]]
        whose = victim or party
        moved = [(group, tuple(ends[issue] for issue in group)) for group in self.groups[whose]]
        self.foresee(
            GroupBroken.of(whose, party, group, of_group, first)
            for group, of_group in moved
            if not self.idle(whose, group, of_group)
            for first in courses
        )
        breaches = []
        for course in courses:
            found = self.found(course)
            total = self._best(whose, party, before, after, course, found)
            breaches.append(Breach(found.at, total if victim is None else -total))
        return tuple(breaches)

    def ways(self, party: str, issue: int, before: int, after: int) -> tuple[Course, ...]:
        """Return what a party can do about an issue: keep its part first, then withhold or withdraw."""
        asked = party, issue, before, after
        if (found := self._ways.get(asked)) is None:
            modes: list[Mode] = []
            if party in self.terms.movers[issue]:
                modes += ["withhold"] if after != before else []
                modes += ["withdraw"] if before > 0 else []
            kept = Course(issue, before, after)
            found = self._ways[asked] = (kept, *(Course(issue, before, after, mode, party) for mode in modes))
        return found

    def _best(
        self, party: str, breaker: str, before: OptionNumbers, after: OptionNumbers, first: Course, found: Discovery
    ) -> Floats:
        """Return the breaker's best (or, for another party, minus its worst) given the breach that is found first."""
        total = self.terms.reservation[party] * later(self.terms.rates[party], found.at)
        total = total if party == breaker else -total
        for group in self.groups[party]:
            ends = tuple((before[i], after[i]) for i in group)
            if self.idle(party, group, ends):
                continue
            total = total + self.part(party, breaker, group, ends, first)
        return np.where(self.possible(first), total, -np.inf)

    def part(self, party: str, breaker: str, group: tuple[int, ...], ends: Ends, first: Course) -> Floats:
        """Return what a group of linked issues is worth to a party if it or another party breaks a round.

        Args:
            party: Whose points.
            breaker: Who breaks it.
            group: Numbers of the issues.
            ends: For each of them, the options before and after the round.
            first: The breach that is found first, on whatever issue.

        Returns:
            To the breaker, the best over everything else in the group that it can break and that is found no sooner; to
            another party, minus the worst.
        """
        return self.kept_once(GroupBroken.of(party, breaker, group, ends, first))

    def idle(self, party: str, group: tuple[int, ...], ends: Ends) -> bool:
        """Return whether a group is worth nothing to a party whatever happens: unchanged, and not linked."""
        return ends == QUO and not self._linked[party].intersection(group)

    def foresee(self, asked: Iterable[GroupBroken | GroupKept]) -> None:
        """Work out in one go what groups of issues are worth, as far as it is not known."""
        new = [one for one in dict.fromkeys(asked) if one not in self._kept[type(one)]]
        if self._before is not None:
            self._before.foresee(one for one in new if unaffected(one, self._changed))
            new = [one for one in new if not unaffected(one, self._changed)]
        together: defaultdict[tuple[Any, ...], list[GroupBroken | GroupKept]] = defaultdict(list)
        for one in new:
            together[one[:-1]].append(one)  # the same but for the time
        if together:
            values = self._best_of_ways([self._asked(some) for some in together.values()])
            for one, value in zip((one for some in together.values() for one in some), values, strict=True):
                self._kept[type(one)][one] = value

    def worth(self, asked: GroupBroken | GroupKept) -> Floats:
        """Work out what a group of issues is worth."""
        return np.asarray(self._best_of_ways([self._asked([asked])])[0])

    def _asked(self, some: Sequence[GroupBroken | GroupKept]) -> WorthsAsked:
        """Return what the kernel is told of requests that are the same but for when all exchange ends."""
        party, issues = some[0].party, some[0].ways(self)
        times = [self._time(party, one.until) for one in some]
        return WorthsAsked(
            ways=[self._issue(party, courses) for courses in issues],
            links=self._links[party][issues[0][0].issue],
            rate=self._rates[party].ctypes.data,
            found=[found for found, _ in times],
            faded=[faded for _, faded in times],
            sign=some[0].sign,
        )

    def _issue(self, party: str, courses: tuple[Course, ...]) -> IssueWays:
        """Return what the kernel is told of the ways to go on with one issue."""
        asked = party, courses
        if (found := self._issues.get(asked)) is None:
            issue, matches = courses[0].issue, dict[int, list[int]]()
            for number, link in enumerate(self.terms.linkages[party]):
                if issue in link.members:
                    matches[number] = [match(link.members[issue], course) for course in courses]
            tables = tuple(self.kept_once(CourseTable(party, course)).ctypes.data for course in courses)
            found = self._issues[asked] = IssueWays(courses, tables, matches)
        return found

    def _time(self, party: str, until: Until) -> tuple[int, int]:
        """Return where it lies in memory when all exchange ends, and what a point is worth to a party then."""
        asked = party, until
        if (found := self._times.get(asked)) is None:
            found = self.time(until).ctypes.data, self.kept_once(Faded(party, until)).ctypes.data
            self._times[asked] = found
        return found

    def _best_of_ways(self, asked: Sequence[WorthsAsked]) -> Floats:
        """Work out the most that groups of issues can be worth; array (times of all of them, worlds)."""
        told: list[int] = []
        for one in asked:
            one.tell(told)
        worlds, most = self.never.at.size, max(one.number for one in asked)
        best = np.empty((sum(len(one.found) for one in asked), worlds))
        best_of_ways(
            *(len(asked), worlds, len(told), most),
            *(np.frombuffer(array("q", told), dtype=np.int64), np.empty(most, dtype=np.int64)),
            *(best, np.empty((3 * most + 4, worlds))),
        )
        return best

    def added_up(self, terms: Sequence[tuple[Sequence[Floats | None], Ints]], size: int) -> Floats:
        """Add up values, each sum in the order of the terms.

        Args:
            terms: For each term, the arrays (worlds) that it can be, None for nothing; and for each sum, which it is.
            size: How many sums there are.

        Returns:
            Array (sums, worlds).
        """
        places, sums = np.empty((size, len(terms)), dtype=np.int64), np.empty((size, self.never.at.size))
        held = [[None if one is None else np.ascontiguousarray(one) for one in values] for values, _ in terms]
        for n, (values, (_, which)) in enumerate(zip(held, terms, strict=True)):
            places[:, n] = np.array([0 if one is None else one.ctypes.data for one in values], dtype=np.int64)[which]
        add_up(size, len(terms), self.never.at.size, places, sums)
        return sums

    def linked(self, party: str, issue: int) -> bool:
        """Return whether an issue is a member of a linkage of a party."""
        return issue in self._linked[party]

    def possible(self, course: Course) -> Bools:
        """Return where a breach is possible: what only a vote can reverse, or nothing can, is never withdrawn."""
        if course.mode == "withdraw":
            return self.terms.measure(course.issue, course.before).reversible
        return np.ones(self.never.at.shape, dtype=bool)

    def _total(self, party: str, before: OptionNumbers, after: OptionNumbers, found: Discovery) -> Floats:
        """Return the present value of a round in which nobody breaks anything and all exchange ends at some time."""
        moved = [tuple(Course(i, before[i], after[i]) for i in group) for group in self.groups[party]]
        self.foresee(GroupKept(party, courses, found.key) for courses in moved)
        parts = [self.kept(party, courses, found) for courses in moved]
        return np.asarray(np.sum([np.zeros_like(found.at), *parts], axis=0))

    def kept(self, party: str, courses: tuple[Course, ...], found: Discovery) -> Floats:
        """Return what a group of linked issues is worth to a party if these are their courses until all ends."""
        return self.kept_once(GroupKept(party, courses, found.key))

    def found(self, course: Course) -> Discovery:
        """Return when a breach is found; breaches of one measure that are found alike share a time."""
        key = TimeFound.of(course)
        return Discovery(key, self.time(key))

    def _most(self, values: list[Floats]) -> Floats:
        return np.asarray(np.maximum.reduce([np.full(self.never.at.shape, -np.inf), *values]))


@dataclass(frozen=True)
class OpenLedger(BlockEntry[Ledger]):
    """The ledger of a case in a block of worlds."""

    large = True

    def depends(self, case: Case) -> Dependences:
        """Return that it may depend on everything but the weights."""
        return Dependences(weights=False)

    def work(self, draws: Draws) -> Ledger:
        """Open it."""
        return Ledger(read(draws))


def opened(draws: Draws) -> Ledger:
    """Return the ledger of a case in a block of worlds; in a small run it is kept and shared by all callers."""
    return draws.kept(OpenLedger())
