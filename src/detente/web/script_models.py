"""What scripts send to a workbench and get from it, beside the JSON of chapters."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from detente.case.base import Frozen
from detente.case.faults import Fault
from detente.web.described_cases import Described
from detente.web.variant_store import Variant


class Exchanged(Frozen):
    """A part of what scripts send and get; made at once, since FastAPI looks at it when routes are declared."""

    model_config = ConfigDict(defer_build=False)


class CaseCard(Exchanged):
    """A case that can be asked."""

    name: str
    """What it goes by in addresses."""
    own: bool
    """Whether it is the account’s own, and may be removed."""


class FaultSaid(Exchanged):
    """Something that is wrong."""

    file: str
    """The file, or what else it is about."""
    line: int
    """The line; 0 where there is none."""
    says: str
    """What was found, and what was expected."""

    @classmethod
    def of(cls, fault: Fault) -> FaultSaid:
        """Return a fault as scripts get it."""
        return cls(file=fault.file, line=fault.line, says=str(fault))


class Trouble(Exchanged):
    """Why something was not done."""

    detail: str
    """In a sentence."""
    faults: list[FaultSaid] = Field(default_factory=list)
    """What is wrong with the case, or with what was asked, each by itself."""


class JudgementCard(Exchanged):
    """A judgement of a case."""

    path: str
    """What `set` names it by."""
    says: str
    """What it is about."""
    unit: str
    """Its unit."""
    low: float
    """Lowest value."""
    mode: float | None
    """Most likely value, if one is given."""
    high: float
    """Highest value."""


class ChapterCard(Exchanged):
    """A chapter, and whether a case has what it needs."""

    name: str
    """Its name."""
    question: str
    """Which question it answers."""
    lacks: list[str]
    """What the case lacks for it; nothing if it can answer."""


class CaseCardInFull(CaseCard):
    """A case: what is decided in it, what is judged, and what can be asked."""

    title: str
    """Its title."""
    question: str
    """Its question."""
    date: str
    """The day from which it is seen."""
    issues: dict[str, list[str]]
    """Issue → its options."""
    judgements: list[JudgementCard]
    """Its judgements."""
    chapters: list[ChapterCard]
    """The chapters."""

    @classmethod
    def of(cls, name: str, own: bool, found: Described) -> CaseCardInFull:
        """Return a case as scripts get it."""
        return cls(
            name=name,
            own=own,
            title=found.title,
            question=found.question,
            date=found.date,
            issues={issue: list(options) for issue, (_, options) in found.issues.items()},
            judgements=[
                JudgementCard(path=j.path, says=j.says, unit=j.unit, low=j.low, mode=j.mode, high=j.high)
                for j in found.judgements.values()
            ],
            chapters=[ChapterCard(name=n, question=q, lacks=list(lacks)) for n, q, lacks in found.chapters],
        )


class CaseSent(Exchanged):
    """A case that was taken in."""

    name: str
    """Its name."""
    faults: list[FaultSaid]
    """What is wrong with it: it is kept as it is, and answers nothing before that is mended."""


class VariantWanted(Exchanged):
    """A variant to be made."""

    name: str = Field(min_length=1, max_length=80)
    """What it is called."""
    changed: dict[str, Any] = Field(min_length=1, max_length=500)
    """Path of a judgement → what stands in its place, in any form of the case file."""


class VariantCard(Exchanged):
    """A case with changes."""

    id: str
    """What it goes by in addresses."""
    name: str
    """What it is called."""
    step: int
    """The step at which it stands."""
    steps: int
    """How many steps it has."""
    changed: dict[str, Any]
    """Path of a judgement → what stands in its place."""
    flags: str
    """All that is asked, as options of the command line."""

    @classmethod
    def of(cls, variant: Variant) -> VariantCard:
        """Return a variant as scripts get it."""
        inquiry = variant.inquiry
        return cls(
            id=variant.id,
            name=variant.name,
            step=variant.at,
            steps=variant.last,
            changed=inquiry.changed,
            flags=inquiry.flags(),
        )
