"""The paths that a message can take from one side to the other, and networks with too many of them to list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from detente.chapters.contact.posts_and_channels import RANKS, Channel, MessageKind, Network

MOST_PATHS = 4_000


@dataclass(frozen=True)
class Journeys:
    """Who may send a kind of message to whom, by which channels.

    Attributes:
        starts: Posts where it may start.
        ends: Posts where it has arrived.
        beside: Post → channels that lead on from it, with the post at their other end.
        hops: How many channels it passes at most.
    """

    starts: frozenset[str]
    ends: frozenset[str]
    beside: Mapping[str, tuple[tuple[str, str], ...]]
    hops: int


@dataclass(frozen=True)
class MessagePath:
    """One way from one side to the other.

    Attributes:
        channels: The channels, in order.
        posts: The posts that must be staffed: those between, and the last.
        waits: Channels on which it does not count on somebody being on duty, but waits.
    """

    channels: tuple[str, ...]
    posts: tuple[str, ...]
    waits: frozenset[str] = frozenset()


def journeys(part: Network, sender: str, receiver: str, kind: MessageKind) -> Journeys:
    """Return who may send a kind of message, and by which channels.

    Args:
        part: The network.
        sender: The side that sends.
        receiver: The side that is to be reached.
        kind: The kind of message.
    """
    needed = RANKS.index(kind.level)
    high = {name for name, post in part.posts.items() if RANKS.index(post.level) >= needed}
    beside: dict[str, list[tuple[str, str]]] = {name: [] for name in part.posts}
    for name, channel in part.channels.items():
        if RANKS.index(channel.authority) >= needed and channel.hours > 0:
            first, second = channel.ends
            beside[first].append((name, second))
            if not channel.one_way:
                beside[second].append((name, first))
    of = {side: frozenset(s for s in high if part.posts[s].party == side) for side in (sender, receiver)}
    return Journeys(of[sender], of[receiver], {s: tuple(found) for s, found in beside.items()}, part.hops)


def listed_paths(trips: Journeys, most: int = MOST_PATHS) -> tuple[list[tuple[tuple[str, ...], tuple[str, ...]]], bool]:
    """Return every path that passes no post twice, the shortest first, and whether these are all.

    Args:
        trips: Who may send to whom.
        most: How many paths to list.

    Returns:
        Channels and posts of each; a path ends at the first post where the message has arrived.
    """
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    near = _distances(trips)
    for length in range(1, min(trips.hops, len(trips.beside)) + 1):
        for start in sorted(trips.starts):
            for path in _walks(trips, near, start, length):
                if len(found) == most:
                    return found, False
                found.append(path)
    return found, True


def _distances(trips: Journeys) -> Mapping[str, int]:
    """Return post → fewest channels from there to an end; posts from which there is no way are left out."""
    into: dict[str, list[str]] = {}
    for here, ways in trips.beside.items():
        for _, there in ways:
            into.setdefault(there, []).append(here)
    near = dict.fromkeys(trips.ends, 0)
    layer = list(trips.ends)
    while layer:
        nearer = {here for there in layer for here in into.get(there, ()) if here not in near}
        far = near[layer[0]] + 1
        near.update(dict.fromkeys(nearer, far))
        layer = list(nearer)
    return near


def _walks(
    trips: Journeys, near: Mapping[str, int], start: str, length: int
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the paths from a post that pass exactly so many channels, none through a start or past an end."""
    stack: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [(start, (), ())]
    while stack:
        here, channels, posts = stack.pop()
        if here in trips.ends:
            if len(channels) == length:
                yield channels, posts
            continue
        for name, there in reversed(trips.beside[here]):
            left = length - len(channels) - 1
            if near.get(there, length + 1) <= left and there not in posts and there not in trips.starts:
                stack.append((there, (*channels, name), (*posts, there)))


def with_waits(path: tuple[tuple[str, ...], tuple[str, ...]], channels: Mapping[str, Channel]) -> Iterator[MessagePath]:
    """Yield a path once for each set of channels on which it waits for somebody to come on duty."""
    part_time = [name for name in path[0] if channels[name].hours < 24]
    for choice in product((False, True), repeat=len(part_time)):
        waits = frozenset(name for name, wait in zip(part_time, choice, strict=True) if wait)
        yield MessagePath(path[0], path[1], waits)
