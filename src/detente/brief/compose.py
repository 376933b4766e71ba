"""What goes into a brief: page one, a page a question, what it all turns on, the sources, and how to reproduce it."""

from __future__ import annotations

from dataclasses import dataclass
from shlex import quote

from detente import __version__
from detente.brief.pageone import page_one
from detente.brief.turning import reasons, turning
from detente.case.model import Case
from detente.chapters import chapter
from detente.findings import Chart, Section, Table
from detente.findings.words import count
from detente.outcomes.run import Outcomes
from detente.worlds.errors import FEW, Z


@dataclass(frozen=True)
class Brief:
    """Everything a brief says, ready to be rendered; every text is final.

    Attributes:
        title: Title of the case.
        question: The question the case is about.
        seen: From which day, for whom, and over how many worlds.
        lead: The first sentence of page one.
        proposal: What it speaks of, as (heading, text) lines.
        answer: The other sentences of page one.
        table: The table of page one.
        picture: The chart of page one.
        warnings: What a reader must know before trusting it.
        sections: The pages behind page one.
        missing: Questions that could not be answered, with what the case lacks for them.
        assumptions: The judgements on which it turns.
        sources: The sources of the case.
        reproduce: The command that gives the same brief, and what it was made with.
    """

    title: str
    question: str
    seen: str
    lead: str
    proposal: tuple[tuple[str, str], ...]
    answer: tuple[str, ...]
    table: Table | None
    picture: Chart | None
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    assumptions: Table
    sources: tuple[str, ...]
    reproduce: tuple[str, ...]


def compose(outcomes: Outcomes, argument: str) -> Brief:
    """Write up what the chapters found.

    Args:
        outcomes: The outcomes of a run.
        argument: How the case was named on the command line, for the line that reproduces the brief.

    Returns:
        The brief.
    """
    case, worlds = outcomes.case, outcomes.worlds
    pages = outcomes.pages
    section, sentences = turning(outcomes)
    told = warnings(outcomes)
    one = page_one(pages, outcomes.joints, sentences, told, outcomes.by_rho)
    asked = outcomes.inquiry.worlds
    more = f" ({asked:,} asked for, more drawn since evidence takes its share)" if worlds.size > asked else ""
    advised = f"side advised: {case.parties[case.advises].name}" if case.advises else "a mediator’s view"
    return Brief(
        title=case.title,
        question=case.question or "Which limited agreement is attainable?",
        seen=f"As seen on {case.date.day} {case.date:%B %Y}; {advised}; {count(worlds.size, 'plausible world')}{more}.",
        lead=one.lead,
        proposal=one.proposal,
        answer=one.answer,
        table=one.table,
        picture=one.picture,
        warnings=told,
        sections=(*(section for page in pages.values() for section in page.sections), section),
        missing=tuple((chapter(name).question, lines) for name, lines in outcomes.missing.items()),
        assumptions=reasons(outcomes),
        sources=_sources(case),
        reproduce=_reproduce(outcomes, argument),
    )


def warnings(outcomes: Outcomes) -> tuple[str, ...]:
    """Return what a reader must know before trusting the numbers."""
    effective = outcomes.worlds.effective
    if effective >= FEW:
        return ()
    worst = round(100 * Z * (0.25 / effective) ** 0.5)
    return (f"The worlds say as much as {effective:,.0f} of equal weight: shares may be off by {worst} points.",)


def _sources(case: Case) -> tuple[str, ...]:
    found = []
    for key, source in case.sources.items():
        parts = [source.name, *([source.date] if source.date else []), *([source.url] if source.url else [])]
        marks = [" (not verified)"] * source.unverified + [" (a judgement of the authors)"] * source.judgement
        found.append(f"{key}: {', '.join(parts)}{''.join(marks)}")
    return tuple(found)


def _reproduce(outcomes: Outcomes, argument: str) -> tuple[str, ...]:
    exact = [chapter(name).exactness(report) for name, report in outcomes.reports.items()]
    made = "; ".join(["", *filter(None, exact)])
    return (
        f"detente brief {quote(argument)} {outcomes.inquiry.flags()}",
        f"détente {__version__}, case digest {outcomes.inquiry.digest[:16]}…{made}.",
    )
