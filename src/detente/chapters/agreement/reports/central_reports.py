"""The central world in plain numbers: its frontier, and what methods of negotiation support find in it.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats
from detente.case.base import Frozen
from detente.chapters.agreement.bargaining.negotiation_methods import TwoStage
from detente.chapters.agreement.reports.choice_reports import SOLUTIONS, SolutionName
from detente.chapters.agreement.reports.package_reports import named_id, package_name
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.findings.copying import copied

MOST_POINTS = 200


class PointReport(Frozen):
    """A package in the central world."""

    name: str
    """Printed name."""
    id: str | None
    """Id in the case, if it is a named package."""
    options: dict[str, str]
    """Issue → option, for what it changes."""
    gains: dict[str, float]
    """Principal → gain as a share of its best attainable gain in the central world; 0 where it can gain nothing."""
    attainable: bool
    """Whether it is attainable in the central world."""
    solves: list[SolutionName]
    """The solutions that it is."""

    @classmethod
    def of(cls, found: Agreement, package: OptionNumbers, gains: Floats) -> PointReport:
        """Report a package of the central world with its gains, points a year of each principal."""
        central = found.central
        best = central.gains.max(axis=0, initial=0.0)
        shares = np.divide(gains, best, out=np.zeros_like(gains), where=best > 0)
        return cls(
            name=package_name(found, package),
            id=named_id(found, package),
            options=found.main.packages.options(package),
            gains=dict(zip(central.principals, map(float, shares), strict=True)),
            attainable=central.attainable.get(package, True),
            solves=[name for name in SOLUTIONS if package in (central.packages[n] for n in central.solved[name])],
        )


class ImprovementReport(Frozen):
    """Two-stage improvement of a package that all put forward."""

    name: str
    """Printed name of the package."""
    gain: float
    """The least that a principal gains on it, as a share of its distance from the worst to the best package."""
    improved: dict[str, str]
    """Issue → option of the improved package."""
    improved_name: str
    """Its printed name."""

    @classmethod
    def of(cls, found: Agreement, package: OptionNumbers, stages: TwoStage) -> ImprovementReport:
        """Report how far all could gain on a package."""
        return copied(
            cls,
            stages,
            name=package_name(found, package),
            improved=found.main.packages.options(stages.improved),
            improved_name=package_name(found, stages.improved),
        )


class DivisionReport(Frozen):
    """Adjusted Winner: issues as goods to be divided; linkages, red lines, consents and rules are left out of it."""

    settled: dict[str, str]
    """Issue → option, where one option is best for both."""
    points: dict[str, dict[str, float]]
    """Principal → issue → points out of 100."""
    held: dict[str, dict[str, float]]
    """Principal → issue → the part of it that it wins."""
    options: dict[str, dict[str, str]]
    """Principal → issue → the option it would choose."""
    totals: dict[str, float]
    """Principal → points."""


class CentralReport(Frozen):
    """The central world: every judgement at its median, and what is at least as likely as not happens."""

    frontier: list[PointReport]
    """Attainable packages that no attainable package dominates, the best for the first principal first."""
    shown: list[PointReport]
    """The named and the recommended packages."""
    improvements: list[ImprovementReport]
    """How far all could gain on a shown package that is attainable, if all had put it forward."""
    division: DivisionReport | None
    """Adjusted Winner; only with two principals."""

    @classmethod
    def of(cls, found: Agreement) -> CentralReport:
        """Report the central world; of a long frontier, its solutions and evenly spread points."""
        central = found.central
        count = len(central.packages)
        some = {int(n) for n in np.linspace(0, count - 1, min(count, MOST_POINTS))}
        some |= {n for numbers in central.solved.values() for n in numbers}
        return cls(
            frontier=[PointReport.of(found, central.packages[n], central.gains[n]) for n in sorted(some)],
            shown=[PointReport.of(found, package, gains) for package, gains in central.shown.items()],
            improvements=[ImprovementReport.of(found, package, s) for package, s in central.improved.items()],
            division=None if central.division is None else copied(DivisionReport, central.division),
        )
