"""The report of the contact chapter: the JSON of `detente contact --json`, and the source of all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.contact.posts_and_channels import Rank
from detente.chapters.contact.reports.arrival_reports import (
    ArrivalReport,
    ChannelReport,
    arrival_reports,
    channel_reports,
)
from detente.chapters.contact.reports.opening_reports import OpeningReport, candidate_reports, pair_reports
from detente.chapters.contact.reports.reach_reports import ReachReport, reach_reports
from detente.chapters.contact.reports.talks_reports import (
    HealthReport,
    LaterCallsReport,
    TalksReport,
    health_reports,
    later_reports,
    talks_report,
)
from detente.chapters.contact.reports.war_reports import (
    FearReport,
    MapReport,
    MightHaveBeenReport,
    WarReport,
    counterfactual_reports,
    fear_report,
    map_report,
    war_report,
)
from detente.chapters.contact.result import Contacts


class PostReport(Frozen):
    """One post of the network."""

    id: str
    """Its id."""
    name: str
    """Its printed name."""
    party: str | None
    """The party whose post it is; null where it belongs to none."""
    level: Rank
    """duty, embassy, office or leader."""


class ContactReport(Frozen):
    """Everything the chapter found."""

    sides: list[str]
    """The two sides."""
    posts: list[PostReport]
    """The posts, as in the case."""
    channels: list[ChannelReport]
    """The channels, as in the case."""
    arrival: list[ArrivalReport]
    """How every kind of message fares in both directions, from mundane to vital."""
    reach: list[ReachReport]
    """How the message `measured` fares from each party with posts, and each post that belongs to none, to each other
    one: the two sides first, then parties, then such posts, ten in all."""
    reach_left: int
    """How many more parties and posts there are."""
    measured: str
    """The kind of message by which channels are compared: that of the ladder, else the last one."""
    leading: str | None
    """The candidate that lowers the risk of war most, or adds most where there is no ladder; null where none does."""
    candidates: list[OpeningReport]
    """What each candidate adds, the best first."""
    pairs: list[OpeningReport]
    """What each two of the first eight candidates add together, the best first."""
    pairs_left: int
    """How many more pairs of candidates there are."""
    cost_unit: str | None
    """Unit of what candidates cost a year."""
    harm_unit: str | None
    """Unit of the harm of a war."""
    war: WarReport | None
    """The risk of war; null without a ladder."""
    map: MapReport | None
    """What the leading candidate is worth over hostility and harm; null without a ladder and harm."""
    counterfactuals: list[MightHaveBeenReport]
    """What might have been."""
    talks: TalksReport | None
    """From a message to talks; null where the case does not say."""
    fear: FearReport | None
    """Reciprocal fear, for comparison; null where the case does not say."""
    health: list[HealthReport]
    """What the log says of lines."""
    later: list[LaterCallsReport]
    """What became of them after the day of the case; empty but in a back-test."""


def report(found: Contacts) -> ContactReport:
    """Return the report of a result."""
    part = found.part
    return ContactReport(
        sides=[*found.sides],
        posts=[PostReport(id=s, name=at.name, party=at.party, level=at.level) for s, at in part.posts.items()],
        channels=channel_reports(found),
        arrival=arrival_reports(found),
        reach=reach_reports(found),
        reach_left=found.reached_left,
        measured=part.measured,
        leading=found.leading,
        candidates=candidate_reports(found),
        pairs=pair_reports(found),
        pairs_left=found.openings.pairs.left,
        cost_unit=part.cost_unit,
        harm_unit=None if part.harm is None else part.harm.unit,
        war=war_report(found),
        map=map_report(found),
        counterfactuals=counterfactual_reports(found),
        talks=talks_report(found),
        fear=fear_report(found),
        health=health_reports(found),
        later=later_reports(found),
    )
