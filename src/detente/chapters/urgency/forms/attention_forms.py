"""The part `attention` of `urgency.yaml`. The sentence under each field is its documentation."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from detente.case.base import Frozen, Id, refuse
from detente.case.judgements import NotNegative, Probability
from detente.case.schema import Date, Sources, Text

HALF = 0.5


class LevelHours(Frozen):
    """Hours at the two levels."""

    principal: NotNegative
    """Hours of the principal and of those who can decide in the principal's place."""
    working: NotNegative
    """Hours at working level."""


class BusySpell(Frozen):
    """A spell in which a file needs more, or less, than it does otherwise."""

    first: Date = Field(alias="from")
    """The first day."""
    until: Date
    """The day on which it ends."""
    times: Annotated[float, Field(ge=0)]
    """By what its hours and its worth are multiplied; 0: nothing is to be done on it."""
    name: Text | None = None
    """Why, as it should be printed."""


class AgendaFile(Frozen):
    """A matter that takes hours."""

    name: Text
    """Name as it should be printed."""
    needs: LevelHours
    """Hours a week that it needs."""
    worth: NotNegative
    """Points that it is worth a month if it has all its hours; points of those whose hours these are."""
    first_half: Probability
    """Share of that which the first half of the hours brings: 0.5 or more, so that more hours bring ever less."""
    decay: Probability
    """Share of its state that is lost in a month in which nobody attends to it."""
    least: Probability | None = None
    """Share of its hours that cannot be refused, as in a crisis; none, if not given."""
    state: Probability | None = None
    """Its state on the first day, from 0 to 1; 0, if not given."""
    busy: Annotated[tuple[BusySpell, ...], Field(strict=False)] = ()
    """When it needs more or less."""
    source: Sources = ()
    """Ids of the sources."""

    @model_validator(mode="after")
    def _concave(self) -> Self:
        if self.first_half.low < HALF:
            refuse(f"a share as low as {self.first_half.low:g}", "0.5 or more", at=("first_half",))
        return self


class DeskEngagement(Frozen):
    """Something that one could do, and the hours that it takes."""

    name: Text
    """Name as it should be printed, such as “a letter”."""
    hours: LevelHours
    """Hours that it takes in all."""
    months: Annotated[int, Field(ge=1, le=24)] = 1
    """Over how many months, in equal parts."""
    worth: NotNegative
    """Points that it is worth, of the same kind as those of the files."""


class AttentionPart(Frozen):
    """Files that compete for hours."""

    party: Id
    """Whose hours they are."""
    months: Annotated[int, Field(ge=1, le=60)] = 12
    """How many months are planned, from that of the day of the case on."""
    hours: LevelHours
    """Hours a week that there are."""
    files: Annotated[dict[Id, AgendaFile], Field(min_length=1)]
    """Files by id."""
    own: Id
    """The file that this case is about."""
    engagements: dict[Id, DeskEngagement] = Field(default_factory=dict)
    """What could be done about it, by id."""
