"""The parts of the contact report about messages and channels.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from detente.arrays import Floats
from detente.chapters.contact.posts_and_channels import Channel
from detente.chapters.contact.questions.arrivals import Arrival
from detente.chapters.contact.questions.who_reaches_whom import Reached
from detente.chapters.contact.reports.world_quantiles import quantiles
from detente.chapters.contact.result import Contacts
from detente.findings.cuts import cut
from detente.findings.means import means
from detente.findings.sampled import Sampled
from detente.worlds import Worlds

MOST_CUTS = 5  # of the smallest


class ArrivalReport(Sampled):
    """How one kind of message fares from one side to the other, with the channels of today."""

    kind: str
    """Id of the kind of message."""
    name: str
    """Its printed name."""
    sender: str
    """The side that sends."""
    receiver: str
    """The side that is to be reached."""
    believed: float
    """How likely it arrives in time and is believed, mean over worlds; exact in each, or a lower bound."""
    low: float
    """In one world in ten it is below this."""
    high: float
    """In one world in ten it is above this."""
    arrives: float
    """How likely it arrives in time, believed or not."""
    at_most: float | None
    """An upper bound of `believed` where there are too many paths to list them; null where it is exact."""
    hours: float | None
    """Hours of the quickest path of channels that are open, median over worlds; null where there is none."""
    delay: float | None
    """Expected hours of a message that arrives in time, where every judgement has its median; null where none does,
    or where there are too many paths to take them one by one."""
    weakest: str | None
    """The post without which least arrives; null where there is none between, or where `believed` is a bound."""
    without_weakest: float
    """How likely it arrives in time and is believed without that post."""
    cuts: list[list[str]]
    """Smallest sets of channels whose loss cuts every path, of up to three channels; at most five."""
    cuts_left: int
    """How many more such sets there are."""


def arrival_reports(found: Contacts) -> list[ArrivalReport]:
    """Return a report on every kind of message in both directions."""
    return [_arrival(found, at) for at in found.arrivals]


def _arrival(found: Contacts, at: Arrival) -> ArrivalReport:
    smallest = cut(at.cuts, MOST_CUTS)
    return ArrivalReport(
        kind=at.kind,
        name=found.part.messages[at.kind].name,
        sender=at.sender,
        receiver=at.receiver,
        weakest=at.weakest,
        cuts=[sorted(channels) for channels in smallest.shown],
        cuts_left=smallest.left,
        **fares(found.worlds, at, {"without_weakest": at.without_weakest}),
    )


def fares(
    worlds: Worlds, at: Arrival | Reached, besides: Mapping[str, Floats] = MappingProxyType({})
) -> dict[str, Any]:
    """Return the fields that say how a message fares from one to another, with their errors.

    Args:
        worlds: The worlds, for their weights.
        at: How it fares in each of them.
        besides: Further means: name of the field → array (worlds).
    """
    low, _, high = quantiles(worlds, at.believed)
    hours = quantiles(worlds, at.quickest, (0.5,))[0]
    return {
        "low": low,
        "high": high,
        "at_most": None if at.at_most is None else float(worlds.weight() @ at.at_most / worlds.total),
        "hours": hours if math.isfinite(hours) else None,
        "delay": at.delay,
        **means(worlds, {"believed": at.believed, "arrives": at.arrives, **besides}),
    }


class ChannelReport(Sampled):
    """One channel of the network."""

    id: str
    """Its id."""
    name: str
    """Its printed name."""
    ends: list[str]
    """The two posts that it joins."""
    one_way: bool
    """Whether it carries messages from the first to the second only."""
    state: str
    """open, cut, unstaffed or proposed."""
    between: bool
    """Whether it leads out of a side; else both its ends belong to one and the same."""
    works: float
    """How likely its line works in calm, mean over worlds."""
    latency: float
    """Hours that a message takes, median over worlds."""
    left: float | None
    """How likely the message `measured` arrives and is believed without it, mean of both directions; null where it
    is not open."""
    incident: float | None
    """How likely an incident ends in war without it; null as for `left`, and without a ladder."""
    in_years: float | None
    """How likely war is within the years of the ladder without it; null as for `incident`."""
    raises: float | None
    """By how much that is more than with it, in the same worlds; null as for `incident`."""


def channel_reports(found: Contacts) -> list[ChannelReport]:
    """Return a report on every channel."""
    return [_channel(found, name, channel) for name, channel in found.part.channels.items()]


def _channel(found: Contacts, name: str, channel: Channel) -> ChannelReport:
    values = {"works": found.lines.on_rung(name, "calm")}
    without, today = found.openings.without.get(name), found.openings.today.in_years
    if without is not None:
        values["left"] = without.believed
        if without.given_incident is not None and without.in_years is not None and today is not None:
            raises = without.in_years - today
            values |= {"incident": without.given_incident, "in_years": without.in_years, "raises": raises}
    first, second = (found.part.posts[end].party for end in channel.ends)
    return ChannelReport(
        id=name,
        name=channel.name,
        ends=[*channel.ends],
        one_way=channel.one_way,
        state=channel.state,
        latency=quantiles(found.worlds, found.lines.latency[name], (0.5,))[0],
        between=first is None or first != second,
        **{**dict.fromkeys(("left", "incident", "in_years", "raises")), **means(found.worlds, values)},
    )
