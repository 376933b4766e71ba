"""How what was drawn splits the worlds: by the tenths of a judgement, or by whether something happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Floats, Ints
from detente.case.model import EXPERTS
from detente.outcomes.chance import Counts, counted
from detente.worlds import Worlds
from detente.worlds.unknowns import Kind, kind_of, named

BINS = 10


@dataclass(frozen=True)
class Split:
    """Worlds by one thing that was drawn.

    Attributes:
        stream: The uniform: a judgement, a ladder of judgements, or (marked `!`) whether an event happens.
        path: Of an event, the path of its probability; None for what is no event of its own.
        kind: Whether it can be known better (judgement), happens or not (event), or is for the side advised to decide
            (decision), such as whether one of its own red lines is real.
        bins: Array (worlds): the tenth of the judgement in which a world lies; of an event 1 where it happens and 0
            where not; of explanations the number of the true one, of experts that of the one who is believed.
        mass: Array (bins): weight of the worlds in each.
    """

    stream: str
    path: str | None
    kind: Kind
    bins: Ints
    mass: Floats

    @cached_property
    def counts(self) -> Counts:
        """How many worlds lie in each bin, the fewest first."""
        return counted(self.bins)

    @property
    def happens(self) -> bool:
        """Whether it is something that happens or not."""
        return self.path is not None


def splits(worlds: Worlds, trace: Iterable[str]) -> dict[str, Split]:
    """Return the splits by everything behind the paths of a trace that can move anything.

    Args:
        worlds: The worlds.
        trace: Paths of judgements.

    Returns:
        Name of a split → the split. An event is named by the path of its probability and `!`, since the events of one
        ladder share a uniform; everything else by its stream. Judgements are split at tenths of equal count.
    """
    draws, weight = worlds.draws(0, worlds.size), worlds.weight()
    subjects = {subject.stream: number for number, subject in enumerate(worlds.case.subjects)}
    found: dict[str, Split] = {}
    for name, (stream, path) in named(worlds, trace).items():
        kind = kind_of(worlds.case, stream)
        if path is not None:
            bins = draws.happens(path).astype(np.intp)
        elif stream in subjects:
            bins = draws.true_of(subjects[stream])
        elif stream.startswith(EXPERTS):
            bins = draws.expert(stream)
        else:
            bins = draws.rank(stream) * BINS // worlds.size
        found[name] = Split(stream, path, kind, bins, np.bincount(bins, weights=weight).astype(np.float64))
    return found
