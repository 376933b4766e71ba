"""From frontier, solutions and choices to their part of the report."""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement.judging.survey import leader
from detente.chapters.agreement.questions.central_world import Central
from detente.chapters.agreement.questions.nearest_package import Nearest
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.writing.choice_reports import (
    AskReport,
    CentralReport,
    ChoiceReport,
    DivisionReport,
    ImprovementReport,
    NearestReport,
    PointReport,
    SolutionName,
    SolutionReport,
)

SOLUTIONS: tuple[SolutionName, ...] = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian")
MOST_POINTS = 200


def package_name(found: Agreement, package: OptionNumbers) -> str:
    """Name a package for a reader: the case's own name, or the options it changes to."""
    case = found.worlds.case
    for name, named in found.named.items():
        if named == package:
            return case.packages[name].name
    options = found.main.packages.options(package)
    return "; ".join(case.issues[issue].options[option].name for issue, option in options.items())


def named_id(found: Agreement, package: OptionNumbers) -> str | None:
    """Return the id of a package in the case; None where the case does not name it."""
    return next((name for name, named in found.named.items() if named == package), None)


def central_report(found: Agreement) -> CentralReport:
    """Put the central world into plain numbers; of a long frontier, evenly spread points."""
    central = found.central
    best = central.gains.max(axis=0, initial=0.0)
    count = len(central.packages)
    some = {int(n) for n in np.linspace(0, count - 1, min(count, MOST_POINTS))}
    solved = {n for numbers in central.solved.values() for n in numbers}
    return CentralReport(
        frontier=[_point(found, central.packages[n], central.gains[n], best) for n in sorted(some | solved)],
        shown=[_point(found, package, gains, best) for package, gains in central.shown.items()],
        improvements=[
            ImprovementReport(
                name=package_name(found, package),
                gain=stages.gain,
                improved=found.main.packages.options(stages.improved),
                improved_name=package_name(found, stages.improved),
            )
            for package, stages in central.improved.items()
        ],
        division=_division(central),
    )


def _point(found: Agreement, package: OptionNumbers, gains: Floats, best: Floats) -> PointReport:
    central = found.central
    shares = np.divide(gains, best, out=np.zeros_like(gains), where=best > 0)
    return PointReport(
        name=package_name(found, package),
        id=named_id(found, package),
        options=found.main.packages.options(package),
        gains=dict(zip(central.principals, map(float, shares), strict=True)),
        attainable=central.attainable.get(package, True),
        solves=[name for name in SOLUTIONS if package in (central.packages[n] for n in central.solved[name])],
    )


def _division(central: Central) -> DivisionReport | None:
    division = central.division
    if division is None:
        return None
    return DivisionReport(
        settled=dict(division.settled),
        points={p: dict(points) for p, points in division.points.items()},
        held={p: dict(parts) for p, parts in division.held.items()},
        options={p: dict(options) for p, options in division.options.items()},
        totals=dict(division.totals),
    )


def solution_reports(found: Agreement) -> list[SolutionReport]:
    """Which package is each solution in most worlds?"""
    reports = []
    for name in SOLUTIONS:
        shares = found.main.solved[name]
        lead = leader(found.main.packages, shares, shares > 0)
        package = lead[0] if lead else None
        reports.append(
            SolutionReport(
                solution=name,
                name=package_name(found, package) if package else "",
                options=found.main.packages.options(package) if package else {},
                share=lead[1] if lead else 0.0,
                attainable=found.share(package) if package else 0.0,
            )
        )
    return reports


def choice_reports(found: Agreement) -> list[ChoiceReport]:
    """Put the robust choices into plain numbers."""
    return [
        ChoiceReport(
            rule=choice.rule,
            name=package_name(found, choice.package) if choice.package else "",
            options=found.main.packages.options(choice.package) if choice.package else {},
            value=choice.value,
        )
        for choice in found.robust
    ]


def nearest_report(found: Agreement, nearest: Nearest) -> NearestReport:
    """Put a nearest package into plain numbers."""
    case, issues = found.worlds.case, found.main.packages.issues
    changes = {}
    if nearest.nearest is not None:
        pairs = zip(issues, nearest.package, nearest.nearest, strict=True)
        changes = {i: case.ladder(i)[new] for i, old, new in pairs if old != new}
    return NearestReport(
        package=package_name(found, nearest.package),
        id=named_id(found, nearest.package),
        party=nearest.party,
        refused=nearest.refused,
        by_changes=dict(nearest.by_changes),
        none=nearest.none,
        changes=changes,
        serves=nearest.nearest_share,
        share=found.share(nearest.nearest) if nearest.nearest else 0.0,
    )


def ask_reports(found: Agreement) -> dict[str, list[AskReport]]:
    """Put into plain numbers what each principal should ask for first."""
    case = found.worlds.case
    return {
        party: [
            AskReport(issue=a.issue, option=a.option, name=case.label(a.issue, a.option), worth=a.worth, lost=a.lost)
            for a in asked
        ]
        for party, asked in found.asks.items()
    }
