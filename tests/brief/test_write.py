"""The files of a brief: whole or not at all, and a table that a spreadsheet reads."""

from __future__ import annotations

import codecs
import csv
from pathlib import Path

import numpy as np

from detente.case.saving import FilesTogether
from tests.brief.conftest import Made


def test_the_table_is_one_a_spreadsheet_reads(made: Made, tmp_path: Path) -> None:
    with FilesTogether(tmp_path) as files:
        path = files.lines("outcomes.csv", made.outcomes.table.csv())
    raw = path.read_bytes()
    assert raw.startswith(codecs.BOM_UTF8)
    assert raw.count(codecs.BOM_UTF8) == 1
    assert raw.count(b"\r\n") == raw.count(b"\n") == made.outcomes.worlds.size + 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    columns = made.outcomes.table.columns
    assert header == [column.name for column in columns]
    assert len(set(header)) == len(header)
    assert header[0] == "weight"
    assert {len(row) for row in rows} == {len(header)}
    assert len(rows) == made.outcomes.worlds.size
    for n, column in enumerate(columns):
        values = np.array([float(row[n]) for row in rows])
        np.testing.assert_allclose(values, column.values.astype(float), rtol=1e-5, atol=1e-12, err_msg=column.name)


def test_text_is_utf8_as_it_stands(tmp_path: Path) -> None:
    with FilesTogether(tmp_path) as files:
        path = files.text("a.html", "é\n“x”\r\n")
    assert path == tmp_path / "a.html"
    assert path.read_bytes() == "é\n“x”\r\n".encode()
