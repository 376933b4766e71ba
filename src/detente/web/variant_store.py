"""VariantStore: a case with what somebody changed, kept with every step, so that each can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    and_,
    func,
    insert,
    select,
)
from sqlalchemy import delete as deleting
from sqlalchemy import update as updating

from detente.case.faults import CaseError, Fault
from detente.case.inquiry import Inquiry
from detente.web.database import TABLES

AS_WRITTEN = "as-written"  # the case without a change
MOST = 200  # of a case
VARIANTS = Table(
    "variants",
    TABLES,
    Column("id", String(24), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("case_name", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("made", String(32), nullable=False),
)
STEPS = Table(
    "steps",
    TABLES,
    Column("variant", String(24), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("inquiry", Text, nullable=False),
    Column("says", Text, nullable=False),
)


@dataclass(frozen=True)
class Variant:
    """A case with changes.

    Attributes:
        id: What it goes by in addresses; `as-written` for the case without a change.
        case: Name of the case.
        name: What the user calls it.
        inquiry: What is asked: the changes so far.
        at: The step that it stands at.
        last: The last step, which redoing leads to.
        says: What the step changed, in words.
    """

    id: str
    case: str
    name: str
    inquiry: Inquiry
    at: int = 0
    last: int = 0
    says: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything is changed."""
        return self.id != AS_WRITTEN


def as_written(case: str, inquiry: Inquiry) -> Variant:
    """Return the case without a change."""
    return Variant(AS_WRITTEN, case, "As written", inquiry)


class ChangedMeanwhileError(Exception):
    """A variant is no longer as it was seen: it was changed from elsewhere, or is gone."""


class VariantStore:
    """What is kept of variants.

    A step is added to the variant as its reader saw it. If somebody, or another tab, has changed it meanwhile, nothing
    is changed, and the reader is told (`ChangedMeanwhileError`).
    """

    def __init__(self, engine: Engine) -> None:
        """Keep them in a database."""
        self._engine = engine

    def of(self, owner: str, case: str) -> Sequence[Variant]:
        """Return the variants of a case, the oldest first."""
        with self._engine.connect() as there:
            return [_variant(row) for row in there.execute(_all(owner, case).order_by(VARIANTS.c.made))]

    def get(self, owner: str, case: str, name: str) -> Variant:
        """Return a variant.

        Raises:
            KeyError: This owner has none of that id.
        """
        with self._engine.connect() as there:
            row = there.execute(_all(owner, case).where(VARIANTS.c.id == name)).one_or_none()
        if row is None:
            raise KeyError(name)
        return _variant(row)

    def change(self, owner: str, before: Variant, inquiry: Inquiry, says: str) -> Variant:
        """Return a variant with one more step; a new one where the case was as written.

        What was undone before is forgotten.

        Raises:
            ChangedMeanwhileError: The variant is no longer at the step that it is given at.
            CaseError: There are too many variants of the case.
        """
        with self._engine.begin() as there:
            if before.changed:
                name, at = before.id, before.at + 1
                _moved(there, owner, before, at)
                there.execute(deleting(STEPS).where(STEPS.c.variant == name, STEPS.c.number >= at))
            else:
                name, at = token_hex(12), 1
                number = len(there.execute(_all(owner, before.case)).all()) + 1
                if number > MOST:
                    raise CaseError([Fault("variants", 0, "", f"{MOST} of this case", "fewer; forget some first")])
                made = datetime.now(UTC).isoformat(timespec="microseconds")
                new = {"owner": owner, "case_name": before.case, "name": f"Variant {number}", "at": at, "made": made}
                there.execute(insert(VARIANTS).values(id=name, **new))
                there.execute(insert(STEPS).values(_step(name, 0, before.inquiry, "")))
            there.execute(insert(STEPS).values(_step(name, at, inquiry, says)))
        return self.get(owner, before.case, name)

    def move(self, owner: str, variant: Variant, by: int) -> Variant:
        """Return a variant after undoing (−1) or redoing (+1) a step, as far as there is one.

        Raises:
            ChangedMeanwhileError: The variant is no longer at the step that it is given at.
        """
        at = min(max(variant.at + by, 0), variant.last)
        with self._engine.begin() as there:
            _moved(there, owner, variant, at)
        return self.get(owner, variant.case, variant.id)

    def rename(self, owner: str, variant: Variant, name: str) -> None:
        """Give a variant another name."""
        with self._engine.begin() as there:
            which = updating(VARIANTS).where(VARIANTS.c.id == variant.id, VARIANTS.c.owner == owner)
            there.execute(which.values(name=name.strip()[:80] or variant.name))

    def delete(self, owner: str, variant: Variant) -> None:
        """Forget a variant."""
        with self._engine.begin() as there:
            mine = VARIANTS.c.id == variant.id, VARIANTS.c.owner == owner
            if there.execute(deleting(VARIANTS).where(*mine)).rowcount:
                there.execute(deleting(STEPS).where(STEPS.c.variant == variant.id))


def _moved(there: Connection, owner: str, before: Variant, at: int) -> None:
    """Let a variant stand at another step, if it still stands where it was seen; others wait until this is done."""
    seen = VARIANTS.c.id == before.id, VARIANTS.c.owner == owner, VARIANTS.c.at == before.at
    if not there.execute(updating(VARIANTS).where(*seen).values(at=at)).rowcount:
        raise ChangedMeanwhileError(before.name)


def _all(owner: str, case: str) -> Select[Any]:
    """Return the variants of a case, each with the step that it stands at and the number of its last."""
    one = STEPS.alias()
    last = select(func.max(one.c.number)).where(one.c.variant == VARIANTS.c.id).scalar_subquery().label("last")
    stands = and_(STEPS.c.variant == VARIANTS.c.id, STEPS.c.number == VARIANTS.c.at)
    found = select(VARIANTS, STEPS.c.inquiry, STEPS.c.says, last).join(STEPS, stands)
    return found.where(VARIANTS.c.owner == owner, VARIANTS.c.case_name == case)


def _variant(row: Row[Any]) -> Variant:
    inquiry = Inquiry.model_validate_json(row.inquiry)
    return Variant(row.id, row.case_name, row.name, inquiry, row.at, row.last, row.says)


def _step(variant: str, number: int, inquiry: Inquiry, says: str) -> Mapping[str, Any]:
    return {"variant": variant, "number": number, "inquiry": inquiry.model_dump_json(), "says": says}
