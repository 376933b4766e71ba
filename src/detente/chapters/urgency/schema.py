"""The schema of `urgency.yaml` and `urgency-later.yaml`: their parts, and what must fit the rest of the case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from detente.case.base import Frozen, Id
from detente.case.model import Case
from detente.case.references import Problem
from detente.chapters.urgency.consistency import check, check_later
from detente.chapters.urgency.forms.arsenal_forms import ArsenalPart, PublishedEstimate
from detente.chapters.urgency.forms.attention_forms import AttentionPart
from detente.chapters.urgency.forms.waiting_forms import WaitingPart


class UrgencyFile(Frozen):
    """What `urgency.yaml` says; each part answers a question of its own, and one at least must be there."""

    arsenal: ArsenalPart | None = None
    """The arsenal of a party, and what would slow it."""
    waiting: WaitingPart | None = None
    """What changes while one waits."""
    attention: AttentionPart | None = None
    """Files that compete for hours."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check(self, case)


class UrgencyLaterFile(Frozen):
    """What `urgency-later.yaml` says: estimates of the time after the day of the case, for a back-test alone."""

    estimates: Annotated[dict[Id, PublishedEstimate], Field(min_length=1)]
    """Published estimates, by id."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for whatever does not fit the rest of the case."""
        return check_later(self, case)
