"""The smallest change to a package that a party which refuses it would accept, and everybody else who is asked too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from detente.arrays import TIE, TOLERANCE, Bools, Floats, Ints
from detente.chapters.agreement.judging.attainability import fits, tally
from detente.chapters.agreement.judging.few_packages import evaluate
from detente.chapters.agreement.judging.tally import Listing, words
from detente.chapters.agreement.judging.value_tables import Bits
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.space.scores import Scores, scores
from detente.worlds import Draws, Worlds

Target = tuple[OptionNumbers, str]


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
        serves: The share in which it does.
    """

    party: str
    package: OptionNumbers
    refused: float
    by_changes: Mapping[int, float]
    none: float
    nearest: OptionNumbers | None
    serves: float


def nearest(
    plan: Groundwork, targets: Sequence[Target], best: Mapping[str, Floats], worlds: Worlds
) -> tuple[Nearest, ...]:
    """Find the nearest package that each party would accept.

    Args:
        plan: The groundwork of the survey that came before; its tallies are used again where they were kept.
        targets: Packages, and parties that may refuse them: principals, and those that might veto.
        best: Principal → largest attainable gain in each world.
        worlds: The worlds.

    Returns:
        One answer for each target.
    """
    if not targets:
        return ()
    if worlds.alike and worlds.size > 1:
        return nearest(plan, targets, {party: gains[:1] for party, gains in best.items()}, worlds.first)
    refused = [0.0] * len(targets)
    changes: list[dict[int, float]] = [defaultdict(float) for _ in targets]
    served: list[dict[OptionNumbers, float]] = [defaultdict(float) for _ in targets]
    for block in worlds.each(partial(_block, plan, tuple(targets), best)):
        for n, (weight, by_changes, by_package) in enumerate(block):
            refused[n] += weight
            for count, more in by_changes.items():
                changes[n][count] += more
            for package, more in by_package.items():
                served[n][package] += more
    return tuple(_answer(target, refused[n], changes[n], served[n], worlds.total) for n, target in enumerate(targets))


def _answer(
    target: Target, refused: float, changes: Mapping[int, float], served: Mapping[OptionNumbers, float], total: float
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
        serves=most[1] / of if most else 0.0,
    )


NearestPackage = tuple[float, dict[int, float], dict[OptionNumbers, float]]


def _block(
    plan: Groundwork, targets: tuple[Target, ...], best: Mapping[str, Floats], draws: Draws
) -> list[NearestPackage]:
    """Return the answers for a block; where no tally was kept, only which packages are attainable is judged again."""
    block = scores(plan.case, draws, plan.parties, plan.needs)
    kept = tally(plan if fits(plan, draws) else replace(plan, waivers=(), full=False), draws)
    asked = dict.fromkeys([*plan.case.principals, *(party for _, party in targets)])
    search = _NearestSearch(
        plan=plan,
        block=block,
        known=kept.packages,
        where=kept.where,
        sums={p: tuple(stake.sums(block.parties[p].options) for stake in plan.stakes[p]) for p in asked},
        best={party: lines[draws.start : draws.start + draws.size] for party, lines in best.items()},
    )
    return [search.find(package, party) for package, party in targets]


