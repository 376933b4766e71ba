"""The JSON of `detente explore`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.base import Frozen
from detente.cli.documents import DriverReport, Meta, driver_reports
from detente.findings.sampled import Sampled
from detente.outcomes.box_reports import BoxReport, box_report

if TYPE_CHECKING:  # so that commands that run nothing need not load it
    from detente.outcomes.exploration import Explored
    from detente.outcomes.run import Outcomes


class ExploredReport(Sampled):
    """What moves one outcome, and when it fails or holds."""

    says: str
    """What holds."""
    share: float
    """In which share of worlds."""
    turns_on: list[DriverReport]
    """What it turns on, the strongest first."""
    fails: list[BoxReport]
    """In which boxes of worlds it fails, one after the other; of all outcomes at once one box, on the rarer side."""
    holds: list[BoxReport]
    """In which boxes of worlds it holds, likewise."""


class ExploreDocument(Frozen):
    """Which judgements move which outcome, and when."""

    meta: Meta
    """Where it comes from."""
    outcomes: dict[str, ExploredReport]
    """Outcome column, or the condition that was asked for → what was found out about it."""


def explored_report(outcomes: Outcomes, one: Explored) -> ExploredReport:
    """Report what was found out about an outcome."""
    from detente.findings.copying import copied

    return copied(
        ExploredReport,
        one,
        turns_on=driver_reports(outcomes, one.drivers),
        fails=[box_report(box) for box in one.fails],
        holds=[box_report(box) for box in one.holds],
    )
