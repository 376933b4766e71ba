"""The urgency chapter's share of the brief, made from its report."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.urgency.pages.arsenal_sections import arsenal_sections, reached
from detente.chapters.urgency.pages.attention_sections import answer as of_hours
from detente.chapters.urgency.pages.attention_sections import attention_sections
from detente.chapters.urgency.pages.naming import months_in_words, moved, number
from detente.chapters.urgency.pages.waiting_sections import answer as of_waiting
from detente.chapters.urgency.pages.waiting_sections import waiting_sections, year_of
from detente.chapters.urgency.report import UrgencyReport
from detente.findings import Filling, Page
from detente.findings.speech import of_name

LATE = 90  # among what is said of the recommendation: after what it is


def page(case: Case, found: UrgencyReport) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.

    Returns:
        Its share of page one and its own pages.
    """
    sections, answer = [], []
    if found.waiting is not None:
        sections += waiting_sections(case, found.waiting)
        answer += of_waiting(case, found.waiting)
    if found.arsenal is not None:
        sections += arsenal_sections(case, found.arsenal)
        answer += reached(found.arsenal)
    if found.attention is not None:
        sections += attention_sections(case, found.attention)
        answer += of_hours(found.attention)
    lead = cost_of_a_year(case, found) or next(iter(answer), "Nothing is known of what waiting costs.")
    brief = cost_in_few_words(found)
    fillings = () if brief is None else (Filling("recommendation", (brief,), weight=LATE),)
    return Page(lead, (), tuple(answer) or (lead,), None, None, tuple(sections), fillings)


def cost_in_few_words(found: UrgencyReport) -> str | None:
    """Say for page one what a year of waiting costs: weapons, or chances where nothing is known of an arsenal."""
    if found.arsenal is not None and found.arsenal.year is not None:
        return f"A year’s wait adds {number(found.arsenal.year)} {found.arsenal.unit}."
    price = None if found.waiting is None else year_of(found.waiting)
    if price is None:
        return None
    chance = price.any if price.attainable is None else price.attainable
    return f"If one waits {months_in_words(price.months)}, the chance of an agreement {moved(chance)}."


def cost_of_a_year(case: Case, found: UrgencyReport) -> str | None:
    """Say what a year of waiting costs, in weapons, in chances, in hours; None where nothing is known of it."""
    price = None if found.waiting is None else year_of(found.waiting)
    months, parts = 12 if price is None else price.months, []
    if found.arsenal is not None:
        more = found.arsenal.year if price is None else price.weapons
        if more is not None:
            parts.append(f"{of_name(case.parties[found.arsenal.party])} gains {number(more)} {found.arsenal.unit}")
    if price is not None:
        parts.append(f"the chance of an agreement {moved(price.any if price.attainable is None else price.attainable)}")
    return f"If one waits {months_in_words(months)}, {', and '.join(parts)}." if parts else None
