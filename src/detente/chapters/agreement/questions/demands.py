"""The price of a demand: what insisting on an option costs, against leaving it out of the deal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import TIE, Bools
from detente.case.model import Case
from detente.chapters.agreement.judging.attainable_gains import AttainableGains, attainable_gains
from detente.chapters.agreement.judging.region_search import reached
from detente.chapters.agreement.judging.survey import Survey, holding, leader, survey
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.worlds import Worlds
from detente.worlds.errors import Interval, mean

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
        errors: Number → its error of sampling, of those above; of differences paired over the same worlds.
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
    errors: Mapping[str, Interval]

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


def demand_prices(main: Survey, worlds: Worlds) -> tuple[DemandPrice, ...]:
    """Return what each demand costs.

    Args:
        main: The survey, with gains.
        worlds: The worlds.

    Returns:
        A price for every option but the status quo of every issue, dearest first.
    """
    case = main.plan.case
    options = [(n, o) for n, issue in enumerate(main.packages.issues) for o in range(1, len(case.ladder(issue)))]
    leaders = [_Leaders.of(main, n, option) for n, option in options]
    looked_at = attainable_gains(main.plan, dict.fromkeys(x for one in leaders for x in one.packages()), worlds)
    without_lines = _without_red_lines(main, worlds)
    prices = [
        _price(main, without_lines, worlds, n, option, _Best(led, looked_at))
        for (n, option), led in zip(options, leaders, strict=True)
    ]
    return tuple(sorted(prices, key=lambda price: (-price.price, -price.blind_price)))


Leader = tuple[OptionNumbers, float] | None


@dataclass(frozen=True)
class _Leaders:
    """The best packages that hold an option, and the best that do not.

    Attributes:
        share: By P(x): with it, without it.
        gains: Principal → by its expected gain, likewise.
    """

    share: tuple[Leader, Leader]
    gains: Mapping[str, tuple[Leader, Leader]]

    @classmethod
    def of(cls, main: Survey, n: int, option: int) -> _Leaders:
        """Find them."""
        holds = holding(main.packages, n, option)

        def both(values: np.ndarray) -> tuple[Leader, Leader]:
            return leader(main.packages, values, holds), leader(main.packages, values, ~holds)

        return cls(both(main.share), {party: both(gains) for party, gains in main.gains.items()})

    def packages(self) -> Iterator[OptionNumbers]:
        """Yield the packages."""
        for pair in (self.share, *self.gains.values()):
            yield from (found[0] for found in pair if found is not None)


@dataclass(frozen=True)
class _Best:
    """The best packages with and without an option, and what they bring in every world."""

    leaders: _Leaders
    looked_at: AttainableGains

    def blind_price(self, worlds: Worlds) -> Interval:
        """Return by how much more often the best package without the option is attainable."""
        inside, outside = (self.looked_at.attainable_where(found and found[0]) for found in self.leaders.share)
        return worlds.apart(outside, inside)

    def own_price(self, party: str, scale: float, worlds: Worlds) -> tuple[float, Interval]:
        """Return how much more a party may expect of the best package without the option, as a share of its best."""
        inside, outside = self.leaders.gains[party]
        if scale <= 0:
            return 0.0, Interval(0.0, 0.0, 0.0)
        gains = [self.looked_at.gain(party, found and found[0]) for found in (inside, outside)]
        lost = (outside[1] if outside else 0.0) - (inside[1] if inside else 0.0)
        return lost / scale, mean((gains[1] - gains[0]) / scale, worlds.weight())


def _without_red_lines(main: Survey, worlds: Worlds) -> Sequence[Bools]:
    """Return what `Survey.by_option` would be if no red line were real: whatever is attainable, and more, stays so."""
    if not worlds.case.red_lines:
        return main.by_option
    plan = replace(main.plan, vetoes=(), waivers=(), full=False, red_lines=False)
    if not plan.packages.complete:
        return survey(plan, worlds).by_option
    known = {(n, option): there for n, lines in enumerate(main.by_option) for option, there in enumerate(lines)}
    regions = {(n, option): {n: frozenset({option})} for n, option in known}
    found = reached(plan, regions, worlds, known=known)
    return [np.array([found[n, option] for option in range(len(lines))]) for n, lines in enumerate(main.by_option)]


def _price(
    main: Survey, without_lines: Sequence[Bools], worlds: Worlds, n: int, option: int, best: _Best
) -> DemandPrice:
    case, issue = main.plan.case, main.packages.issues[n]
    held, free = with_and_without(main.by_option[n], option)
    bare_held, bare_free = with_and_without(without_lines[n], option)
    required, forbidden = worlds.share(held), worlds.share(free)
    inside, outside = best.leaders.share
    own = {}
    for party in main.gains:
        scale = float(np.sum(worlds.weight() * main.best[party]) / worlds.total)
        own[party] = best.own_price(party, scale, worlds)
    points = worlds.share(bare_free) - worlds.share(bare_held)
    price = forbidden - required
    dominated = price > 0 and price - points > STIPULATED * price + TIE
    asked = {*case.principals, *(party for need in main.plan.needs for party in need.parties(case))}
    by_lines = free.astype(float) - held - bare_free + bare_held
    return DemandPrice(
        issue=issue,
        option=case.ladder(issue)[option],
        required=required,
        forbidden=forbidden,
        blind_required=inside[1] if inside else 0.0,
        blind_forbidden=outside[1] if outside else 0.0,
        points_part=points,
        own_price={party: value for party, (value, _) in own.items()},
        package=inside[0] if inside else None,
        stipulated=tuple(p for p in case.red_lines if dominated and p in asked and _lined(case, p, issue, option)),
        errors={
            "required": worlds.sampled(held),
            "forbidden": worlds.sampled(free),
            "price": worlds.apart(free, held),
            "blind_price": best.blind_price(worlds),
            "points_part": worlds.apart(bare_free, bare_held),
            "red_line_part": mean(by_lines, worlds.weight()),
            **{f"own_price/{party}": error for party, (_, error) in own.items()},
        },
    )


def _lined(case: Case, party: str, issue: str, option: int) -> bool:
    """Return whether a party may have a red line on an option: its own, or that of the last option named below it."""
    stated = case.red_lines[party].get(issue, {})
    below = [stated[name] for name in case.ladder(issue)[: option + 1] if name in stated]
    return bool(below) and below[-1].high > 0


def with_and_without(lines: Bools, option: int) -> tuple[Bools, Bools]:
    """Return in which worlds some package is attainable that holds an option, and some that does not.

    Args:
        lines: Array (options, worlds): in which worlds some package is that holds each option of the issue.
        option: The option.
    """
    return np.asarray(lines[option]), np.asarray(np.delete(lines, option, axis=0).any(axis=0))
