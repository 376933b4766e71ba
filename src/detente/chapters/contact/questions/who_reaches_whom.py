"""Who reaches whom: how one kind of message fares from everybody in the network to everybody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.arrays import Floats
from detente.chapters.contact.network.deliveries import Room, delivered
from detente.chapters.contact.network.message_paths import journeys_between
from detente.chapters.contact.network.open_ways import by_open_channels, quickest
from detente.chapters.contact.posts_and_channels import Network
from detente.chapters.contact.questions.arrivals import Arrival, expected_delay
from detente.chapters.contact.situation import Situation
from detente.findings.cuts import Cut, cut

MOST_CORRESPONDENTS = 10
SMALL_ROOM = Room(paths=300, nodes=20_000, few=8)  # there are many pairs
MOST_TIMED = 60  # paths of which the expected delay is worked out


@dataclass(frozen=True)
class Reached:
    """How the message that counts fares from one correspondent to another, with the channels of today.

    Attributes:
        sender: Who sends: a party, or a post that belongs to none (`correspondents`).
        receiver: Who is to be reached.
        believed: In each world, how likely it arrives in time and is believed.
        arrives: In each world, how likely it arrives in time.
        at_most: An upper bound of `believed` where it is a lower one, else None.
        quickest: In each world, hours of the quickest path of channels open today; infinite where there is none.
        delay: Expected hours of a message that arrives in time, in the world of medians; None where none does, or where
            there are too many paths.
    """

    sender: str
    receiver: str
    believed: Floats
    arrives: Floats
    at_most: Floats | None
    quickest: Floats
    delay: float | None


def correspondents(part: Network, sides: Sequence[str] = ()) -> Mapping[str, frozenset[str]]:
    """Return who could send and receive: party, or `posts/` and the id of a post that belongs to none → its posts.

    Args:
        part: The network.
        sides: The two sides, which come first; then other parties, then those who belong to none, as in the case.
    """
    found: dict[str, set[str]] = {side: set() for side in sides}
    for name, post in part.posts.items():
        if post.party is not None:
            found.setdefault(post.party, set()).add(name)
    found |= {f"posts/{name}": {name} for name, post in part.posts.items() if post.party is None}
    return {name: frozenset(posts) for name, posts in found.items()}


def reached(now: Situation, known: Sequence[Arrival]) -> tuple[tuple[Reached, ...], int]:
    """Return how the message by which channels are compared fares from each of ten correspondents to each other one.

    Args:
        now: The situation.
        known: How messages fare between the two sides.

    Returns:
        Each ordered pair; and how many more correspondents there are.
    """
    posts = correspondents(now.part, now.sides)
    room: Cut[str] = cut([*posts], MOST_CORRESPONDENTS)
    between = {(at.sender, at.receiver): at for at in known if at.kind == now.part.measured}
    found = []
    for sender in room.shown:
        for receiver in room.shown:
            if (sender, receiver) in between:
                found.append(_of_sides(between[sender, receiver]))
            elif sender != receiver:
                found.append(_reached(now, sender, receiver, posts))
    return tuple(found), room.left


def _of_sides(at: Arrival) -> Reached:
    return Reached(at.sender, at.receiver, at.believed, at.arrives, at.at_most, at.quickest, at.delay)


def _reached(now: Situation, sender: str, receiver: str, posts: Mapping[str, frozenset[str]]) -> Reached:
    kind = now.part.measured
    every = journeys_between(now.part, posts[sender], posts[receiver], now.part.messages[kind])
    trips = by_open_channels(every, now.today)
    found = delivered(now.part, trips, now.lines.latency, now.judged[f"messages/{kind}/deadline"], SMALL_ROOM)
    chance = now.lines.chances(now.today)
    return Reached(
        sender,
        receiver,
        found.reliability(chance),
        found.reliability(now.lines.chances(now.today, believed=False)),
        None if found.upper is None else found.at_most(chance),
        quickest(trips, now.lines.latency, now.size),
        expected_delay(now, found, kind) if len(found.paths) <= MOST_TIMED else None,
    )
