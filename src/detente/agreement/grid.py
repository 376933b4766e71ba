"""Every package in every world of a block: which are attainable.

With the issues in two halves, a party's value of the package (a, b) is first[a] + second[b]; it accepts where
second[b] ≥ least − first[a]. For each row a that is one comparison of a table (rows b, worlds) with a line of
thresholds, and no package is ever added up. Red lines make a value −∞ or a threshold +∞. Linkages across the halves
change the table for the rows a that have their first part, so rows are handled in groups that share a table. What
holds where is kept as bits, eight worlds a byte, so that all that follows the comparisons costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from typing import TypeVar

import numpy as np

from detente.agreement.needs import Need
from detente.agreement.plan import Group, Plan
from detente.agreement.scores import Bools, Floats, Memo, PartyScores, Scores, granted, scores
from detente.agreement.tally import Bits, Counter, Rows, Tally, weigh
from detente.worlds import Draws

BATCH = 1_600_000  # packages times worlds judged at a time: enough to drown the overhead, few enough for the cache
YES = np.asarray(0xFF, dtype=np.uint8)
NO = np.asarray(0, dtype=np.uint8)


def tally(plan: Plan, draws: Draws) -> Tally:
    """What can be agreed in this block of worlds?

    Args:
        plan: The fixed part of the question.
        draws: The worlds of the block.

    Returns:
        The tally of the block.
    """
    block = scores(plan.case, draws, plan.parties, plan.needs)
    found = _Block(plan, block if plan.red_lines else block.without_red_lines()).run()
    found.trace = frozenset(draws.trace)
    return found


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
class _Table:
    """A party's values of some rows of the second half.

    Attributes:
        values: Array (rows, worlds).
        barred: The same, −∞ where a red line is crossed.
        lowest: The smallest of `barred` in each world.
        highest: The largest.
    """

    values: Floats
    barred: Floats

    @cached_property
    def lowest(self) -> Floats:
        return np.asarray(self.barred.min(axis=0))

    @cached_property
    def highest(self) -> Floats:
        return np.asarray(self.barred.max(axis=0))


@dataclass(frozen=True)
class _Pairs:
    """Packages under judgement: those of a batch that all principals accept in some world.

    Attributes:
        first: Row of the first half, for each package.
        second: Row of the second half.
        at: Where that row is in the tables of the group.
        accepts: Party → bits (packages, worlds): where it accepts.
        abstains: Party → the same for not objecting.
    """

    first: Rows
    second: Rows
    at: Rows
    accepts: Mapping[str, Bits]
    abstains: Mapping[str, Bits]

    def some(self, rows: Rows) -> _Pairs:
        """Return some of the packages."""

        def fewer(views: Mapping[str, Bits]) -> Mapping[str, Bits]:
            return _Lazy(lambda party: views[party][rows] if views[party].ndim else views[party])

        return _Pairs(self.first[rows], self.second[rows], self.at[rows], fewer(self.accepts), fewer(self.abstains))


class _Block:
    """The tables of one block of worlds, and the loop over the rows of the first half."""

    def __init__(self, plan: Plan, block: Scores) -> None:
        self.plan, self.block = plan, block
        self.principals = plan.case.principals
        self.first = {p: self._table(0, party.options) for p, party in block.parties.items()}
        self.second = {p: self._table(1, party.options) for p, party in block.parties.items()}
        self.crossed = {p: self._crossed(1, party) for p, party in block.parties.items()}
        self.least = {p: self._thresholds(p, party, party.least) for p, party in block.parties.items()}
        abstaining = {str(leaf.party) for need in plan.needs for leaf in need.formula.leaves() if leaf.abstains}
        self.forbears = {p: self._thresholds(p, block.parties[p], block.parties[p].forbears) for p in abstaining}
        self.gates = {path: np.packbits(passes) for path, passes in block.gates.items()}
        self.memo: Memo = {}
        self.counter = Counter(plan, block, self.first)

    def _table(self, half: int, options: tuple[Floats, ...]) -> Floats:
        rows, issues = self.plan.packages.rows[half], self.plan.packages.halves[half]
        table = np.zeros((len(rows), self.block.size))
        for column, n in enumerate(issues):
            table += options[n][rows[:, column]]
        return table

    def _crossed(self, half: int, party: PartyScores) -> Bools | None:
        rows, issues = self.plan.packages.rows[half], self.plan.packages.halves[half]
        found: Bools | None = None
        for column, n in enumerate(issues):
            lines = party.crossed[n]
            if lines is not None:
                found = lines[rows[:, column]] if found is None else found | lines[rows[:, column]]
        return found

    def _thresholds(self, name: str, party: PartyScores, least: Floats) -> Floats:
        crossed = self._crossed(0, party)
        thresholds = least - self.first[name]
        return thresholds if crossed is None else np.where(crossed, np.inf, thresholds)

    def run(self) -> Tally:
        """Judge every package."""
        seen: dict[tuple[str, tuple[str, ...]], _Table] = {}
        rows: Rows | None = None
        for group in self.plan.groups:
            if group.second is not rows:  # groups with the same rows follow each other and share tables
                seen.clear()
                rows = group.second
            tables = _Lazy(partial(self._table_of, group, seen))
            live = self._live(group, tables)
            step = max(1, BATCH // max(1, len(rows) * self.block.size))
            for start in range(0, len(live), step):
                self._batch(live[start : start + step], rows, tables)
        return self.counter.close()

    def _table_of(self, group: Group, seen: dict[tuple[str, tuple[str, ...]], _Table], party: str) -> _Table:
        """The values of a group's rows of the second half to a party, with the linkages of its own."""
        own = tuple(name for name in group.linkages if self.plan.case.linkages[name].party == party)
        if (party, own) not in seen:
            values = self.second[party][group.second]
            for name in own:
                values[self.plan.linked[name][1][group.second]] += self.block.parties[party].linkages[name]
            crossed = self.crossed[party]
            barred = values if crossed is None else np.where(crossed[group.second], -np.inf, values)
            seen[party, own] = _Table(values, barred)
        return seen[party, own]

    def _live(self, group: Group, tables: Mapping[str, _Table]) -> Rows:
        """Rows of the first half that some row of the second could make acceptable to all principals."""
        live: Bools = np.asarray(True)
        for party in self.principals:
            live = live & (self.least[party][group.first] <= tables[party].highest)
        return group.first[live.any(axis=1)]

    def _batch(self, firsts: Rows, rows: Rows, tables: Mapping[str, _Table]) -> None:
        """Judge the packages of some rows of the first half with rows of the second."""

        def view(thresholds: Mapping[str, Floats], party: str) -> Bits:
            over = tables[party].barred >= thresholds[party][firsts][:, None, :]
            return np.packbits(over.reshape(-1, self.block.size), axis=1)

        def asked(thresholds: Mapping[str, Floats], party: str) -> Bits:
            """As `view`, for the pairs; a single byte where that says it all."""
            lines = thresholds[party][firsts]
            if (tables[party].lowest >= lines).all():
                return YES
            if (tables[party].highest < lines).all():
                return NO
            return view(thresholds, party)[live]

        ok = view(self.least, self.principals[0])
        for party in self.principals[1:]:
            ok &= view(self.least, party)
        live = np.flatnonzero(ok.any(axis=1))
        if not live.size:
            return
        a, at = np.divmod(live, len(rows))
        pairs = _Pairs(
            first=firsts[a],
            second=rows[at],
            at=at,
            # Consents only matter where all principals accept.
            accepts=_Lazy(lambda party: asked(self.least, party), dict.fromkeys(self.principals, YES)),
            abstains=_Lazy(lambda party: asked(self.forbears, party), dict.fromkeys(self.principals, YES)),
        )
        agreed, weight = self._consents(pairs, ok[live])
        has = np.flatnonzero(weight)
        if has.size:
            values = {party: tables[party].values for party in self.principals} if self.plan.full else {}
            self.counter.count(pairs.first[has], pairs.second[has], at[has], agreed[has], weight[has], values)

    def _consents(self, pairs: _Pairs, ok: Bits) -> tuple[Bits, Floats]:
        """Ask for every further consent; tally also what vetoes and waivers would change."""
        first, second = self.plan.called
        called = first[pairs.first] | second[pairs.second]
        calling = {int(k): called[:, k] for k in np.flatnonzero(called.any(axis=0))}
        met = {k: self._met(self.plan.needs[k], on, pairs) for k, on in calling.items()}
        agreed = reduce(np.bitwise_and, met.values(), ok)
        weight = weigh(agreed, self.block.weights)
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
        """Where a need is met or not called upon: bits (packages, worlds), or what spreads to them."""
        known = {gate: self.gates[path] for gate, path in need.gates}
        truth = granted(need.formula, _Lazy(pairs.accepts.__getitem__, known), pairs.abstains, self.memo)
        if truth is None or on.all():
            return YES if truth is None else truth
        return np.asarray(truth | np.where(on, NO, YES)[:, None], dtype=np.uint8)

    def _add(self, into: tuple[Floats, Bits], pairs: _Pairs, some: Bits) -> None:
        into[0][pairs.first, pairs.second] = weigh(some, self.block.weights)
        into[1][:] |= np.bitwise_or.reduce(some, axis=0)
