"""The reading chapter's share of the brief, made from its report."""

from __future__ import annotations

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.reading.pages.sections import sections
from detente.chapters.reading.report import ReadingReport, SubjectReport
from detente.chapters.reading.reports.belief_reports import BeliefReport
from detente.findings import Page
from detente.findings.words import percent


def page(case: Case, found: ReadingReport, inquiry: Inquiry) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.
        inquiry: What was asked; beliefs are the same for everybody.

    Returns:
        Its share of page one and its own pages.
    """
    several = len(found.subjects) > 1
    leads, answer = [], []
    for about in found.subjects:
        of = f" of {about.whom}" if several else ""
        first, second = likeliest(about)[:2]
        now, before = percent(first.posterior), percent(first.prior)
        leads.append(f"The likeliest explanation{of}: {first.name} ({now}, before the evidence {before}).")
        answer.append(f"Likeliest explanations{of}: {first.name} ({now}); {second.name} ({percent(second.posterior)}).")
        if about.indicators and about.indicators[0].bits > 0:
            told = f"What would best tell the explanations{of} apart"
            answer.append(f"{told}: whether {lowered(about.indicators[0].name)}.")
    return Page(" ".join(leads), (), tuple(answer), None, None, sections(found))


def likeliest(found: SubjectReport) -> list[BeliefReport]:
    """Return the explanations of a subject, the likeliest after the evidence first."""
    return sorted(found.explanations, key=lambda e: -e.posterior)


def lowered(name: str) -> str:
    """Begin a sentence in the middle of another one.

    Example:
        >>> lowered("It takes in aid"), lowered("A letter comes"), lowered("Seoul is answered")
        ('it takes in aid', 'a letter comes', 'Seoul is answered')
    """
    first = name.split(" ", 1)[0]
    return name[:1].lower() + name[1:] if first in {"A", "An", "The", "It", "They", "After", "There"} else name
