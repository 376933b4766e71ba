"""The part `waiting` of `urgency.yaml`. The sentence under each field is its documentation."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.case.base import Frozen, Id
from detente.case.judgements import AnyJudgement, NotNegative
from detente.case.schema import Date, Text


class ValueDrift(Frozen):
    """How a value changes while one waits; what is left out adds nothing."""

    name: Text
    """What drives it, as it should be printed, as a clause: “a new government in Seoul”."""
    of: Text
    """The value: `reservation/PARTY` or `positions/PARTY/ISSUE/OPTION`."""
    first: Date | None = Field(default=None, alias="from")
    """The day from which it counts; the day of the case, if not given."""
    a_year: AnyJudgement | None = None
    """Points that it adds for each year of waiting."""
    step: AnyJudgement | None = None
    """Points that it adds at once for a start on `from` or later; `from` must lie after the day of the case."""
    with_arsenal: AnyJudgement | None = None
    """Points that it adds each time the arsenal doubles."""


class WaitingHarm(Frozen):
    """Harm that is to be expected while nothing is agreed."""

    name: Text
    """What it is, as it should be printed."""
    unit: Text | None = None
    """Its unit; given with `now`."""
    now: NotNegative | None = None
    """How much of it a year today. If not given: the harm of a war in `contact.yaml` by its risk within a year, with
    the channels of today."""
    a_year: AnyJudgement | None = None
    """What that gains for each year of waiting, as a share of today."""
    with_arsenal: AnyJudgement | None = None
    """Elasticity: by which power of the arsenal it rises."""


class WaitingPart(Frozen):
    """What changes while one waits."""

    months: Annotated[int, Field(ge=1, le=240)] = 60
    """How late a start is looked at, in months."""
    drifts: dict[Id, ValueDrift] = Field(default_factory=dict)
    """What changes, by id."""
    harm: WaitingHarm | None = None
    """Harm while nothing is agreed; none is worked out, if not given."""
