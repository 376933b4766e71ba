"""What was known of past agreements on a day: how long each had lived, and whether it had failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from detente.chapters.precedent.agreement_rows import FAILURES, PastAgreement, bundled_table
from detente.chapters.precedent.compared_history import ComparedHistory

YEAR = 365.25  # days
Standing = Literal["held", "failed", "cannot say"]


@dataclass(frozen=True)
class PastLife:
    """An agreement as it was known on a day.

    Attributes:
        id: Its id.
        agreement: What it was; ends that came later are not in it.
        years: Years from its beginning to its end, or to the day.
        failed: Whether it failed at the end of them; attempts at which nothing was agreed did.
    """

    id: str
    agreement: PastAgreement
    years: float
    failed: bool

    def standing(self, horizon: float) -> Standing:
        """Return whether it held for so many years, failed before, or whether one cannot say."""
        if not self.agreement.followed:
            return "cannot say"
        if not self.agreement.agreed:
            return "failed"
        if self.years >= horizon:
            return "held"
        return "failed" if self.failed else "cannot say"


def table_of(part: ComparedHistory) -> dict[str, PastAgreement]:
    """Return the agreements that a case is compared with: the table, without some rows, and the case’s own."""
    rows = {} if part.table is None else bundled_table(part.table)
    kept = {name: row for name, row in rows.items() if name not in part.without}
    return {**kept, **part.agreements}


def lives_on(table: Mapping[str, PastAgreement], day: dt.date) -> tuple[PastLife, ...]:
    """Return what was known of agreements on a day; nothing that happened later is read.

    Args:
        table: Id → agreement.
        day: The day.

    Returns:
        Those that had begun, in the order in which they began; of equals, in that of the table.
    """
    begun = [(name, row) for name, row in table.items() if row.began <= day]
    return tuple(_life(name, row, day) for name, row in sorted(begun, key=lambda pair: pair[1].began))


def _life(name: str, row: PastAgreement, day: dt.date) -> PastLife:
    if row.ended is not None and row.ended > day:
        row = row.model_copy(update={"ended": None, "ending": None})
    last = day if row.ended is None else row.ended
    failed = not row.agreed or row.ending in FAILURES
    return PastLife(name, row, (last - row.began).days / YEAR, failed)
