"""What correlations of two yearly series are worth, as parts of the report."""

from __future__ import annotations

from typing import Literal

from detente.case.base import Frozen
from detente.chapters.precedent.result import Precedents, as_claimed
from detente.chapters.precedent.two_trends import TrendFound
from detente.findings.sampled import Ends, Sampled
from detente.worlds.errors import mean


class YearReport(Frozen):
    """Both series in one year; means over worlds."""

    year: int
    """The year."""
    cause: float
    """The first series, in its unit."""
    effect: float
    """The second series, in its unit."""


class TrendReport(Sampled):
    """Two yearly series of which somebody says that one goes with the other."""

    trend: str
    """Id of the pair."""
    name: str
    """What is compared."""
    cause: str
    """The series that is said to come first."""
    effect: str
    """The series that is said to follow."""
    units: tuple[str, str]
    """Their units."""
    claim: Literal["positive", "negative"]
    """The sign that the correlation would have if what is said were true."""
    note: str | None
    """What else a reader should know."""
    years: list[YearReport]
    """The years that both have."""
    correlation: float
    """Of levels; mean over worlds."""
    changes: dict[str, float]
    """Lag in years → correlation of yearly changes; mean over worlds."""
    placebos: dict[str, float]
    """Kind of placebo → share of placebos that are as strongly correlated; mean over worlds."""
    beyond: float
    """In which share of worlds the correlation is stronger than nine tenths of the placebos that have trends."""
    as_claimed: float
    """In which share of worlds changes of the same year go together with the sign that is claimed."""
    sign: float
    """In which share of worlds levels go together with the sign that is claimed."""


def trend_reports(found: Precedents) -> list[TrendReport]:
    """Return what each pair of series is worth."""
    return [_report(found, one) for one in found.trends]


def _report(found: Precedents, one: TrendFound) -> TrendReport:
    part, worlds = found.part, found.worlds
    pair, weight = part.trends[one.trend], worlds.weight() / worlds.total
    numbers = {"correlation": one.correlation}
    numbers |= {f"changes/{lag}": values for lag, values in one.lagged.items()}
    numbers |= {f"placebos/{kind}": values for kind, values in one.values.items()}
    means = {name: mean(values, weight) for name, values in numbers.items()}
    claimed = one.correlation > 0 if pair.claim == "positive" else one.correlation < 0
    shares = {"beyond": one.beyond, "as_claimed": as_claimed(found.part, one), "sign": claimed}
    told = means | {name: worlds.sampled(holds) for name, holds in shares.items()}
    return TrendReport(
        trend=one.trend,
        name=pair.name,
        cause=part.series[pair.cause].name,
        effect=part.series[pair.effect].name,
        units=(part.series[pair.cause].unit, part.series[pair.effect].unit),
        claim=pair.claim,
        note=pair.note,
        years=[
            YearReport(year=year, cause=float(one.cause[k] @ weight), effect=float(one.effect[k] @ weight))
            for k, year in enumerate(one.years)
        ],
        correlation=told["correlation"].value,
        changes={str(lag): told[f"changes/{lag}"].value for lag in one.lagged},
        placebos={kind: told[f"placebos/{kind}"].value for kind in one.values},
        beyond=told["beyond"].value,
        as_claimed=told["as_claimed"].value,
        sign=told["sign"].value,
        errors={name: Ends(low=number.low, high=number.high) for name, number in told.items()},
    )
