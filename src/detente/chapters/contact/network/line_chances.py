"""What the judgements about posts and channels are in every world, and how likely everything is to be up then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.network.wiring import Event
from detente.chapters.contact.posts_and_channels import CALM, Channel, Network, Replacement


@dataclass(frozen=True)
class Strain:
    """What hostility does to lines: exponents of how likely a line is to work, and what comes by it to be believed.

    Attributes:
        failing: Array (…, worlds); None for 1.
        disbelief: The same.
    """

    failing: Floats | None = None
    disbelief: Floats | None = None


NO_STRAIN = Strain()


@dataclass(frozen=True)
class LineChances:
    """Posts and channels in every world; arrays (worlds).

    Attributes:
        channels: The channels.
        available: Channel → rung, or calm → how likely its line works; what is not there is as on the rung before.
        faithful: Channel → how likely a message comes through unmutilated, practice counted.
        believed: Channel → how likely what comes by it is believed.
        latency: Channel → hours.
        staffed: Post that is not always staffed → how likely it is.
        rungs: Ids of the rungs, in order.
    """

    channels: Mapping[str, Channel]
    available: Mapping[str, Mapping[str, Floats]]
    faithful: Mapping[str, Floats]
    believed: Mapping[str, Floats]
    latency: Mapping[str, Floats]
    staffed: Mapping[str, Floats]
    rungs: tuple[str, ...]

    def chances(
        self,
        opened: frozenset[str],
        rung: str = CALM,
        strain: Strain = NO_STRAIN,
        believed: bool = True,
    ) -> Callable[[Event], Floats | None]:
        """Return how likely what a message depends on is so: event → array (…, worlds), None for what cannot be.

        Args:
            opened: The channels that are open.
            rung: The rung of the crisis, or calm.
            strain: What hostility does.
            believed: Whether a message must be believed, too.
        """

        @cache
        def chance(event: Event) -> Floats | None:
            if event.kind == "post":
                return self.staffed[event.name]
            if event.name not in opened:
                return None
            if event.kind == "duty":
                return np.full(1, self.channels[event.name].hours / 24)
            return self.up(event.name, rung, strain, believed)

        return chance

    def up(self, name: str, rung: str, strain: Strain, believed: bool) -> Floats:
        """Return how likely a channel that is open carries a message as it should."""
        up = _power(self.on_rung(name, rung), strain.failing) * self.faithful[name]
        return up * _power(self.believed[name], strain.disbelief) if believed else up

    def on_rung(self, name: str, rung: str) -> Floats:
        """Return how likely a line works on a rung: as said of it, or of the last rung below of which anything is."""
        said = self.available[name]
        below = (CALM, *self.rungs)
        for step in reversed(below[: below.index(rung) + 1]):
            if step in said:
                return said[step]
        return said[next(step for step in below if step in said)]


def _power(base: Floats, exponent: Floats | None) -> Floats:
    return base if exponent is None else np.asarray(base**exponent)


def line_chances(part: Network, judged: Mapping[str, Floats], instead: str | None = None) -> LineChances:
    """Gather what the judgements about posts and channels are.

    Args:
        part: The network.
        judged: Path without the name of the chapter → array (worlds).
        instead: Id of a counterfactual whose replacements hold; none if not given.
    """
    replaced = part.counterfactuals[instead].instead if instead is not None else {}
    size = len(next(iter(judged.values())))

    def said(name: str, key: str) -> Floats:
        other = replaced.get(name)
        if other is not None and getattr(other, key) is not None:
            return judged[f"counterfactuals/{instead}/instead/{name}/{key}"]
        path = f"channels/{name}/{key}"
        return judged[path] if path in judged else np.ones(size)

    faithful = {}
    for name, channel in part.channels.items():
        found = said(name, "faithful")
        practised = channel.in_use and channel.practice is not None
        faithful[name] = 1 - (1 - found) * (1 - judged[f"channels/{name}/practice"]) if practised else found
    return LineChances(
        channels=part.channels,
        available={
            name: _by_rung(name, channel, replaced.get(name), judged, instead)
            for name, channel in part.channels.items()
        },
        faithful=faithful,
        believed={name: said(name, "believed") for name in part.channels},
        latency={name: said(name, "latency") for name in part.channels},
        staffed={
            name: judged[f"posts/{name}/staffed"] for name, post in part.posts.items() if post.staffed is not None
        },
        rungs=tuple(part.ladder.rungs) if part.ladder is not None else (),
    )


def _by_rung(
    name: str, channel: Channel, other: Replacement | None, judged: Mapping[str, Floats], instead: str | None
) -> dict[str, Floats]:
    if other is not None and other.available:
        start = f"counterfactuals/{instead}/instead/{name}"
        return {rung: judged[f"{start}/available/{rung}"] for rung in other.available}
    return {rung: judged[f"channels/{name}/available/{rung}"] for rung in channel.available}
