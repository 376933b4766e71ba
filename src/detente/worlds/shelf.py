"""Blocks of worlds as they were drawn, kept for the next look at the same block."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

import numpy as np

from detente.arrays import AnyArray, Floats
from detente.workers import Handed

MOST_BLOCKS = 64  # kept on a shelf at a time: the last ones that were drawn
MOST_RESULTS = 4  # about all worlds of a run, kept at a time
MOST_HELD = 2.5e9  # bytes: what takes much memory is kept until the process has grown by so much
MOST_RUNS = 4  # whose shelves another process holds at a time


class BlockKey(NamedTuple):
    """Everything that the uniforms of a block, and the values of judgements without shifts, depend on.

    Attributes:
        digest: Digest of the case: every judgement, and how judgements depend on each other.
        size: Number of worlds in the whole run.
        seed: Seed of the run.
        general: Share of variance that each party's general factor explains.
        start: First world of the block.
        stop: World after the last one.
    """

    digest: str
    size: int
    seed: int
    general: float
    start: int
    stop: int


class RunKey(NamedTuple):
    """Everything that the draws of a whole run depend on, but for shifts and evidence.

    Attributes:
        digest: Digest of the case.
        whole: Number of worlds in the whole run.
        seed: Seed of the run.
        general: Share of variance that each party's general factor explains.
        begins: Number of the first world that is looked at.
        size: How many are looked at.
    """

    digest: str
    whole: int
    seed: int
    general: float
    begins: int
    size: int


@dataclass(frozen=True)
class Drawn:
    """What was drawn for a block, to be shared by all who look at it.

    Attributes:
        uniforms: Stream → uniforms of the block.
        values: Path of a judgement → its values, without shifts, as far as somebody asked for them.
        kept: Request, with the state of all that it depends on → its result, and the paths that were read for it.
        ranks: Stream → place of each world by its uniform, from 0, as far as somebody asked for it.
        parts: The blocks that it was put together from, one behind the other; none if it was drawn in one piece.
    """

    uniforms: Mapping[str, Floats]
    values: dict[str, Floats] = field(default_factory=dict)
    kept: dict[Hashable, tuple[Any, frozenset[str]]] = field(default_factory=dict)
    ranks: dict[str, AnyArray] = field(default_factory=dict)
    parts: tuple[Drawn, ...] = ()

    def joined(self, path: str) -> Floats | None:
        """Return the values of a judgement where all blocks that it was put together from have them."""
        found = [part.values.get(path) for part in self.parts]
        known = [values for values in found if values is not None]
        return np.concatenate(known) if known and len(known) == len(found) else None


class Shelf:
    """The blocks that were drawn in one run, the last so many.

    It belongs to the worlds of the run and goes with them. Another process that is handed some of their blocks keeps a
    shelf of its own under the same name, so that it finds what it drew before.
    """

    def __init__(self, name: int | None = None) -> None:
        """Begin with nothing, under a name of its own if none is given."""
        self.name = next(_NAMES) if name is None else name
        self._blocks: dict[BlockKey, Drawn] = {}
        self._results: dict[Hashable, Any] = {}
        self._begun: dict[Hashable, Handed[Any] | Future[Any]] = {}
        self._at_first = held()

    def __reduce__(self) -> tuple[Callable[[int], Shelf], tuple[int]]:
        """Leave the blocks where they are: another process draws its own."""
        return _elsewhere, (self.name,)

    @property
    def has_room(self) -> bool:
        """Whether what takes much memory may be kept: not once the process has grown by more than `MOST_HELD`."""
        return held() - self._at_first < MOST_HELD

    def block(self, key: BlockKey, draw: Callable[[], Drawn]) -> Drawn:
        """Return a block, drawn if it is not there."""
        found = self._blocks.get(key)
        if found is None:
            found = self._blocks[key] = draw()
            _shorten(self._blocks, MOST_BLOCKS)
        return found

    def share(self, other: Shelf, digest: str, now: str) -> None:
        """Take over the uniforms of another shelf's blocks of a case, for a case that is drawn by the same ones."""
        for key, drawn in [*other._blocks.items()]:
            if key.digest == digest:
                self._blocks[key._replace(digest=now)] = Drawn(drawn.uniforms, ranks=drawn.ranks)

    def result(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """Return a result about all worlds, worked out if it is not there."""
        if key not in self._results:
            self._results[key] = work()
            _shorten(self._results, MOST_RESULTS)
        return self._results[key]

    def taken(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """Return a result about all worlds from another process that has begun it, else worked out here; once."""
        begun = self._begun.pop(key, None)
        return work() if begun is None or begun.cancel() else begun.result()

    def settle(self, key: Hashable, work: Callable[[], Any]) -> None:
        """Work a result out that will be asked for, unless another process has begun it or it was asked for."""
        begun = self._begun.get(key)
        if begun is not None and begun.cancel():
            here: Future[Any] = Future()
            self._begun[key] = here
            try:
                here.set_result(work())
            except Exception as error:  # noqa: BLE001 - raised when it is asked for
                here.set_exception(error)

    def is_begun(self, key: Hashable) -> bool:
        """Return whether another process was told of a result that nobody has asked for yet."""
        return key in self._begun

    def begin(self, key: Hashable, begun: Handed[Any]) -> None:
        """Note that another process is to work out a result that somebody will ask for."""
        self._begun[key] = begun


def held() -> float:
    """Return the most bytes of memory that this process has held so far; 0 where the system does not say."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return 0.0
    return getrusage(RUSAGE_SELF).ru_maxrss * (1.0 if sys.platform == "darwin" else 1024.0)


_NAMES = count()
_SHELVES: dict[int, Shelf] = {}  # of runs that another process has started, by name


def _elsewhere(name: int) -> Shelf:
    """Return this process's own shelf for a run that another one has started."""
    shelf = _SHELVES.setdefault(name, Shelf(name))
    _shorten(_SHELVES, MOST_RUNS)
    return shelf


def _shorten(kept: dict[Any, Any], most: int) -> None:
    """Drop the entries that have been there longest."""
    while len(kept) > most:
        kept.pop(next(iter(kept)), None)
