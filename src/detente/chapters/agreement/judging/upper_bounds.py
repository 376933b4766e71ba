"""The most that packages can still be worth in a block of worlds when only some of their issues are settled.

A party's value of a package is at most what its settled options bring, and on each other issue the best option, and all
linkages that are still open and of use to it. Where that is too little, or a real red line is crossed, or a gate stays
shut, no package that begins so is attainable, and none of them need be looked at. Numbers are counted in a party's own
scale and in single precision; thresholds are lowered by more than all rounding together, so that nothing attainable is
ever left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.arrays import Bools, Floats
from detente.chapters.agreement.judging.search_order import Region, SearchOrder
from detente.chapters.agreement.space.scores import PartyScores, Scores, granted

Singles = NDArray[np.float32]
ROUNDING = 2.0**-24  # the largest relative error of a sum in single precision
STEPS = 32  # what is lost for each issue and linkage is less than so many of these: sums stay below 4


class UpperBounds:
    """The tables of one block of worlds, each party's values counted in its own scale."""

    def __init__(self, order: SearchOrder, block: Scores, parties: Sequence[str]) -> None:
        """Put the values on their scale.

        Args:
            order: The order in which issues are settled.
            block: The block of worlds.
            parties: The parties that are looked at.
        """
        self.order = order
        self.size = block.size
        self._bests: dict[tuple[str, int], Singles] = {}
        self._scales = {p: np.where((s := block.parties[p].scale) > 0, s, 1.0) for p in parties}
        shut = _shut(order, block)
        first = order.plan.case.principals[0]
        # Party → for each issue, array (options, worlds); −∞ where a red line is crossed or, for one, a gate is shut.
        self.options = {
            p: tuple(
                self._table(p, block.parties[p], n, shut[n] if p == first else None) for n in range(len(order.issues))
            )
            for p in parties
        }
        slack = STEPS * (len(order.issues) + len(order.linkages)) * ROUNDING
        # For each of those who are asked, the worth from which it accepts or does not object.
        self.lines = [
            _single(
                (block.parties[one.party].forbears if one.abstains else block.parties[one.party].least)
                / self._scales[one.party]
                - slack
            )
            for one in order.asked
            if one.party in parties
        ]
        links = order.plan.case.linkages
        worth = {
            name: _single(block.parties[link.party].linkages[name] / self._scales[link.party])
            for name, link in links.items()
            if link.party in parties
        }
        # Linkage → what it adds where that is good for the party, and where it is bad.
        self.gain = {name: np.maximum(value, 0) for name, value in worth.items()}
        self.loss = {name: np.minimum(value, 0) for name, value in worth.items()}

    def _table(self, name: str, party: PartyScores, n: int, shut: Bools | None) -> Singles:
        table = _single(party.options[n] / self._scales[name])
        for barred in (party.crossed[n], shut):
            if barred is not None:
                table[barred] = -np.inf
        return table

    def start(self, party: str) -> Singles:
        """Return what all linkages could add for a party, before any issue is settled: array (worlds)."""
        links = self.order.plan.case.linkages
        of_use = [gain for name, gain in self.gain.items() if links[name].party == party]
        return np.sum(of_use, axis=0, dtype=np.float32) if of_use else np.zeros(self.size, dtype=np.float32)

    def rest(self, party: str, region: Region) -> list[Singles]:
        """Return the most that the issues not yet settled can bring a party, for each number of settled issues."""
        found = [np.zeros(self.size, dtype=np.float32)]
        for issue in reversed(self.order.issues):
            within = list(self.order.options(region, issue))
            table = self.options[party][issue]
            best = table[within].max(axis=0, initial=-np.inf) if issue in region else self._best(party, issue)
            found.append(found[-1] + best)
        return found[::-1]

    def _best(self, party: str, issue: int) -> Singles:
        if (party, issue) not in self._bests:
            within = list(self.order.options({}, issue))
            self._bests[party, issue] = self.options[party][issue][within].max(axis=0)
        return self._bests[party, issue]

    def change(self, name: str, issue: int, option: int) -> Singles | None:
        """Return by how much a linkage that is still open changes the most that is possible; None if it does not.

        Args:
            name: The linkage, which speaks of the issue.
            issue: The issue that is settled.
            option: With which option.
        """
        so_far = self.order.linkages[name]
        if not so_far.fits[issue][option]:
            return -self.gain[name]
        return self.loss[name] if so_far.last == issue else None


def _single(values: Floats) -> Singles:
    return values.astype(np.float32)


def _shut(order: SearchOrder, block: Scores) -> list[Bools]:
    """Return for each issue where a need of an option fails whatever parties say: array (options, worlds)."""
    plan = order.plan
    yes: Mapping[str, Bools] = dict.fromkeys(plan.case.parties, np.ones(block.size, dtype=bool))
    found = []
    for issue in plan.packages.issues:
        ladder = plan.case.ladder(issue)
        table = np.zeros((len(ladder), block.size), dtype=bool)
        for number, option in enumerate(ladder):
            for need in plan.by_option.get((issue, option), ()):
                gates = {gate: block.gates[path] for gate, path in need.gates}
                if gates:
                    truth = granted(need.formula, {**yes, **gates}, yes)
                    table[number] |= False if truth is None else ~truth
        found.append(table)
    return found
