"""How likely one kind of message gets through in time, in every world, whatever the channels then are like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.chapters.contact.network.decision_diagrams import ALWAYS, NEVER, Diagrams, TooTangledError
from detente.chapters.contact.network.elimination import connected
from detente.chapters.contact.network.message_paths import Journeys, MessagePath, listed_paths, with_waits
from detente.chapters.contact.network.wiring import Wiring
from detente.chapters.contact.posts_and_channels import Channel

SLACK = 1e-9  # hours: so much too late is in time
Chances = Mapping[int, Floats]


@dataclass(frozen=True)
class AlikeWorlds:
    """Worlds in which the same paths meet the deadline.

    Attributes:
        root: When a message gets through there.
        order: The nodes below it.
        places: Which worlds these are.
    """

    root: int
    order: tuple[int, ...]
    places: Ints


@dataclass(frozen=True)
class Delivery:
    """When a kind of message gets through from one side to the other, in every world.

    Attributes:
        diagrams: The diagrams.
        size: Number of worlds.
        groups: The worlds, by which paths meet the deadline.
        upper: The same without deadline and limit of hops, where not all paths could be listed; else None.
        paths: The paths, as far as they were listed.
    """

    diagrams: Diagrams
    size: int
    groups: tuple[AlikeWorlds, ...]
    upper: tuple[AlikeWorlds, ...] | None
    paths: tuple[MessagePath, ...]

    def reliability(self, chances: Chances) -> Floats:
        """Return how likely a message gets through: exactly, or no likelier than said where `upper` is there.

        Args:
            chances: Variable → array (…, worlds).

        Returns:
            Array (…, worlds).
        """
        return self._over(self.groups, chances)

    def at_most(self, chances: Chances) -> Floats:
        """Return an upper bound of the same; the same where that is exact."""
        return self._over(self.groups if self.upper is None else self.upper, chances)

    def _over(self, groups: Sequence[AlikeWorlds], chances: Chances) -> Floats:
        shape = np.broadcast_shapes((self.size,), *(c.shape for v, c in chances.items() if v in self._asked))
        found = np.empty(shape)
        for group in groups:
            whole = len(group.places) == self.size
            asked = {self.diagrams.nodes[number][0] for number in group.order}
            here = {
                v: chances[v] if whole or chances[v].shape[-1] == 1 else chances[v][..., group.places] for v in asked
            }
            value = self.diagrams.probability(group.root, here, group.order)
            if whole:
                found[...] = value
            else:
                found[..., group.places] = value
        return found

    @cached_property
    def _asked(self) -> frozenset[int]:
        """The variables that any group asks."""
        groups = [*self.groups, *(self.upper or ())]
        return frozenset(self.diagrams.nodes[number][0] for group in groups for number in group.order)


@dataclass
class Unions:
    """When one of some paths is open; unions of the same first paths are worked out once."""

    diagrams: Diagrams
    open_paths: Sequence[int]

    def __post_init__(self) -> None:
        self._known: dict[bytes, int] = {}

    def of(self, meets: Bools) -> int:
        """Return when one of the paths that meet the deadline is open.

        Args:
            meets: Array (paths).
        """
        found = NEVER
        chosen = np.flatnonzero(meets).tolist()
        for end in range(1, len(chosen) + 1):
            key = np.asarray(chosen[:end], dtype=np.int32).tobytes()
            if key not in self._known:
                self._known[key] = self.diagrams.either(found, self.open_paths[chosen[end - 1]])
            found = self._known[key]
        return found


def delivered(
    wiring: Wiring,
    trips: Journeys,
    channels: Mapping[str, Channel],
    latency: Mapping[str, Floats],
    deadline: Floats,
    diagrams: Diagrams,
) -> Delivery:
    """Work out when a kind of message gets through in time.

    Args:
        wiring: The variables of the network.
        trips: Who may send it to whom.
        channels: The channels.
        latency: Channel → array (worlds): hours that it takes.
        deadline: Array (worlds): hours in which it must arrive.
        diagrams: The diagrams, which may be shared with other kinds of message.

    Raises:
        TooTangledError: The network is too tangled for a diagram.
    """
    plain, complete = listed_paths(trips)
    size = len(deadline)
    everywhere = np.arange(size)
    if not complete and _never_late(trips, channels, latency, deadline):
        root = connected(trips, wiring.lines, wiring.posts, diagrams)
        return Delivery(diagrams, size, (AlikeWorlds(root, diagrams.below(root), everywhere),), None, ())
    paths = [path for found in plain for path in with_waits(found, channels)]
    taken = _hours(paths, channels, latency, size)
    order = np.argsort(taken.mean(axis=1), kind="stable") if paths else np.zeros(0, dtype=int)
    paths, taken = [paths[n] for n in order.tolist()], taken[order]
    unions = Unions(diagrams, [diagrams.all_of(variables_of(path, wiring)) for path in paths])
    groups = _alike(taken <= deadline + SLACK, unions, everywhere)
    upper = None
    if not complete:
        try:
            root = connected(trips, wiring.lines, wiring.posts, diagrams)
        except TooTangledError:
            root = ALWAYS
        upper = (AlikeWorlds(root, diagrams.below(root), everywhere),)
    return Delivery(diagrams, size, groups, upper, tuple(paths))


def variables_of(path: MessagePath, wiring: Wiring) -> list[int]:
    """Return the variables that must all hold for a path to be open."""
    found = [wiring.lines[c] for c in path.channels]
    found += [wiring.duties[c] for c in path.channels if c in wiring.duties and c not in path.waits]
    return found + [wiring.posts[s] for s in path.posts if s in wiring.posts]


def _hours(
    paths: Sequence[MessagePath], channels: Mapping[str, Channel], latency: Mapping[str, Floats], size: int
) -> Floats:
    """Return array (paths, worlds): hours that each path takes."""
    found = np.zeros((len(paths), size))
    for row, path in enumerate(paths):
        for name in path.channels:
            found[row] += latency[name] + (wait(channels[name]) if name in path.waits else 0.0)
    return found


def wait(channel: Channel) -> float:
    """Return the mean hours until somebody comes on duty, for a message that comes when nobody is."""
    return (24 - channel.hours) / 2


def _never_late(
    trips: Journeys, channels: Mapping[str, Channel], latency: Mapping[str, Floats], deadline: Floats
) -> bool:
    """Return whether neither the limit of hops nor the deadline rules out any path in any world."""
    most = len(trips.beside) - 1
    if trips.hops < most:
        return False
    slowest = np.sort([latency[name] + wait(channel) for name, channel in channels.items()], axis=0)[-most:]
    return bool((slowest.sum(axis=0) <= deadline + SLACK).all())


def _alike(meets: Bools, unions: Unions, everywhere: Ints) -> tuple[AlikeWorlds, ...]:
    """Return the worlds by which paths meet the deadline there; a function that several share is looked at once."""
    if not len(meets):
        return (AlikeWorlds(NEVER, (), everywhere),)
    patterns, which = np.unique(np.packbits(meets, axis=0), axis=1, return_inverse=True)
    which = which.reshape(-1)
    firsts = [int(np.argmax(which == n)) for n in range(patterns.shape[1])]
    roots = np.array([unions.of(meets[:, first]) for first in firsts])[which]
    return tuple(
        AlikeWorlds(int(root), unions.diagrams.below(int(root)), np.flatnonzero(roots == root))
        for root in np.unique(roots)
    )
