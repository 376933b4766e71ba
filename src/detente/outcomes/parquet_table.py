"""The table of a run as Parquet, with units and descriptions; needs pyarrow, the extra `parquet`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from detente.findings import Column
from detente.outcomes.table import OutcomeTable

UNIT, SAYS = b"unit", b"description"  # what is said of each column, in the metadata of its field


def parquet(table: OutcomeTable, about: Mapping[str, str]) -> bytes:
    """Return the table as a file of Parquet: a column a column, yes or no as booleans, numbers as 64-bit floats.

    Args:
        table: The table.
        about: What is said of the whole, such as the case and the seed; stands in the metadata of the file.
    """
    import pyarrow as pa
    from pyarrow import parquet as files

    kinds = {"bool": pa.bool_(), "number": pa.float64()}
    fields = [
        pa.field(
            column.name, kinds[column.kind], nullable=False, metadata={UNIT: column.unit, SAYS: column.description}
        )
        for column in table.columns
    ]
    values = [pa.array(column.values, type=kinds[column.kind]) for column in table.columns]
    made = pa.Table.from_arrays(values, schema=pa.schema(fields, metadata=dict(about)))
    sink = pa.BufferOutputStream()
    files.write_table(made, sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def table_of_parquet(raw: bytes) -> OutcomeTable:
    """Return the table that a file of Parquet holds, as `parquet` wrote it.

    Args:
        raw: What the file holds.
    """
    import pyarrow as pa
    from pyarrow import parquet as files

    found = files.read_table(pa.BufferReader(raw))
    columns = []
    for field, values in zip(found.schema, found.columns, strict=True):
        said = {key: text.decode() for key, text in (field.metadata or {}).items()}
        kind: Literal["bool", "number"] = "bool" if pa.types.is_boolean(field.type) else "number"
        columns.append(Column(field.name, kind, said[UNIT], said[SAYS], values.to_numpy()))
    return OutcomeTable(tuple(columns))
