"""What the chapter chose: the packages that are looked at, and the states of a conflict that have columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from detente.case.model import Case
from detente.chapters.agreement import ATTAINABLE, OptionNumbers
from detente.chapters.pins import Judge, Pins, Rows
from detente.chapters.stability.analyse import kept_in
from detente.chapters.stability.result import Stability, promise_columns
from detente.chapters.stability.stated.over_worlds import shown_in
from detente.findings import Column
from detente.worlds import Worlds


class StabilityPins(Pins):
    """The packages that are looked at, and the states of a conflict that have columns."""

    packages: dict[str, OptionNumbers]
    """What a package is called in columns → the package."""
    states: dict[str, dict[str, int]]
    """Concept → name of a state of the stated conflict that has a column → the state; empty without a conflict."""

    @classmethod
    def of(cls, found: Stability) -> StabilityPins:
        """Return what was chosen."""
        return cls(
            packages={one.label: tuple(int(option) for option in one.package) for one in found.promises},
            states={} if found.conflict is None else found.conflict.shown,
        )

    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case by this."""
        return PromiseJudge(self)


@dataclass(frozen=True)
class PromiseJudge(Judge):
    """Judges worlds.

    Attributes:
        pins: What was chosen.
    """

    pins: StabilityPins

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        packages = self.pins.packages
        kept = kept_in([*packages.values()], worlds) if packages else []
        made = (
            promise_columns(label, known[ATTAINABLE.named(label)].values, one)
            for label, one in zip(packages, kept, strict=True)
        )
        conflict = worlds.case.parts["stability"].conflict
        stated = shown_in(conflict, self.pins.states, worlds) if self.pins.states else ()
        return Rows((*chain(*made), *stated), worlds)
