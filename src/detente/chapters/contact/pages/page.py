"""The contact chapter's share of the brief, made from its report."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.contact.pages.naming import fall, from_to, in_words, measured, risk, sentence, years_of
from detente.chapters.contact.pages.sections import sections
from detente.chapters.contact.report import ContactReport
from detente.chapters.contact.reports.opening_reports import OpeningReport
from detente.chapters.contact.reports.war_reports import RiskReport
from detente.findings import Filling, Page
from detente.findings.words import listed, points

LATE = 80  # among the first steps: after those of a package


def page(case: Case, found: ContactReport) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.

    Returns:
        Its share of page one and its own pages.
    """
    best = next((c for c in found.candidates if c.candidates == [found.leading]), None)
    reach = _reach(case, found)
    lead = reach if best is None else sentence(f"{best.name} is the channel to open first: {_buys(found, best)}.")
    answer = [reach, *_war(found), *_sentence(found, best)]
    fillings = () if best is None else (Filling("first", (_first(found, best),), weight=LATE),)
    return Page(lead, (), tuple(dict.fromkeys(answer)), None, None, sections(case, found), fillings)


def _reach(case: Case, found: ContactReport) -> str:
    """Say how likely the message that counts arrives in either direction."""
    both = measured(found)
    told = listed(f"{at.said('believed')} of cases from {from_to(case, at.sender, at.receiver)}" for at in both)
    return f"{sentence(both[0].name)} arrives in time and is believed in {told}."


def _buys(found: ContactReport, best: OpeningReport) -> str:
    """Say what opening a candidate buys."""
    message = measured(found)[0].name
    said = f"{message} then gets through in {best.said('believed')} of cases, {points(best.adds)} more"
    today = _today(found)
    if today is None or best.lowers is None or found.war is None:
        return said
    within = f"the risk of war within {years_of(found.war.years)}"
    return f"{said}, and {within} falls by {in_words(fall(best.lowers))} from {risk(today.in_years)}"


def _first(found: ContactReport, best: OpeningReport) -> str:
    """Say on page one which link to open first and what it buys, in few words."""
    if best.lowers is None or found.war is None:
        return f"Open {best.short}: {measured(found)[0].name} then gets through in {best.said('believed')}."
    return f"Open {best.short}: {found.war.years:g}-year war risk falls by {in_words(fall(best.lowers))}."


def _today(found: ContactReport) -> RiskReport | None:
    return None if found.war is None else next(r for r in found.war.risks if r.kind == "today")


def _war(found: ContactReport) -> list[str]:
    if found.war is None:
        return []
    today, none = (next(r for r in found.war.risks if r.kind == kind) for kind in ("today", "none"))
    told = (
        f"With the channels of today an incident ends in war in {risk(today.incident)} of cases, without any in "
        f"{risk(none.incident)}; within {years_of(found.war.years)} war is {risk(today.in_years)} likely."
    )
    return [told]


def _sentence(found: ContactReport, best: OpeningReport | None) -> list[str]:
    """Judge whether a channel is worth more the worse the relationship is and the more harm can be done."""
    if best is None or best.with_hostility is None:
        return []
    told = (
        f"It is worth more at twice the hostility in {best.said('with_hostility')} of plausible worlds, and in "
        f"{best.said('with_harm')} if the other side can do twice the harm."
    )
    return [told]
