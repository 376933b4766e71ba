"""Parts of a long run: the rows of some blocks of worlds as bytes, with what is added up over them."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import numpy as np

from detente.outcomes.column_sums import ColumnSums
from detente.outcomes.pinned_run import PinnedRun
from detente.outcomes.table import OutcomeTable
from detente.worlds.worlds import BLOCK

ROWS, SUMS = "rows.csv", "sums.json"
FAST = 1  # level of compression
WEIGHT = "weight"


class DamagedChunkError(Exception):
    """The bytes are not those of a chunk, or not all of them."""


@dataclass(frozen=True)
class Chunk:
    """The rows of some worlds that follow each other.

    Attributes:
        rows: Lines of CSV, without a header.
        sums: Column → what is added up of it, of the weight and of the outcomes.
    """

    rows: bytes
    sums: Mapping[str, ColumnSums]

    def packed(self) -> bytes:
        """Return it as a file: an archive, which says itself whether it is whole."""
        file = BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=FAST) as archive:
            for name, raw in ((ROWS, self.rows), (SUMS, json.dumps(_told(self.sums)).encode())):
                archive.writestr(ZipInfo(name), raw, ZIP_DEFLATED, FAST)
        return file.getvalue()


def packed_chunk(run: PinnedRun, span: range) -> bytes:
    """Work out a chunk.

    Args:
        run: The run.
        span: The numbers of its worlds; the first is that of the first world of a block.
    """
    tables = [run.block(start) for start in range(span.start, span.stop, BLOCK)]
    rows = "".join(line for table in tables for line in _lines(table)).encode()
    return Chunk(rows, _sums(tables)).packed()


def rows_of(packed: bytes) -> bytes:
    """Return the rows of a chunk.

    Raises:
        DamagedChunkError: Something is missing or wrong.
    """
    return _member(packed, ROWS)


def sums_of(packed: bytes) -> dict[str, ColumnSums]:
    """Return what is added up over the worlds of a chunk.

    Raises:
        DamagedChunkError: Something is missing or wrong.
    """
    return {name: _read(told) for name, told in json.loads(_member(packed, SUMS)).items()}


def header(run: PinnedRun) -> str:
    """Return the first line of the table."""
    return next(run.block(0).csv())


def spans(worlds: int, blocks: int) -> Iterator[range]:
    """Yield the chunks of a run.

    Args:
        worlds: How many worlds it has.
        blocks: How many blocks of worlds a chunk has.

    Example:
        >>> [(span.start, span.stop) for span in spans(3000, 2)]
        [(0, 2048), (2048, 3000)]
    """
    step = blocks * BLOCK
    return (range(start, min(start + step, worlds)) for start in range(0, worlds, step))


def _lines(table: OutcomeTable) -> Iterable[str]:
    lines = table.csv()
    next(lines)
    return lines


def _sums(tables: Sequence[OutcomeTable]) -> dict[str, ColumnSums]:
    """Add up the weights and the outcomes, whose names begin with a chapter and a dot."""
    counted = [c for c in tables[0].columns if c.name == WEIGHT or "." in c.name.partition("/")[0]]
    weights = np.concatenate([table.column(WEIGHT).values for table in tables])
    return {
        c.name: ColumnSums.of(
            np.concatenate([table.column(c.name).values for table in tables]), weights, c.kind == "number"
        )
        for c in counted
    }


def _member(packed: bytes, name: str) -> bytes:
    try:
        with ZipFile(BytesIO(packed)) as archive:
            return archive.read(name)
    except (BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError) as error:
        raise DamagedChunkError(str(error)) from error


def _told(sums: Mapping[str, ColumnSums]) -> dict[str, Any]:
    """Return sums as data that JSON knows; exact numbers as text."""
    return {
        name: [[str(one) for one in found.sums], found.lowest, found.highest, list(found.pieces.items())]
        for name, found in sums.items()
    }


def _read(told: Any) -> ColumnSums:
    (first, second, third, fourth, fifth), lowest, highest, pieces = told
    exact = (Fraction(first), Fraction(second), Fraction(third), Fraction(fourth), Fraction(fifth))
    return ColumnSums(exact, lowest, highest, Counter(dict(map(tuple, pieces))))
