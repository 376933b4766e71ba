"""The network and the map of what a channel is worth, as data of pictures."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.contact.pages.naming import duration_of, measured, sentence
from detente.chapters.contact.pages.network_layout import places
from detente.chapters.contact.posts_and_channels import RANKS
from detente.chapters.contact.report import ContactReport
from detente.chapters.contact.reports.arrival_reports import ChannelReport
from detente.chapters.contact.reports.war_reports import MapReport
from detente.findings import Knot, Relief, Web, Wire
from detente.findings.speech import of_name

STATES = {"open": "open", "cut": "cut", "unstaffed": "nobody answers", "proposed": "proposed"}
WITHIN = "open, within one party"
MOST_CELLS = 15  # on each axis of the map that is drawn


def network(case: Case, found: ContactReport) -> Web:
    """Return the picture of the network: the sides left and right, those who hand on between them.

    Channels between two posts of one party are a backdrop, as far as they are open: that a ministry reaches its own
    minister is implied.
    """
    first, second = found.sides
    own, theirs = ([post for post in found.posts if post.party == side] for side in found.sides)
    columns = [
        sorted(column, key=lambda post: -RANKS.index(post.level))
        for column in (own, [post for post in found.posts if post.party not in found.sides], theirs)
    ]
    lines = [(channel.ends[0], channel.ends[1]) for channel in found.channels]
    at = places([[post.id for post in column] for column in columns], lines)
    names = {post.id: sentence(post.name) for column in columns for post in column}
    knots = {
        post: Knot(names[post], *place, above=place[1] == 0 and place[0] in {0.0, 1.0}) for post, place in at.items()
    }
    numbers = {name: n for n, name in enumerate(knots)}
    party = {post.id: post.party for post in found.posts}
    wires = tuple(
        Wire(
            sentence(channel.name),
            WITHIN if channel.state == "open" and len({party[end] for end in channel.ends}) == 1 else state,
            (numbers[channel.ends[0]], numbers[channel.ends[1]]),
            _said(channel),
        )
        for shown, state in STATES.items()
        for channel in found.channels
        if channel.state == shown
    )
    between = "between them" if columns[1] else ""
    heads = (sentence(of_name(case.parties[first])), between, sentence(of_name(case.parties[second])))
    counts = {state: sum(channel.state == state for channel in found.channels) for state in STATES}
    told = [
        f"{counts[state]} {'that ' * (state == 'unstaffed')}{words}" for state, words in STATES.items() if counts[state]
    ]
    says = f"Posts and channels: {', '.join(told)}. The message is {measured(found)[0].name}."
    return Web("Who can reach whom", says, heads, tuple(knots.values()), wires, WITHIN)


def _said(channel: ChannelReport) -> str:
    """Say how a channel works, how long it takes, and how likely the message that counts arrives without it."""
    told = f"works in {channel.said('works')}, takes {duration_of(channel.latency)}"
    return told if channel.left is None else f"{told}; without it, the message arrives in {channel.said('left')}"


def worth(told: MapReport) -> Relief:
    """Return the picture of the map: as many multiples as a page has room for, today in the middle."""
    middle, step = len(told.harm) // 2, -(-len(told.harm) // MOST_CELLS)
    shown = list(range(middle % step, len(told.harm), step))
    low, high = told.value[0][0], max(max(row) for row in told.value)
    says = f"Expected harm that {told.name} avoids in a year: from {low:.2g} at the lower left up to {high:.2g}."
    return Relief(
        "What it is worth over hostility and harm",
        says,
        "hostility, multiple of today’s",
        "harm, multiple of today’s",
        told.unit,
        tuple(f"{told.hostility[n]:.2g}" for n in shown),
        tuple(f"{told.harm[n]:.2g}" for n in shown),
        tuple(tuple(told.value[n][c] for c in shown) for n in shown),
    )
