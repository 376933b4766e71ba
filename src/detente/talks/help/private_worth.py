"""What the texts on a record are worth to one delegation; worked out where its keys are, and shown to nobody else."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.arrays import Floats
from detente.case.base import Frozen
from detente.case.model import Case
from detente.talks.help.case_packages import numbered
from detente.talks.help.point_tables import PointTable
from detente.talks.help.proposed_texts import ProposedText
from detente.talks.help.stated_positions import StatedPositions
from detente.worlds import Worlds

RANGE = (0.05, 0.95)  # quantiles of worlds between which a number is said to lie


class PointRange(Frozen):
    """Points a year over the worlds."""

    middle: float
    """Median."""
    low: float
    """5 % quantile."""
    high: float
    """95 % quantile."""

    @classmethod
    def of(cls, values: Floats) -> PointRange:
        """Return the median and the range of an array (worlds)."""
        low, middle, high = np.quantile(values, [RANGE[0], 0.5, RANGE[1]]).tolist()
        return cls(middle=middle, low=low, high=high)


class PrivateWorth(Frozen):
    """What one text is worth to a delegation."""

    number: int
    """Number of the entry."""
    worth: PointRange
    """Points a year against the status quo."""
    over: PointRange
    """Points a year over what no agreement is worth."""
    acceptable: float
    """Share of worlds in which it could be accepted."""
    change: PointRange | None
    """Points a year more than the text before; null for a first text."""
    refused: list[str]
    """Issues whose option it refuses in at least half of the worlds."""


class PrivateWorths(Frozen):
    """What every text on a record is worth to one delegation; for its own eyes."""

    record: str
    """Name of the record."""
    party: str
    """The party."""
    sealed: bool
    """Whether it is worked out from the positions that it sealed for itself; otherwise from those that the case gives
    it."""
    worlds: int
    """In how many worlds."""
    texts: list[PrivateWorth]
    """The texts, in the order of the record."""


def table_for(case: Case, party: str, stated: StatedPositions | None, worlds: int, seed: int = 1) -> PointTable:
    """Return what options are worth to a party: by its own sealed positions if there are any, else by the case.

    Args:
        case: The case.
        party: The party.
        stated: What it has sealed.
        worlds: How many worlds are drawn where the case is asked.
        seed: Their seed.
    """
    if stated is not None:
        return PointTable.stated(case, stated)
    return PointTable.of_case(party, Worlds(case, size=worlds, seed=seed))


def worth_of(case: Case, table: PointTable, texts: Mapping[int, ProposedText]) -> list[PrivateWorth]:
    """Return what each text is worth to whoever has this table.

    Args:
        case: The case.
        table: What options are worth to the party.
        texts: Every text on the record, by number.

    Raises:
        NotOfCaseError: A text has an issue or an option that the case has not.
    """
    rows = {number: row for row, number in enumerate(texts)}
    packages = np.array([numbered(case, text.package) for text in texts.values()]).reshape(len(texts), len(case.issues))
    values, accepts = table.values(packages), table.accepts(packages)
    found = []
    for number, text in texts.items():
        row = rows[number]
        before = None if text.before is None else values[rows[text.before]]
        refused = [
            issue
            for n, (issue, lines) in enumerate(zip(case.issues, table.refused, strict=True))
            if lines is not None and lines[packages[row, n]].mean() >= 1 / 2
        ]
        found.append(
            PrivateWorth(
                number=number,
                worth=PointRange.of(values[row]),
                over=PointRange.of(values[row] - table.reservation),
                acceptable=float(accepts[row].mean()),
                change=None if before is None else PointRange.of(values[row] - before),
                refused=refused,
            )
        )
    return found
