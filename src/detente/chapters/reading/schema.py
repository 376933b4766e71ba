"""The schema of `reading.yaml` and `reading-later.yaml`: their forms, and what must fit the rest of the case."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.model import Case
from detente.case.references import Problem
from detente.chapters.reading.consistency import check, check_later
from detente.chapters.reading.entries import Reading, ReadingLater


class ReadingFile(Reading):
    """What `reading.yaml` says: explanations of the other side, and what was seen."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check(self, case)


class ReadingLaterFile(ReadingLater):
    """What `reading-later.yaml` says: what became known after the day of the case, for a back-test alone."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check_later(self, case)
