"""The summary of a table of many worlds: its JSON, and what is printed of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from pydantic import Field

from detente import __version__
from detente.case.base import Frozen
from detente.cli.documents import VERSIONS, Meta
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


class TableOfWorlds(Frozen):
    """A table of many worlds, by choices made in fewer of them."""

    meta: Meta
    """Where it comes from; the inquiry is that in whose worlds the choices were made."""
    title: str
    """Title of the case."""
    rows: int
    """How many worlds it has."""
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


def table_document(planned: PinnedRun, settled: Settled, sums: Mapping[str, ColumnSums]) -> TableOfWorlds:
    """Return the summary of a table.

    Args:
        planned: The run.
        settled: What the inquiry settled.
        sums: Column → what was added up of it over all worlds.
    """
    forms = {column.name: column for column in planned.block(0).columns}
    case, inquiry = planned.case, settled.inquiry
    said = {
        "schema": f"table/{VERSIONS['table']}",
        "version": __version__,
        "case": case.id,
        "case_digest": inquiry.digest,
        "seed": inquiry.seed,
        "worlds": planned.worlds,
        "effective_worlds": sums[WEIGHT].effective,
        "advises": case.advises,
        "inquiry": inquiry,
    }
    return TableOfWorlds(
        meta=Meta.model_validate(said),
        title=case.title,
        rows=planned.worlds,
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


def told(document: TableOfWorlds) -> str:
    """Return what is printed: how many worlds, and the shares of headlines."""
    said = {name: document.columns[name] for name in document.headlines if name in document.columns}
    shares = {
        name: within(one.share, one.low, one.high)
        for name, one in said.items()
        if one.share is not None and one.low is not None and one.high is not None
    }
    width = max(map(len, shares.values()), default=0)
    effective = document.meta.effective_worlds or np.nan
    first = f"{count(document.rows, 'world')}, which say as much as {effective:,.0f} of equal weight."
    chosen = f"Packages and roadmaps are those chosen in {count(document.chosen_in, 'world')}."
    lines = [f"{share:>{width}}  {document.headlines[name]}" for name, share in shares.items()]
    return "\n".join([document.title, first, chosen, "", *lines])
