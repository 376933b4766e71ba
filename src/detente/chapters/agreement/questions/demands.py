"""The price of a demand: what insisting on an option costs, against leaving it out of the deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import TIE
from detente.case.model import Case
from detente.chapters.agreement.judging.survey import Survey, holding, leader
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.worlds import Worlds

STIPULATED = 0.5


@dataclass(frozen=True)
class DemandPrice:
    """What one demand costs, in shares of worlds.

    Attributes:
        issue: Issue of the demand.
        option: The option demanded.
        required: P(any) if every package must hold it.
        forbidden: P(any) if none may.
        blind_required: Largest P(x) among packages that hold it.
        blind_forbidden: Largest P(x) among those that do not.
        points_part: The price with every red line switched off.
        own_price: Principal → price in its own expected gain, as a share of its expected best gain.
        package: The most attainable package that holds it; None where the rules allow none.
        stipulated: Parties whose red line on this very option may be real, where red lines make most of the price.
    """

    issue: str
    option: str
    required: float
    forbidden: float
    blind_required: float
    blind_forbidden: float
    points_part: float
    own_price: Mapping[str, float]
    package: OptionNumbers | None
    stipulated: tuple[str, ...]

    @property
    def price(self) -> float:
        """P(any | forbidden) − P(any | required)."""
        return self.forbidden - self.required

    @property
    def blind_price(self) -> float:
        """The same for the best single proposal."""
        return self.blind_forbidden - self.blind_required

    @property
    def red_line_part(self) -> float:
        """The part of the price that is there only because of red lines."""
        return self.price - self.points_part


def demand_prices(main: Survey, without_lines: Survey, worlds: Worlds) -> tuple[DemandPrice, ...]:
    """Return what each demand costs.

    Args:
        main: The survey, with gains.
        without_lines: The survey of the same worlds with red lines switched off.
        worlds: The worlds, for their weights.

    Returns:
        A price for every option but the status quo of every issue, dearest first.
    """
    case = main.plan.case
    prices = [
        _price(main, without_lines, worlds, n, option)
        for n, issue in enumerate(main.packages.issues)
        for option in range(1, len(case.ladder(issue)))
    ]
    return tuple(sorted(prices, key=lambda price: (-price.price, -price.blind_price)))


def _price(main: Survey, without_lines: Survey, worlds: Worlds, n: int, option: int) -> DemandPrice:
    case, packages = main.plan.case, main.packages
    issue = packages.issues[n]
    holds = holding(packages, n, option)
    required, forbidden = (worlds.share(lines) for lines in _split(main, n, option))
    bare = [worlds.share(lines) for lines in _split(without_lines, n, option)]
    inside, outside = leader(packages, main.share, holds), leader(packages, main.share, ~holds)
    own = {}
    for party, gains in main.gains.items():
        scale = float(np.sum(worlds.weight() * main.best[party]) / worlds.total)
        mine, others = leader(packages, gains, holds), leader(packages, gains, ~holds)
        lost = (others[1] if others else 0.0) - (mine[1] if mine else 0.0)
        own[party] = lost / scale if scale > 0 else 0.0
    points = bare[1] - bare[0]
    price = forbidden - required
    dominated = price > 0 and price - points > STIPULATED * price + TIE
    asked = {*case.principals, *(party for need in main.plan.needs for party in need.parties(case))}
    return DemandPrice(
        issue=issue,
        option=case.ladder(issue)[option],
        required=required,
        forbidden=forbidden,
        blind_required=inside[1] if inside else 0.0,
        blind_forbidden=outside[1] if outside else 0.0,
        points_part=points,
        own_price=own,
        package=inside[0] if inside else None,
        stipulated=tuple(p for p in case.red_lines if dominated and p in asked and _lined(case, p, issue, option)),
    )


def _lined(case: Case, party: str, issue: str, option: int) -> bool:
    """Return whether a party may have a red line on an option: its own, or that of the last option named below it."""
    stated = case.red_lines[party].get(issue, {})
    below = [stated[name] for name in case.ladder(issue)[: option + 1] if name in stated]
    return bool(below) and below[-1].high > 0


def _split(found: Survey, n: int, option: int) -> tuple[np.ndarray, np.ndarray]:
    """Return in which worlds some package is attainable that holds an option, and some that does not."""
    lines = found.by_option[n]
    return np.asarray(lines[option]), np.asarray(np.delete(lines, option, axis=0).any(axis=0))
