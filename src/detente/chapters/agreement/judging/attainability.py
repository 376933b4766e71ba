"""Which packages are attainable in which worlds of a block; every package is judged in every world.

With the issues in two halves, a party's value of the package (a, b) is first[a] + second[b]; it accepts where
second[b] ≥ least − first[a]. For each row a that is one comparison of a table (rows b, worlds) with a line of
thresholds, and no package is ever added up. Red lines make a value −∞ or a threshold +∞. Linkages across the halves
change the table for the rows a that have their first part, so rows are handled in groups that share a table. The
comparisons are made on 15-bit levels (`quantised_sums`), on rows as far as a party can tell them apart. Results are
kept as bits, eight worlds a byte, so that everything after the comparisons costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from typing import TypeVar

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import Case
from detente.chapters.agreement.judging.best_gains import Batch, Gatherer
from detente.chapters.agreement.judging.comparers import comparer
from detente.chapters.agreement.judging.quantised_sums import Bits, Graded, Part, Scale, Side
from detente.chapters.agreement.judging.tally import BlockWeights, Counter, Tally, words
from detente.chapters.agreement.space.consents import Need
from detente.chapters.agreement.space.groundwork import Groundwork, RowGroup
from detente.chapters.agreement.space.scores import Memo, PartyScores, Scores, granted, scores
from detente.worlds import Draws
from detente.worlds.dependences import Dependences
from detente.worlds.draws import BlockEntry

BATCH = 1_600_000  # packages × worlds judged at a time: many enough to hide the overhead, few enough for the cache
KEPT = 2**24  # bytes of what is attainable in a block that are kept at most
YES = np.asarray(0xFF, dtype=np.uint8)
NO = np.asarray(0, dtype=np.uint8)


def tally(plan: Groundwork, draws: Draws, compiled: bool = False) -> Tally:
    """Judge every package in a block of worlds and add up the results.

    Args:
        plan: The groundwork of the case.
        draws: The worlds of the block.
        compiled: Whether to use the compiled comparer.

    Returns:
        The tally of the block.
    """
    block = Block(plan, _scores(plan, draws), compiled=compiled)
    found = block.run()
    found.trace = frozenset(draws.trace)
    return found


def attainable(plan: Groundwork, draws: Draws, compiled: bool = False) -> Attainable:
    """Return where packages are attainable in a block of worlds.

    Args:
        plan: The groundwork of the case.
        draws: The worlds of the block.
        compiled: Whether to use the compiled comparer.

    Returns:
        Every package that is attainable in some world.
    """
    request = AttainableIn(plan.question, plan, compiled)
    return draws.kept(request) if _keeps(plan, draws) else request.work(draws)


def _keeps(plan: Groundwork, draws: Draws) -> bool:
    """Return whether there is room to keep the worlds in which packages are attainable, at eight worlds a byte."""
    return draws.roomy and plan.packages.count * draws.size <= 8 * KEPT


def _scores(plan: Groundwork, draws: Draws) -> Scores:
    found = scores(plan.case, draws, plan.parties, plan.needs)
    return found if plan.red_lines else found.without_red_lines()


@dataclass(frozen=True)
class Attainable:
    """Packages that are attainable in some world of a block.

    Attributes:
        first: Row of the first half, for each package.
        second: Row of the second half.
        ok: Bits (packages, worlds): where it is attainable.
    """

    first: Ints
    second: Ints
    ok: Bits

    @classmethod
    def joined(cls, batches: Sequence[Batch], worlds: int) -> Attainable:
        """Join packages that were judged together."""
        none = np.zeros(0, dtype=np.intp)
        return cls(
            np.concatenate([none, *(batch.first for batch in batches)]),
            np.concatenate([none, *(batch.second for batch in batches)]),
            np.concatenate([np.zeros((0, -(-worlds // 8)), dtype=np.uint8), *(batch.ok for batch in batches)]),
        )


@dataclass(frozen=True)
class AttainableIn(BlockEntry[Attainable]):
    """Where the packages of a plan are attainable in a block of worlds.

    Attributes:
        question: Tells plans apart that find different packages attainable.
        plan: The plan.
        compiled: Whether to use the compiled comparer, which finds the same.
    """

    question: tuple[bool, int]
    plan: Groundwork = field(compare=False, repr=False)
    compiled: bool = field(compare=False)
    large = True

    def depends(self, case: Case) -> Dependences:
        """Return that it may depend on everything."""
        return Dependences()

    def work(self, draws: Draws) -> Attainable:
        """Judge every package."""
        batches: list[Batch] = []
        Block(replace(self.plan, full=False), _scores(self.plan, draws), batches.append, self.compiled).run()
        return Attainable.joined(batches, draws.size)


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

    def some(self, rows: Ints) -> _Pairs:
        """Return some of the packages."""

        def fewer(views: Mapping[str, Bits]) -> Mapping[str, Bits]:
            return _Lazy(lambda party: views[party][rows] if views[party].ndim else views[party])

        return _Pairs(self.first[rows], self.second[rows], fewer(self.accepts), fewer(self.abstains))


class Block:
    """The tables of one block of worlds, and the loop over the rows of the first half."""

    def __init__(
        self, plan: Groundwork, block: Scores, watch: Callable[[Batch], None] | None = None, compiled: bool = False
    ) -> None:
        """Prepare the tables; `watch` is called with each batch of packages that are attainable somewhere."""
        self.watch = watch
        self.plan, self.block = plan, block
        self.principals = plan.case.principals
        self.first = {p: plan.stakes[p][0].sums(party.options) for p, party in block.parties.items()}
        self.second = {p: plan.stakes[p][1].sums(party.options) for p, party in block.parties.items()}
        self.scales = {p: self._scale(p, party) for p, party in block.parties.items()}
        self.tables: dict[tuple[str, tuple[str, ...]], Graded] = {}
        self.least = {p: self._line(p, party, party.least) for p, party in block.parties.items()}
        abstaining = {str(leaf.party) for need in plan.needs for leaf in need.formula.leaves() if leaf.abstains}
        self.forbears = {p: self._line(p, block.parties[p], block.parties[p].forbears) for p in abstaining}
        self.gates = {path: np.packbits(passes) for path, passes in block.gates.items()}
        self.memo: Memo = {}
        self.weigh = BlockWeights(block.weights)
        self.gatherer = Gatherer(plan, block) if plan.full else None
        self.counter = Counter(plan, block, self.gatherer)
        self.comparer = comparer(compiled, max(BATCH, plan.packages.shape[1] * block.size))

    def _scale(self, name: str, party: PartyScores) -> Scale:
        links = np.array([*party.linkages.values(), np.zeros(self.block.size)])
        low = self.second[name].min(axis=0) + np.minimum(links, 0).sum(axis=0)
        high = self.second[name].max(axis=0) + np.maximum(links, 0).sum(axis=0)
        return Scale.between(low, high)

    def _line(self, name: str, party: PartyScores, least: Floats) -> Graded:
        crossed = self.plan.stakes[name][0].crossed(party.crossed)
        values = least - self.first[name]
        if crossed is not None:
            values[crossed] = np.inf
        return Graded(values, self.scales[name].thresholds(values))

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
        """Return a party's levels of a group's rows of the second half."""
        own = tuple(name for name in group.linkages if self.plan.case.linkages[name].party == party)
        if (party, own) not in seen:
            table = self._table(party, own)
            rows, place = np.unique(self.plan.stakes[party][1].row[group.second], return_inverse=True)
            seen[party, own] = Part(table, rows, place)
        return seen[party, own]

    def _table(self, party: str, own: tuple[str, ...]) -> Graded:
        """Return a party's values of the rows of the second half, given which of its linkages the first half allows."""
        if (party, own) not in self.tables:
            values, scores, stake = self.second[party], self.block.parties[party], self.plan.stakes[party][1]
            if own:
                values = values.copy()
            for name in own:
                values[np.unique(stake.row[self.plan.linked[name][1]])] += scores.linkages[name]
            self.tables[party, own] = Graded(values, self.scales[party].rows(values, stake.crossed(scores.crossed)))
        return self.tables[party, own]

    def _tops(self, gatherer: Gatherer, group: RowGroup, parts: Mapping[str, Part]) -> None:
        """Note the most that each principal could gain, whether or not the others accept."""
        for n, party in enumerate(self.principals):
            scores, part = self.block.parties[party], parts[party]
            first = np.unique(self.row(party, group.first))
            over = part.top - self.least[party].values[first].min(axis=0) + (scores.least - scores.reservation)
            np.maximum(gatherer.top[:, n], over, out=gatherer.top[:, n])

    def _live(self, group: RowGroup, parts: Mapping[str, Part]) -> Ints:
        """Return the rows of the first half that some row of the second could make acceptable to all principals."""
        live: Bools = np.asarray(True)
        for party in self.principals:
            own, place = np.unique(self.row(party, group.first), return_inverse=True)
            live = live & (self.least[party].levels[own] <= parts[party].highest)[place]
        return group.first[live.any(axis=1)]

    def row(self, party: str, firsts: Ints) -> Ints:
        """Return the numbers of rows of the first half among those that differ to a party."""
        return self.plan.stakes[party][0].row[firsts]

    def _batch(self, firsts: Ints, rows: Ints, parts: Mapping[str, Part]) -> None:
        """Judge the packages of some rows of the first half with rows of the second."""
        a, at = (n.ravel() for n in np.indices((len(firsts), len(rows))))

        def asked(lines: Mapping[str, Graded], party: str, pick: slice | Ints) -> Bits:
            """Return where a party accepts the packages picked; a single byte where it accepts all or none of them."""
            part = parts[party]
            own, place = np.unique(self.row(party, firsts), return_inverse=True)
            levels = lines[party].levels[own]
            if (part.lowest > levels).all():
                return YES
            if (part.highest < levels).all():
                return NO
            found = self.comparer.reached([Side(part, lines[party], own)])
            return np.asarray(found[(place[a] * len(part.rows) + part.place[at])[pick]])

        apart = [p for p in self.principals if self.plan.stakes[p][0].distinct and parts[p].apart]
        if apart:
            ok = self.comparer.reached([Side(parts[p], self.least[p], self.row(p, firsts)) for p in apart])
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
            wanted = self.principals if self.plan.full else ()
            values = {p: parts[p].table.values for p in wanted}
            own = {p: self.first[p] for p in wanted}
            batch = Batch(pairs.first[has], pairs.second[has], agreed[has], values, own)
            self.counter.count(batch, weight[has])
            if self.watch is not None:
                self.watch(batch)

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
            self._add(self.counter.vetoed[party], pairs, some)
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
            self._add(self.counter.waived[name], fewer, some)

    def _met(self, need: Need, on: Bools, pairs: _Pairs) -> Bits:
        """Return where a need is met or not called upon: bits (packages, worlds), or what broadcasts to them."""
        known = {gate: self.gates[path] for gate, path in need.gates}
        truth = granted(need.formula, _Lazy(pairs.accepts.__getitem__, known), pairs.abstains, self.memo)
        if truth is None or on.all():
            return YES if truth is None else truth
        return np.asarray(truth | np.where(on, NO, YES)[:, None], dtype=np.uint8)

    def _add(self, into: tuple[Floats, Bits], pairs: _Pairs, some: Bits) -> None:
        into[0][pairs.first, pairs.second] = self.weigh(some)
        into[1][:] |= np.bitwise_or.reduce(some, axis=0)
