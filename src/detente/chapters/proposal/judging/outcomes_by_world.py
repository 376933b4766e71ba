"""What comes of proposing packages, in every world, if the other side engages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.arrays import AnyArray, Bools, Floats
from detente.chapters.agreement import Groundwork, OptionNumbers, package_gains
from detente.chapters.proposal.judging.steady_endings import endings, measured
from detente.worlds import Worlds

BRANCHES = ("refused", "stopped", "broken", "completed")
REFUSED, STOPPED, BROKEN, COMPLETED = range(len(BRANCHES))
YearlyRates = Mapping[str, Floats]  # of each principal, arrays (worlds,)


@dataclass(frozen=True)
class Prospects:
    """What comes of packages if the other side engages; arrays are (packages, worlds).

    Attributes:
        packages: The packages.
        attainable: Whether each is attainable.
        branch: Number of the branch (`BRANCHES`) in which it ends.
        worth: Principal → what it has more than no talks, present value at the start.
        rates: Principal → its yearly rate, array (worlds,).
    """

    packages: tuple[OptionNumbers, ...]
    attainable: Bools
    branch: AnyArray
    worth: Mapping[str, Floats]
    rates: YearlyRates

    @property
    def completed(self) -> Bools:
        """Array (packages, worlds): agreed, carried out and kept."""
        return np.asarray(self.branch == COMPLETED)

    def row(self, package: OptionNumbers) -> int:
        """Return the row of a package."""
        return self.packages.index(package)

    def some(self, rows: Sequence[int]) -> Prospects:
        """Return the same of some packages, by their rows."""
        at = list(rows)
        return Prospects(
            tuple(self.packages[n] for n in at),
            self.attainable[at],
            self.branch[at],
            {party: worth[at] for party, worth in self.worth.items()},
            self.rates,
        )

    def beside(self, other: Prospects) -> Prospects:
        """Return the same with other packages behind these."""
        return Prospects(
            (*self.packages, *other.packages),
            np.concatenate([self.attainable, other.attainable]),
            np.concatenate([self.branch, other.branch]),
            {party: np.concatenate([worth, other.worth[party]]) for party, worth in self.worth.items()},
            self.rates,
        )


def prospects(plan: Groundwork, packages: Sequence[OptionNumbers], worlds: Worlds) -> Prospects:
    """What comes of proposing packages, if all that is agreed is carried out at once?

    Args:
        plan: The groundwork of the case.
        packages: The packages.
        worlds: The worlds.

    Returns:
        In every world: refused where it is not attainable; then, where the case has measures, stopped where somebody
        would rather leave, broken where somebody would rather cheat; else completed.
    """
    case = worlds.case
    detail = package_gains(plan, packages, worlds)
    wanted = detail.packages
    rates = yearly_rates(worlds)
    gain = {p: detail.gain[p] / rates[p] for p in case.principals}
    if not measured(case):
        branch = np.where(detail.attainable, COMPLETED, REFUSED)
        worth = {p: np.where(detail.attainable, gain[p], 0.0) for p in case.principals}
        return Prospects(wanted, detail.attainable, branch, worth, rates)
    blocks = list(worlds.each(partial(endings, wanted)))
    stopped = np.concatenate([block.stopped for block in blocks], axis=-1)
    broken = np.concatenate([block.broken for block in blocks], axis=-1)
    branch = np.select([~detail.attainable, stopped, broken], [REFUSED, STOPPED, BROKEN], COMPLETED)
    worth = {}
    for party in case.principals:
        left = np.concatenate([block.left[party] for block in blocks], axis=-1)
        worth[party] = np.where(detail.attainable, np.where(stopped | broken, left, gain[party]), 0.0)
    return Prospects(wanted, detail.attainable, branch, worth, rates)


def yearly_rates(worlds: Worlds) -> dict[str, Floats]:
    """Return principal → its yearly rate in every world; 1, so that all is by the year, unless all have one."""
    case = worlds.case
    paths = {party: f"discount_rates/{party}" for party in case.principals}
    if not all(path in case.judgements for path in paths.values()):
        return dict.fromkeys(case.principals, np.ones(worlds.size))
    hazard = ["stability/hazard"] if measured(case) else []
    found = worlds.judged([*paths.values(), *hazard])
    rates = {party: found[path] + (found[hazard[0]] if hazard else 0.0) for party, path in paths.items()}
    return {party: np.where(rate > 0, rate, 1.0) for party, rate in rates.items()}
