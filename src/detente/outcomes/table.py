"""The table of a run, a row a world: what went in, and what came out."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from io import StringIO
from itertools import chain, pairwise

import numpy as np

from detente.arrays import AnyArray, Bools
from detente.case.model import EVENT, EXPERTS
from detente.compiled.kernels import Kernel
from detente.findings import Column
from detente.outcomes.units import unit_of
from detente.worlds import RunEntry, Worlds

ROWS = 256  # written at a time
WIDEST = 16  # bytes of a number and the comma before it, at most
write_rows = Kernel("detente.outcomes.table_kernels", "write_rows")


@dataclass(frozen=True)
class OutcomeTable:
    """Columns of one value a world.

    Attributes:
        columns: The columns: the world's weight, inputs, then outcomes.
        inputs: How many of the first columns say what went in; 0 where that makes no difference.
    """

    columns: tuple[Column, ...]
    inputs: int = 0

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
        return replace(self, columns=(*self.columns, *more))

    def joint(self, *names: str) -> Bools:
        """Return in which worlds all of these yes-or-no columns hold."""
        return np.asarray(np.logical_and.reduce([self.column(name).values for name in names]))

    def csv(self, worlds: Worlds | None = None) -> Iterator[str]:
        """Yield the table as lines of CSV: a header, then a line a world; yes and no as 1 and 0.

        Args:
            worlds: Worlds whose helpers write their share; if not given, all is written here.
        """
        yield _line([column.name for column in self.columns])
        size = len(self.columns[0].values)
        ahead = [] if worlds is None else [one for one in InputsWritten.all(size) if worlds.begun(one)]
        rest = self.columns[self.inputs :] if ahead else self.columns
        written = partial(_written, "\r\n")
        parts = ([column.values[at : at + ROWS] for column in rest] for at in range(0, size, ROWS))
        lines = chain.from_iterable(map(written, parts) if worlds is None else worlds.shared(written, parts))
        if worlds is None or not ahead:
            yield from lines
        else:
            before = chain.from_iterable(worlds.taken(one, partial(one.of, self)) for one in ahead)
            yield from map(",".join, zip(before, lines, strict=True))

    def dictionary(self) -> Iterator[str]:
        """Yield what each column is as lines of CSV: its name, kind, unit and description."""
        yield _line(["column", "kind", "unit", "description"])
        for column in self.columns:
            yield _line([column.name, column.kind, column.unit, column.description])


@dataclass(frozen=True)
class InputsWritten(RunEntry[list[str]]):
    """What went into some worlds, as the beginnings of their lines of CSV.

    Attributes:
        start: The first world.
        stop: The world after the last one.
    """

    start: int
    stop: int

    @classmethod
    def all(cls, size: int) -> list[InputsWritten]:
        """Ask about so many worlds, in several requests."""
        return [cls(start, min(start + ROWS, size)) for start in range(0, size, ROWS)]

    def work(self, worlds: Worlds) -> list[str]:
        """Look at what is drawn, and write it."""
        return self._of(worlds.kept(WentIn()))

    def of(self, known: OutcomeTable) -> list[str]:
        """Write what a table has of it."""
        return self._of(known.columns[: known.inputs])

    def _of(self, columns: Sequence[Column]) -> list[str]:
        return _written("", [column.values[self.start : self.stop] for column in columns])


@dataclass(frozen=True)
class WentIn(RunEntry[tuple[Column, ...]]):
    """What went into the worlds of a run."""

    def work(self, worlds: Worlds) -> tuple[Column, ...]:
        """Look at what is drawn."""
        return inputs(worlds)


def _written(end: str, columns: Sequence[AnyArray]) -> list[str]:
    """Return a line for each row of some columns, numbers as `%.6g` writes them; yes and no as 1 and 0."""
    if not columns:
        return []
    values = np.array(columns, dtype=float)
    count, rows = values.shape
    text, ends = np.empty(values.size * WIDEST, dtype=np.uint8), np.empty(rows, dtype=np.int64)
    left = np.empty((rows, count), dtype=bool)
    write_rows(count, rows, text.size, values, text, ends, left)
    stops = ends.tolist()
    all_of_it = text[: stops[-1]].tobytes().decode() if rows else ""
    lines = [all_of_it[start:stop] for start, stop in pairwise((0, *stops))]
    for row in np.flatnonzero(left.any(axis=1)).tolist():
        lines[row] %= tuple(values[left[row], row].tolist())
    return [line + end for line in lines] if end else lines


def table(worlds: Worlds, outcomes: Iterable[Column]) -> OutcomeTable:
    """Join the inputs of a run with the outcomes of its chapters.

    Args:
        worlds: The worlds.
        outcomes: Columns of the chapters.

    Returns:
        The table: `weight`, a column for every judgement that is not certain (by its path), a column for every event
        (`red_lines/…!`: its uniform), then the outcomes.
    """
    went_in = inputs(worlds)
    return OutcomeTable((*went_in, *outcomes), len(went_in))


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
