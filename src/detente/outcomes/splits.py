"""How what was drawn splits the worlds: by the tenths of a judgement, or by whether something happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.arrays import Ints
from detente.case.model import EVENT, EXPERTS, HYPOTHESIS, Case, believed
from detente.worlds import Worlds

BINS = 10
Kind = Literal["judgement", "event", "decision"]


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
    """

    stream: str
    path: str | None
    kind: Kind
    bins: Ints

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
    draws = worlds.draws(0, worlds.size)
    found: dict[str, Split] = {}
    ranks = np.empty(worlds.size, dtype=np.intp)
    for name, (stream, path) in named(worlds, trace).items():
        kind = kind_of(worlds.case, stream)
        if path is not None:
            bins = draws.happens(path).astype(np.intp)
        elif stream == HYPOTHESIS:
            bins = draws.hypothesis
        elif stream.startswith(EXPERTS):
            bins = draws.expert(stream)
        else:
            ranks[np.argsort(draws.uniform(stream), kind="stable")] = np.arange(worlds.size)
            bins = ranks * BINS // worlds.size
        found[name] = Split(stream, path, kind, bins)
    return found


def named(worlds: Worlds, trace: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    """Return what lies behind the paths of a trace: name of a split → its stream, and of an event its path."""
    found: dict[str, tuple[str, str | None]] = {}
    trace = set(trace)
    events = {stream for stream in worlds.dependence.streams if stream.endswith(EVENT)}
    for path in sorted(trace):
        placed = worlds.case.judgements[path]
        if not placed.judgement.certain:
            found[placed.stream] = placed.stream, None
        if (whom := believed(placed.judgement)) is not None:
            found[whom] = whom, None
        if placed.stream + EVENT in events:
            found[path + EVENT] = placed.stream + EVENT, path
    priors = set(worlds.case.hypotheses.values()) & trace
    about = {path.split("/")[0] for path in priors}
    if priors and any(path.split("/")[0] not in about for path in trace):
        found[HYPOTHESIS] = HYPOTHESIS, None  # of beliefs alone it would say nothing: they are about what it decides
    return found


def kind_of(case: Case, stream: str) -> Kind:
    """Return whether a stream decides something to be judged, something that happens, or what the side advised decides.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> case = read(locate("orange"), {}).model_copy(update={"advises": "ann"})
        >>> kind_of(case, "red_lines/ann/peel!"), kind_of(case, "red_lines/bea/peel!"), kind_of(case, "reservation/ann")
        ('decision', 'event', 'judgement')
    """
    section, *ids = stream.removesuffix(EVENT).split("/")
    if section == "red_lines" and ids[0] == case.advises:
        return "decision"
    return "event" if stream.endswith(EVENT) or stream == HYPOTHESIS else "judgement"
