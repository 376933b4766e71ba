"""The smallest change to a package that a party which refuses it would accept, and everybody else who is asked too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from detente.agreement.cells import Batch, Bits, Rows
from detente.agreement.grid import YES, Block
from detente.agreement.listed import evaluate
from detente.agreement.packages import Package
from detente.agreement.plan import Plan
from detente.agreement.scores import TOLERANCE, Bools, Floats, Scores, scores
from detente.worlds import Draws, Worlds

TIE = 1e-9
Target = tuple[Package, str]


@dataclass(frozen=True)
class Nearest:
    """What it takes for a party to accept, in the worlds in which it refuses a package.

    Attributes:
        party: The party.
        package: The package.
        refused: Share of all worlds in which it refuses; if the package does not need its consent, of those in which
            the package is attainable all the same. The other shares are of these worlds.
        by_changes: Number of issues to change → share in which so many are needed.
        none: Share in which no package serves.
        nearest: The package that serves most often; None where none ever does.
        nearest_share: The share in which it does.
    """

    party: str
    package: Package
    refused: float
    by_changes: Mapping[int, float]
    none: float
    nearest: Package | None
    nearest_share: float


def nearest(plan: Plan, targets: Sequence[Target], best: Mapping[str, Floats], worlds: Worlds) -> tuple[Nearest, ...]:
    """What is the nearest package that each party would accept?

    Args:
        plan: The fixed part of the question.
        targets: Packages, and parties that may refuse them.
        best: Principal → largest attainable gain in each world.
        worlds: The worlds.

    Returns:
        One answer a target.
    """
    if not targets:
        return ()
    consulted = tuple(dict.fromkeys(party for _, party in targets if party not in plan.case.principals))
    plan = replace(plan, vetoes=consulted, waivers=(), full=False)
    refused = [0.0] * len(targets)
    changes: list[dict[int, float]] = [defaultdict(float) for _ in targets]
    served: list[dict[Package, float]] = [defaultdict(float) for _ in targets]
    for block in worlds.each(partial(_block, plan, tuple(targets), best)):
        for n, (weight, by_changes, by_package) in enumerate(block):
            refused[n] += weight
            for count, more in by_changes.items():
                changes[n][count] += more
            for package, more in by_package.items():
                served[n][package] += more
    return tuple(_answer(target, refused[n], changes[n], served[n], worlds.total) for n, target in enumerate(targets))


def _answer(
    target: Target, refused: float, changes: Mapping[int, float], served: Mapping[Package, float], total: float
) -> Nearest:
    package, party = target
    of = refused or 1.0
    most = min(served.items(), key=lambda item: (-item[1], item[0]), default=None)
    return Nearest(
        party=party,
        package=package,
        refused=refused / total,
        by_changes={n: weight / of for n, weight in sorted(changes.items()) if weight},
        none=max(0.0, 1.0 - sum(changes.values()) / of) if refused else 0.0,
        nearest=most[0] if most and most[1] else None,
        nearest_share=most[1] / of if most else 0.0,
    )


Found = tuple[float, dict[int, float], dict[Package, float]]


def _block(plan: Plan, targets: tuple[Target, ...], best: Mapping[str, Floats], draws: Draws) -> list[Found]:
    block = scores(
        plan.case, draws, tuple(dict.fromkeys([*plan.parties, *(party for _, party in targets)])), plan.needs
    )
    seen: list[tuple[Batch, dict[str, Bits]]] = []

    def watch(batch: Batch, accepts: Mapping[str, Bits]) -> None:
        seen.append((batch, {party: accepts[party] for party in plan.vetoes}))

    Block(plan, block, watch).run()
    own = {party: lines[draws.start : draws.start + draws.size] for party, lines in best.items()}
    return [_Search(plan, block, seen, own).find(package, party) for package, party in targets]


@dataclass(frozen=True)
class _Search:
    """A block of worlds with all that is attainable in it.

    Attributes:
        plan: The fixed part of the question.
        block: The scores.
        seen: Attainable packages, and who of those consulted accepts them where.
        best: Principal → largest attainable gain in each world of the block.
    """

    plan: Plan
    block: Scores
    seen: list[tuple[Batch, dict[str, Bits]]]
    best: Mapping[str, Floats]

    def find(self, package: Package, party: str) -> Found:
        """Find the nearest package in every world of the block in which the party refuses this one."""
        view = evaluate(self.plan, [package], self.block)
        refuses = ~view.accepts[party][0]
        if not self._needed(package, party):
            refuses &= view.attainable[0]
        left = np.packbits(refuses)
        changes: dict[int, float] = defaultdict(float)
        served: dict[Package, float] = defaultdict(float)
        first, second = self.plan.packages.differing(package)
        away = [first[batch.first] + second[batch.second] for batch, _ in self.seen]
        own = {p: view.value[p][0] for p in self.plan.case.principals}
        for distance in sorted({int(n) for batch in away for n in np.unique(batch)}):
            if not left.any():
                break
            cells = [self._cells(n, rows == distance, party, left) for n, rows in enumerate(away)]
            world, loss, rank, chosen = (
                np.concatenate(parts) for parts in zip(*(self._lost(c, own) for c in cells), strict=True)
            )
            for at, who in _least(world, loss, rank):
                weight = float(self.block.weights[at])
                changes[distance] += weight
                served[self._package(chosen[who])] += weight
            reached = np.zeros(self.block.size, dtype=bool)
            reached[world] = True
            left &= ~np.packbits(reached)
        return float(self.block.weights[refuses].sum()), dict(changes), dict(served)

    def _needed(self, package: Package, party: str) -> bool:
        if party in self.plan.case.principals:
            return True
        options = self.plan.packages.options(package).items()
        return any(need.mentions(party) for option in options for need in self.plan.by_option.get(option, ()))

    def _cells(self, n: int, rows: Bools, party: str, left: Bits) -> tuple[int, Rows, Rows]:
        """Packages of a batch and worlds in which they serve."""
        batch, accepts = self.seen[n]
        here = np.flatnonzero(rows)
        views = accepts.get(party, YES)
        bits = batch.ok[here] & (views[here] if views.ndim > 1 else views) & left
        package, world = np.nonzero(np.unpackbits(bits, axis=1, count=self.block.size))
        return n, here[package], world

    def _lost(self, cells: tuple[int, Rows, Rows], own: Mapping[str, Floats]) -> tuple[Rows, Floats, Floats, Rows]:
        """Worlds, worst losses of a principal against the package, ranks, and where each package is."""
        n, rows, world = cells
        batch, _ = self.seen[n]
        first, second = batch.first[rows], batch.second[rows]
        worst = np.full(len(rows), -np.inf)
        for party in self.plan.case.principals:
            one, two = self.plan.stakes[party]
            scores_of = self.block.parties[party]
            value = batch.tables[party][two.row[second], world] + batch.own[party][one.row[first], world]
            best = self.best[party][world]
            counts = best > TOLERANCE * scores_of.scale[world]
            loss = (own[party][world] - value) / np.where(counts, best, 1.0)
            worst = np.where(counts, np.maximum(worst, loss), worst)
        ranks = self.plan.packages.rank
        places = np.stack([first, second], axis=1) if len(rows) else np.zeros((0, 2), dtype=np.intp)
        return world, np.where(np.isfinite(worst), worst, 0.0), ranks[0][first] + ranks[1][second], places

    def _package(self, place: Rows) -> Package:
        return self.plan.packages.package(int(place[0]), int(place[1]))


def _least(world: Rows, loss: Floats, rank: Floats) -> list[tuple[int, int]]:
    """For each world the entry with the smallest loss; ties go to the lowest rank."""
    if not len(world):
        return []
    order = np.lexsort([loss, world])
    starts = np.flatnonzero(np.diff(world[order], prepend=-1))
    found = []
    for start, stop in zip(starts, [*starts[1:], len(order)], strict=True):
        here = order[start:stop]
        tied = here[loss[here] <= loss[here[0]] + TIE]
        found.append((int(world[here[0]]), int(tied[rank[tied].argmin()])))
    return found
