"""Every package in every world of a block: which are attainable, and what they are worth.

With the issues in two halves, a party's value of the package (a, b) is first[a] + second[b]; it accepts where
second[b] ≥ least − first[a]. For each row a that is one comparison of a table (rows b, worlds) with a line of
thresholds, and no package is ever added up. Linkages across the halves change the table for the rows a that have
their first part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.agreement.needs import Need
from detente.agreement.plan import Plan
from detente.agreement.scores import TOLERANCE, Bools, Floats, PartyScores, Scores, granted, scores
from detente.worlds import Draws

DENSE = 0.6  # below this share of live rows, work goes on with the live rows only


@dataclass
class Tally:
    """What a block of worlds says; sums are weighted sums over its worlds.

    Attributes:
        attainable: Array (rows a, rows b): weight of the worlds in which the package is attainable.
        any: In which worlds some package is attainable.
        by_option: For each issue, array (options, worlds): some attainable package has the option.
        by_scope: Scope → in which worlds some package of it is attainable.
        vetoed: Party → (weights as `attainable`, worlds as `any`) if its consent were needed too.
        waived: Name → the same if that consent could be taken for granted.
        best: Principal → largest gain over its reservation value by an attainable package, 0 where there is none.
        gains: Principal → array like `attainable`: weighted sum of its gain where attainable.
        surplus: Array like `attainable`: weighted sum of the smallest normalised gain of a principal.
        trace: Paths of the judgements that were read.
    """

    attainable: Floats
    any: Bools
    by_option: tuple[Bools, ...]
    by_scope: dict[str, Bools]
    vetoed: dict[str, tuple[Floats, Bools]]
    waived: dict[str, tuple[Floats, Bools]]
    best: dict[str, Floats] = field(default_factory=dict)
    gains: dict[str, Floats] = field(default_factory=dict)
    surplus: Floats | None = None
    trace: frozenset[str] = frozenset()


def tally(plan: Plan, draws: Draws) -> Tally:
    """What can be agreed in this block of worlds?

    Args:
        plan: The fixed part of the question.
        draws: The worlds of the block.

    Returns:
        The tally of the block.
    """
    block = scores(plan.case, draws, plan.parties, plan.needs)
    result = _Block(plan, block if plan.red_lines else block.without_red_lines()).run()
    result.trace = frozenset(draws.trace)
    return result


class _Views(dict[str, "Bools"]):
    """Where each party accepts, worked out when first asked for."""

    def __init__(self, view: Callable[[str], Bools], known: Mapping[str, Bools]) -> None:
        super().__init__(known)
        self.view = view

    def __missing__(self, party: str) -> Bools:
        self[party] = self.view(party)
        return self[party]


@dataclass(frozen=True)
class _Rows:
    """One row a with the live rows b: what is needed to judge its packages."""

    a: int
    rows: NDArray[np.intp] | slice
    second: Mapping[str, Floats]


class _Block:
    """The tables of one block of worlds, and the loop over the rows of the first half."""

    def __init__(self, plan: Plan, block: Scores) -> None:
        self.plan, self.scores = plan, block
        self.principals = plan.case.principals
        self.first = {p: self._table(0, party.options) for p, party in block.parties.items()}
        self.plain = {p: self._table(1, party.options) for p, party in block.parties.items()}
        self.crossed = {p: (self._crossed(0, party), self._crossed(1, party)) for p, party in block.parties.items()}
        shape = plan.packages.shape
        self.result = Tally(
            attainable=np.zeros(shape),
            any=np.zeros(block.size, dtype=bool),
            by_option=tuple(np.zeros((size, block.size), dtype=bool) for size in plan.packages.sizes),
            by_scope={name: np.zeros(block.size, dtype=bool) for name in plan.scopes},
            vetoed={name: (np.zeros(shape), np.zeros(block.size, dtype=bool)) for name in plan.vetoes},
            waived={name: (np.zeros(shape), np.zeros(block.size, dtype=bool)) for name in plan.waivers},
        )
        self.any_first = np.zeros((shape[0], block.size), dtype=bool)
        self.any_second = np.zeros((shape[1], block.size), dtype=bool)
        if plan.full:
            self.result.best = {p: np.full(block.size, -np.inf) for p in self.principals}
            self.result.gains = {p: np.zeros(shape) for p in self.principals}
            self.result.surplus = np.zeros(shape)

    def _table(self, half: int, options: tuple[Floats, ...]) -> Floats:
        rows, issues = self.plan.packages.rows[half], self.plan.packages.halves[half]
        table = np.zeros((len(rows), self.scores.size))
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

    def run(self) -> Tally:
        """Judge every package; gains are normalised in a second pass, when each world's best is known."""
        kept: list[tuple[_Rows, Bools]] = []
        for row, ok in self._attainable():
            self._count(row, ok)
            if self.plan.full:
                kept.append((row, np.packbits(ok, axis=1)))
        for half, column, n in self.plan.options():
            any_row = (self.any_first, self.any_second)[half]
            numbers = self.plan.packages.rows[half][:, column]
            for option in range(self.plan.packages.sizes[n]):
                self.result.by_option[n][option] = any_row[numbers == option].any(axis=0)
        self.result.any = self.any_first.any(axis=0)
        if self.plan.full:
            for party in self.principals:
                best = self.result.best[party]
                self.result.best[party] = np.where(self.result.any, np.maximum(best, 0), 0.0)
            for row, packed in kept:
                self._normalise(row, np.unpackbits(packed, axis=1, count=self.scores.size).view(bool))
        return self.result

    def _attainable(self) -> Iterator[tuple[_Rows, Bools]]:
        """Yield, row by row of the first half, where its packages are attainable."""
        for signature, rows in self.plan.signatures.items():
            second = self._second(signature)
            for a in rows:
                ok = self._accepted(int(a), second)
                live = np.flatnonzero(ok.any(axis=1))
                if not live.size:
                    continue
                dense = live.size > DENSE * len(ok)
                row = _Rows(int(a), slice(None) if dense else live, second)
                ok = ok if dense else ok[live]
                wanted = self._consents(row, ok)
                if wanted is not None:
                    yield row, wanted

    def _second(self, signature: tuple[str, ...]) -> Mapping[str, Floats]:
        """Tables of the second half for rows of the first that have these linkages' first parts."""
        tables = dict(self.plain)
        for name in signature:
            party = self.plan.case.linkages[name].party
            if party in tables:
                rows = self.plan.linked[name][1]
                tables[party] = tables[party] + rows[:, None] * self.scores.parties[party].linkages[name][None, :]
        return tables

    def _accepted(self, a: int, second: Mapping[str, Floats]) -> Bools:
        """Where all principals accept the packages of row a."""
        ok = np.repeat(self.plan.packages.valid[a][:, None], self.scores.size, axis=1)
        for party in self.principals:
            ok &= self._accepts(party, a, slice(None), second)
        return ok

    def _accepts(
        self, party: str, a: int, rows: NDArray[np.intp] | slice, second: Mapping[str, Floats], abstains: bool = False
    ) -> Bools:
        view = self.scores.parties[party]
        threshold = (view.forbears if abstains else view.least) - self.first[party][a]
        ok = second[party][rows] >= threshold
        first, other = self.crossed[party]
        if first is not None:
            ok &= ~first[a]
        if other is not None:
            ok &= ~other[rows]
        return np.asarray(ok)

    def _consents(self, row: _Rows, ok: Bools) -> Bools | None:
        """Ask for every further consent; also tally what vetoes and waivers would change."""
        accepts = _Views(lambda p: self._accepts(p, row.a, row.rows, row.second), {})
        abstains = _Views(lambda p: self._accepts(p, row.a, row.rows, row.second, abstains=True), {})
        asked = [(need, rows) for k, need in enumerate(self.plan.needs) if (rows := self._calling(row, k)) is not None]
        truths = [self._met(need, rows, accepts, abstains) for need, rows in asked]
        for name, waived in self.plan.waivers.items():
            some = self._all(
                ok,
                [
                    truth if not _concerns(need, waived) else self._met(need.without(waived), rows, accepts, abstains)
                    for (need, rows), truth in zip(asked, truths, strict=True)
                    if need.name != waived
                ],
            )
            self._add(self.result.waived[name], row, some)
        agreed = self._all(ok, truths)
        if not agreed.any():
            return None
        for party in self.plan.vetoes:
            self._add(self.result.vetoed[party], row, agreed & accepts[party])
        return agreed

    def _calling(self, row: _Rows, need: int) -> Bools | None:
        """Which of the rows call upon a need: None for none of them."""
        first, second = self.plan.called
        if first[row.a, need]:
            return np.ones(1, dtype=bool)
        rows = second[row.rows, need]
        return rows if rows.any() else None

    def _met(self, need: Need, rows: Bools, accepts: _Views, abstains: _Views) -> Bools:
        known = {gate: self.scores.gates[path] for gate, path in need.gates}
        views = _Views(accepts.__getitem__, known)
        truth = np.asarray(granted(need.formula, views, abstains))
        return truth if rows.all() else truth | ~rows[:, None]

    @staticmethod
    def _all(ok: Bools, truths: list[Bools]) -> Bools:
        result = ok.copy()
        for truth in truths:
            result &= truth
        return result

    def _weigh(self, ok: Bools) -> Floats:
        """Weighted number of worlds in each row; exact where all weights are 1."""
        if (self.scores.weights == 1).all():
            return np.bitwise_count(np.packbits(ok, axis=1)).sum(axis=1, dtype=np.int64).astype(float)
        return np.asarray(np.einsum("bw,w->b", ok.astype(float), self.scores.weights))

    def _add(self, into: tuple[Floats, Bools], row: _Rows, ok: Bools) -> None:
        into[0][row.a, row.rows] += self._weigh(ok)
        into[1][:] |= ok.any(axis=0)

    def _count(self, row: _Rows, ok: Bools) -> None:
        self.result.attainable[row.a, row.rows] += self._weigh(ok)
        self.any_first[row.a] = ok.any(axis=0)
        self.any_second[row.rows] |= ok
        for name, (first, second) in self.plan.scopes.items():
            if first[row.a]:
                self.result.by_scope[name] |= ok[second[row.rows]].any(axis=0)
        if not self.plan.full:
            return
        weighted = ok * self.scores.weights
        for party in self.principals:
            second = row.second[party][row.rows]
            first = self.first[party][row.a] - self.scores.parties[party].reservation
            self.result.gains[party][row.a, row.rows] += np.einsum("bw,bw->b", weighted, second) + np.einsum(
                "bw,w->b", weighted, first
            )
            best = np.where(ok, second, -np.inf).max(axis=0) + first
            np.maximum(self.result.best[party], best, out=self.result.best[party])

    def _normalise(self, row: _Rows, ok: Bools) -> None:
        smallest = np.full(ok.shape, np.inf)
        for party in self.principals:
            view = self.scores.parties[party]
            best = self.result.best[party]
            counts = best > TOLERANCE * view.scale
            gain = row.second[party][row.rows] + (self.first[party][row.a] - view.reservation)
            with np.errstate(divide="ignore", invalid="ignore"):
                np.minimum(smallest, np.where(counts, gain / best, np.inf), out=smallest)
        counted = ok & np.isfinite(smallest)
        surplus = np.where(counted, np.maximum(smallest, 0), 0.0)
        assert self.result.surplus is not None
        self.result.surplus[row.a, row.rows] += np.einsum("bw,w->b", surplus, self.scores.weights)


def _concerns(need: Need, party: str) -> bool:
    return any(leaf.party == party for leaf in need.formula.leaves())
