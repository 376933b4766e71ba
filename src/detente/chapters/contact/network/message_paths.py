"""The paths that a message can take from one side to the other, and networks with too many of them to list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from detente.chapters.contact.posts_and_channels import RANKS, Channel, MessageKind, Network

MOST_PATHS = 4_000
WHOLE_DAY = 24
WayThrough = tuple[tuple[str, ...], tuple[str, ...]]  # channels, and posts


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

    @cached_property
    def back(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Post → channels that lead to it, with the post from which they come."""
        found: dict[str, list[tuple[str, str]]] = {post: [] for post in self.beside}
        for here, ways in self.beside.items():
            for name, there in ways:
                found[there].append((name, here))
        return found


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
    posts_of = {
        side: frozenset(s for s, post in part.posts.items() if post.party == side) for side in (sender, receiver)
    }
    return journeys_between(part, posts_of[sender], posts_of[receiver], kind)


def journeys_between(part: Network, senders: frozenset[str], receivers: frozenset[str], kind: MessageKind) -> Journeys:
    """Return who may send a kind of message, and by which channels, whoever the posts belong to.

    Args:
        part: The network.
        senders: Posts of whoever sends; those that are too low for the message do not.
        receivers: Posts of whoever is to be reached; one that is high enough must be.
        kind: The kind of message.
    """
    needed = RANKS.index(kind.level)
    high = frozenset(name for name, post in part.posts.items() if RANKS.index(post.level) >= needed)
    beside: dict[str, list[tuple[str, str]]] = {name: [] for name in part.posts}
    for name, channel in part.channels.items():
        if RANKS.index(channel.authority) >= needed and channel.hours > 0:
            first, second = channel.ends
            beside[first].append((name, second))
            if not channel.one_way:
                beside[second].append((name, first))
    return Journeys(senders & high, receivers & high, {s: tuple(found) for s, found in beside.items()}, part.hops)


def listed_paths(trips: Journeys, most: int = MOST_PATHS) -> tuple[list[WayThrough], bool]:
    """Return every path that passes no post twice, the shortest first, and whether these are all.

    Args:
        trips: Who may send to whom.
        most: How many paths to list.

    Returns:
        Channels and posts of each; a path ends at the first post where the message has arrived.
    """
    found: list[WayThrough] = []
    near = distances(trips.back, trips.ends)
    for length in range(1, min(trips.hops, len(trips.beside)) + 1):
        for start in sorted(trips.starts):
            for path in _walks(trips, near, start, length):
                if len(found) == most:
                    return found, False
                found.append(path)
    return found, True


def distances(beside: Mapping[str, Sequence[tuple[str, str]]], starts: Iterable[str]) -> Mapping[str, int]:
    """Return post → fewest channels to it from any of some posts; posts to which there is no way are left out.

    Args:
        beside: Post → channels that lead on from it, with the post at their other end.
        starts: Where to begin.
    """
    near = dict.fromkeys(starts, 0)
    layer = list(near)
    while layer:
        far = near[layer[0]] + 1
        layer = list(dict.fromkeys(there for here in layer for _, there in beside[here] if there not in near))
        near.update(dict.fromkeys(layer, far))
    return near


def _walks(trips: Journeys, near: Mapping[str, int], start: str, length: int) -> Iterator[WayThrough]:
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


def with_waits(path: WayThrough, channels: Mapping[str, Channel], most: int) -> Iterator[MessagePath]:
    """Yield a path once for each set of channels on which it waits for somebody to come on duty.

    Args:
        path: Channels and posts of it.
        channels: The channels.
        most: Of how many channels both are looked at, those with the longest waits first; on others it always waits.
    """
    waiting = sorted(part_time(path, channels), key=lambda name: channels[name].hours)
    chosen, always = waiting[:most], frozenset(waiting[most:])
    for choice in product((False, True), repeat=len(chosen)):
        waits = always.union(name for name, wait in zip(chosen, choice, strict=True) if wait)
        yield MessagePath(path[0], path[1], waits)


def part_time(path: WayThrough, channels: Mapping[str, Channel]) -> list[str]:
    """Return the channels of a path that are not staffed day and night."""
    return [name for name in path[0] if channels[name].hours < WHOLE_DAY]
