"""The schema of `urgency.yaml` and `urgency-later.yaml`: their parts, and what must fit the rest of the case."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.model import Case
from detente.case.references import Problem
from detente.chapters.urgency.consistency import check, check_later
from detente.chapters.urgency.forms.urgency_parts import LaterEstimates, UrgencyParts


class UrgencyFile(UrgencyParts):
    """What `urgency.yaml` says: an arsenal, what changes while one waits, hours; at least one of them."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check(self, case)


class UrgencyLaterFile(LaterEstimates):
    """What `urgency-later.yaml` says: estimates of the time after the day of the case, for a back-test alone."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check_later(self, case)
