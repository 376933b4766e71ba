"""The JSON of runs: of one chapter, and of a whole brief."""

from __future__ import annotations

from collections.abc import Sequence

from detente.brief.compose import Brief, compose, warnings
from detente.case.base import Frozen
from detente.claims.audit import audit
from detente.claims.report import ClaimsReport, claims_report
from detente.cli.documents import (
    BriefDocument,
    chapter_model,
    headlines,
    joint,
    meta,
    overturn_reports,
    slot_document,
)
from detente.cli.output import as_json
from detente.outcomes.box_reports import box_report
from detente.outcomes.run import Outcomes


def run_json(outcomes: Outcomes, chapter: str) -> str:
    """Return what `detente CHAPTER --json` prints of a run, or `detente brief --json` where no chapter is named.

    No file is written for it, so it names none.
    """
    if chapter:
        return as_json(chapter_document(outcomes, chapter))
    claims = claims_report(audit(outcomes)) if outcomes.case.arguments else None
    return as_json(brief_document(outcomes, compose(outcomes, outcomes.case.id, claims), claims, []))


def chapter_document(outcomes: Outcomes, chapter: str) -> Frozen:
    """Return what a chapter found, its headlines, and where that comes from."""
    found = {**dict(outcomes.reports[chapter]), "headlines": headlines(outcomes, chapter)}
    return chapter_model(chapter).model_validate(found | {"meta": meta(chapter, outcomes, warnings(outcomes))})


def brief_document(
    outcomes: Outcomes, written: Brief, claims: ClaimsReport | None, files: Sequence[str]
) -> BriefDocument:
    """Return every number of a brief.

    Args:
        outcomes: The run.
        written: The brief.
        claims: What became of the arguments about the dispute, if the case holds any.
        files: Names of the files that are written with it.
    """
    return BriefDocument(
        meta=meta("brief", outcomes, written.warnings),
        title=written.title,
        question=written.question,
        page_one={slot.name: slot_document(slot) for slot in written.one.slots},
        joint=joint(outcomes),
        overturns=overturn_reports(outcomes),
        fails=[box_report(box) for box in outcomes.fails],
        chapters=dict(outcomes.reports),
        headlines=headlines(outcomes),
        claims=None if claims is None else claims.model_dump(mode="json"),
        missing={chapter: list(lines) for chapter, lines in outcomes.unanswered.items()},
        failed=dict(outcomes.failed),
        files=list(files),
    )
