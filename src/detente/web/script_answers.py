"""Answers as JSON, as another process works them out for scripts."""

from __future__ import annotations

from collections.abc import Callable

from detente.case.faults import CaseError, Fault
from detente.outcomes.opening import check_advised
from detente.outcomes.run import Outcomes
from detente.web.questions_asked import CaseQuestion, Refused, opened, outcomes_of

DocumentWriter = Callable[[Outcomes, str], str]


def documented(question: CaseQuestion, document: DocumentWriter) -> str | Refused:
    """Return what the chapters find as JSON, or what is wrong with what was asked."""
    try:
        check_advised(opened(question.folder, question.stamp), question.inquiry.advises)
        outcomes = outcomes_of(question)
    except CaseError as error:
        return Refused(tuple(error.faults))
    chapter = question.chapter
    if chapter and chapter not in outcomes.results:
        lines = outcomes.missing.get(chapter, ())
        return Refused(tuple(Fault(chapter, 0, "", "a case without what it needs", line) for line in lines))
    return document(outcomes, chapter)
