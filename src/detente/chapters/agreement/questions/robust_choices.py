"""Packages that do well whatever the world: highest share, minimax regret, best tenth percentile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from detente.arrays import TIE, TOLERANCE, Floats
from detente.chapters.agreement.judging.package_detail import PackageDetail, package_detail
from detente.chapters.agreement.judging.survey import Survey, strongest
from detente.chapters.agreement.space.packages import OptionNumbers, simplicity
from detente.worlds import Worlds
from detente.worlds.errors import Interval, of_quantile

TENTH = 0.1
AT_A_TIME = 64
ChoiceRule = Literal["highest-share", "minimax-regret", "tenth-percentile"]


@dataclass(frozen=True)
class RobustChoice:
    """One robust choice.

    Attributes:
        rule: The rule.
        package: The package; None where the rule finds none.
        value: Its share of worlds, largest regret, or tenth percentile of surplus.
        errors: The error of sampling of the value; none of a largest regret, which more worlds can only raise.
    """

    rule: ChoiceRule
    package: OptionNumbers | None
    value: float
    errors: Mapping[str, Interval] = field(default_factory=dict)


def choices(main: Survey, worlds: Worlds) -> tuple[RobustChoice, ...]:
    """Return the robust choices.

    Args:
        main: The survey, with gains.
        worlds: The worlds.
    """
    assert main.surplus is not None
    assert main.regret is not None
    reached = main.packages.valid & (main.share > 0)
    if not reached.any():
        return tuple(RobustChoice(rule, None, 0.0) for rule in ("highest-share", "minimax-regret", "tenth-percentile"))
    share = main.packages.largest(main.share, reached)
    smallest = main.regret[reached].min()
    regret = main.packages.largest(main.surplus, reached & (main.regret <= smallest + TIE))
    tenth, value = _tenth(main, worlds)
    likely = float(main.share[main.packages.place(share)])
    return (
        RobustChoice("highest-share", share, likely, {"value": worlds.error_of(likely)}),
        RobustChoice("minimax-regret", regret, float(main.regret[main.packages.place(regret)])),
        RobustChoice("tenth-percentile", tenth, value, _error_of_tenth(main, tenth, worlds)),
    )


def _error_of_tenth(main: Survey, package: OptionNumbers | None, worlds: Worlds) -> dict[str, Interval]:
    """Return the error of a package's tenth percentile of surplus."""
    if package is None:
        return {}
    values = surplus(main, package_detail(main.plan, [package], worlds), 0)
    low, high = of_quantile(TENTH, worlds.effective)
    ends = (percentile(values, worlds.weight(), share) for share in (low, high))
    return {"value": Interval(percentile(values, worlds.weight(), TENTH), *ends)}


def _tenth(main: Survey, worlds: Worlds) -> tuple[OptionNumbers | None, float]:
    """Return the package with the best tenth percentile of surplus, and that percentile.

    Nine tenths of the worlds reach it, so it is at most E[surplus] / 0.9: beyond that, no package need be looked at.
    """
    assert main.surplus is not None
    bar = (1 - TENTH) * (1 - TIE) - TIE
    eligible = main.packages.valid & (main.share >= bar)
    if worlds.alike:  # every percentile is what the surplus is in each world
        top = float(main.surplus[eligible].max(initial=0.0))
        return (main.packages.largest(main.surplus, eligible), top) if top > 0 else (None, 0.0)
    order = list(strongest(main.packages, np.where(eligible, main.surplus, -np.inf), int(eligible.sum())))
    found: dict[OptionNumbers, float] = {}
    best = 0.0
    for start in range(0, len(order), AT_A_TIME):
        some = order[start : start + AT_A_TIME]
        if float(main.surplus[main.packages.place(some[0])]) / bar < best - TIE:
            break
        view = package_detail(main.plan, some, worlds)
        for row, package in enumerate(some):
            found[package] = percentile(surplus(main, view, row), worlds.weight(), TENTH)
        best = max(found.values())
    tied = [package for package, value in found.items() if value >= best - TIE]
    if best <= 0 or not tied:
        return None, 0.0
    return min(tied, key=simplicity), best


def surplus(main: Survey, view: PackageDetail, row: int) -> Floats:
    """Return the surplus of a package in every world."""
    smallest = np.full(view.attainable.shape[1], np.inf)
    for party, best in main.best.items():
        gain = view.value[party][row] - view.reservation[party]
        counts = best > TOLERANCE * view.scale[party]
        smallest = np.where(counts, np.minimum(smallest, gain / np.where(counts, best, 1.0)), smallest)
    smallest = np.where(np.isfinite(smallest), np.maximum(smallest, 0.0), 0.0)
    return np.where(view.attainable[row], smallest, 0.0)


def percentile(values: Floats, weights: Floats, share: float) -> float:
    """Return the largest value t with at most this share of the weight below it.

    Example:
        >>> percentile(np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 1.0]), 0.4)
        2.0
    """
    counted = weights > 0
    order = np.argsort(values[counted], kind="stable")
    ordered, weight = values[counted][order], weights[counted][order]
    below = np.concatenate([[0.0], np.cumsum(weight)[:-1]])
    first = np.searchsorted(ordered, ordered, side="left")
    fits = below[first] <= (share + TIE) * weight.sum()
    return float(ordered[fits].max())
