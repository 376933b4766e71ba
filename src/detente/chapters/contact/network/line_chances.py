"""What the judgements about posts and channels are in every world, and how likely everything is to be up then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.network.wiring import Wiring
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
        wiring: The variables.
        channels: The channels.
        available: Channel → rung, or calm → how likely its line works; what is not there is as on the rung before.
        faithful: Channel → how likely a message comes through unmutilated, practice counted.
        believed: Channel → how likely what comes by it is believed.
        latency: Channel → hours.
        staffed: Post that is not always staffed → how likely it is.
        rungs: Ids of the rungs, in order.
    """

    wiring: Wiring
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
    ) -> dict[int, Floats]:
        """Return variable → how likely it holds.

        Args:
            opened: The channels that are open.
            rung: The rung of the crisis, or calm.
            strain: What hostility does.
            believed: Whether a message must be believed, too.

        Returns:
            Arrays (…, worlds), or of one number.
        """
        found: dict[int, Floats] = {}
        for name, variable in self.wiring.lines.items():
            found[variable] = self.up(name, rung, strain, believed) if name in opened else np.zeros(1)
        for name, variable in self.wiring.duties.items():
            found[variable] = np.full(1, self.channels[name].hours / 24)
        return found | {variable: self.staffed[name] for name, variable in self.wiring.posts.items()}

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


def line_chances(
    part: Network, wiring: Wiring, judged: Mapping[str, Floats], instead: str | None = None
) -> LineChances:
    """Gather what the judgements about posts and channels are.

    Args:
        part: The network.
        wiring: Its variables.
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
        wiring=wiring,
        channels=part.channels,
        available={
            name: _by_rung(name, channel, replaced.get(name), judged, instead)
            for name, channel in part.channels.items()
        },
        faithful=faithful,
        believed={name: said(name, "believed") for name in part.channels},
        latency={name: said(name, "latency") for name in part.channels},
        staffed={name: judged[f"posts/{name}/staffed"] for name in wiring.posts},
        rungs=tuple(part.ladder.rungs) if part.ladder is not None else (),
    )


def _by_rung(
    name: str, channel: Channel, other: Replacement | None, judged: Mapping[str, Floats], instead: str | None
) -> dict[str, Floats]:
    if other is not None and other.available:
        start = f"counterfactuals/{instead}/instead/{name}"
        return {rung: judged[f"{start}/available/{rung}"] for rung in other.available}
    return {rung: judged[f"channels/{name}/available/{rung}"] for rung in channel.available}
