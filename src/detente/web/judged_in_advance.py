"""What a first look starts from: the package recommended for a case as written, kept by a process or handed to it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.reduction import ForkingPickler
from typing import Any

from detente.chapters import CHAPTERS
from detente.outcomes.joint import foremost_package
from detente.outcomes.run import Outcomes
from detente.web.questions_asked import KEPT, CaseQuestion, outcomes_of
from detente.worlds import Worlds

READING = "reading"  # the chapter that weighs the evidence
_HELD: OrderedDict[CaseQuestion, Recommended] = OrderedDict()


@dataclass(frozen=True)
class Recommended:
    """The package of page one, recommended if any is, with what says in which other worlds it holds.

    Attributes:
        worlds: The worlds in which it was chosen, as the evidence leaves them.
        label: Its name in columns.
        asked: What is asked of it, by the words of the chapters.
        results: Result of each chapter that asks something of it.
        weighed: Whether evidence was weighed.
        proposes: Whether it is recommended, and not only examined.
    """

    worlds: Worlds
    label: str
    asked: tuple[str, ...]
    results: Mapping[str, Any]
    weighed: bool
    proposes: bool


def recommended(outcomes: Outcomes) -> Recommended | None:
    """Return the package of page one by what was found; None where there is none."""
    package = foremost_package([*outcomes.headlines, *(column.name for column in outcomes.table.columns)])
    if package is None:
        return None
    label, asked = package
    asking = [one.name for one in CHAPTERS if one.joint is not None and one.joint.word in asked]
    results = {name: outcomes.results[name] for name in asking}
    weighed = READING in outcomes.results
    return Recommended(outcomes.worlds, label, tuple(asked), results, weighed, outcomes.recommends)


def recommended_for(written: CaseQuestion) -> Recommended | None:
    """Return the package recommended for a case as written, as it was handed over or by what is found here."""
    if written in _HELD:
        _HELD.move_to_end(written)
        return _HELD[written]
    return recommended(outcomes_of(written))


def hand_out(written: CaseQuestion) -> bytes | None:
    """Return what first looks start from, packed for another process; None where nothing is recommended."""
    found = recommended_for(written)
    return None if found is None else bytes(ForkingPickler.dumps(found))


def take_in(written: CaseQuestion, packed: bytes) -> None:
    """Keep what another process of this workbench handed out."""
    found: Recommended = ForkingPickler.loads(packed)
    found.worlds.draws(0, found.worlds.size)  # so that worlds with other judgements need not be drawn anew
    _HELD[written] = found
    while len(_HELD) > KEPT:
        _HELD.popitem(last=False)
