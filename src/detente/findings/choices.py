"""A choice among several things, and the values of judgements at which another would be better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # so that `detente --help` need not load NumPy
    from detente.arrays import Floats
    from detente.findings.estimates import Estimate
    from detente.worlds.errors import Interval


@dataclass(frozen=True)
class Choice:
    """What was chosen, of what, by what; to choose nothing is worth 0 in every world.

    Attributes:
        options: For each thing, issue → option.
        terms: Array (things, worlds): what each world adds to that by which they are chosen.
        chosen: Row of the one chosen; None where nothing is worth choosing.
        trace: Paths of the judgements from which the terms were worked out.
    """

    options: tuple[Mapping[str, str], ...]
    terms: Floats = field(compare=False, repr=False)
    chosen: int | None
    trace: frozenset[str]


@dataclass(frozen=True)
class Rerun:
    """What a run says in which judgements were set to the values in question.

    Attributes:
        chosen: What the thing chosen is worth there.
        other: What the other is; 0 for nothing.
        apart: The second less the first, with its error.
        confirmed: Whether the other is as good there, within the errors of the run and of the value.
    """

    chosen: float
    other: float
    apart: Interval
    confirmed: bool


@dataclass(frozen=True)
class Switch:
    """A value of a judgement beyond which something else than what was chosen is better.

    Attributes:
        stream: The uniform: a judgement or a ladder of judgements; marked `!` where something happens or not.
        label: The same in words.
        kind: Whether it is to be judged, happens or not, or is for the side advised to decide.
        path: Path of the judgement; of an event that of its probability.
        value: The value; of an event 1 if the other is better where it happens, 0 where it does not.
        middle: The median in these worlds; of an event the share of worlds in which it happens; with its error.
        above: Whether the other is better above the value, and not below; None for an event.
        together: Path → value of all judgements that move with it, itself among them, at the same place in their range.
        alone: Whether others hang on it by a common cause, which stay as they are in a run with these values.
        other: Row of what is better there; None for nothing.
        now: The other less the thing chosen over all worlds, with its error.
        beyond: The same over the worlds beyond the value, or in which the event is as told.
        error: Half the width of the 90 % interval of the difference at the value; 0 of an event.
        rerun: What a run with the value set says; None where none was asked for.
    """

    stream: str
    label: str
    kind: Literal["judgement", "event", "decision"]
    path: str
    value: float
    middle: Estimate
    above: bool | None
    together: Mapping[str, float]
    alone: bool
    other: int | None
    now: Interval
    beyond: Interval
    error: float
    rerun: Rerun | None = None
