"""Which past agreements are near a package, and why, as parts of the report."""

from __future__ import annotations

import numpy as np

from detente.chapters.precedent.nearness import Nearness, why
from detente.chapters.precedent.package_features import FEATURES, features_of
from detente.chapters.precedent.result import Precedents
from detente.findings.sampled import Ends, Sampled
from detente.worlds.errors import mean

MOST = 5  # precedents of a package


class NearAgreementReport(Sampled):
    """A past agreement that is near a package."""

    id: str
    """Its id."""
    name: str
    """Its name."""
    distance: float
    """How far it is from the package, 0 to 1; mean over worlds."""
    among_nearest: float
    """In which share of worlds it is among the nearest."""
    alike: dict[str, str]
    """Feature → what both have, the heaviest first."""
    unlike: dict[str, tuple[str, str]]
    """Feature → what the package has and what the agreement had, the heaviest first."""


class NearReport(Sampled):
    """The precedents of one package."""

    package: str
    """Its id."""
    name: str
    """Its name."""
    recommended: bool
    """Whether it is the package recommended."""
    features: dict[str, str]
    """What the package is in the words of the table."""
    near: list[NearAgreementReport]
    """The agreements nearest to it, by mean distance."""
    held: float | None
    """Share that held among the nearest of which one can say, mean over worlds; null where one can say of none."""
    mostly_held: float
    """In which share of worlds more than half of the nearest held."""


def near_reports(found: Precedents) -> list[NearReport]:
    """Return the precedents of each package, the one recommended first."""
    weight = found.worlds.weight()
    heavy = {name: float(weight @ values) for name, values in found.weights.items()}
    return [_report(found, one, heavy) for one in found.near]


def _report(found: Precedents, one: Nearness, heavy: dict[str, float]) -> NearReport:
    worlds = found.worlds
    weight = worlds.weight()
    middle = one.distance @ weight / worlds.total
    order = np.argsort(np.round(middle, 12), kind="stable")[:MOST]
    told = ~np.isnan(one.held)
    held = mean(one.held[told], weight[told]) if weight[told].sum() > 0 else None
    mostly = worlds.sampled(np.nan_to_num(one.held) > 0.5)
    errors = {"mostly_held": Ends(low=mostly.low, high=mostly.high)}
    if held is not None:
        errors["held"] = Ends(low=held.low, high=held.high)
    own = worlds.case.packages.get(one.package)
    return NearReport(
        package=one.package,
        name=found.name(one.package) if own is None else own.name,
        recommended=one.package == found.recommended,
        features={name: one.features.shown(name) for name in FEATURES},
        near=[_near(found, one, heavy, int(number)) for number in order],
        held=None if held is None else held.value,
        mostly_held=mostly.value,
        errors=errors,
    )


def _near(found: Precedents, one: Nearness, heavy: dict[str, float], number: int) -> NearAgreementReport:
    life, worlds = found.lives[number], found.worlds
    past = features_of(life.agreement)
    alike, unlike = why(one, heavy, number)
    distance = mean(one.distance[number], worlds.weight())
    among = worlds.sampled(one.near[number])
    return NearAgreementReport(
        id=life.id,
        name=life.agreement.name,
        distance=distance.value,
        among_nearest=among.value,
        alike={name: past.shown(name) for name in alike},
        unlike={name: (one.features.shown(name), past.shown(name)) for name in unlike},
        errors={
            "distance": Ends(low=distance.low, high=distance.high),
            "among_nearest": Ends(low=among.low, high=among.high),
        },
    )
