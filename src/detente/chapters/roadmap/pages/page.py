"""The roadmap chapter's share of page one: at most two sentences, made from its report."""

from __future__ import annotations

import datetime as dt

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.roadmap.pages.sections import sections
from detente.chapters.roadmap.pages.wording import BREAKS, MONTHS, day, duration, is_done
from detente.chapters.roadmap.report import RoadmapReport
from detente.chapters.roadmap.reports.schedule_reports import DatedReport
from detente.chapters.roadmap.reports.way_reports import WayReport
from detente.findings import Filling, Page
from detente.findings.speech import deed, of_name
from detente.findings.standing import the_package
from detente.findings.words import how_many, listed, percent

MOST_ACTIONS = 2  # of the first round that page one names; all of them stand in the sequence


def page(case: Case, found: RoadmapReport, inquiry: Inquiry) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.
        inquiry: What was asked; whom that advises stands in the case.

    Returns:
        Its share of page one and its own pages.
    """
    if found.recommended is None:
        return Page(
            "There is no roadmap.",
            (),
            (found.problem or "",),
            None,
            None,
            (),
            (Filling("first", (found.problem or "",)),),
        )
    what = f"“{found.name}”" if found.name else the_package(found.proposes)
    lead = (
        f"In {found.said('reachable')} of plausible worlds, {what} can be reached, once it is agreed, in steps that "
        "everybody would begin and keep."
    )
    answer = (_order(found, found.recommended), _hardest(found))
    proposal = tuple((case.issues[i].name, case.issues[i].options[o].name) for i, o in found.options.items())
    told = sections(case, found, case.advises)
    return Page(lead, proposal, answer, None, None, told, (_first(case, found, found.recommended),))


def _first(case: Case, found: RoadmapReport, best: WayReport) -> Filling:
    """Say who does what by when in the first round not done, and how long it goes on; exits stand in the sequence."""
    dates = (
        {} if found.schedule is None else {(at.measure.issue, at.measure.option): at for at in found.schedule.measures}
    )
    by_whom: dict[tuple[str, str], list[str]] = {}
    if found.done == len(found.rounds):
        return Filling("first", actions=("All of it has been carried out; it has to be kept.",))
    following = found.rounds[found.done]
    to_do = [m for m in following.measures if not is_done(case, found, m)]
    for measure in sorted(to_do, key=lambda m: _when(dates.get((m.issue, m.option)))):
        at = dates.get((measure.issue, measure.option))
        by = f"by {day(at.done)}" if at is not None else f"within {duration(following.months[1] / 12)}"
        together = len(measure.by) > 1 and {*measure.by} >= {*case.principals}
        movers = "Together" if together else listed(of_name(case.parties[p]) for p in measure.by)
        by_whom.setdefault((movers[:1].upper() + movers[1:], by), []).append(deed(case, measure.issue, measure.option))
    actions = [f"{who}, {by}: {listed(deeds)}." for (who, by), deeds in by_whom.items()]
    if len(actions) > MOST_ACTIONS:
        last = list(by_whom)[-1][1]
        left = how_many(sum(map(len, list(by_whom.values())[MOST_ACTIONS - 1 :])), "other step")
        actions = [*actions[: MOST_ACTIONS - 1], f"Then, {last}: {left} of the package."]
    more = len(best.rounds) - found.done - 1
    if more:
        end = found.schedule.end if found.schedule is not None else None
        until = (
            f"until {day(end)}"
            if end is not None
            else f"over {duration(sum(r.months[1] for r in found.rounds[found.done :]) / MONTHS)} in all"
        )
        actions.append(f"{how_many(more, 'more round', begins=True)} {until}.")
    return Filling("first", actions=tuple(actions))


def _when(at: DatedReport | None) -> dt.date:
    return dt.date.max if at is None else at.done


def _order(found: RoadmapReport, best: WayReport) -> str:
    """Say in how many worlds everybody would go all the way, beside all at once."""
    once = next(base for base in found.baselines if base.kind == "at-once")
    if len(best.rounds) == 1:
        return f"All at once serves best; at stated beliefs everybody begins it in {best.said('walked')} of worlds."
    done = f", {found.done} of them carried out" if found.done else ""
    rounds = f"In {how_many(len(best.rounds), 'round')}{done},"
    way = f"{rounds} all reach the end in {best.said('walked')} of worlds"
    if once.breaks is not None:
        return f"{way}; all at once {BREAKS[once.breaks]}."
    return f"{way}, all at once in {once.said('walked')}."


def _hardest(found: RoadmapReport) -> str:
    """Say which round asks for most trust."""
    hardest = max(found.rounds[found.done :] or found.rounds, key=lambda r: max(r.trust.values()))
    asked = percent(max(hardest.trust.values()))
    return f"Round {hardest.number} asks for most: to begin it, a side must be {asked} sure of the other on average."
