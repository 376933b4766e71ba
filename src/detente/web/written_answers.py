"""Answers written up as HTML: page one at first, all of it in the full answer; and claims, as somebody writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from detente.brief.compose import Brief, chapter_brief, compose
from detente.brief.html import environment, fitted
from detente.brief.turning import behind
from detente.case.faults import CaseError, Fault
from detente.claims.audit import audit
from detente.claims.report import claims_report
from detente.findings import Chart
from detente.outcomes.run import Outcomes
from detente.web.glossary import GlossaryEntry, used_in
from detente.web.questions_asked import CaseQuestion, Refused, outcomes_of

WRITING = "writing it up"
EACH = 3  # drivers of each headline of a chapter that are named beside it


@dataclass(frozen=True)
class Shown:
    """An answer, written up.

    Attributes:
        lead: Its first sentence.
        worlds: In how many worlds.
        html: The answer as HTML, every text in it escaped.
        behind: Paths of the judgements that it turns on, the strongest first; empty where that was not looked at.
        failed: Chapter → what went wrong in it.
        words: Words of the glossary that it uses.
        charts: Its charts, each by the name that the HTML has for it.
    """

    lead: str
    worlds: int
    html: str
    behind: tuple[str, ...]
    failed: Mapping[str, str]
    words: tuple[GlossaryEntry, ...] = ()
    charts: Mapping[str, Chart] = field(default_factory=dict)


def answer(question: CaseQuestion, briefly: bool, note: str = "") -> Shown | Refused:
    """Return what the chapters find, written up, or what is wrong with what was asked.

    Args:
        question: What is asked.
        briefly: Whether page one is enough, without charts.
        note: A file that says, while this goes on, how far it is, and is gone after it; none if empty.
    """
    try:
        return _answer(question, briefly, note)
    finally:
        if note:
            Path(note).unlink(missing_ok=True)


def _answer(question: CaseQuestion, briefly: bool, note: str) -> Shown | Refused:
    try:
        outcomes = outcomes_of(question, note)
    except CaseError as error:
        return Refused(tuple(error.faults))
    if question.chapter and question.chapter not in outcomes.results:
        lacking = outcomes.missing.get(question.chapter, ())
        return Refused(tuple(Fault(question.chapter, 0, "", "a case without what it needs", line) for line in lacking))
    if note:
        Path(note).write_text(WRITING, encoding="utf-8")
    brief = chapter_brief(outcomes, question.chapter, question.name) if question.chapter else whole_brief(question)
    charts: dict[str, Chart] = {}
    html = written(brief, not question.chapter, briefly, charts)
    return Shown(
        lead=brief.one.lead,
        worlds=outcomes.worlds.size,
        html=html,
        behind=_behind(outcomes, question.chapter),
        failed=outcomes.failed,
        words=used_in(html),
        charts=charts,
    )


def whole_brief(question: CaseQuestion) -> Brief:
    """Return the brief of a case, with what became of its claims.

    Raises:
        CaseError: It cannot be asked of the case.
    """
    outcomes = outcomes_of(question)
    claims = claims_report(audit(outcomes)) if outcomes.case.arguments else None
    return compose(outcomes, question.name, claims)


def _behind(outcomes: Outcomes, chapter: str) -> tuple[str, ...]:
    """Return the paths of the judgements that an answer turns on, or that a headline of a chapter does."""
    if not chapter:
        return behind(outcomes)
    own = [found for name, found in outcomes.drivers.items() if name.startswith(f"{chapter}.")]
    streams = dict.fromkeys(driver.stream.removesuffix("!") for found in own for driver in found[:EACH])
    placed = outcomes.case.judgements.values()
    return tuple(one.path for stream in streams for one in placed if one.stream == stream)


def written(brief: Brief, whole: bool = False, briefly: bool = False, charts: dict[str, Chart] | None = None) -> str:
    """Return a brief as HTML, to stand in a page.

    Args:
        brief: The brief.
        whole: Whether page one is by itself, and the rest behind it.
        briefly: Whether page one is enough, without charts.
        charts: Takes its charts, each by the name that the HTML has for it; None where nobody asks for them.
    """
    pages = fitted(environment("detente.web"))
    if briefly:
        pages.globals.update(drawable=False)
    if charts is not None:
        pages.globals.update(live=partial(_noted, charts))
    return pages.get_template("written.html").render(brief=brief, whole=whole, briefly=briefly)


def _noted(charts: dict[str, Chart], figure: Chart) -> str:
    """Return the name that the HTML has for a chart, which is another where anything in it is."""
    name = sha256(repr(figure).encode()).hexdigest()[:16]
    charts[name] = figure
    return name
