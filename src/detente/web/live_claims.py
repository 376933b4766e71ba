"""Claims as somebody writes them, judged in the worlds of an answer that is known or worked out for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from detente.brief.compose import page_brief, seen, warnings
from detente.case.arguments import ARGUMENT
from detente.case.faults import CaseError
from detente.claims.audit import audit
from detente.claims.page import claims_page
from detente.claims.report import claims_report
from detente.web.cases_aside import read_aside
from detente.web.glossary import used_in
from detente.web.questions_asked import CaseQuestion, Refused, outcomes_of
from detente.web.written_answers import Shown, written

QUESTION = "Does the argument survive all this?"
FILE = f"{ARGUMENT}.yaml"


def judge_text(question: CaseQuestion, text: str, note: str = "") -> Shown | Refused:
    """Return what becomes of claims, written up; or every fault of their text, with its line.

    Args:
        question: What is asked of the case.
        text: The text of `claims.yaml`.
        note: A file that says, while this goes on, how far it is; none if empty.
    """
    try:
        arguments = read_aside(Path(question.folder), {FILE: text}, without=ARGUMENT).arguments
        outcomes = outcomes_of(question, note)
        case = outcomes.case.model_copy(update={"arguments": {ARGUMENT: arguments[ARGUMENT]}})
        judged = replace(outcomes, worlds=replace(outcomes.worlds, case=case))
        report = claims_report(audit(judged, when=True))
    except CaseError as error:
        return Refused(tuple(error.faults))
    page = claims_page(case, report)
    brief = page_brief(page, case.title, QUESTION, seen(judged), warnings(judged))
    html = written(brief)
    return Shown(brief.one.lead, outcomes.worlds.size, html, (), {}, used_in(html))
