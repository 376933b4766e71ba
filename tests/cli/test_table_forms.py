"""`detente brief --table`: the table of worlds as CSV and Parquet, with a dictionary beside it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from detente.outcomes.parquet_table import table_of_parquet
from tests.cli.conftest import FEW, called


def test_both_forms_and_the_dictionary_say_the_same() -> None:
    ran = called("brief", "orange", "--no-open", "-q", "--table", "csv,parquet", "--out", "b", *FEW)
    assert (ran.code, ran.err) == (0, "")
    names = ["brief.html", "outcomes.csv", "outcomes.parquet", "columns.csv", "result.json"]
    assert json.loads(Path("b", "result.json").read_text(encoding="utf-8"))["files"] == names
    assert sorted(path.name for path in Path("b").iterdir()) == sorted(names)
    found = table_of_parquet(Path("b", "outcomes.parquet").read_bytes())
    with Path("b", "outcomes.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [column.name for column in found.columns]
    for column, texts in zip(found.columns, zip(*rows, strict=True), strict=True):
        assert np.allclose(column.values.astype(float), np.array(texts, dtype=float), rtol=1e-5, atol=1e-12)
    with Path("b", "columns.csv").open(encoding="utf-8-sig", newline="") as file:
        said = [*csv.DictReader(file)]
    assert [tuple(row.values()) for row in said] == [(c.name, c.kind, c.unit, c.description) for c in found.columns]
    assert {row["kind"] for row in said} == {"bool", "number"}


def test_a_form_that_is_not_known_is_an_error() -> None:
    ran = called("brief", "orange", "--no-open", "--table", "parket", *FEW)
    assert ran.code == 2
    assert ran.err.strip() == "--table: found 'parket'; expected one of csv, parquet (did you mean 'parquet'?)"
    assert not Path("orange-brief").exists()


def test_without_the_extra_it_is_said_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.cli.table_forms.find_spec", lambda _: None)
    ran = called("brief", "orange", "--no-open", "--table", "parquet", *FEW)
    assert ran.code == 2
    assert "pip install 'detente[parquet]'" in ran.err
    assert not Path("orange-brief").exists()
