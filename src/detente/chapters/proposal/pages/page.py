"""The proposal chapter's share of page one, made from its report."""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.proposal.pages.pictures import likelihoods
from detente.chapters.proposal.pages.recommendation import WOULD, fillings
from detente.chapters.proposal.pages.sections import sections, switch_said, titled
from detente.chapters.proposal.report import ProposalReport
from detente.findings import Page, Table
from detente.findings.cuts import listed_first
from detente.findings.speech import of_name
from detente.findings.words import listed

MOST_OPEN = 3


def page(case: Case, found: ProposalReport, inquiry: Inquiry) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.
        inquiry: What was asked.

    Returns:
        Its share of page one and its own pages.
    """
    told = sections(case, found)
    if found.recommended is None or found.joint is None:
        lead = f"Propose nothing: {found.reason}."
        return Page(lead, (), (lead,), None, None, told, fillings(case, found))
    would = f"would be {listed(WOULD[asked] for asked in found.judged)}"
    engaging = "If the other side engages, this" if found.engaged is None else "If they engage, this"
    lead = f"{engaging} package {would} in {found.joint.with_span()} of plausible worlds{_engaged(found)}:"
    options = found.recommended.options
    proposal = tuple((case.issues[i].name, case.issues[i].options[o].name) for i, o in options.items())
    return Page(
        lead=lead,
        proposal=proposal,
        answer=_answer(case, found),
        table=_table(case, found),
        picture=likelihoods(found),
        sections=told,
        fillings=fillings(case, found),
    )


def _answer(case: Case, found: ProposalReport) -> tuple[str, ...]:
    unsaid = "Whether they engage is not judged: all is “if they engage”." if found.engaged is None else ""
    turns = switch_said(case, found, found.overturns[0]) if found.overturns else ""
    return tuple(s for s in (unsaid, _terms(case, found), turns, _beside(case, found)) if s)


def _engaged(found: ProposalReport) -> str:
    """Say how likely they engage, and what is left with that; nothing where it is not judged."""
    if found.engaged is None or found.with_engagement is None:
        return ""
    how = "by their silence so far" if found.engaged_by == "silence" else "as judged"
    return f"; with the chance that they do, {found.said('engaged')} {how}, in {found.said('with_engagement')}"


def _terms(case: Case, found: ProposalReport) -> str:
    """Say which terms are firm and which are open; nothing if all are firm."""

    def named(issues: Iterable[str]) -> str:
        return listed_first((case.issues[issue].name for issue in issues), MOST_OPEN)

    if not found.open:
        return ""
    firm = f"Firm: {listed(case.issues[issue].name for issue in found.core)}" if found.core else "No term is firm"
    return f"{firm}; open: {named(found.open)}."


def _beside(case: Case, found: ProposalReport) -> str:
    assert found.recommended is not None
    told = []
    for word, other in (("Safer", found.safer), ("Larger", found.larger)):
        if other is not None:
            told.append(f"{word}: {titled(case, found, other.options)}, {other.joint.with_error()}")
    return f"{'; '.join(told)}." if told else "No smaller or larger package is worth asking for instead."


def _table(case: Case, found: ProposalReport) -> Table:
    assert found.recommended is not None
    rows = []
    for name, package in (("Recommended", found.recommended), ("Safer", found.safer), ("Larger", found.larger)):
        if package is not None:
            gains = (package.gains[p] for p in case.principals)
            rows.append(
                (
                    name,
                    package.attainable.with_error(),
                    package.joint.with_error(),
                    *("–" if gain.share is None else gain.said("share") for gain in gains),
                )
            )
    head = ("Package", "Attainable", "And kept", *(f"Gain of {of_name(case.parties[p])}" for p in case.principals))
    engaging = "" if found.engaged is None else ", with the chance that they engage"
    says = f"Gain: expected{engaging}, as a share of the most a side could hope for."
    return Table("The packages", says, head, tuple(rows))
