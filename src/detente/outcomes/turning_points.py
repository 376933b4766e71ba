"""What the headlines of a chapter turn on, as a request that another process can work out when it has nothing to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.arrays import Bools
from detente.chapters.contract import Result
from detente.outcomes.drivers import Driver, drivers
from detente.outcomes.splits import Split, splits
from detente.worlds import RunEntry, Worlds
from detente.worlds.unknowns import named


@dataclass(frozen=True)
class HeadlineHeld:
    """A headline, in few bytes.

    Attributes:
        name: Its name.
        holds: In which worlds it holds, a bit a world.
        trace: Paths of the judgements that it was read from.
    """

    name: str
    holds: bytes
    trace: frozenset[str]

    @classmethod
    def of(cls, name: str, holds: Bools, trace: Iterable[str]) -> HeadlineHeld:
        """Pack a headline: in which worlds it holds is an array (worlds)."""
        return cls(name, np.packbits(np.asarray(holds, dtype=np.bool_)).tobytes(), frozenset(trace))

    def turns_on(self, worlds: Worlds, known: Mapping[str, Split]) -> tuple[Driver, ...]:
        """Return what it turns on.

        Args:
            worlds: The worlds.
            known: The splits of the worlds by everything that is behind it, at least.
        """
        holds: Bools = np.unpackbits(np.frombuffer(self.holds, dtype=np.uint8), count=worlds.size).astype(np.bool_)
        return drivers(worlds, holds, {name: known[name] for name in named(worlds, self.trace)})


@dataclass(frozen=True)
class SplitsBehind(RunEntry[dict[str, Split]]):
    """The splits of the worlds by everything behind some paths.

    Attributes:
        trace: The paths.
    """

    trace: frozenset[str]

    def work(self, worlds: Worlds) -> dict[str, Split]:
        """Split the worlds."""
        return splits(worlds, self.trace)


@dataclass(frozen=True)
class TurningPoints(RunEntry[dict[str, tuple[Driver, ...]]]):
    """What headlines turn on: name → its drivers.

    Attributes:
        headlines: The headlines.
        trace: Paths of all judgements that these, and others that are asked about besides, were read from.
    """

    light = True
    headlines: tuple[HeadlineHeld, ...]
    trace: frozenset[str]

    @classmethod
    def of(cls, result: Result) -> TurningPoints:
        """Ask about the headlines of a chapter’s result."""
        held = {column.name: column.values for column in result.columns()}
        found = [HeadlineHeld.of(shown.name, held[shown.name], shown.trace) for shown in result.headlines()]
        return cls.several(found, 1)[0]

    @classmethod
    def several(cls, headlines: Sequence[HeadlineHeld], number: int) -> list[TurningPoints]:
        """Ask about headlines in so many requests."""
        trace = frozenset[str]().union(*(shown.trace for shown in headlines))
        numbered = [*enumerate(headlines)]
        return [cls(tuple(one for at, one in numbered if at % number == part), trace) for part in range(number)]

    def work(self, worlds: Worlds) -> dict[str, tuple[Driver, ...]]:
        """Look at each."""
        return self.among(worlds, worlds.kept(SplitsBehind(self.trace)))

    def among(self, worlds: Worlds, known: Mapping[str, Split]) -> dict[str, tuple[Driver, ...]]:
        """Look at each by splits of the worlds that are known."""
        return {shown.name: shown.turns_on(worlds, known) for shown in self.headlines}


def in_turn(
    asked: Sequence[TurningPoints], worlds: Worlds, known: Mapping[str, Split]
) -> dict[str, tuple[Driver, ...]]:
    """Return what the headlines of requests turn on, from the last on, while another process goes on from the first.

    Args:
        asked: The requests, of which `Worlds.meanwhile` may have been told.
        worlds: The worlds.
        known: The splits of the worlds by everything that is behind any of them, at least.
    """
    found = [worlds.taken(one, partial(one.among, worlds, known)) for one in reversed(asked)]
    return {name: turning for one in reversed(found) for name, turning in one.items()}
