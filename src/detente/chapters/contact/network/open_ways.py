"""Ways through the channels that are open, however many there are: the quickest, the posts between, what cuts all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.network.message_paths import Journeys, distances

LARGEST_CUT = 3  # channels


def by_open_channels(trips: Journeys, opened: frozenset[str]) -> Journeys:
    """Return who may send to whom by channels that are open."""
    beside = {post: tuple(way for way in ways if way[0] in opened) for post, ways in trips.beside.items()}
    return replace(trips, beside=beside)


def quickest(trips: Journeys, latency: Mapping[str, Floats], size: int) -> Floats:
    """Return the hours of the quickest way, where somebody is on duty everywhere; infinite where there is none.

    Args:
        trips: Who may send to whom, by channels that are open.
        latency: Channel → array (worlds): hours that it takes.
        size: Number of worlds.

    Returns:
        Array (worlds).
    """
    never = np.full(size, np.inf)
    best, times = never, {post: np.zeros(size) for post in trips.starts}
    for _ in range(min(trips.hops, len(trips.beside))):
        sooner: dict[str, Floats] = {}
        for here, spent in times.items():
            for name, there in trips.beside[here]:
                if there not in trips.starts:
                    sooner[there] = np.minimum(sooner.get(there, never), spent + latency[name])
        for post in trips.ends & sooner.keys():
            best = np.minimum(best, sooner.pop(post))
        times = sooner
    return best


def posts_between(trips: Journeys) -> list[str]:
    """Return the posts, neither first nor last, that a way can pass within the limit of channels."""
    since, to = distances(trips.beside, trips.starts), distances(trips.back, trips.ends)
    outer = trips.starts | trips.ends
    return [s for s in trips.beside if s not in outer and since.get(s, np.inf) + to.get(s, np.inf) <= trips.hops]


def cuts(trips: Journeys, largest: int = LARGEST_CUT) -> tuple[frozenset[str], ...]:
    """Return the smallest sets of channels whose loss leaves no way, the smaller first.

    A set that cuts every way holds a channel of each; so a way that a set does not cut says by which channels it may
    grow.

    Args:
        trips: Who may send to whom, by channels that are open.
        largest: How many channels a set has at most.

    Example:
        >>> beside = {"a": (("wire", "m"), ("radio", "m")), "m": (("desk", "b"),), "b": ()}
        >>> [sorted(cut) for cut in cuts(Journeys(frozenset("a"), frozenset("b"), beside, 5))]
        [['desk'], ['radio', 'wire']]
    """
    found: list[frozenset[str]] = []
    grown: set[frozenset[str]] = {frozenset()}
    for size in range(largest + 1):
        ways = {held: way(trips, held) for held in sorted(grown, key=sorted) if not any(cut <= held for cut in found)}
        found += [held for held, left in ways.items() if left is None and size > 0]
        grown = {held | {name} for held, left in ways.items() if left is not None for name in left}
    return tuple(found)


def way(trips: Journeys, without: frozenset[str]) -> tuple[str, ...] | None:
    """Return the channels of a way of the fewest of them, without some; None where there is none within the limit."""
    ways: dict[str, tuple[str, ...]] = dict.fromkeys(sorted(trips.starts), ())
    layer = [*ways]
    for _ in range(trips.hops):
        after: list[str] = []
        for here in layer:
            for name, there in trips.beside[here]:
                if name not in without and there not in ways:
                    ways[there] = (*ways[here], name)
                    if there in trips.ends:
                        return ways[there]
                    after.append(there)
        layer = after
    return None
