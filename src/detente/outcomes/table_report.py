"""The summary of a table of many worlds, and what is printed of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from detente.case.base import Frozen
from detente.findings import Column
from detente.findings.words import count, within
from detente.outcomes.chunks import WEIGHT
from detente.outcomes.column_sums import ColumnSums
from detente.outcomes.pinned_run import PinnedRun, Settled

TABLE = "outcomes.csv"
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


class ColumnSummary(Frozen):
    """What a column says over all worlds; numbers are null where it has a value in no world."""

    kind: str
    """bool or number."""
    unit: str
    """Unit of a number; for a bool, yes or no."""
    says: str
    """What it says, in a sentence."""
    share: float | None = None
    """Of a bool: share of worlds in which it holds."""
    mean: float | None = None
    """Of a number: its mean over worlds."""
    low: float | None = None
    """Lower end of the 90 % interval of the share or mean."""
    high: float | None = None
    """Upper end of it."""
    lowest: float | None = None
    """Smallest value in any world."""
    highest: float | None = None
    """Largest value in any world."""
    quantiles: dict[str, float] = Field(default_factory=dict)
    """Of a number: share of worlds → value below which it lies there, to a thousandth of the value."""


class TableReport(Frozen):
    """A table of many worlds, by choices made in fewer of them."""

    title: str
    """Title of the case."""
    rows: int
    """How many worlds it has."""
    effective: float
    """How many equally weighted worlds say as much."""
    chosen_in: int
    """In how many worlds the choices were made; more than were asked for where evidence would leave too few."""
    choices: dict[str, dict[str, Any]]
    """Chapter → what it chose, and what it took from all those worlds together."""
    without: list[str]
    """Chapters that cannot judge other worlds by what they chose, and so have no columns here."""
    failed: dict[str, str]
    """Chapter that ended in an error of the program → what went wrong."""
    headlines: dict[str, str]
    """Column of a headline → what it says."""
    columns: dict[str, ColumnSummary]
    """Column → what it says over all worlds, of the outcomes."""
    files: list[str]
    """The files written beside this."""


def table_report(planned: PinnedRun, settled: Settled, sums: Mapping[str, ColumnSums]) -> TableReport:
    """Return the summary of a table.

    Args:
        planned: The run.
        settled: What the inquiry settled.
        sums: Column → what was added up of it over all worlds.
    """
    forms = {column.name: column for column in planned.block(0).columns}
    return TableReport(
        title=planned.case.title,
        rows=planned.worlds,
        effective=sums[WEIGHT].effective,
        chosen_in=settled.drawn,
        choices=settled.choices,
        without=list(settled.without),
        failed=settled.failed,
        headlines=settled.says,
        columns={name: _summary(forms[name], found) for name, found in sums.items() if name != WEIGHT},
        files=[TABLE],
    )


def _summary(column: Column, found: ColumnSums) -> ColumnSummary:
    """Return what is said of a column."""
    plain = ColumnSummary(kind=column.kind, unit=column.unit, says=column.description)
    if not found.sums[0]:
        return plain
    if column.kind == "bool":
        share = found.share
        return plain.model_copy(update={"share": share.value, "low": share.low, "high": share.high})
    mean, quantiles = found.mean, found.quantiles(QUANTILES)
    return plain.model_copy(
        update={
            "mean": mean.value,
            "low": mean.low,
            "high": mean.high,
            "lowest": found.lowest,
            "highest": found.highest,
            "quantiles": {f"{share:g}": value for share, value in quantiles.items()},
        }
    )


def told(report: TableReport) -> str:
    """Return what is printed: how many worlds, and the shares of headlines."""
    said = {name: report.columns[name] for name in report.headlines if name in report.columns}
    shares = {
        name: within(one.share, one.low, one.high)
        for name, one in said.items()
        if one.share is not None and one.low is not None and one.high is not None
    }
    width = max(map(len, shares.values()), default=0)
    first = f"{count(report.rows, 'world')}, which say as much as {report.effective:,.0f} of equal weight."
    chosen = f"Packages and roadmaps are those chosen in {count(report.chosen_in, 'world')}."
    lines = [f"{share:>{width}}  {report.headlines[name]}" for name, share in shares.items()]
    return "\n".join([report.title, first, chosen, "", *lines])
