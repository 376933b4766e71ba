"""What would overturn the choice, in plain numbers.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

from detente.findings import Choice, Rerun, Switch
from detente.findings.copying import copied
from detente.findings.sampled import Sampled


class RerunReport(Sampled):
    """What a run says in which the judgements were set to the values told."""

    recommended: float
    """What may be expected there of the package recommended, as the choice counts it."""
    other: float
    """The same of the other package; 0 for none."""
    difference: float
    """The second less the first."""
    confirmed: bool
    """Whether the other is as good there: the interval, widened by the error of the value, reaches 0, and the
    difference is larger than now. Of an event: whether it is better."""

    @classmethod
    def of(cls, rerun: Rerun) -> RerunReport:
        """Report a run."""
        return copied(cls, rerun, recommended=rerun.chosen, difference=rerun.apart)


class SwitchReport(Sampled):
    """A value of a judgement at which another package, or none, becomes better."""

    path: str
    """Path of the judgement, as `--set` takes it; of what happens or not, that of its probability."""
    stream: str
    """What was drawn: the judgement, or the ladder whose rungs move together; with ! at the end, an event."""
    label: str
    """What it is about, in words."""
    kind: Literal["judgement", "event", "decision"]
    """A judgement that could be known better, something that happens or not, or a decision of the side advised."""
    value: float
    """The value, in the judgement’s own unit; 1 if the other package is better where the event happens, 0 where not."""
    middle: float
    """The median in these worlds; of an event the share of worlds in which it happens."""
    above: bool | None
    """Whether the other package is better above the value, and not below; null for an event."""
    together: dict[str, float]
    """Path → value of all judgements that move together, itself among them: what has to be set to try it."""
    alone: bool
    """Whether others hang on it by a `factor`: these move with it in the worlds drawn, and stay as they are where its
    value is set."""
    package: dict[str, str] | None
    """Issue → option of the package that is better beyond it; null for none."""
    now: float
    """What may be expected of that package less that of the one recommended, in these worlds."""
    beyond: float
    """The same difference over the worlds beyond the value, or in which the event is as told."""
    rerun: RerunReport | None
    """What a run with the value set says; null where none was asked for (`--overturn`), or the value cannot be set."""

    @classmethod
    def of(cls, choice: Choice, switch: Switch) -> SwitchReport:
        """Report a value."""
        return copied(
            cls,
            switch,
            package=None if switch.other is None else dict(choice.options[switch.other]),
            rerun=None if switch.rerun is None else RerunReport.of(switch.rerun),
        )
