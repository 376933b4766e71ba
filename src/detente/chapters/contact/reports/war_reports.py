"""The parts of the contact report about war: its risk, what a channel is worth, and what might have been.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.arrays import AnyArray, Floats
from detente.case.base import Frozen
from detente.chapters.contact.labels import label
from detente.chapters.contact.questions.might_have_been import MightHaveBeen
from detente.chapters.contact.questions.turning_on import NONE
from detente.chapters.contact.questions.value_map import ValueMap
from detente.chapters.contact.reports.world_quantiles import quantiles
from detente.chapters.contact.result import Contacts
from detente.findings.means import means
from detente.findings.sampled import Sampled

HALF = 0.5
ALMOST = 1e-9  # of a probability: so close to 1 is certain


class RiskReport(Sampled):
    """The risk of war in one situation."""

    id: str
    """today; none, without any channel; or the id of a candidate, a package or a policy."""
    kind: str
    """today, none, candidate, package (once it is carried out) or policy (once its only package is)."""
    name: str
    """Printed name."""
    incident: float
    """How likely an incident ends in war, mean over worlds."""
    in_years: float
    """How likely war is within the years of the ladder, mean over worlds."""
    change: float
    """`in_years` less what it is today, in the same worlds."""
    low: float
    """In one world in ten `in_years` is below this."""
    high: float
    """In one world in ten `in_years` is above this."""


class WarReport(Sampled):
    """The risk of war, side by side in the same worlds."""

    years: float
    """Years over which it is added up."""
    deliberate: float
    """How likely war is within them without any incident: what no channel stops."""
    risks: list[RiskReport]
    """Today, without any channel, with each candidate, and under packages and policies that change it."""


def war_report(found: Contacts) -> WarReport | None:
    """Return the risk of war; None without a ladder."""
    ladder, opened = found.part.ladder, found.openings
    if ladder is None or opened.none is None:
        return None
    rows = [("today", "today", "the channels of today", opened.today.given_incident, opened.today.in_years)]
    rows.append(("none", "none", "no channel at all", opened.none.given_incident, opened.none.in_years))
    for name, added in opened.alone.items():
        rows.append((name, "candidate", found.part.candidates[name].name, added.given_incident, added.in_years))
    case = found.worlds.case
    names = {
        "package": {name: body.name for name, body in case.packages.items()},
        "policy": {name: body.name for name, body in case.policies.items()},
    }
    rows += [(at.name, at.kind, names[at.kind][at.name], at.given_incident, at.in_years) for at in found.changed]
    return WarReport(
        years=ladder.years,
        risks=[_risk(found, *row) for row in rows],
        **means(found.worlds, {"deliberate": -np.expm1(-ladder.years * found.deliberate)}),
    )


def _risk(
    found: Contacts, name: str, kind: str, says: str, incident: Floats | None, in_years: Floats | None
) -> RiskReport:
    today = found.openings.today.in_years
    assert incident is not None
    assert in_years is not None
    assert today is not None
    low, _, high = quantiles(found.worlds, in_years)
    values = {"incident": incident, "in_years": in_years, "change": in_years - today}
    return RiskReport(id=name, kind=kind, name=says, low=low, high=high, **means(found.worlds, values))


class LimitReport(Sampled):
    """One reason why it is not worth more at twice the hostility, or at twice the harm."""

    of: str
    """hostility or harm."""
    why: str
    """idle: it is worth nothing at all; incidents, escalation, failing or disbelief: it would be worth more if that
    alone did not follow from hostility; together: only if several did not; deterred or frightened: what more harm does
    there."""
    share: float
    """Share of worlds in which it is so; of hostility, a world may have several reasons."""


class MapReport(Frozen):
    """What some channels are worth over hostility and harm."""

    of: str | None
    """The candidate that it is about; null for all channels of today together."""
    name: str
    """What it is about, in words."""
    unit: str
    """Unit of the harm."""
    hostility: list[float]
    """Multiples of today’s hostility."""
    harm: list[float]
    """Multiples of the harm that the other side can do."""
    value: list[list[float]]
    """For each multiple of harm, for each of hostility: fall in expected harm in a year, mean over worlds."""
    peak_hostility: float
    """The multiple of hostility at which it is worth most, at today’s harm."""
    peak_harm: float
    """The multiple of harm at which it is worth most, at today’s hostility."""
    peaks_hostility: list[float]
    """For each multiple of harm, the multiple of hostility at which it is worth most."""
    peaks_harm: list[float]
    """For each multiple of hostility, the multiple of harm at which it is worth most."""
    limits: list[LimitReport]
    """Why it is not worth more at twice the hostility, or at twice the harm, the commonest reason first."""


def map_report(found: Contacts) -> MapReport | None:
    """Return the map; None where the case does not say enough for one."""
    if found.map is None or found.part.harm is None:
        return None
    name = "the channels of today" if found.leading is None else found.part.candidates[found.leading].name
    return MapReport(
        of=found.leading,
        name=name,
        unit=found.part.harm.unit,
        hostility=found.map.hostility.tolist(),
        harm=found.map.harm.tolist(),
        value=found.map.value.tolist(),
        limits=_limits(found),
        **_peaks(found.map),
    )


def _limits(found: Contacts) -> list[LimitReport]:
    if found.limits is None:
        return []
    why = [("hostility", name, held) for name, held in found.limits.hostility.items()]
    why += [("harm", name, held) for name, held in found.limits.harm.items()]
    told = [LimitReport(of=of, why=name, **means(found.worlds, {"share": held})) for of, name, held in why]
    return sorted(
        (one for one in told if one.share > 0),
        key=lambda one: (one.of != "hostility", one.why == "together", -one.share),
    )


def _peaks(found: ValueMap) -> dict[str, Any]:
    """Return where the map is highest along each axis, in the row and the column that are nearest to today."""
    row, column = (int(np.argmin(np.abs(np.log(axis)))) for axis in (found.harm, found.hostility))
    return {
        "peak_hostility": float(found.hostility[int(np.argmax(found.value[row]))]),
        "peak_harm": float(found.harm[int(np.argmax(found.value[:, column]))]),
        "peaks_hostility": found.hostility[np.argmax(found.value, axis=1)].tolist(),
        "peaks_harm": found.harm[np.argmax(found.value, axis=0)].tolist(),
    }


class TurnsOnReport(Frozen):
    """One judgement on which a difference turns."""

    path: str
    """Its path."""
    says: str
    """What it is about, in words."""
    eta2: float
    """Share of the variance of the difference over worlds that lies between ten bins of it."""
    lowest: float
    """Mean of the difference in the lowest fifth of the judgement."""
    highest: float
    """The same in the highest fifth."""


class MightHaveBeenReport(Sampled):
    """What might have been with other channels."""

    id: str
    """Id of the counterfactual."""
    name: str
    """Printed name."""
    believed_before: float
    """How likely the message `measured` arrives and is believed as it was, mean of both directions."""
    believed: float
    """How likely it would have been."""
    incident_before: float | None
    """How likely an incident ends in war as it was; null without a ladder."""
    incident: float | None
    """How likely it would have been; null without a ladder."""
    lowered: float | None
    """Share of worlds in which that is lower by a tenth or more; null without a ladder."""
    halved: float | None
    """Share of worlds in which it is lower by half or more; null without a ladder."""
    turns_on: list[TurnsOnReport]
    """On which judgements it turns by how much it is lower, the first three, the strongest first."""
    turns_on_left: int
    """On how many more judgements it turns beyond what chance would reach."""


def counterfactual_reports(found: Contacts) -> list[MightHaveBeenReport]:
    """Return a report on every counterfactual."""
    return [_might_have_been(found, other) for other in found.counterfactuals]


def _might_have_been(found: Contacts, other: MightHaveBeen) -> MightHaveBeenReport:
    before, name = found.openings.today, other.counterfactual
    values: dict[str, AnyArray] = {"believed_before": before.believed, "believed": other.believed}
    if other.given_incident is not None and before.given_incident is not None:
        values |= {"incident_before": before.given_incident, "incident": other.given_incident}
        values |= {"lowered": found.lowered(other.given_incident), "halved": found.lowered(other.given_incident, HALF)}
    told = {**dict.fromkeys(("incident_before", "incident", "lowered", "halved")), **means(found.worlds, values)}
    turning = found.turning.get(name, NONE)
    turns = [
        TurnsOnReport(
            path=one.path,
            says=label(found.worlds.case, one.path.split("/")[1:]),
            eta2=one.eta2,
            lowest=one.lowest,
            highest=one.highest,
        )
        for one in turning.shown
    ]
    return MightHaveBeenReport(
        id=name, name=found.part.counterfactuals[name].name, turns_on=turns, turns_on_left=turning.left, **told
    )


class FearReport(Sampled):
    """Reciprocal fear, for comparison."""

    arms: float
    """How likely a side arms where each fears the fear of the other, mean over worlds."""
    anyhow: float
    """How likely it would arm whatever the other does."""
    certain: float
    """Share of worlds in which fear alone makes arming certain."""


def fear_report(found: Contacts) -> FearReport | None:
    """Return what reciprocal fear comes to; None where the case does not say."""
    if found.fear is None:
        return None
    arms, anyhow = found.fear
    values: dict[str, AnyArray] = {"arms": arms, "anyhow": anyhow, "certain": arms >= 1 - ALMOST}
    return FearReport(**means(found.worlds, values))
