"""The table of worlds as Parquet: every bit, with units and descriptions."""

from __future__ import annotations

import numpy as np
import pytest

from detente.outcomes.opening import draw, read
from detente.outcomes.parquet_table import parquet, table_of_parquet
from detente.outcomes.run import run


def test_parquet_keeps_every_bit_with_units_and_descriptions() -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    pa = pytest.importorskip("pyarrow")
    table = run(draw(read("orange")), only=["agreement"]).table
    raw = parquet(table, {"case": "orange"})
    again = table_of_parquet(raw)
    for one, other in zip(table.columns, again.columns, strict=True):
        assert (one.name, one.kind, one.unit, one.description) == (
            other.name,
            other.kind,
            other.unit,
            other.description,
        )
        assert np.array_equal(one.values, other.values)
    file = pq.read_table(pa.BufferReader(raw))
    assert file.schema.metadata[b"case"] == b"orange"
    assert {str(field.type) for field in file.schema} == {"bool", "double"}
