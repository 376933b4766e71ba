"""The part of the contact report about who reaches whom.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.chapters.contact.reports.arrival_reports import fares
from detente.chapters.contact.result import Contacts
from detente.findings.sampled import Sampled


class ReachReport(Sampled):
    """How the message `measured` fares from one of the network to another, with the channels of today."""

    sender: str
    """Who sends: id of a party; of a post that belongs to none, `posts/` and its id."""
    receiver: str
    """Who is to be reached, as for `sender`."""
    believed: float
    """How likely it arrives in time and is believed, mean over worlds; exact in each, or a lower bound."""
    low: float
    """In one world in ten it is below this."""
    high: float
    """In one world in ten it is above this."""
    arrives: float
    """How likely it arrives in time, believed or not."""
    at_most: float | None
    """An upper bound of `believed` where there are too many paths; null where it is exact."""
    hours: float | None
    """Hours of the quickest path of channels that are open, median over worlds; null where there is none."""
    delay: float | None
    """Expected hours of a message that arrives in time, where every judgement has its median; null where none does,
    or where there are more than sixty paths."""


def reach_reports(found: Contacts) -> list[ReachReport]:
    """Return a report on each ordered pair."""
    return [ReachReport(sender=at.sender, receiver=at.receiver, **fares(found.worlds, at)) for at in found.reached]
