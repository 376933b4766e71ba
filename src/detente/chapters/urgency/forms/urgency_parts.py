"""The parts of `urgency.yaml` and `urgency-later.yaml` together."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.case.base import Frozen, Id
from detente.chapters.urgency.forms.arsenal_forms import ArsenalPart, PublishedEstimate
from detente.chapters.urgency.forms.attention_forms import AttentionPart
from detente.chapters.urgency.forms.waiting_forms import WaitingPart


class UrgencyParts(Frozen):
    """What `urgency.yaml` says; each part answers a question of its own, and one at least must be there."""

    arsenal: ArsenalPart | None = None
    """The arsenal of a party, and what would slow it."""
    waiting: WaitingPart | None = None
    """What changes while one waits."""
    attention: AttentionPart | None = None
    """Files that compete for hours."""


class LaterEstimates(Frozen):
    """What `urgency-later.yaml` says: estimates of the time after the day of the case, for a back-test alone."""

    estimates: Annotated[dict[Id, PublishedEstimate], Field(min_length=1)]
    """Published estimates, by id."""
