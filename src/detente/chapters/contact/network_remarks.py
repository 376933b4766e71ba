"""What is worth a second look in a network: sides that cannot be reached at a level, posts that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.critique import Remark
from detente.case.model import Case
from detente.chapters.contact.consistency import CHAPTER, sides
from detente.chapters.contact.network.message_paths import journeys, listed_paths
from detente.chapters.contact.posts_and_channels import Network

ONE = 1


def remarks(case: Case) -> tuple[Remark, ...]:
    """Return what in `contact.yaml` is no fault but may be a mistake."""
    part: Network | None = case.parts.get(CHAPTER)
    return () if part is None else (*_islands(part), *_unreached(part, case), *_unused(part))


def _islands(part: Network) -> Iterator[Remark]:
    joined = {end for channel in part.channels.values() for end in channel.ends}
    for name in part.posts:
        if name not in joined:
            yield Remark.at((CHAPTER, "posts", name), "no channel leads to it or from it")


def _unreached(part: Network, case: Case) -> Iterator[Remark]:
    first, second = sides(part, case)
    for kind, said in part.messages.items():
        for sender, receiver in ((first, second), (second, first)):
            paths, _ = listed_paths(journeys(part, sender, receiver, said), ONE)
            if not paths:
                found = (
                    f"no path from {sender} to {receiver}, whatever is opened: posts and channels of level {said.level}"
                )
                yield Remark.at((CHAPTER, "messages", kind), f"{found}, and hops, decide that")


def _unused(part: Network) -> Iterator[Remark]:
    opened = {c for opening in part.candidates.values() for c in opening.opens}
    opened |= {c for other in part.counterfactuals.values() for c in other.opens}
    for name, channel in part.channels.items():
        if channel.state == "proposed" and name not in opened:
            yield Remark.at((CHAPTER, "channels", name), "proposed, and nothing opens it")
