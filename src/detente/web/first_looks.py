"""What a change does to the package recommended before it, at first sight, without asking for another one."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.faults import CaseError
from detente.case.inquiry import Inquiry
from detente.findings.words import within
from detente.outcomes.dependence import held
from detente.outcomes.joint import foremost_package
from detente.outcomes.opening import draw
from detente.outcomes.run import Outcomes, run
from detente.web.questions_asked import CaseQuestion, Refused, as_asked_of, opened, outcomes_of
from detente.worlds import Worlds
from detente.worlds.errors import interval


@dataclass(frozen=True)
class Glance:
    """What a change does to the package recommended for the case as it is written, at first sight.

    Attributes:
        before: Share of worlds in which it held before the change, with its error, in words.
        now: The same after it.
        worlds: In how many worlds.
    """

    before: str
    now: str
    worlds: int


def glance(written: CaseQuestion, before: str, now: str) -> Glance | Refused | None:
    """Return what a change does to the package recommended for a case as it is written; no other one is sought.

    Args:
        written: The question of the case as it is written, asked of all chapters.
        before: The inquiry before the change, as JSON, of as many worlds.
        now: The inquiry after it, as JSON.

    Returns:
        What it does; None where nothing is recommended, or it cannot be said.
    """
    try:
        outcomes = outcomes_of(written)
        found = foremost_package([*outcomes.headlines, *(column.name for column in outcomes.table.columns)])
        if found is None:
            return None
        drawn = [_worlds(written, outcomes, text) for text in (before, now)]
        earlier, later = (_held(worlds, outcomes, found) for worlds in drawn)
    except CaseError as error:
        return Refused(tuple(error.faults))
    return None if earlier is None or later is None else Glance(earlier, later, drawn[1].size)


def _worlds(written: CaseQuestion, outcomes: Outcomes, asked: str) -> Worlds:
    """Return the worlds of an inquiry as the evidence leaves them."""
    if asked == written.asked:
        return outcomes.worlds
    inquiry = as_asked_of(Inquiry.model_validate_json(asked), "reading")
    worlds = draw(opened(written.folder, written.stamp), inquiry)
    return run(worlds, ["reading"]).worlds if "reading" in outcomes.results else worlds


def _held(worlds: Worlds, outcomes: Outcomes, package: tuple[str, tuple[str, ...]]) -> str | None:
    """Say in what share of some worlds a package holds, as it was chosen; None where that cannot be said."""
    holds = held(worlds, outcomes.results, *package)
    if holds is None:
        return None
    share = interval(holds, worlds.weight())
    return within(share.value, share.low, share.high)
