"""Claims as somebody writes them, judged in the worlds of an answer that is known or worked out for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from detente.brief.compose import page_brief, seen, warnings
from detente.case.arguments import ARGUMENT
from detente.case.faults import CaseError
from detente.case.model import Case
from detente.claims.audit import audit
from detente.claims.page import claims_page
from detente.claims.report import claims_report
from detente.outcomes.opening import read
from detente.web.library import written_files
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
        arguments = _with_text(Path(question.folder), text).arguments
        outcomes = outcomes_of(question, note)
        case = outcomes.case.model_copy(update={"arguments": {ARGUMENT: arguments[ARGUMENT]}})
        judged = replace(outcomes, worlds=replace(outcomes.worlds, case=case))
        report = claims_report(audit(judged, when=True))
    except CaseError as error:
        return Refused(tuple(error.faults))
    page = claims_page(case, report)
    brief = page_brief(page, case.title, QUESTION, seen(judged), warnings(judged))
    return Shown(brief.one.lead, outcomes.worlds.size, written(brief), (), {})


def _with_text(folder: Path, text: str) -> Case:
    """Return a case as it would be with another text of its claims.

    Raises:
        CaseError: Something is wrong with it.
    """
    with TemporaryDirectory() as aside:
        there = Path(aside) / folder.name
        there.mkdir()
        for path in written_files(folder):
            if not path.name.startswith(ARGUMENT):
                copyfile(path, there / path.name)
        (there / FILE).write_text(text, encoding="utf-8")
        return read(there)