@dataclass(frozen=True)
class _NearestSearch:
    """A block of worlds with everything that is attainable in it.

    Attributes:
        plan: The groundwork of the case.
        block: The block.
        known: Every package that is attainable somewhere in the block.
        where: Bits (packages, worlds): where each is.
        sums: Party → for each half, array (rows that differ to it, worlds): its values without linkages.
        best: Principal → largest attainable gain in each world of the block.
    """

    plan: Groundwork
    block: Scores
    known: Listing
    where: Bits
    sums: Mapping[str, tuple[Floats, ...]]
    best: Mapping[str, Floats]

    def find(self, package: OptionNumbers, party: str) -> NearestPackage:
        """Find the nearest package in every world of the block in which the party refuses this one."""
        block, known = self.block, self.known
        view = evaluate(self.plan, [package], block)
        refuses = ~view.accepts[party][0]
        if not self._needed(package, party):
            refuses &= view.attainable[0]
        left = np.packbits(refuses)
        changes: dict[int, float] = {}
        served: dict[OptionNumbers, float] = {}
        first, second = self.plan.packages.differing(package)
        away = first[known.first] + second[known.second]
        own = {p: view.value[p][0] for p in self.plan.case.principals}
        for distance in np.flatnonzero(np.bincount(away)).tolist():
            if not left.any():
                break
            rows, world = self._cells(np.flatnonzero(away == distance), party, left)
            rank = self.plan.packages.rank
            ranks = rank[0][known.first[rows]] + rank[1][known.second[rows]]
            best = _least(world, self._lost(rows, world, own), ranks)
            weight = block.weights[world[best]]
            if len(best):
                changes[distance] = float(np.cumsum(weight)[-1])
            serve, which = np.unique(rows[best], return_inverse=True)
            for row, more in zip(serve.tolist(), np.bincount(which, weights=weight).tolist(), strict=True):
                served[self.plan.packages.package(int(known.first[row]), int(known.second[row]))] = more
            reached = np.zeros(block.size, dtype=bool)
            reached[world] = True
            left &= ~np.packbits(reached)
        return float(block.weights[refuses].sum()), changes, served

    def _needed(self, package: OptionNumbers, party: str) -> bool:
        if party in self.plan.case.principals:
            return True
        options = self.plan.packages.options(package).items()
        return any(need.mentions(party) for option in options for need in self.plan.by_option.get(option, ()))

    def _cells(self, rows: Ints, party: str, left: Bits) -> tuple[Ints, Ints]:
        """Return pairs of a package among these and a world among those left in which it serves."""
        eights = np.flatnonzero(left)  # bytes of eight worlds, most of which are done after a few changes
        bits = self.where[rows]
        bits = (bits if len(eights) == len(left) else bits[:, eights]) & left[eights]
        some = np.flatnonzero(words(bits).any(axis=1))
        cells = np.flatnonzero(np.unpackbits(bits[some], axis=1).view(bool))
        package, cell = np.divmod(cells, 8 * len(eights))
        package, world = rows[some[package]], 8 * eights[cell >> 3] + (cell & 7)
        if party in self.plan.case.principals:  # they accept whatever is attainable
            return package, world
        serves = self._accepts(party, package, world)
        return package[serves], world[serves]

    def _accepts(self, party: str, rows: Ints, world: Ints) -> Bools:
        """Return whether a party accepts each of these packages."""
        first, second = self.known.first[rows], self.known.second[rows]
        scores = self.block.parties[party]
        found = self._values(party, first, second, world) >= scores.least[world]
        for stake, at in zip(self.plan.stakes[party], (first, second), strict=True):
            crossed = stake.crossed(scores.crossed)
            if crossed is not None:
                found &= ~crossed[stake.row[at], world]
        return np.asarray(found)

    def _lost(self, rows: Ints, world: Ints, own: Mapping[str, Floats]) -> Floats:
        """Return the worst loss of a principal by each of these packages, against the one that they replace."""
        worst = np.full(len(rows), -np.inf)
        first, second = self.known.first[rows], self.known.second[rows]
        for party in self.plan.case.principals:
            best = self.best[party][world]
            counts = best > TOLERANCE * self.block.parties[party].scale[world]
            loss = (own[party][world] - self._values(party, first, second, world)) / np.where(counts, best, 1.0)
            worst = np.where(counts, np.maximum(worst, loss), worst)
        return np.where(np.isfinite(worst), worst, 0.0)

    def _values(self, party: str, first: Ints, second: Ints, world: Ints) -> Floats:
        one, two = self.plan.stakes[party]
        found = self.sums[party][0][one.row[first], world] + self.sums[party][1][two.row[second], world]
        for name, value in self.block.parties[party].linkages.items():
            matches = self.plan.linked[name][0][first] & self.plan.linked[name][1][second]
            found[matches] += value[world[matches]]
        return np.asarray(found)


def _least(world: Ints, loss: Floats, rank: Floats) -> Ints:
    """Return for each world, in rising order, the entry with the smallest loss; ties go to the lowest rank."""
    order = np.lexsort([loss, world])
    starts = np.flatnonzero(np.diff(world[order], prepend=-1))
    if not len(starts):
        return order
    of = np.repeat(np.arange(len(starts)), np.diff([*starts, len(order)]))
    tied = loss[order] <= loss[order][starts][of] + TIE
    ranked = np.where(tied, rank[order], np.inf)
    return np.asarray(order[ranked == np.minimum.reduceat(ranked, starts)[of]])
