"""The roadmap chapter's share of page one: at most two sentences, made from its report."""

from __future__ import annotations

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.roadmap.pages.sections import sections
from detente.chapters.roadmap.pages.wording import duration
from detente.chapters.roadmap.report import RoadmapReport
from detente.chapters.roadmap.reports.way_reports import WayReport
from detente.findings import Page
from detente.findings.words import count, percent

SAME = 0.005  # of trust: so much is no difference


def page(case: Case, found: RoadmapReport, inquiry: Inquiry) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.
        inquiry: What was asked, such as whom it advises.

    Returns:
        Its share of page one and its own pages.
    """
    if found.recommended is None:
        return Page("There is no roadmap.", (), (found.problem or "",), None, None, ())
    what = f"“{found.name}”" if found.name else "the package recommended first"
    lead = (
        f"In {percent(found.reachable)} of plausible worlds, {what} can be reached in steps that everybody would keep."
    )
    answer = (_order(found, found.recommended), _weakest(found))
    proposal = tuple((case.issues[i].name, case.issues[i].options[o].name) for i, o in found.options.items())
    return Page(lead, proposal, answer, None, None, sections(case, found, inquiry.advises))


def _order(found: RoadmapReport, best: WayReport) -> str:
    """Say whether steps need less trust than all at once."""
    once = next(base for base in found.baselines if base.kind == "at-once")
    if len(best.rounds) == 1:
        return f"All at once is as good as any order of steps; it needs {percent(best.doubt)} trust in the other side."
    rounds = f"In {count(len(best.rounds), 'round')} over {duration(best.years)} it needs {percent(best.doubt)} trust"
    if abs(best.doubt - once.doubt) < SAME:
        return f"{rounds}, no less than all at once, but risks less on the way."
    return f"{rounds}, all at once {percent(once.doubt)}."


def _weakest(found: RoadmapReport) -> str:
    weakest = found.rounds[(found.weakest or 1) - 1]
    return (
        f"The weakest is round {weakest.number}: everybody gains by keeping it in {percent(weakest.holds)} of worlds."
    )
