"""What became of agreements after the day of the case, beside what was to be expected: for a back-test alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from detente.chapters.precedent.agreement_rows import FAILURES, PastAgreement
from detente.chapters.precedent.past_lives import YEAR, PastLife
from detente.chapters.precedent.survival import LifeCurve


@dataclass(frozen=True)
class LaterFate:
    """One agreement that was in force on the day of the case.

    Attributes:
        id: Its id.
        expected: How likely it was to last to the later day, by the curve of all agreements; None where no agreement
            had been observed so long.
        lasted: Whether it did; None where it ended without failing.
        ended: The day on which it ended, if it did.
    """

    id: str
    expected: float | None
    lasted: bool | None
    ended: dt.date | None


def later_fates(
    table: Mapping[str, PastAgreement], lives: tuple[PastLife, ...], curve: LifeCurve, day: dt.date, until: dt.date
) -> tuple[LaterFate, ...]:
    """Return what became of agreements in force on a day.

    Args:
        table: All that the table knows.
        lives: What was known on the day.
        curve: How long agreements last, as it was known on the day.
        day: The day of the case.
        until: The later day.
    """
    more = (until - day).days / YEAR
    found = []
    for life in lives:
        if life.agreement.ended is not None:
            continue
        now, then = curve.at(life.years), curve.at(life.years + more)
        row = table[life.id]
        ended = row.ended if row.ended is not None and row.ended <= until else None
        lasted = ended is None if ended is None or row.ending in FAILURES else None
        expected = None if now is None or then is None or not now.share else then.share / now.share
        found.append(LaterFate(life.id, expected, lasted, ended))
    return tuple(found)
