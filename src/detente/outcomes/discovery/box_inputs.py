"""What a box can restrict: the unknowns behind an outcome, as values in their units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from detente.arrays import Floats
from detente.case.model import EXPERTS, Case, experts_of
from detente.worlds import Worlds
from detente.worlds.draws import Draws
from detente.worlds.unknowns import kind_of, named

Form = Literal["number", "event", "choice"]


@dataclass(frozen=True)
class BoxInput:
    """One unknown in every world.

    Attributes:
        name: Its name: a stream, or the path of the probability of an event and `!`.
        stream: The uniform.
        path: Path of the judgement whose values stand for it, or of the probability of the event; None for what is
            neither.
        form: A number in the unit of the judgement, something that happens (1) or not (0), or the number of one of
            several explanations or experts.
        names: Ids of the explanations or experts, in the order of their numbers; empty for others.
        moving: Paths of the judgements that move together with it, itself among them.
        values: Array (worlds).
    """

    name: str
    stream: str
    path: str | None
    form: Form
    names: tuple[str, ...]
    moving: tuple[str, ...]
    values: Floats = field(compare=False, repr=False)


def box_inputs(worlds: Worlds, trace: Iterable[str]) -> tuple[BoxInput, ...]:
    """Return what lies behind the paths of a trace, without what the side advised can decide, by name.

    Args:
        worlds: The worlds.
        trace: Paths of judgements.
    """
    trace = sorted(set(trace))
    draws, case = worlds.draws(0, worlds.size), worlds.case
    moving: dict[str, list[str]] = {}
    for path in trace:
        placed = case.judgements[path]
        if not placed.judgement.certain:
            moving.setdefault(placed.stream, []).append(path)
    found = []
    for name, (stream, event) in sorted(named(worlds, trace).items()):
        if kind_of(case, stream) != "decision":
            found.append(_of_event(draws, name, stream, event) if event else _of_stream(draws, name, stream, moving))
    return tuple(found)


def _of_event(draws: Draws, name: str, stream: str, path: str) -> BoxInput:
    return BoxInput(name, stream, path, "event", (), (path,), draws.happens(path).astype(float))


def _of_stream(draws: Draws, name: str, stream: str, moving: dict[str, list[str]]) -> BoxInput:
    case = draws.case
    for number, subject in enumerate(case.subjects):
        if subject.stream == stream:
            true = draws.true_of(number).astype(float)
            return BoxInput(name, stream, None, "choice", subject.explanations, (), true)
    if stream.startswith(EXPERTS):
        return BoxInput(name, stream, None, "choice", experts_of(stream), (), draws.expert(stream).astype(float))
    first, *others = sorted(moving[stream], key=lambda path: _telling(case, path))
    return BoxInput(name, stream, first, "number", (), (first, *others), draws.value(first))


def _telling(case: Case, path: str) -> tuple[bool, bool, str]:
    """Return by what the judgements of one stream are sorted, so that the one that tells most comes first."""
    return "/when/" in path, bool(case.judgements[path].judgement.choices), path
