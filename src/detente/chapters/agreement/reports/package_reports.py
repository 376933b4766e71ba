"""Packages in plain numbers: how attainable each is, who gains how much by it, and why it is recommended.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.arrays import TOLERANCE, Floats
from detente.case.base import Frozen
from detente.chapters.agreement.judging.attainable_gains import AttainableGains
from detente.chapters.agreement.questions.recommend import Recommendation, RecommendationKind
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds.errors import Interval, mean
from detente.worlds.quantiles import spread


def package_name(found: Agreement, package: OptionNumbers) -> str:
    """Return the printed name of a package: the case's own, or the options it changes to."""
    case = found.worlds.case
    name = named_id(found, package)
    if name is not None:
        return case.packages[name].name
    options = found.main.packages.options(package)
    return "; ".join(case.issues[issue].options[option].name for issue, option in options.items())


def named_id(found: Agreement, package: OptionNumbers) -> str | None:
    """Return the id of a package in the case; None where the case does not name it."""
    return next((name for name, named in found.named.items() if named == package), None)


class Spread(Sampled):
    """A party's gain by a package over all worlds, as a share of its span."""

    low: float
    """Tenth percentile of (value − reservation) / (distance from the worst to the best the options could bring)."""
    middle: float
    """Median of the same."""
    high: float
    """Ninetieth percentile of the same."""
    worse_off: float
    """Share of the worlds in which the package is attainable and the party has less than its reservation value."""

    @classmethod
    def by_party(cls, found: Agreement, package: OptionNumbers) -> dict[str, Spread]:
        """Return party → how its gain by a package varies; nothing for a package that was not looked at closely."""
        if package not in found.detail.packages:
            return {}
        row = found.detail.index(package)
        attainable = found.detail.attainable[row]
        weight = found.worlds.weight()
        spreads = {}
        for party, value in found.detail.value.items():
            gain = value[row] - found.detail.reservation[party]
            span = found.detail.span[party]
            low, middle, high = spread(np.divide(gain, span, out=np.zeros_like(gain), where=span > 0), weight)
            worse = found.worlds.sampled(gain < -1e-9 * span, attainable)
            spreads[party] = copied(cls, found, low=low, middle=middle, high=high, worse_off=worse)
        return spreads


class PackageReport(Sampled):
    """One package."""

    name: str
    """Printed name: the case's own, or what is recommended about it."""
    id: str | None
    """Id in the case, if it is a named package."""
    options: dict[str, str]
    """Issue → option, for what it changes."""
    share: float
    """P(x): weighted share of worlds in which it is attainable."""
    low: float
    """Lower end of the interval in which ever more worlds would put that share, at 90 %."""
    high: float
    """Upper end of it."""
    surplus: float
    """Expected surplus: the smallest normalised gain of a principal, 0 where unattainable."""
    gains: dict[str, float]
    """Principal → expected gain as a share of its expected best attainable gain."""
    efficient: float
    """Share of worlds in which it is on the frontier: attainable, and nothing attainable is better for some principal
    and worse for none; with candidates, nothing among them."""
    solves: dict[str, float]
    """Bargaining solution → share of worlds in which the package is it, or one of several."""
    regret: float
    """Largest regret over the worlds: how far its surplus falls behind the largest surplus of any package."""
    expected_regret: float
    """Mean of the same."""
    spread: dict[str, Spread]
    """Party → how its gain varies over worlds; only for packages looked at closely."""

    @classmethod
    def of(cls, found: Agreement, package: OptionNumbers, looked_at: AttainableGains | None = None) -> PackageReport:
        """Report a package that was judged; gains have errors if it is among those looked at, or shown elsewhere."""
        main, place = found.main, found.main.packages.place(package)
        assert main.surplus is not None
        assert main.ideal is not None
        assert main.regret is not None
        assert main.efficient is not None
        surplus, error_of, shared = float(main.surplus[place]), found.worlds.error_of, found.shared(package)
        ideal = float(np.sum(found.worlds.weight() * main.ideal) / found.worlds.total)
        return copied(
            cls,
            found,
            name=package_name(found, package),
            id=named_id(found, package),
            options=main.packages.options(package),
            share=shared,
            low=shared.low,
            high=shared.high,
            surplus=surplus,
            gains={party: found.gain(party, package) for party in main.gains},
            errors=_errors(found, package, looked_at),
            efficient=error_of(float(main.efficient[place])),
            solves={name: error_of(float(shares[place])) for name, shares in main.solved.items()},
            regret=float(main.regret[place]),
            expected_regret=max(0.0, ideal - surplus),
            spread=Spread.by_party(found, package),
        )

    @classmethod
    def if_any(cls, found: Agreement, package: OptionNumbers | None) -> PackageReport | None:
        """Report a package; None where there is none."""
        return None if package is None else cls.of(found, package)


def _errors(found: Agreement, package: OptionNumbers, looked_at: AttainableGains | None) -> dict[str, Interval]:
    """Return the errors of a package's expected gains and surplus, as far as it was looked at in every world."""
    gains = gains_by_world(found, package, looked_at)
    if gains is None:
        return {}
    weight = found.worlds.weight()
    best = {party: found.best(party) for party in gains}
    errors = {f"gains/{p}": mean(lines / best[p], weight) for p, lines in gains.items() if best[p] > 0}
    surplus = surplus_by_world(found, gains)
    assert found.main.ideal is not None
    return errors | {"surplus": mean(surplus, weight), "expected_regret": mean(found.main.ideal - surplus, weight)}


def gains_by_world(
    found: Agreement, package: OptionNumbers, looked_at: AttainableGains | None
) -> dict[str, Floats] | None:
    """Return principal → its gain where a package is attainable, else 0; None where it was not looked at."""
    if package in found.detail.packages:
        row, detail = found.detail.index(package), found.detail
        lines = {p: detail.value[p][row] - detail.reservation[p] for p in found.main.gains}
        return {p: np.where(detail.attainable[row], gain, 0.0) for p, gain in lines.items()}
    return None if looked_at is None else {p: looked_at.gain(p, package) for p in found.main.gains}


def surplus_by_world(found: Agreement, gains: Mapping[str, Floats]) -> Floats:
    """Return the smallest normalised gain in every world, given the principals' gains."""
    smallest = np.full(found.worlds.size, np.inf)
    for party, lines in gains.items():
        best = found.main.best[party]
        counts = best > TOLERANCE
        smallest = np.where(counts, np.minimum(smallest, lines / np.where(counts, best, 1.0)), smallest)
    return np.where(np.isfinite(smallest), np.maximum(smallest, 0.0), 0.0)


class RecommendationReport(Frozen):
    """One recommended package."""

    kind: RecommendationKind
    """Why: proposed, if the chapter proposal ran and chose it; most-attainable, fairest, best-for the advised party."""
    package: PackageReport
    """The package."""

    @classmethod
    def of(cls, found: Agreement, recommended: Recommendation) -> RecommendationReport:
        """Report a recommendation."""
        return copied(cls, recommended, package=PackageReport.of(found, recommended.package))
