"""The parts of the contact report about what could be opened.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import numpy as np

from detente.arrays import AnyArray
from detente.chapters.contact.questions.openings import WithOpened
from detente.chapters.contact.result import Contacts
from detente.findings.means import means
from detente.findings.sampled import Sampled


class OpeningReport(Sampled):
    """What comes of opening one candidate, or two together."""

    candidates: list[str]
    """Ids of the candidates."""
    name: str
    """Printed name."""
    short: str
    """The same in a few words."""
    adds: float
    """By how much likelier the message `measured` arrives in time and is believed, mean of both directions."""
    believed: float
    """How likely it then is."""
    lowers: float | None
    """By how much war within the years of the ladder is less likely; null without a ladder."""
    share_lowered: float | None
    """Share of worlds in which the risk of war falls by a tenth or more; null without a ladder."""
    cost: float | None
    """What it costs a year, mean over worlds, in `cost_unit`; null where the case does not say."""
    lowers_per_cost: float | None
    """`lowers` over `cost`; null without either."""
    worth: float | None
    """Fall in expected harm in a year, in `harm_unit`; null without a ladder and harm, and for pairs."""
    with_hostility: float | None
    """Share of worlds in which it is worth more at twice the hostility; null as for `worth`."""
    with_harm: float | None
    """Share of worlds in which it is worth more if the other side can do twice the harm; null as for `worth`."""


def candidate_reports(found: Contacts) -> list[OpeningReport]:
    """Return a report on every candidate, the one that lowers the risk of war most first; of equals, as in the case."""
    reports = [_opening(found, added) for added in found.openings.alone.values()]
    return sorted(reports, key=_rank)


def pair_reports(found: Contacts) -> list[OpeningReport]:
    """Return a report on every two candidates together, the best first."""
    return sorted((_opening(found, added) for added in found.openings.pairs.shown), key=_rank)


def _rank(told: OpeningReport) -> tuple[float, float]:
    return -round(told.lowers or 0.0, 12), -round(told.adds, 12)


def _opening(found: Contacts, added: WithOpened) -> OpeningReport:
    today, worlds, part = found.openings.today, found.worlds, found.part
    values: dict[str, AnyArray] = {"adds": added.believed - today.believed, "believed": added.believed}
    if added.in_years is not None and today.in_years is not None:
        values["lowers"] = today.in_years - added.in_years
        values["share_lowered"] = found.lowers(added)
    costs = [found.costs[name] for name in added.candidates if name in found.costs]
    if len(costs) == len(added.candidates):
        values["cost"] = np.sum(costs, axis=0)
    rises = found.rising.get(added.candidates[0]) if len(added.candidates) == 1 else None
    if rises is not None:
        values |= {"worth": rises.value, "with_hostility": rises.with_hostility, "with_harm": rises.with_harm}
    told = {**dict.fromkeys(OpeningReport.model_fields), **means(worlds, values)}
    if told["lowers"] is not None and told["cost"]:
        told["lowers_per_cost"] = told["lowers"] / told["cost"]
    names = [part.candidates[name].name for name in added.candidates]
    short = [part.candidates[name].short or part.candidates[name].name for name in added.candidates]
    ids = {"candidates": [*added.candidates], "name": " and ".join(names), "short": " and ".join(short)}
    return OpeningReport(**{**told, **ids})
