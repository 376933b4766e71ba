"""The network and the map of what a channel is worth, as data of pictures."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.contact.pages.naming import duration_of, measured, sentence
from detente.chapters.contact.posts_and_channels import RANKS
from detente.chapters.contact.report import ContactReport
from detente.chapters.contact.reports.arrival_reports import ChannelReport
from detente.chapters.contact.reports.war_reports import MapReport
from detente.findings import Knot, Relief, Web, Wire
from detente.findings.speech import of_name

STATES = {"open": "open", "cut": "cut", "unstaffed": "nobody answers", "proposed": "proposed"}
INWARDS = 0.07  # of the width: so much further in stands what is one level lower
MOST_CELLS = 15  # on each axis of the map that is drawn


def network(case: Case, found: ContactReport) -> Web:
    """Return the picture of the network: the sides left and right, those who hand on between them."""
    first, second = found.sides
    own, theirs = ([post for post in found.posts if post.party == side] for side in found.sides)
    columns = (own, [post for post in found.posts if post.party not in found.sides], theirs)
    tallest = max(len(column) for column in columns)
    knots: dict[str, Knot] = {}
    for side, column in enumerate(columns):
        ranked = sorted(column, key=lambda post: -RANKS.index(post.level))
        step = (tallest - 1) / (len(ranked) - 1) if len(ranked) > 1 else 1.0
        start = 0.0 if len(ranked) > 1 else (tallest - 1) / 2
        for place, post in enumerate(ranked):
            inwards = INWARDS * min(2, len(RANKS) - 1 - RANKS.index(post.level))
            x = (inwards, 0.5 + INWARDS * (place % 2), 1 - inwards)[side]
            knots[post.id] = Knot(sentence(post.name), x, start + place * step)
    numbers = {name: n for n, name in enumerate(knots)}
    wires = tuple(
        Wire(
            sentence(channel.name),
            STATES[channel.state],
            (numbers[channel.ends[0]], numbers[channel.ends[1]]),
            _said(channel),
        )
        for channel in sorted(found.channels, key=lambda c: [*STATES].index(c.state))
    )
    heads = (sentence(of_name(case.parties[first])), "", sentence(of_name(case.parties[second])))
    heads = (heads[0], "between them" if columns[1] else "", heads[2])
    told = [f"{len([c for c in found.channels if c.state == state])} {words}" for state, words in STATES.items()]
    says = f"Posts and channels: {', '.join(told)}. Without it: how likely {measured(found)[0].name} arrives then."
    return Web("Who can reach whom", says, heads, tuple(knots.values()), wires)


def _said(channel: ChannelReport) -> str:
    """Say how a channel works, how long it takes, and how likely the message that counts arrives without it."""
    told = f"works in {channel.said('works')}, takes {duration_of(channel.latency)}"
    return told if channel.left is None else f"{told}; without it {channel.said('left')}"


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
