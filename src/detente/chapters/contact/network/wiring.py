"""The events on which a message depends, and numbers for them, so that diagrams stay small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from detente.chapters.contact.network.message_paths import MessagePath
from detente.chapters.contact.posts_and_channels import Network

MOST_SORTED = 500  # paths; more of them are taken as they come


class Event(NamedTuple):
    """Something that must be so for a message to get through.

    Attributes:
        kind: line, a line is up and carries the message as it should; duty, somebody is on duty on a channel; post, a
            post is staffed; time, a path meets the deadline.
        name: Id of the channel or post, or the number of the path.
    """

    kind: Literal["line", "duty", "post", "time"]
    name: str


def needed(path: MessagePath, part: Network) -> list[Event]:
    """Return the events that a path needs, but that it meets the deadline."""
    found = [Event("line", c) for c in path.channels]
    found += [Event("duty", c) for c in path.channels if part.channels[c].hours < 24 and c not in path.waits]
    return found + [Event("post", s) for s in path.posts if not always_staffed(part, s)]


def always_staffed(part: Network, post: str) -> bool:
    """Return whether there is always somebody at a post."""
    said = part.posts[post].staffed
    return said is None or said.low == 1


def by_paths(needs: Sequence[Sequence[Event]]) -> list[int]:
    """Return the paths in an order in which each adds few events to those before it.

    Args:
        needs: For each path, the events that it needs.

    Returns:
        Numbers of the paths.
    """
    if len(needs) > MOST_SORTED:
        return list(range(len(needs)))
    left, seen, found = list(range(len(needs))), set[Event](), []
    while left:
        best = min(left, key=lambda n: (sum(event not in seen for event in needs[n]), n))
        left.remove(best)
        found.append(best)
        seen.update(needs[best])
    return found


def outwards(part: Network, starts: frozenset[str]) -> Mapping[Event, int]:
    """Number the events of a whole network outwards from some posts, so that what is near has near numbers."""
    beside: dict[str, list[str]] = {name: [] for name in part.posts}
    for name, channel in part.channels.items():
        for end in channel.ends:
            beside[end].append(name)
    seen = dict.fromkeys([*sorted(starts), *part.posts]) if not starts else dict.fromkeys(sorted(starts))
    found: dict[Event, int] = {}
    queue = list(seen)
    for here in queue:
        for event, there in _around(part, beside, here, seen):
            found.setdefault(event, len(found))
            if there is not None and there not in seen:
                seen[there] = None
                queue.append(there)
    return found


def _around(
    part: Network, beside: Mapping[str, list[str]], here: str, seen: Mapping[str, None]
) -> Iterator[tuple[Event, str | None]]:
    """Yield the events at a post and on its channels, those to known posts first, with the post at their other end."""
    yield Event("post", here), None
    for name in sorted(beside[here], key=lambda c: not {*part.channels[c].ends} <= {*seen}):
        yield Event("duty", name), None
        yield Event("line", name), next((end for end in part.channels[name].ends if end != here), None)
