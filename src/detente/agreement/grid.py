"""Every package in every world of a block: which are attainable.

With the issues in two halves, a party's value of the package (a, b) is first[a] + second[b]; it accepts where
second[b] ≥ least − first[a]. For each row a that is one comparison of a table (rows b, worlds) with a line of
thresholds, and no package is ever added up. Red lines make a value −∞ or a threshold +∞. Linkages across the halves
change the table for the rows a that have their first part, so rows are handled in groups that share a table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.agreement.needs import Need
from detente.agreement.plan import Group, Plan
from detente.agreement.scores import Bools, Floats, PartyScores, Scores, granted, scores
from detente.agreement.tally import Counter, Rows, Tally, weigh
from detente.worlds import Draws

BATCH = 400_000  # packages times worlds judged at a time: enough to drown the overhead, few enough for the cache


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
        accepts: Party → array (packages, worlds): where it accepts.
        abstains: Party → the same for not objecting.
    """

    first: Rows
    second: Rows
    at: Rows
    accepts: Mapping[str, Bools]
    abstains: Mapping[str, Bools]


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

        def view(thresholds: Mapping[str, Floats], party: str) -> Bools:
            return np.asarray(tables[party].barred >= thresholds[party][firsts][:, None, :])

        def asked(thresholds: Mapping[str, Floats], party: str) -> Bools:
            """As `view`, for the pairs; a single True or False where that says it all."""
            lines = thresholds[party][firsts]
            if (tables[party].lowest >= lines).all():
                return np.asarray(True)
            if (tables[party].highest < lines).all():
                return np.asarray(False)
            return view(thresholds, party)[a, at]

        ok = view(self.least, self.principals[0])
        for party in self.principals[1:]:
            ok &= view(self.least, party)
        a, at = np.nonzero(ok.any(axis=2))
        if not a.size:
            return
        pairs = _Pairs(
            first=firsts[a],
            second=rows[at],
            at=at,
            accepts=_Lazy(lambda party: asked(self.least, party)),
            abstains=_Lazy(lambda party: asked(self.forbears, party)),
        )
        agreed, weight = self._consents(pairs, ok[a, at])
        has = np.flatnonzero(weight)
        if has.size:
            values = {party: tables[party].values for party in self.principals} if self.plan.full else {}
            self.counter.count(pairs.first[has], pairs.second[has], at[has], agreed[has], weight[has], values)

    def _consents(self, pairs: _Pairs, ok: Bools) -> tuple[Bools, Floats]:
        """Ask for every further consent; tally also what vetoes and waivers would change."""
        first, second = self.plan.called
        called = first[pairs.first] | second[pairs.second]
        calling = {int(k): called[:, k] for k in np.flatnonzero(called.any(axis=0))}
        fails = {k: self._fails(self.plan.needs[k], on, pairs) for k, on in calling.items()}
        count = np.zeros((), dtype=np.int8)
        for failed in fails.values():
            count = count + failed.view(np.int8)
        agreed = ok & (count == 0) if fails else ok
        weight = weigh(agreed, self.block.weights)
        for name, left in self.plan.waived.items():
            self._waive(name, left, calling, fails, count, pairs, ok, weight)
        for party in self.plan.vetoes:
            some = agreed & pairs.accepts[party]
            self._add(self.counter.tally.vetoed[party], pairs, some, weigh(some, self.block.weights))
        return agreed, weight

    def _waive(
        self,
        name: str,
        left: Mapping[int, Need],
        calling: Mapping[int, Bools],
        fails: Mapping[int, Bools],
        count: NDArray[np.int8],
        pairs: _Pairs,
        ok: Bools,
        weight: Floats,
    ) -> None:
        """Tally what would be attainable if one consent could be taken for granted, beyond what is anyway."""
        clause = self.plan.waivers[name]
        dropped = [k for k in calling if self.plan.needs[k].name == clause or k in left]
        if not dropped:
            return
        rest = count
        for k in dropped:
            rest = rest - fails[k].view(np.int8)
            if k in left and self.plan.needs[k].name != clause:
                rest = rest + self._fails(left[k], calling[k], pairs).view(np.int8)
        some = ok & (rest == 0)
        into = self.counter.tally.waived[name]
        into[0][pairs.first, pairs.second] = weigh(some, self.block.weights) - weight
        into[1][:] |= some.any(axis=0)

    def _fails(self, need: Need, on: Bools, pairs: _Pairs) -> Bools:
        """Where a need is called upon and not met: array (packages, worlds), or what spreads to it."""
        known = {gate: self.block.gates[path] for gate, path in need.gates}
        accepts = _Lazy(pairs.accepts.__getitem__, known)
        truth = np.asarray(granted(need.formula, accepts, pairs.abstains))
        return ~truth if on.all() else ~truth & on[:, None]

    def _add(self, into: tuple[Floats, Bools], pairs: _Pairs, ok: Bools, weight: Floats) -> None:
        into[0][pairs.first, pairs.second] = weight
        into[1][:] |= ok.any(axis=0)
