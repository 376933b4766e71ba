"""The approach chapter's share of the brief, made from its report."""

from __future__ import annotations

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.approach.knowledge.knowledge_sections import asking
from detente.chapters.approach.pages.sections import sections
from detente.chapters.approach.probes.probe_sections import beside, verdict
from detente.chapters.approach.report import ApproachReport
from detente.findings import Page
from detente.findings.words import listed, of_name, percent


def page(case: Case, found: ApproachReport, inquiry: Inquiry) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.
        inquiry: What was asked, such as whom it advises.

    Returns:
        Its share of page one and its own pages.
    """
    answer = _answer(case, found, inquiry.advises)
    if found.probing is not None:
        answer = (verdict(found.probing), *answer, *([beside(found.probing)] if beside(found.probing) else []))
    if found.knowledge is not None:
        answer = (*answer, asking(case, found.knowledge)[0])
    recipients = dict.fromkeys(letter.recipient for letter in found.letters.values())
    named = listed(of_name(case.parties[recipient].name) for recipient in recipients)
    lead = f"The first message: a letter to {named} that offers one step and asks for one."
    return Page(lead if named else answer[-1], (), answer, None, None, sections(case, found))


def _answer(case: Case, found: ApproachReport, advised: str | None) -> tuple[str, ...]:
    own = [letter for letter in found.letters.values() if letter.sender == advised] or list(found.letters.values())
    if not own:
        return ("No letter can be drafted: no recommended package has something that each side could begin with.",)
    letter = own[0]
    name = of_name(case.parties[letter.recipient].name)
    return (f"The first step drafted for a letter to {name} would be taken in {percent(letter.share)} of worlds.",)
