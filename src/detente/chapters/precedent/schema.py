"""The schema of `precedent.yaml` and `precedent-later.yaml`: their forms, and what must fit the rest of the case."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.model import Case
from detente.case.references import Problem
from detente.chapters.precedent.compared_history import ComparedHistory, LaterHistory
from detente.chapters.precedent.precedent_checks import check, check_later


class PrecedentFile(ComparedHistory):
    """What `precedent.yaml` says: what the case is compared with, and how."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check(self, case)


class PrecedentLaterFile(LaterHistory):
    """What `precedent-later.yaml` says: until when a back-test looks."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check_later(self, case)
