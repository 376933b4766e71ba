"""The variables of a network: which line is up, who is on duty, which post is staffed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from detente.chapters.contact.posts_and_channels import Network, Post


@dataclass(frozen=True)
class Wiring:
    """The variables of a network by number, so that what lies near in the network is near in the numbers.

    Attributes:
        lines: Channel → variable that its line is up and carries the message as it should.
        duties: Channel that is not staffed day and night → variable that somebody is on duty.
        posts: Post that is not always staffed → variable that it is.
    """

    lines: Mapping[str, int]
    duties: Mapping[str, int]
    posts: Mapping[str, int]

    @property
    def number(self) -> int:
        """How many variables there are."""
        return len(self.lines) + len(self.duties) + len(self.posts)


def wired(part: Network, side: str) -> Wiring:
    """Number the variables of a network, outwards from the posts of a side.

    Args:
        part: The network.
        side: The side at which to begin.
    """
    beside: dict[str, list[str]] = {name: [] for name in part.posts}
    for name, channel in part.channels.items():
        for end in channel.ends:
            beside[end].append(name)
    queue = [s for s, post in part.posts.items() if post.party == side]
    queue += [s for s in part.posts if s not in queue and not _reachable(part, beside, queue, s)]
    numbers, lines, duties, posts = count(), {}, {}, {}
    seen = dict.fromkeys(queue)
    for here in queue:
        if not _always_staffed(part.posts[here]):
            posts[here] = next(numbers)
        for name in sorted(beside[here], key=lambda c: not {*part.channels[c].ends} <= {*seen}):
            if name in lines:
                continue
            lines[name] = next(numbers)
            if part.channels[name].hours < 24:
                duties[name] = next(numbers)
            there = next((end for end in part.channels[name].ends if end != here), here)
            if there not in seen:
                seen[there] = None
                queue.append(there)
    return Wiring(lines, duties, posts)


def _always_staffed(post: Post) -> bool:
    return post.staffed is None or post.staffed.low == 1


def _reachable(part: Network, beside: Mapping[str, list[str]], starts: list[str], post: str) -> bool:
    """Return whether a post hangs together with others, whatever the direction and the state of channels."""
    seen, left = {*starts}, [*starts]
    while left:
        for name in beside[left.pop()]:
            for end in part.channels[name].ends:
                if end not in seen:
                    seen.add(end)
                    left.append(end)
    return post in seen
