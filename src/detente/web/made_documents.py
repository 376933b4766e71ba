"""What can be taken away from the workbench: briefs in every form, tables, and variants as folders of a case."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from json import dumps

from detente.brief.drawings import draw
from detente.brief.forms import FORMS
from detente.case.faults import CaseError
from detente.web.case_folders import case_folder
from detente.web.questions_asked import CaseQuestion, Refused, outcomes_of
from detente.web.written_answers import whole_brief

CSV, JSON, ZIP = "csv", "json", "zip"
PLAIN = {
    CSV: "a table, a row a world",
    JSON: "data",
    ZIP: "a case with the changed judgements in its files",
}


@dataclass(frozen=True)
class MadeDocument:
    """A file that was made.

    Attributes:
        name: Its name.
        raw: What is in it.
    """

    name: str
    raw: bytes


def document_forms() -> dict[str, str]:
    """Return the forms in which a brief can be taken away, and what each is."""
    return {**{name: form.says for name, form in FORMS.items() if form.there}, **PLAIN}


def document(question: CaseQuestion, form: str) -> MadeDocument | Refused:
    """Return a brief, or the data behind it, as a file.

    Args:
        question: What is asked.
        form: One of `document_forms`.
    """
    try:
        if form == ZIP:
            return MadeDocument(f"{question.name}.{form}", case_folder(question))
        outcomes = outcomes_of(question)
        if form == CSV:
            raw = BOM_UTF8 + "".join(outcomes.table.csv(outcomes.worlds)).encode()
        elif form == JSON:
            reports = {name: report.model_dump(mode="json") for name, report in outcomes.reports.items()}
            asked = outcomes.inquiry.model_dump(mode="json")
            raw = dumps({"inquiry": asked, "chapters": reports}, ensure_ascii=False, indent=1).encode()
        else:
            raw = FORMS[form].made(whole_brief(question), draw)
    except CaseError as error:
        return Refused(tuple(error.faults))
    return MadeDocument(f"{question.name}.{form}", raw)
