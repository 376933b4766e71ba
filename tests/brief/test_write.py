"""The files of a brief: whole or not at all, and a table that a spreadsheet reads."""

from __future__ import annotations

import codecs
import csv
from pathlib import Path

import numpy as np
import pytest

from detente.brief.saving import write_lines, write_text
from tests.brief.conftest import Made


def test_the_table_is_one_a_spreadsheet_reads(made: Made, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "outcomes.csv", made.outcomes.table.csv())
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
    path = write_text(tmp_path / "a.html", "é\n“x”\r\n")
    assert path == tmp_path / "a.html"
    assert path.read_bytes() == "é\n“x”\r\n".encode()


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.txt", "before")

    def broken() -> object:
        yield "half"
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        write_lines(path, broken())  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "before"
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "half \ud800")
    assert path.read_text(encoding="utf-8") == "before"


def test_nothing_is_left_behind_by_a_write_that_failed(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "a.txt", "half \ud800")
    assert list(tmp_path.iterdir()) == []
