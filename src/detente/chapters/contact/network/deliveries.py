"""How likely one kind of message gets through in time, in every world, whatever the channels then are like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.contact.network.decision_diagrams import (
    ALWAYS,
    MOST_NODES,
    NEVER,
    Diagrams,
    TooTangledError,
)
from detente.chapters.contact.network.elimination import connected
from detente.chapters.contact.network.message_paths import (
    MOST_PATHS,
    Journeys,
    MessagePath,
    listed_paths,
    part_time,
    with_waits,
)
from detente.chapters.contact.network.wiring import Event, by_paths, needed, outwards
from detente.chapters.contact.posts_and_channels import Channel, Network

SLACK = 1e-9  # hours: so much too late is in time
Chance = Callable[[Event], Floats | None]


@dataclass(frozen=True)
class Room:
    """How large a network may be for an exact answer.

    Attributes:
        paths: How many paths are listed at most.
        nodes: How many nodes a diagram has at most.
        few: Of how many paths the diagram is made where that of all would be too large: of the quickest.
    """

    paths: int = MOST_PATHS
    nodes: int = MOST_NODES
    few: int = 60


AMPLE = Room()


@dataclass(frozen=True)
class PathDiagram:
    """When one of some paths is open and in time.

    Attributes:
        diagrams: The diagrams.
        root: The function.
        events: The events by number.
    """

    diagrams: Diagrams
    root: int
    events: tuple[Event, ...]

    def probability(self, chance: Chance, in_time: Mapping[Event, Floats]) -> Floats:
        """Return how likely that is, in every world.

        Args:
            chance: Event → array (…, worlds), or None for what cannot be.
            in_time: Path → array (worlds): 1 where it meets the deadline.
        """
        return self.diagrams.probability(self.root, self._by_number(chance, in_time))

    def influence(self, chance: Chance, in_time: Mapping[Event, Floats]) -> dict[Event, Floats]:
        """Return event → how much likelier that is where it is surely so than where it surely is not; as above."""
        found = self.diagrams.influence(self.root, self._by_number(chance, in_time))
        return {self.events[number]: more for number, more in found.items()}

    def _by_number(self, chance: Chance, in_time: Mapping[Event, Floats]) -> Callable[[int], Floats | None]:
        known: dict[int, Floats | None] = {}

        def of(number: int) -> Floats | None:
            if number not in known:
                event = self.events[number]
                known[number] = in_time[event] if event.kind == "time" else chance(event)
            return known[number]

        return of

    @property
    def asked(self) -> frozenset[Event]:
        """The events on which it depends."""
        return frozenset(self.events[self.diagrams.nodes[number][0]] for number in self.diagrams.below(self.root))


@dataclass(frozen=True)
class Delivery:
    """When a kind of message gets through from one side to the other, in every world.

    Attributes:
        size: Number of worlds.
        through: When one of the paths is open and in time.
        in_time: Path → array (worlds): 1 where it meets the deadline; paths that always do are left out.
        upper: The same without deadline and limit of hops, where not all paths could be looked at; else None.
        paths: The paths that were looked at, those that meet the deadline in no world among them.
        lines: The channels on which it depends.
    """

    size: int
    through: PathDiagram
    in_time: Mapping[Event, Floats]
    upper: PathDiagram | None
    paths: tuple[MessagePath, ...]
    lines: frozenset[str] = field(default_factory=frozenset)

    def reliability(self, chance: Chance) -> Floats:
        """Return how likely a message gets through: exactly, or no likelier than said where `upper` is there.

        Args:
            chance: Event → array (…, worlds), or None for what cannot be.

        Returns:
            Array (…, worlds).
        """
        return self._spread(self.through.probability(chance, self.in_time))

    def without_each(self, chance: Chance) -> dict[str, Floats]:
        """Return channel → how likely a message gets through without it, of those that make a difference.

        The probability is linear in that of each line, so it falls by that of the line times its influence.

        Args:
            chance: Event → array (…, worlds), or None for what cannot be.

        Returns:
            Arrays (…, worlds).
        """
        whole, left = self.reliability(chance), {}
        for event, more in self.through.influence(chance, self.in_time).items():
            up = chance(event) if event.kind == "line" else None
            if up is not None:
                left[event.name] = np.clip(whole - up * more, 0.0, whole)
        return left

    def at_most(self, chance: Chance) -> Floats:
        """Return an upper bound of the same; the same where that is exact."""
        return self.reliability(chance) if self.upper is None else self._spread(self.upper.probability(chance, {}))

    def _spread(self, found: Floats) -> Floats:
        return np.broadcast_to(found, np.broadcast_shapes(found.shape, (self.size,)))


def delivered(
    part: Network, trips: Journeys, latency: Mapping[str, Floats], deadline: Floats, room: Room = AMPLE
) -> Delivery:
    """Work out when a kind of message gets through in time.

    Args:
        part: The network.
        trips: Who may send it to whom.
        latency: Channel → array (worlds): hours that it takes.
        deadline: Array (worlds): hours in which it must arrive.
        room: How large the network may be for an exact answer.

    Raises:
        TooTangledError: The network is too tangled for a diagram.
    """
    plain, complete = listed_paths(trips, room.paths)
    size = len(deadline)
    every = sum(2 ** len(part_time(found, part.channels)) for found in plain) <= room.paths
    most = len(part.channels) if every else int(np.log2(room.paths / len(plain)))
    complete = complete and every
    if not complete and _never_late(part, trips, latency, deadline):
        through = _whole(part, trips, room)
        return Delivery(size, through, {}, None, (), _lines(through))
    paths = [path for found in plain for path in with_waits(found, part.channels, most)]
    taken = _hours(paths, part.channels, latency, size)
    meets = taken <= deadline + SLACK
    try:
        through, in_time = _from_paths(part, paths, meets, room)
    except TooTangledError:
        quickest = np.argsort(taken.mean(axis=1), kind="stable")[: room.few].tolist()
        through, in_time = _from_paths(part, [paths[n] for n in quickest], meets[quickest], room)
        complete = False
    upper = None if complete else _at_most(part, trips, room)
    return Delivery(size, through, in_time, upper, tuple(paths), _lines(through))


def _lines(through: PathDiagram) -> frozenset[str]:
    return frozenset(event.name for event in through.asked if event.kind == "line")


def _from_paths(
    part: Network, paths: Sequence[MessagePath], meets: Bools, room: Room
) -> tuple[PathDiagram, dict[Event, Floats]]:
    """Return when one of the paths is open and in time, and in which worlds each is in time.

    Args:
        part: The network.
        paths: The paths.
        meets: Array (paths, worlds): whether each meets the deadline.
        room: How large the diagram may be.
    """
    needs = [needed(path, part) for path in paths]
    numbers: dict[Event, int] = {}
    in_time: dict[Event, Floats] = {}
    diagrams, root = Diagrams(room.nodes), NEVER
    for n in by_paths(needs):
        if not meets[n].any():
            continue
        events = list(needs[n])
        if not meets[n].all():
            events.append(Event("time", str(n)))
            in_time[events[-1]] = meets[n].astype(np.float64)
        for event in events:
            numbers.setdefault(event, len(numbers))
        root = diagrams.either(root, diagrams.all_of([numbers[event] for event in events]))
    return PathDiagram(diagrams, root, tuple(numbers)), in_time


def _whole(part: Network, trips: Journeys, room: Room) -> PathDiagram:
    """Return when a message gets through at all, by elimination."""
    numbers = outwards(part, trips.starts)
    diagrams = Diagrams(room.nodes)
    return PathDiagram(diagrams, connected(part, trips, numbers, diagrams), tuple(numbers))


def _at_most(part: Network, trips: Journeys, room: Room) -> PathDiagram:
    """Return an upper bound: when a message gets through at all, or always where even that is too tangled."""
    try:
        return _whole(part, trips, room)
    except TooTangledError:
        return PathDiagram(Diagrams(), ALWAYS, ())


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


def _never_late(part: Network, trips: Journeys, latency: Mapping[str, Floats], deadline: Floats) -> bool:
    """Return whether neither the limit of hops nor the deadline rules out any path in any world."""
    most = len(trips.beside) - 1
    if trips.hops < most:
        return False
    slowest = np.sort([latency[name] + wait(channel) for name, channel in part.channels.items()], axis=0)[-most:]
    return bool((slowest.sum(axis=0) <= deadline + SLACK).all())
