"""What keeping, breaking and suffering a breach are worth in any round of an exchange, in every world of a block.

A round takes the parties from a position `before` to a position `after`; the steady state once everything is carried
out is the round whose two positions are the same. Formulas: `docs/theory/compliance.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeVar

import numpy as np

from detente.arrays import Bools, Floats, Ints, Longs
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability.compliance.courses import Course, Mode, later
from detente.chapters.stability.compliance.ledger_entries import (
    AT_ONCE,
    NEVER,
    Breach,
    CourseTable,
    Discovery,
    EachTime,
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
from detente.compiled.kernels import Kernel
from detente.worlds import Draws
from detente.worlds.dependences import Dependences
from detente.worlds.draws import BlockEntry

T = TypeVar("T")
best_of_ways = Kernel("detente.chapters.stability.compliance.breach_kernels", "best_of_ways")
add_up = Kernel("detente.chapters.stability.compliance.breach_kernels", "add_up")
NO_LINKS = np.zeros((2, 1), dtype=np.int64)
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
        self._linked = {p: {i for link in links for i in link.members} for p, links in terms.linkages.items()}
        size = next(iter(terms.rates.values())).shape
        self.never = Discovery(NEVER, np.full(size, np.inf))
        self.at_once = Discovery(AT_ONCE, np.zeros(size))

    def _by_group(self, party: str) -> dict[int, list[tuple[int, tuple[int, ...], Floats]]]:
        """Return the first issue of each of a party's groups → its linkages: number, members, value.

        A kernel is told where the values are, so they lie one behind the other.
        """
        links = [
            (n, tuple(link.members), np.ascontiguousarray(link.value))
            for n, link in enumerate(self.terms.linkages[party])
        ]
        return {group[0]: [link for link in links if link[1][0] in group] for group in self.groups[party]}

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
        whose, times = victim or party, [TimeFound.of(course) for course in courses]
        for group in self.groups[whose]:
            self.foresee(whose, party, group, tuple(ends[issue] for issue in group), times)
        breaches = []
        for course in courses:
            found = self.found(course)
            total = self._best(whose, party, before, after, course, found)
            breaches.append(Breach(found.at, total if victim is None else -total))
        return tuple(breaches)

    def ways(self, party: str, issue: int, before: int, after: int) -> tuple[Course, ...]:
        """Return what a party can do about an issue: keep its part first, then withhold or withdraw."""
        modes: list[Mode] = []
        if party in self.terms.movers[issue]:
            modes += ["withhold"] if after != before else []
            modes += ["withdraw"] if before > 0 else []
        return (Course(issue, before, after), *(Course(issue, before, after, mode, party) for mode in modes))

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
            total = total + self.part(party, breaker, group, ends, first, found)
        return np.where(self.possible(first), total, -np.inf)

    def part(
        self, party: str, breaker: str, group: tuple[int, ...], ends: Ends, first: Course, found: Discovery
    ) -> Floats:
        """Return what a group of linked issues is worth to a party if it or another party breaks a round.

        Args:
            party: Whose points.
            breaker: Who breaks it.
            group: Numbers of the issues.
            ends: For each of them, the options before and after the round.
            first: The breach that is found first, on whatever issue.
            found: When it is found.

        Returns:
            To the breaker, the best over everything else in the group that it can break and that is found no sooner; to
            another party, minus the worst.
        """
        fixed = first if first.issue in group else None
        return self.kept_once(GroupBroken(party, breaker, group, ends, fixed, found.key))

    def idle(self, party: str, group: tuple[int, ...], ends: Ends) -> bool:
        """Return whether a group is worth nothing to a party whatever happens: unchanged, and not linked."""
        return ends == QUO and not self._linked[party].intersection(group)

    def foresee(self, party: str, breaker: str, group: tuple[int, ...], ends: Ends, times: Iterable[TimeFound]) -> None:
        """Work out in one go what `part` will be asked for, where the breach that is found first is not in the group.

        Args:
            party: Whose points.
            breaker: Who breaks a round.
            group: Numbers of the issues.
            ends: For each of them, the options before and after the round.
            times: When breaches are found; those of issues in the group are left out.
        """
        if self.idle(party, group, ends):
            return
        kept, changed = self._kept[GroupBroken], None if self._before is None else self._changed
        asked = {
            GroupBroken(party, breaker, group, ends, None, time): time for time in times if time.issue not in group
        }
        new = {e: t for e, t in asked.items() if e not in kept and (changed is None or not unaffected(e, changed))}
        if len(new) > 1:
            every = EachTime(tuple(new.values()))
            values = self.best_broken(GroupBroken(party, breaker, group, ends, None, every))
            kept.update(zip(new, np.broadcast_to(values, (len(new), *self.never.at.shape)), strict=True))

    def best_broken(self, asked: GroupBroken) -> Floats:
        """Work `part` out: the best over all ways to break, in a group of linked issues, what is found no sooner."""
        first, sign = asked.first, 1.0 if asked.party == asked.breaker else -1.0
        ways = [
            (first,) if first is not None and first.issue == issue else self.ways(asked.breaker, issue, *ends)
            for issue, ends in zip(asked.group, asked.ends, strict=True)
        ]
        return self.best_of_ways(asked.party, ways, asked.until, sign)

    def best_of_ways(self, party: str, ways: Sequence[Sequence[Course]], until: Until, sign: float) -> Floats:
        """Work out the most that a group of linked issues can be worth to a party if one way is chosen for each.

        Where an issue has several ways, one that would be found sooner than all exchange ends does not count.

        Args:
            party: The party.
            ways: For each issue of the group, what can be done about it.
            until: When all exchange ends.
            sign: By which all worth is multiplied; −1 where the least is sought.

        Returns:
            Array (worlds), or (times, worlds) where there are several times.
        """
        found, faded = self.time(until), self.kept_once(Faded(party, until))
        courses = [course for several in ways for course in several]
        tables = [self.kept_once(CourseTable(party, course)).ctypes.data for course in courses]
        timely = [len(several) > 1 for several in ways for _ in several]
        starts = np.array([[*accumulate(map(len, ways), initial=0)], [0] * (len(ways) + 1)], dtype=np.int64)
        links, members = self._links_on(party, ways)
        best, worlds = np.empty(found.shape), found.shape[-1]
        best_of_ways(
            *(best.size // worlds, worlds, len(ways), len(courses), links.shape[1] - 1, len(members), sign, starts),
            np.array([tables, timely], dtype=np.int64),
            *(links, members, self.terms.rates[party], found, faded, best),
            np.empty((3 * len(courses) + 4, worlds)),
        )
        return best

    def _links_on(self, party: str, ways: Sequence[Sequence[Course]]) -> tuple[Longs, Longs]:
        """Return the linkages of a group, and how their members match on each way, as `breach_kernels` takes them."""
        group = [several[0].issue for several in ways]
        courses = [course for several in ways for course in several]
        links = self._links[party][group[0]]
        if not links:
            return NO_LINKS, np.empty((0, 1 + len(courses)), dtype=np.int64)
        of_links, of_members = np.zeros((2, len(links) + 1), dtype=np.int64), list[list[int]]()
        for n, (number, members, worth) in enumerate(links):
            options = self.terms.linkages[party][number].members
            for issue in members:
                matching = [match(options[issue], way) if way.issue == issue else 0 for way in courses]
                of_members.append([group.index(issue), *matching])
            of_links[:, n + 1] = len(of_members), 0
            of_links[1, n] = worth.ctypes.data
        return of_links, np.array(of_members, dtype=np.int64).reshape(len(of_members), 1 + len(courses))

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
        parts = [np.zeros_like(found.at)]
        for group in self.groups[party]:
            courses = tuple(Course(i, before[i], after[i]) for i in group)
            parts.append(self.kept(party, courses, found))
        return np.asarray(np.sum(parts, axis=0))

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
