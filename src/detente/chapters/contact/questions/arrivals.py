"""Who reaches whom: how likely and how soon each kind of message arrives, by which post, and what can cut it off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.network.decision_diagrams import NEVER, Diagrams, TooTangledError
from detente.chapters.contact.network.deliveries import SLACK, Delivery, wait
from detente.chapters.contact.network.message_paths import Journeys, MessagePath, journeys
from detente.chapters.contact.network.open_ways import by_open_channels, cuts, posts_between, quickest
from detente.chapters.contact.network.wiring import by_paths, needed
from detente.chapters.contact.situation import Situation

MOST_NODES = 20_000  # of the diagram of all paths in order of their hours


@dataclass(frozen=True)
class Arrival:
    """How one kind of message fares from one side to the other.

    Attributes:
        kind: Id of the kind.
        sender: The side that sends.
        receiver: The side that is to be reached.
        believed: In each world, how likely it arrives in time and is believed.
        arrives: In each world, how likely it arrives in time.
        at_most: An upper bound of `believed` where not all paths could be listed, else None.
        quickest: In each world, hours of the quickest path of channels open today; infinite where there is none.
        delay: Expected hours of a message that arrives in time, in the world of medians; None where none does, or where
            there are too many paths to take them one by one.
        weakest: The post between without which least arrives; None where there is none, or where not all paths could be
            listed.
        without_weakest: How likely it arrives in time and is believed without that post; array (worlds).
        cuts: Smallest sets of channels whose loss cuts every path that is open today, of up to three channels.
    """

    kind: str
    sender: str
    receiver: str
    believed: Floats
    arrives: Floats
    at_most: Floats | None
    quickest: Floats
    delay: float | None
    weakest: str | None
    without_weakest: Floats
    cuts: tuple[frozenset[str], ...]


def arrivals(now: Situation) -> tuple[Arrival, ...]:
    """Return how every kind of message fares in both directions, in the order of the case."""
    return tuple(_arrival(now, kind, sender) for kind in now.part.messages for sender in now.sides)


def _arrival(now: Situation, kind: str, sender: str) -> Arrival:
    found, chance = now.delivery(kind, sender), now.lines.chances(now.today)
    believed = found.reliability(chance)
    trips = by_open_channels(journeys(now.part, sender, now.other(sender), now.part.messages[kind]), now.today)
    weakest, without = _weakest(now, found, trips, believed) if found.upper is None else (None, believed)
    return Arrival(
        kind,
        sender,
        now.other(sender),
        believed,
        found.reliability(now.lines.chances(now.today, believed=False)),
        None if found.upper is None else found.at_most(chance),
        quickest(trips, now.lines.latency, now.size),
        expected_delay(now, found, kind),
        weakest,
        without,
        cuts(trips),
    )


def _weakest(now: Situation, found: Delivery, trips: Journeys, whole: Floats) -> tuple[str | None, Floats]:
    """Return the post without which least arrives, and how likely a message arrives then."""
    left: dict[str, Floats] = {}
    for post in posts_between(trips):
        at = {name for name, channel in now.part.channels.items() if post in channel.ends}
        left[post] = found.reliability(now.lines.chances(now.today - at))
    if not left:
        return None, whole
    weakest = min(left, key=lambda post: float(left[post].mean()))
    return weakest, left[weakest]


def _hours_of(now: Situation, path: MessagePath) -> Floats:
    waits = sum(wait(now.part.channels[name]) for name in path.waits)
    return np.asarray(sum((now.lines.latency[name] for name in path.channels), np.full(now.size, float(waits))))


def expected_delay(now: Situation, found: Delivery, kind: str) -> float | None:
    """Return the expected hours of a message that arrives in time, where every judgement has its median.

    Args:
        now: The situation.
        found: When the message gets through; of its paths, those of channels that are open today count.
        kind: The kind of message.

    Returns:
        None where none does, or where there are too many paths to take them one by one.
    """
    if found.upper is not None:
        return None
    paths = [path for path in found.paths if {*path.channels} <= now.today]
    hours = [float(np.median(_hours_of(now, path))) for path in paths]
    deadline = float(np.median(now.judged[f"messages/{kind}/deadline"]))
    order = [n for n in np.argsort(hours, kind="stable").tolist() if hours[n] <= deadline + SLACK]
    chance = now.lines.chances(now.today)
    needs = [needed(path, now.part) for path in paths]
    numbers = {event: n for n, event in enumerate(dict.fromkeys(e for n in by_paths(needs) for e in needs[n]))}
    events = tuple(numbers)

    @cache
    def median(number: int) -> Floats | None:
        found = chance(events[number])
        return None if found is None else np.atleast_1d(np.median(found))

    diagrams, root, reached, spent = Diagrams(MOST_NODES), NEVER, 0.0, 0.0
    try:
        for n in order:
            root = diagrams.either(root, diagrams.all_of([numbers[event] for event in needs[n]]))
            more = float(diagrams.probability(root, median)[0])
            spent += hours[n] * (more - reached)
            reached = more
    except TooTangledError:
        return None
    return spent / reached if reached > 0 else None
