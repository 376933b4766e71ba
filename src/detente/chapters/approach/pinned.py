"""What the chapter chose: what letters propose first; and what decisions are worth, which is a matter of all worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.arrays import Bools, Floats
from detente.case.base import Frozen
from detente.case.model import Case
from detente.chapters.agreement import Groundwork, package_gains, package_judge
from detente.chapters.approach.probes.probe_values import Probe, worth
from detente.chapters.approach.probes.probing import in_every_world, judged_by
from detente.chapters.approach.result import Approaches, approach_columns
from detente.chapters.approach.schema import ApproachFile
from detente.chapters.pins import Judge, Pins, Rows
from detente.chapters.reading import POSTERIOR
from detente.findings import Column
from detente.worlds import Worlds
from detente.worlds.draws import multiplied

Array3 = tuple[tuple[tuple[float, ...], ...], ...]
Array4 = tuple[Array3, ...]


class PinnedProbe(Frozen):
    """What a probe tells and changes, on average over the worlds."""

    likelihood: tuple[tuple[float, ...], ...]
    """By outcome and explanation: how likely each outcome is."""
    told: Array4 | None
    """By outcome, party, decision and explanation: what decisions are worth then; null where it asks nothing."""
    raised: Array4 | None
    """The same where outcomes change how likely the other side is to engage; null where none does."""


class ApproachPins(Pins):
    """What letters propose first, and what decisions are worth."""

    first: dict[str, dict[str, str] | None]
    """Letter → issue → option of the first step that it proposes; null where it proposes none."""
    table: Array3
    """By party, decision and explanation: what decisions are worth; empty where no probe is valued."""
    probes: dict[str, PinnedProbe]
    """Probe → what it tells and changes."""

    @classmethod
    def of(cls, found: Approaches) -> ApproachPins:
        """Return what was chosen."""
        letters, probing = found.letters.items(), found.probing
        return cls(
            first={key: None if one.exchange is None else dict(one.exchange.options) for key, one in letters},
            table=() if probing is None else _plain(probing.payoffs.table),
            probes={} if probing is None else {name: _pinned(probe) for name, probe in probing.probes.items()},
        )

    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case by this."""
        agreement = package_judge(before)
        assert agreement is not None, "the chapter needs agreement"
        return ApproachJudge(self, agreement.plan)


@dataclass(frozen=True)
class ApproachJudge(Judge):
    """Judges worlds.

    Attributes:
        pins: What was chosen.
        plan: The groundwork of the case.
    """

    pins: ApproachPins
    plan: Groundwork

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        first = {key: self._attainable(options, worlds) for key, options in self.pins.first.items()}
        return Rows(tuple(approach_columns(first, self._values(worlds, known))), worlds)

    def _attainable(self, options: Mapping[str, str] | None, worlds: Worlds) -> Bools:
        if options is None:
            return np.zeros(worlds.size, dtype=bool)
        package = self.plan.packages.named(options)
        return np.asarray(package_gains(self.plan, [package], worlds).attainable[0])

    def _values(self, worlds: Worlds, known: Mapping[str, Column]) -> dict[str, Floats]:
        """Return probe → array (worlds): its value by the judgements of each world."""
        if not self.pins.probes:
            return {}
        case = worlds.case
        part: ApproachFile = case.parts["approach"]
        table = np.array(self.pins.table)
        posterior = multiplied(
            [np.array([known[POSTERIOR.named(h)].values for h in one.explanations]) for one in case.subjects]
        )
        (rates,) = worlds.judged(["approach/waiting"]).values()
        found = {}
        for name, pinned in self.pins.probes.items():
            drawn, _ = in_every_world(name, part.probes[name], case, worlds)
            mean = replace(
                drawn,
                likelihood=np.array(pinned.likelihood),
                told=None if pinned.told is None else np.array(pinned.told),
                raised=None if pinned.raised is None else np.array(pinned.raised),
            )
            found[name] = worth(posterior, table, judged_by(drawn, mean), rates).value
        return found


def _pinned(probe: Probe) -> PinnedProbe:
    return PinnedProbe(
        likelihood=_plain(probe.likelihood),
        told=None if probe.told is None else _plain(probe.told),
        raised=None if probe.raised is None else _plain(probe.raised),
    )


def _plain(array: Floats) -> Any:
    """Return an array as data: tuples in tuples."""
    return tuple(_plain(row) for row in array) if array.ndim else float(array)
