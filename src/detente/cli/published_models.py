"""The models of everything that commands print as JSON, by command."""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters import CHAPTERS
from detente.cli.comparison_documents import CompareDocument
from detente.cli.documents import (
    BriefDocument,
    CasesDocument,
    CheckDocument,
    ConvertDocument,
    TableDocument,
    chapter_model,
    claims_model,
    conflict_model,
    letter_model,
    table_model,
)
from detente.cli.expert_documents import ExpertsDocument
from detente.cli.exploration_documents import ExploreDocument
from detente.cli.sheet_documents import SheetDocument
from detente.cli.talks_documents import talks_models


def models() -> dict[str, type[Frozen]]:
    """Return the model of every command that prints JSON."""
    by_chapter = {chapter.name: chapter_model(chapter.name) for chapter in CHAPTERS}
    return {
        **by_chapter,
        "brief": BriefDocument,
        "check": CheckDocument,
        "cases": CasesDocument,
        "convert": ConvertDocument,
        "convert-table": TableDocument,
        "letter-draft": letter_model("draft"),
        "letter-check": letter_model("check"),
        "conflict": conflict_model(),
        "table": table_model(),
        **talks_models(),
        "claims": claims_model(),
        "explore": ExploreDocument,
        "compare": CompareDocument,
        "sheet": SheetDocument,
        "experts": ExpertsDocument,
    }
