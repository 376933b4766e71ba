"""Where some packages are attainable, and what they bring the principals there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.agreement.judging.few_packages import evaluate
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.space.scores import scores
from detente.findings import joined
from detente.worlds import Draws, Worlds


@dataclass(frozen=True)
class AttainableGains:
    """Some packages in all worlds.

    Attributes:
        rows: Package → its row.
        attainable: Array (packages, worlds): whether each is attainable.
        gains: Principal → array (packages, worlds): value − reservation where it is attainable, else 0; points a year.
    """

    rows: Mapping[OptionNumbers, int]
    attainable: Bools
    gains: Mapping[str, Floats]

    def attainable_where(self, package: OptionNumbers | None) -> Bools:
        """Return where a package is attainable; nowhere if there is none."""
        if package is None:
            return np.zeros(self.attainable.shape[1], dtype=bool)
        return np.asarray(self.attainable[self.rows[package]])

    def gain(self, party: str, package: OptionNumbers | None) -> Floats:
        """Return the gain of a principal by a package in every world, points a year; nothing if there is none."""
        if package is None:
            return np.zeros(self.attainable.shape[1])
        return np.asarray(self.gains[party][self.rows[package]])


def attainable_gains(plan: Groundwork, packages: Iterable[OptionNumbers], worlds: Worlds) -> AttainableGains:
    """Return where packages are attainable and what they bring there.

    Args:
        plan: The groundwork of the case.
        packages: The packages, each once.
        worlds: The worlds.
    """
    wanted = tuple(packages)
    blocks = list(worlds.each(partial(_block, plan, wanted)))
    attainable = np.concatenate([found for found, _ in blocks], axis=1)
    gains = joined([gains for _, gains in blocks])
    return AttainableGains({package: row for row, package in enumerate(wanted)}, attainable, gains)


def _block(plan: Groundwork, packages: Sequence[OptionNumbers], draws: Draws) -> tuple[Bools, dict[str, Floats]]:
    block = scores(plan.case, draws, plan.parties, plan.needs)
    found = evaluate(plan, packages, block)
    gains = {
        party: np.where(found.attainable, found.value[party] - block.parties[party].reservation, 0.0)
        for party in plan.case.principals
    }
    return found.attainable, gains
