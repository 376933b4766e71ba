"""How likely messages to recipients of `reading.yaml` are delivered, where a case takes that from its network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.contact.consistency import CHAPTER, sides
from detente.chapters.contact.posts_and_channels import CALM, Network, WayToTalks

SIDES = 2


@dataclass(frozen=True)
class DeliveryByNetwork:
    """How likely what one side sends arrives in time, believed or not, in calm and with the channels of today.

    Attributes:
        part: What `contact.yaml` says.
        talks: What it says of how a message turns into talks.
        between: The two sides.
        read: Paths of the judgements about posts, channels and the message.
    """

    part: Network
    talks: WayToTalks
    between: tuple[str, str]
    read: frozenset[str]

    @property
    def inputs(self) -> frozenset[str]:
        """Paths of the judgements that it depends on."""
        calm = f"available/{CALM}"
        return frozenset(
            path
            for path in self.read
            if not path.endswith("/believed") and ("/available/" not in path or path.endswith(calm))
        )

    def values(self, value: Callable[[str], Floats]) -> Floats:
        """Return array (worlds): the reliability of the network for the message."""
        from detente.chapters.contact.network.line_chances import (
            line_chances,
        )  # which need not be loaded to read a case
        from detente.chapters.contact.situation import Situation

        judged = {path.removeprefix(f"{CHAPTER}/"): value(path) for path in sorted(self.read)}
        now = Situation(self.part, self.between, judged, line_chances(self.part, judged))
        return now.arrives(self.talks.message, self.talks.sender, now.today, believed=False)


def delivery(part: Network, case: Case) -> dict[str, DeliveryByNetwork]:
    """Return path of `delivered` of a recipient → how the network has it; nothing where the case does not ask for it.

    Args:
        part: What `contact.yaml` says.
        case: The case; its own faults are found elsewhere.
    """
    talks = part.talks
    if talks is None or not talks.takes_delivery or talks.message not in part.messages:
        return {}
    ends = tuple(f"/recipients/{name}/delivered" for name in talks.recipients)
    starts = (f"{CHAPTER}/posts/", f"{CHAPTER}/channels/", f"{CHAPTER}/messages/{talks.message}/")
    read = frozenset(path for path in case.stated if path.startswith(starts))
    between = sides(part, case)
    if len(between) != len({*between, talks.sender}) or len(between) != SIDES:
        return {}
    how = DeliveryByNetwork(part, talks, (between[0], between[1]), read)
    return {path: how for path in case.stated if path.endswith(ends)} if ends else {}
