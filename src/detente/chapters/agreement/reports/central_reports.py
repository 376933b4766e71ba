"""The central world in plain numbers: its frontier, and what methods of negotiation support find in it.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from detente.arrays import Floats
from detente.case.base import Frozen
from detente.chapters.agreement.bargaining.negotiation_methods import TwoStage
from detente.chapters.agreement.reports.choice_reports import SOLUTIONS, SolutionName
from detente.chapters.agreement.reports.package_reports import named_id, package_name
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.findings.copying import copied


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
    def of(cls, found: Agreement, package: OptionNumbers, gains: Floats, solves: Iterable[SolutionName]) -> PointReport:
        """Report a package of the central world with its gains, points a year of each principal."""
        central = found.central
        best = central.best
        shares = np.divide(gains, best, out=np.zeros_like(gains), where=best > 0)
        return cls(
            name=package_name(found, package),
            id=named_id(found, package),
            options=found.main.packages.options(package),
            gains=dict(zip(central.principals, map(float, shares), strict=True)),
            attainable=central.attainable.get(package, True),
            solves=[*solves],
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
    """Attainable packages that no attainable package dominates, the best for the first principal first: all up to
    1,000, else 1,000 evenly spread, up to 20 of each solution, and those shown."""
    frontier_size: int | None
    """How many such packages there are; null where the frontier is too large to be worked out. More than `frontier` has
    where not all are listed. Where a case has too many packages to judge each, at most 1,000 of those worth the same to
    every principal are counted."""
    solving: dict[SolutionName, int]
    """Solution → how many packages are it in the central world; of more than 20, `frontier` may list some only."""
    shown: list[PointReport]
    """The named and the recommended packages."""
    improvements: list[ImprovementReport]
    """How far all could gain on a shown package that is attainable, if all had put it forward."""
    division: DivisionReport | None
    """Adjusted Winner; only with two principals."""

    @classmethod
    def of(cls, found: Agreement) -> CentralReport:
        """Report the central world."""
        central = found.central
        solves: dict[OptionNumbers, list[SolutionName]] = {package: [] for package in central.packages}
        for name in SOLUTIONS:
            for number in central.solved[name]:
                solves[central.packages[number]].append(name)
        return cls(
            frontier=[
                PointReport.of(found, package, gains, solves[package])
                for package, gains in zip(central.packages, central.gains, strict=True)
            ],
            frontier_size=central.size,
            solving={name: central.solving[name] for name in SOLUTIONS},
            shown=[
                PointReport.of(found, package, gains, solves.get(package, []))
                for package, gains in central.shown.items()
            ],
            improvements=[ImprovementReport.of(found, package, s) for package, s in central.improved.items()],
            division=None if central.division is None else copied(DivisionReport, central.division),
        )
