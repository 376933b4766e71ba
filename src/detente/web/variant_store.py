"""VariantStore: a case with what somebody changed, kept with every step, so that each can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Column, Engine, Integer, MetaData, Row, String, Table, Text, create_engine, event, insert, select
from sqlalchemy import delete as deleting
from sqlalchemy import update as updating

from detente.case.inquiry import Inquiry

AS_WRITTEN = "as-written"  # the case without a change
TABLES = MetaData()
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


class VariantStore:
    """What is kept of variants, in SQLite or at the address of another database."""

    def __init__(self, url: str) -> None:
        """Open the database, and make its tables where they are not there."""
        self._engine: Engine = create_engine(url)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _safe)
        TABLES.create_all(self._engine)

    def of(self, owner: str, case: str) -> Sequence[Variant]:
        """Return the variants of a case, the oldest first."""
        with self._engine.connect() as there:
            found = select(VARIANTS).where(VARIANTS.c.owner == owner, VARIANTS.c.case_name == case)
            return [self._variant(there, row) for row in there.execute(found.order_by(VARIANTS.c.made))]

    def get(self, owner: str, case: str, name: str) -> Variant:
        """Return a variant.

        Raises:
            KeyError: This owner has none of that id.
        """
        with self._engine.connect() as there:
            row = there.execute(_one(owner, case, name)).one_or_none()
            if row is None:
                raise KeyError(name)
            return self._variant(there, row)

    def change(self, owner: str, before: Variant, inquiry: Inquiry, says: str) -> Variant:
        """Return a variant with one more step; a new one where the case was as written.

        What was undone before is forgotten.
        """
        with self._engine.begin() as there:
            if before.changed:
                name, at = before.id, before.at + 1
                there.execute(deleting(STEPS).where(STEPS.c.variant == name, STEPS.c.number >= at))
                there.execute(updating(VARIANTS).where(VARIANTS.c.id == name).values(at=at))
            else:
                name, at = token_hex(12), 1
                number = len(there.execute(_all(owner, before.case)).all()) + 1
                made = datetime.now(UTC).isoformat(timespec="microseconds")
                new = {"owner": owner, "case_name": before.case, "name": f"Variant {number}", "at": at, "made": made}
                there.execute(insert(VARIANTS).values(id=name, **new))
                there.execute(insert(STEPS).values(_step(name, 0, before.inquiry, "")))
            there.execute(insert(STEPS).values(_step(name, at, inquiry, says)))
        return self.get(owner, before.case, name)

    def move(self, owner: str, variant: Variant, by: int) -> Variant:
        """Return a variant after undoing (−1) or redoing (+1) a step, as far as there is one."""
        at = min(max(variant.at + by, 0), variant.last)
        with self._engine.begin() as there:
            there.execute(updating(VARIANTS).where(VARIANTS.c.id == variant.id).values(at=at))
        return self.get(owner, variant.case, variant.id)

    def rename(self, owner: str, variant: Variant, name: str) -> None:
        """Give a variant another name."""
        with self._engine.begin() as there:
            which = updating(VARIANTS).where(VARIANTS.c.id == variant.id, VARIANTS.c.owner == owner)
            there.execute(which.values(name=name.strip()[:80] or variant.name))

    def delete(self, owner: str, variant: Variant) -> None:
        """Forget a variant."""
        with self._engine.begin() as there:
            there.execute(deleting(STEPS).where(STEPS.c.variant == variant.id))
            there.execute(deleting(VARIANTS).where(VARIANTS.c.id == variant.id, VARIANTS.c.owner == owner))

    @staticmethod
    def _variant(there: Any, row: Row[Any]) -> Variant:
        steps = there.execute(select(STEPS).where(STEPS.c.variant == row.id).order_by(STEPS.c.number)).all()
        step = next(step for step in steps if step.number == row.at)
        inquiry = Inquiry.model_validate_json(step.inquiry)
        return Variant(row.id, row.case_name, row.name, inquiry, row.at, steps[-1].number, step.says)


def _all(owner: str, case: str) -> Any:
    return select(VARIANTS).where(VARIANTS.c.owner == owner, VARIANTS.c.case_name == case)


def _one(owner: str, case: str, name: str) -> Any:
    return _all(owner, case).where(VARIANTS.c.id == name)


def _step(variant: str, number: int, inquiry: Inquiry, says: str) -> Mapping[str, Any]:
    return {"variant": variant, "number": number, "inquiry": inquiry.model_dump_json(), "says": says}


def _safe(connection: Any, _: Any) -> None:
    """Let SQLite lose nothing that it has confirmed, and let readers not wait for a writer."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
