"""The JSON of `detente compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from detente.case.base import Frozen
from detente.cli.documents import Meta
from detente.findings.sampled import Sampled

if TYPE_CHECKING:  # so that commands that run nothing need not load it
    from detente.outcomes.compared_cases import CaseChange
    from detente.outcomes.compared_runs import ComparedRuns


class ChangeReport(Frozen):
    """One thing that two cases say differently."""

    path: str
    """Path of a judgement, or the keys that lead to anything else."""
    label: str
    """What the judgement is about; empty for anything else."""
    unit: str
    """Unit of the judgement; empty for anything else."""
    before: str | None
    """What the first case says; null where it says nothing."""
    after: str | None
    """What the second says."""


class MovedReport(Sampled):
    """One headline in two runs."""

    says: str
    """What holds."""
    one: float
    """In which share of worlds of the first run it does."""
    other: float
    """Of the second."""
    apart: float
    """By how much that is more."""
    moved: bool
    """Whether chance alone would move any of all headlines so far in at most 5 % of comparisons."""


class CompareDocument(Frozen):
    """Two runs side by side."""

    meta: Meta
    """Where it comes from: of the first run."""
    other: Meta
    """The same of the second run."""
    judgements: list[ChangeReport]
    """Judgements that the cases state differently, by path."""
    entries: list[ChangeReport]
    """What else they say differently."""
    headlines: dict[str, MovedReport]
    """Outcome column → the headline in both, those that moved most first."""
    only_one: list[str]
    """Headlines that the first run alone has."""
    only_other: list[str]
    """Headlines that the second alone has."""
    paired: bool
    """Whether they are compared world by world: of the same seed and number of worlds."""
    recommended: list[dict[str, str]] = Field(min_length=2, max_length=2)
    """The packages recommended in the first run and in the second: issue → option, in their names."""


def compare_document(
    found: ComparedRuns, one: Meta, other: Meta, packages: tuple[dict[str, str], dict[str, str]]
) -> CompareDocument:
    """Report what was found when two runs were compared."""
    from detente.findings.copying import copied

    return CompareDocument(
        meta=one,
        other=other,
        judgements=[_change(change) for change in found.judgements],
        entries=[_change(change) for change in found.entries],
        headlines={headline.name: copied(MovedReport, headline) for headline in found.headlines},
        only_one=list(found.only_one),
        only_other=list(found.only_other),
        paired=found.paired,
        recommended=[*packages],
    )


def _change(change: CaseChange) -> ChangeReport:
    from detente.findings.copying import copied

    return copied(ChangeReport, change)
