"""What packages are worth to one party, in one world or in many, and whether it accepts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import TOLERANCE, AnyArray, Bools, Floats
from detente.case.model import Case
from detente.chapters.agreement import PartyScores, scores
from detente.talks.help.stated_positions import StatedPositions
from detente.worlds import Worlds

Numbers = AnyArray  # (packages, issues): option numbers


@dataclass(frozen=True)
class PointTable:
    """What options are worth to a party.

    Attributes:
        options: For each issue, array (options, worlds): points a year.
        refused: For each issue, array (options, worlds): whether it is refused; None where nothing is.
        linkages: ({number of an issue: numbers of the options that count}, array (worlds): points a year).
        reservation: Array (worlds): what no agreement is worth.
    """

    options: tuple[Floats, ...]
    refused: tuple[Bools | None, ...]
    linkages: tuple[tuple[Mapping[int, tuple[int, ...]], Floats], ...]
    reservation: Floats

    @classmethod
    def stated(cls, case: Case, said: StatedPositions) -> PointTable:
        """Return the table of what a delegation states, in one world."""
        issues = list(case.issues)
        options, refused = [], []
        for issue in issues:
            row = said.points.get(issue, {})
            options.append(np.array([[row.get(option, 0.0)] for option in case.ladder(issue)]))
            barred = said.refuses.get(issue, ())
            refused.append(np.array([[option in barred] for option in case.ladder(issue)]) if barred else None)
        linkages = tuple(
            (
                {issues.index(i): tuple(case.ladder(i).index(o) for o in chosen) for i, chosen in pattern.items()},
                np.array([value]),
            )
            for pattern, value in said.linkages
        )
        return cls(tuple(options), tuple(refused), linkages, np.array([said.reservation]))

    @classmethod
    def of_case(cls, party: str, worlds: Worlds) -> PointTable:
        """Return the table of a party in every world, by the judgements of the case."""
        case = worlds.case
        own: PartyScores = scores(case, worlds.draws(0, worlds.size), [party], ()).parties[party]
        issues = list(case.issues)
        linkages = []
        for name, value in own.linkages.items():
            pattern = case.linkages[name].pattern
            which = {
                issues.index(i): tuple(case.ladder(i).index(o) for o in sorted(said.of(case.ladder(i))))
                for i, said in pattern.items()
            }
            linkages.append((which, value))
        return cls(own.options, own.crossed, tuple(linkages), own.reservation)

    @property
    def scale(self) -> Floats:
        """Array (worlds): the sum over issues of the largest points in size, of linkages, of the reservation value."""
        found = np.abs(self.reservation).astype(float)
        for option in self.options:
            found = found + np.abs(option).max(axis=0)
        for _, value in self.linkages:
            found = found + np.abs(value)
        return found

    def values(self, packages: Numbers) -> Floats:
        """Return array (packages, worlds): points a year."""
        total = np.zeros((len(packages), len(self.reservation)))
        for n, option in enumerate(self.options):
            total += option[packages[:, n]]
        for pattern, value in self.linkages:
            whole = np.ones(len(packages), dtype=bool)
            for n, chosen in pattern.items():
                whole &= np.isin(packages[:, n], chosen)
            total += whole[:, None] * value
        return total

    def refuses(self, packages: Numbers) -> Bools:
        """Return array (packages, worlds): whether a package has an option that the party refuses."""
        found = np.zeros((len(packages), len(self.reservation)), dtype=bool)
        for n, lines in enumerate(self.refused):
            if lines is not None:
                found |= lines[packages[:, n]]
        return found

    def accepts(self, packages: Numbers) -> Bools:
        """Return array (packages, worlds): whether the party could accept a package."""
        enough = self.values(packages) >= self.reservation - TOLERANCE * self.scale
        return np.asarray(enough & ~self.refuses(packages))
