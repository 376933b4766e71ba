"""The reading chapter's share of the brief, made from its report."""

from __future__ import annotations

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.reading.pages.sections import sections
from detente.chapters.reading.report import ReadingReport, SubjectReport
from detente.chapters.reading.reports.belief_reports import BeliefReport
from detente.findings import Filling, Page
from detente.findings.words import percent

MOST_WATCHED = 1  # things to look out for that page one has room for
OPENING = {"A", "An", "The", "It", "They", "After", "There", "No"}  # words that are no names
NOTICED = 0.01  # a part of the belief that is worth a word


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
        now, before = first.said("posterior"), first.said("prior")
        leads.append(f"The likeliest explanation{of}: {first.name} ({now}, before the evidence {before}).")
        answer.append(f"Likeliest explanations{of}: {first.name} ({now}); {second.name} ({second.said('posterior')}).")
        if about.indicators and about.indicators[0].bits > 0:
            told = f"What would best tell the explanations{of} apart"
            answer.append(f"{told}: {whether(about.indicators[0].name, about).removeprefix('for ')}.")
    return Page(" ".join(leads), (), tuple(answer), None, None, sections(found), (_watch(case, found),))


def _watch(case: Case, found: ReadingReport) -> Filling:
    """Say what would move the reading most: what could still be seen; where nothing could, what was."""
    others = [about for about in found.subjects if about.party is None or about.party != case.advises]
    if not others:
        return Filling("would-change", ("Not known: only the side advised itself is read.",))
    told = [(i, about) for about in others for i in about.indicators if i.bits > 0]
    said = []
    for i, about in sorted(told, key=lambda pair: -pair[0].bits)[:MOST_WATCHED]:
        names = {e.id: e.short for e in about.explanations}
        yes, no = (max(beliefs, key=lambda h: beliefs[h]) for beliefs in (i.seen, i.unseen))
        then = f"“{names[yes]}” is the likeliest explanation ({percent(i.seen[yes])})"
        other = f"otherwise “{names[no]}” ({percent(i.unseen[no])})"
        if yes == no:
            other = f"as it is otherwise ({percent(i.unseen[no])})"
        said.append(f"{_if_seen(i.name, about)}, {then}{',' if yes == no else ';'} {other}.")
    moved = max((piece for about in others for piece in about.pieces), key=lambda p: p.moves, default=None)
    if not said and moved is not None and moved.moves >= NOTICED:
        said.append(f"Doubt first “{moved.name}”: it moves {percent(moved.moves)} of the belief.")
    return Filling("would-change", tuple(said) or ("Nothing that the case names would move the reading.",))


def _if_seen(name: str, found: SubjectReport) -> str:
    """Say as a condition that something is seen."""
    said = whether(name, found)
    return f"If {said.removeprefix('whether ')}" if said.startswith("whether ") else f"If “{name}” comes true"


def likeliest(found: SubjectReport) -> list[BeliefReport]:
    """Return the explanations of a subject, the likeliest after the evidence first."""
    return sorted(found.explanations, key=lambda e: -e.posterior)


def whether(name: str, found: SubjectReport) -> str:
    """Say what could be seen within another sentence: quoted where its first word might be a name or might not.

    Args:
        name: What could be seen, as a sentence of its own.
        found: The subject that it is about.
    """
    first, _, rest = name.partition(" ")
    if first == "It" and found.whom:
        return f"whether {found.whom} {rest}"
    if first in OPENING:
        return f"whether {name[:1].lower()}{name[1:]}"
    return f"whether {name}" if name.startswith(found.whom) else f"for “{name}”"
