"""Which packages are attainable in which worlds of a block; every package is judged in every world.

With the issues in two halves, a party's value of the package (a, b) is first[a] + second[b]; it accepts where
second[b] ≥ least − first[a]. For each row a that is one comparison of a table (rows b, worlds) with a line of
thresholds, and no package is ever added up. Red lines make a value −∞ or a threshold +∞. Linkages across the halves
change the table for the rows a that have their first part, so rows are handled in groups that share a table. The
comparisons are compiled (`value_tables`), and made on rows as far as a party can tell them apart. Results are kept as
bits, eight worlds a byte, so that everything after the comparisons costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import TypeVar

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import Case
from detente.chapters.agreement.judging.best_gains import Batch, Gatherer
from detente.chapters.agreement.judging.tally import BlockWeights, Counter, Listing, Tally, words
from detente.chapters.agreement.judging.value_tables import Bits, Part, Side, Thresholds, barred, raised, reached
from detente.chapters.agreement.space.consents import Need
from detente.chapters.agreement.space.groundwork import Groundwork, Question, RowGroup
from detente.chapters.agreement.space.scores import Memo, Scores, granted, scores
from detente.worlds import Draws
from detente.worlds.dependences import Dependences
from detente.worlds.draws import BlockEntry

BATCH = 8_000_000  # packages × worlds judged at a time
KEPT = 2**24  # bytes of what is attainable in a block that are kept at most
YES = np.asarray(0xFF, dtype=np.uint8)
NO = np.asarray(0, dtype=np.uint8)


@dataclass(frozen=True)
class TallyOf(BlockEntry[Tally]):
    """The tally of all packages of a plan in a block of worlds.

    Attributes:
        question: Tells plans apart that find different packages attainable.
        asked: What else is asked: the plan's vetoes, its waivers, whether gains are wanted, and whether only the
            largest.
        plan: The plan.
    """

    question: Question
    asked: tuple[tuple[str, ...], tuple[str, ...], bool, bool]
    plan: Groundwork = field(compare=False, repr=False)
    large = True

    @classmethod
    def of(cls, plan: Groundwork) -> TallyOf:
        """Return the request for a plan."""
        return cls(plan.question, (plan.vetoes, plan.waivers, plan.full, plan.best_only), plan)

    def depends(self, case: Case) -> Dependences | None:
        """Return that it may depend on everything."""
        return Dependences()

    def work(self, draws: Draws) -> Tally:
        """Judge every package."""
        found = scores(draws.case, draws, self.plan.parties, self.plan.needs)
        return Block(self.plan, found if self.plan.red_lines else found.without_red_lines()).run()


def tally(plan: Groundwork, draws: Draws) -> Tally:
    """Judge every package in a block of worlds and add up the results.

    Args:
        plan: The groundwork of the case.
        draws: The worlds of the block.

    Returns:
        The tally of the block. If gains are wanted and there is room, it is kept, because later questions look at the
        same packages.
    """
    request = TallyOf.of(plan)
    return draws.kept(request) if plan.full and fits(plan, draws) else request.work(draws)


def fits(plan: Groundwork, draws: Draws) -> bool:
    """Return whether there is room to keep the worlds in which packages are attainable, at eight worlds a byte."""
    return draws.roomy and plan.packages.count * draws.size <= 8 * KEPT


T = TypeVar("T")


class _Lazy(dict[str, T]):
    """Values worked out when first asked for."""

    def __init__(self, work: Callable[[str], T], known: Mapping[str, T] | None = None) -> None:
        super().__init__(known or {})
        self.work = work

    def __missing__(self, name: str) -> T:
        self[name] = self.work(name)
        return self[name]


@dataclass(frozen=True)
class _Pairs:
    """Packages under judgement: those of a batch that all principals accept in some world.

    Attributes:
        first: Row of the first half, for each package.
        second: Row of the second half.
        accepts: Party → bits (packages, worlds): where it accepts.
        abstains: Party → the same for not objecting.
    """

    first: Ints
    second: Ints
    accepts: Mapping[str, Bits]
    abstains: Mapping[str, Bits]

    @property
    def packages(self) -> Listing:
        """The packages."""
        return Listing(self.first, self.second)

    def some(self, rows: Ints) -> _Pairs:
        """Return some of the packages."""

        def fewer(views: Mapping[str, Bits]) -> Mapping[str, Bits]:
            return _Lazy(lambda party: views[party][rows] if views[party].ndim else views[party])

        return _Pairs(self.first[rows], self.second[rows], fewer(self.accepts), fewer(self.abstains))


class Block:
    """The tables of one block of worlds, and the loop over the rows of the first half."""

    def __init__(self, plan: Groundwork, block: Scores) -> None:
        """Prepare the tables."""
        self.plan, self.block = plan, block
        self.principals = plan.case.principals
        self.first, self.second = (
            {
                p: barred(plan.stakes[p][half].sums(party.options), plan.stakes[p][half].crossed(party.crossed))
                for p, party in block.parties.items()
            }
            for half in (0, 1)
        )
        self.tables: dict[tuple[str, tuple[str, ...]], Floats] = {}
        self.least = {p: Thresholds(party.least, self.first[p]) for p, party in block.parties.items()}
        abstaining = {str(leaf.party) for need in plan.needs for leaf in need.formula.leaves() if leaf.abstains}
        self.forbears = {p: Thresholds(block.parties[p].forbears, self.first[p]) for p in abstaining}
        self.gates = {path: np.packbits(passes) for path, passes in block.gates.items()}
        self.memo: Memo = {}
        self.weigh = BlockWeights(block.weights)
        self.gatherer = Gatherer(plan, block, self.first) if plan.full else None
        self.counter = Counter(plan, block, self.gatherer)

    def run(self) -> Tally:
        """Judge every package."""
        seen: dict[tuple[str, tuple[str, ...]], Part] = {}
        rows: Ints | None = None
        for group in self.plan.groups:
            if group.second is not rows:  # groups with the same rows follow each other and share tables
                seen.clear()
                rows = group.second
            parts = _Lazy(partial(self._part, group, seen))
            if self.gatherer is not None:
                self._tops(self.gatherer, group, parts)
            live = self._live(group, parts)
            step = max(1, BATCH // max(1, len(rows) * self.block.size))
            for start in range(0, len(live), step):
                self._batch(live[start : start + step], rows, parts)
        return self.counter.close()

    def _part(self, group: RowGroup, seen: dict[tuple[str, tuple[str, ...]], Part], party: str) -> Part:
        """Return what a group's rows of the second half are worth to a party."""
        own = tuple(name for name in group.linkages if self.plan.case.linkages[name].party == party)
        if (party, own) not in seen:
            stake = self.plan.stakes[party][1]
            seen[party, own] = Part(self._table(party, own), *among(stake.row[group.second], len(stake.options)))
        return seen[party, own]

    def _table(self, party: str, own: tuple[str, ...]) -> Floats:
        """Return a party's values of the rows of the second half, given which of its linkages the first half allows."""
        if not own:
            return self.second[party]
        if (party, own) not in self.tables:
            stake, worth = self.plan.stakes[party][1], self.block.parties[party].linkages
            more = [(stake.some(self.plan.linked[name][1]), worth[name]) for name in own]
            self.tables[party, own] = raised(self.second[party], more)
        return self.tables[party, own]

    def _tops(self, gatherer: Gatherer, group: RowGroup, parts: Mapping[str, Part]) -> None:
        """Note the most that each principal could gain, whether or not the others accept."""
        for n, party in enumerate(self.principals):
            scores, (_, highest) = self.block.parties[party], parts[party].bounds
            first, _ = self._own(party, group.first)
            over = highest - self.least[party].of(first).min(axis=0) + (scores.least - scores.reservation)
            np.maximum(gatherer.top[:, n], over, out=gatherer.top[:, n])

    def _live(self, group: RowGroup, parts: Mapping[str, Part]) -> Ints:
        """Return the rows of the first half that some row of the second could make acceptable to all principals."""
        live: Bools = np.asarray(True)
        for party in self.principals:
            own, place = self._own(party, group.first)
            live = live & (self.least[party].of(own) <= parts[party].bounds[1])[place]
        return group.first[live.any(axis=1)]

    def _own(self, party: str, firsts: Ints) -> tuple[Ints, Ints]:
        """Return the different rows of the first half, as a party tells them apart, and which of these each is."""
        stake = self.plan.stakes[party][0]
        return among(stake.row[firsts], len(stake.options))

    def _batch(self, firsts: Ints, rows: Ints, parts: Mapping[str, Part]) -> None:
        """Judge the packages of some rows of the first half with rows of the second."""
        a, at = (n.ravel() for n in np.indices((len(firsts), len(rows))))

        def asked(lines: Mapping[str, Thresholds], party: str, pick: slice | Ints) -> Bits:
            """Return where a party accepts the packages picked; a single byte where it accepts all or none of them."""
            part = parts[party]
            own, place = self._own(party, firsts)
            thresholds, (lowest, highest) = lines[party].of(own), part.bounds
            if (lowest >= thresholds).all():
                return YES
            if (highest < thresholds).all():
                return NO
            found = reached([Side(part, lines[party], own)])
            return np.asarray(found[(place[a] * len(part.rows) + part.place[at])[pick]])

        apart = [p for p in self.principals if self.plan.stakes[p][0].distinct and parts[p].apart]
        if apart:
            ok = reached([Side(parts[p], self.least[p], self.plan.stakes[p][0].row[firsts]) for p in apart])
        else:
            ok = np.tile(np.packbits(np.ones(self.block.size, dtype=bool)), (len(a), 1))
        for party in self.principals:
            if party not in apart:
                ok &= asked(self.least, party, slice(None))
        live = np.flatnonzero(words(ok).any(axis=1))
        if not live.size:
            return
        pairs = _Pairs(
            first=firsts[a[live]],
            second=rows[at[live]],
            # Consents only matter where all principals accept.
            accepts=_Lazy(lambda party: asked(self.least, party, live), dict.fromkeys(self.principals, YES)),
            abstains=_Lazy(lambda party: asked(self.forbears, party, live), dict.fromkeys(self.principals, YES)),
        )
        agreed, weight = self._consents(pairs, ok[live])
        has = np.flatnonzero(words(agreed).any(axis=1))  # worlds of weight 0 included
        if has.size:
            tables = {p: parts[p].table for p in self.principals} if self.plan.full else {}
            self.counter.count(Batch(pairs.first[has], pairs.second[has], agreed[has], tables), weight[has])

    def _consents(self, pairs: _Pairs, ok: Bits) -> tuple[Bits, Floats]:
        """Ask for every further consent; tally also what vetoes and waivers would change."""
        first, second = self.plan.called
        called = first[pairs.first] | second[pairs.second]
        calling = {int(k): called[:, k] for k in np.flatnonzero(called.any(axis=0))}
        met = {k: self._met(self.plan.needs[k], on, pairs) for k, on in calling.items()}
        agreed = reduce(np.bitwise_and, met.values(), ok)
        weight = self.weigh(agreed)
        if self.plan.waived and met:
            self._waive(calling, met, ok, agreed, pairs)
        for party in self.plan.vetoes:
            some = agreed & pairs.accepts[party]
            self.counter.vetoed[party].count(pairs.packages, some, self.weigh(some))
        return agreed, weight

    def _waive(
        self, calling: Mapping[int, Bools], met: Mapping[int, Bits], ok: Bits, agreed: Bits, pairs: _Pairs
    ) -> None:
        """Tally what would be attainable if one consent could be taken for granted, beyond what is anyway.

        That is where the principals accept and every need is met but those that the waiver lifts: the needs of a
        clause that is waived, or needs that would be met without the party that is.
        """
        failing = ok & ~agreed
        for name, left in self.plan.waived.items():
            lifted = [k for k in calling if k in left]
            if not lifted:
                continue
            some = reduce(np.bitwise_and, (met[k] for k in calling if k not in left), failing)
            rows = np.flatnonzero(some.any(axis=1))
            if not rows.size:
                continue
            some, fewer = some[rows], pairs.some(rows)
            for k in lifted:
                need = left[k]
                if need is not None:
                    some = some & self._met(need, calling[k][rows], fewer)
            self.counter.waived[name].count(fewer.packages, some, self.weigh(some))

    def _met(self, need: Need, on: Bools, pairs: _Pairs) -> Bits:
        """Return where a need is met or not called upon: bits (packages, worlds), or what broadcasts to them."""
        known = {gate: self.gates[path] for gate, path in need.gates}
        truth = granted(need.formula, _Lazy(pairs.accepts.__getitem__, known), pairs.abstains, self.memo)
        if truth is None or on.all():
            return YES if truth is None else truth
        return np.asarray(truth | np.where(on, NO, YES)[:, None], dtype=np.uint8)


def among(rows: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the different rows among some, in rising order, and which of these each is.

    Args:
        rows: Numbers of rows.
        count: How many rows there are.

    Example:
        >>> own, place = among(np.array([3, 1, 3]), 5)
        >>> own.tolist(), place.tolist()
        ([1, 3], [1, 0, 1])
    """
    there = np.zeros(count, dtype=bool)
    there[rows] = True
    number = np.cumsum(there) - 1
    return np.flatnonzero(there), number[rows]
