"""What is unknown in a world: judgements, what happens or not, and which explanation of the other side is true."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from detente.case.model import EVENT, Case
from detente.worlds.worlds import Worlds

Kind = Literal["judgement", "event", "decision"]


def named(worlds: Worlds, trace: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    """Return what lies behind the paths of a trace: name of an unknown → its stream, and of an event its path.

    An event is named by the path of its probability and `!`, since the events of one ladder share a uniform; everything
    else by its stream.
    """
    found: dict[str, tuple[str, str | None]] = {}
    trace, events = set(trace), worlds.dependence.events
    for path in sorted(trace):
        placed = worlds.case.judgements[path]
        if not placed.judgement.certain:
            found[placed.stream] = placed.stream, None
        if placed.whom is not None:
            found[placed.whom] = placed.whom, None
        if placed.stream + EVENT in events:
            found[path + EVENT] = placed.stream + EVENT, path
    for subject in worlds.case.subjects:  # of beliefs alone it would say nothing: they are about what it decides
        chapter = subject.path.split("/")[0]
        if trace & set(subject.priors) and any(path.split("/")[0] != chapter for path in trace):
            found[subject.stream] = subject.stream, None
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
    return "event" if stream.endswith(EVENT) else "judgement"
