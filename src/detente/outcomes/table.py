"""The table of a run, a row a world: what went in, and what came out."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from io import StringIO

import numpy as np

from detente.arrays import AnyArray, Bools
from detente.case.model import EVENT, EXPERTS
from detente.findings import Column
from detente.outcomes.units import unit_of
from detente.worlds import Worlds

ROWS = 256  # written at a time


@dataclass(frozen=True)
class OutcomeTable:
    """Columns of one value a world.

    Attributes:
        columns: The columns: the world's weight, inputs, then outcomes.
    """

    columns: tuple[Column, ...]

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def column(self, name: str) -> Column:
        """Return the column of a name.

        Raises:
            KeyError: There is no such column.
        """
        return self._by_name[name]

    def and_columns(self, more: Iterable[Column]) -> OutcomeTable:
        """Return the table with more columns behind its own."""
        return OutcomeTable((*self.columns, *more))

    def joint(self, *names: str) -> Bools:
        """Return in which worlds all of these yes-or-no columns hold."""
        return np.asarray(np.logical_and.reduce([self.column(name).values for name in names]))

    def csv(self, worlds: Worlds | None = None) -> Iterator[str]:
        """Yield the table as lines of CSV: a header, then a line a world; yes and no as 1 and 0.

        Args:
            worlds: Worlds whose helpers write their share; if not given, all is written here.
        """
        yield _line([column.name for column in self.columns])
        line = ",".join("%d" if column.kind == "bool" else "%.6g" for column in self.columns) + "\r\n"
        starts = range(0, len(self.columns[0].values), ROWS)
        parts = ([column.values[start : start + ROWS] for column in self.columns] for start in starts)
        written = partial(_written, line)
        for lines in map(written, parts) if worlds is None else worlds.shared(written, parts):
            yield from lines

    def dictionary(self) -> Iterator[str]:
        """Yield what each column is as lines of CSV: its name, kind, unit and description."""
        yield _line(["column", "kind", "unit", "description"])
        for column in self.columns:
            yield _line([column.name, column.kind, column.unit, column.description])


def _written(line: str, columns: Sequence[AnyArray]) -> list[str]:
    """Return a line for each row of some columns."""
    return [line % row for row in zip(*(values.tolist() for values in columns), strict=True)]


def table(worlds: Worlds, outcomes: Iterable[Column]) -> OutcomeTable:
    """Join the inputs of a run with the outcomes of its chapters.

    Args:
        worlds: The worlds.
        outcomes: Columns of the chapters.

    Returns:
        The table: `weight`, a column for every judgement that is not certain (by its path), a column for every event
        (`red_lines/…!`: its uniform), then the outcomes.
    """
    return OutcomeTable((*inputs(worlds), *outcomes))


def inputs(worlds: Worlds) -> tuple[Column, ...]:
    """Return what went in: the weight of each world, every judgement that is not certain, and every event."""
    draws = worlds.draws(0, worlds.size)
    found = [Column("weight", "number", "weight", "how much the world counts", worlds.weight())]
    for path, placed in worlds.case.judgements.items():
        if not placed.judgement.certain:
            says = f"value of the judgement {path}"
            found.append(Column(path, "number", unit_of(path), says, draws.value(path)))
    for stream in worlds.dependence.streams:
        if stream.endswith(EVENT):
            decides = f"uniform that decides {stream.removesuffix(EVENT)}"
            happens = "it happens where this is at most the probability"
            believed = "by weight, in the order of ids, it falls to the expert who is believed"
            says = f"{decides}: {believed if stream.startswith(EXPERTS) else happens}"
            found.append(Column(stream, "number", "0 to 1", says, draws.uniform(stream)))
    return tuple(found)


def _line(cells: Sequence[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
