"""Who reaches whom: how likely and how soon each kind of message arrives, by which post, and what can cut it off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.network.decision_diagrams import NEVER, Diagrams
from detente.chapters.contact.network.deliveries import SLACK, Delivery, wait
from detente.chapters.contact.network.message_paths import MessagePath
from detente.chapters.contact.network.wiring import by_paths, needed
from detente.chapters.contact.situation import Situation

LARGEST_CUT = 3  # channels


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
        delay: Expected hours of a message that arrives in time, in the world of medians; None where none does.
        weakest: The post between without which least arrives; None where there is none.
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
    found, opened = now.delivery(kind, sender), now.today
    chance = now.lines.chances(opened)
    believed = found.reliability(chance)
    paths = [path for path in found.paths if {*path.channels} <= opened]
    weakest, without = _weakest(now, found, paths, believed)
    return Arrival(
        kind,
        sender,
        now.other(sender),
        believed,
        found.reliability(now.lines.chances(opened, believed=False)),
        None if found.upper is None else found.at_most(chance),
        _quickest(now, paths),
        _expected_delay(now, paths, kind),
        weakest,
        without,
        cuts(paths),
    )


def _weakest(now: Situation, found: Delivery, paths: Sequence[MessagePath], whole: Floats) -> tuple[str | None, Floats]:
    """Return the post without which least arrives, and how likely a message arrives then."""
    left: dict[str, Floats] = {}
    for post in dict.fromkeys(post for path in paths for post in path.posts[:-1]):
        at = {name for name, channel in now.part.channels.items() if post in channel.ends}
        left[post] = found.reliability(now.lines.chances(now.today - at))
    if not left:
        return None, whole
    weakest = min(left, key=lambda post: float(left[post].mean()))
    return weakest, left[weakest]


def _quickest(now: Situation, paths: Sequence[MessagePath]) -> Floats:
    """Return the hours of the quickest path in each world."""
    found = np.full(now.size, np.inf)
    for path in paths:
        found = np.minimum(found, _hours_of(now, path))
    return found


def _hours_of(now: Situation, path: MessagePath) -> Floats:
    waits = sum(wait(now.part.channels[name]) for name in path.waits)
    return np.asarray(sum((now.lines.latency[name] for name in path.channels), np.full(now.size, float(waits))))


def _expected_delay(now: Situation, paths: Sequence[MessagePath], kind: str) -> float | None:
    """Return the expected hours of a message that arrives in time, where every judgement has its median."""
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

    diagrams, root, reached, spent = Diagrams(), NEVER, 0.0, 0.0
    for n in order:
        root = diagrams.either(root, diagrams.all_of([numbers[event] for event in needs[n]]))
        more = float(diagrams.probability(root, median)[0])
        spent += hours[n] * (more - reached)
        reached = more
    return spent / reached if reached > 0 else None


def cuts(paths: Iterable[MessagePath], largest: int = LARGEST_CUT) -> tuple[frozenset[str], ...]:
    """Return the smallest sets of channels of which every path holds one, the smaller first.

    Args:
        paths: The paths.
        largest: How many channels a set has at most.

    Example:
        >>> two = [MessagePath(("wire", "desk"), ()), MessagePath(("radio", "desk"), ())]
        >>> [sorted(cut) for cut in cuts(two)]
        [['desk'], ['radio', 'wire']]
    """
    sets = {frozenset(path.channels) for path in paths}
    shortest = [held for held in sets if not any(other < held for other in sets)]
    found: list[frozenset[str]] = []
    names = sorted({name for held in shortest for name in held})
    for size in range(1, largest + 1) if shortest else ():
        for chosen in map(frozenset, combinations(names, size)):
            if all(chosen & held for held in shortest) and not any(cut <= chosen for cut in found):
                found.append(chosen)
    return tuple(found)
