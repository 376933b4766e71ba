"""Tables as CSV text: whatever is wrong is said with its line."""

from __future__ import annotations

import pytest

from detente.case import csv_text
from detente.case.csv_text import csv_rows
from detente.case.faults import CaseError


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "t.csv:1: found no column 'date'; expected the columns date, type"),
        ("dat,type\n", "no column 'date'; expected the columns date, type (did you mean 'dat'?)"),
        ("date,date\n", "t.csv:1: found the column 'date' a second time; expected each column once"),
        ("date,typ\n", "the column 'typ'; expected one of date, type (did you mean 'type'?)"),
        ("date,type\n\n1,2,3\n", "t.csv:3: found 3 cells; put text that has commas in quotation marks; expected 2"),
        (f"date\n{'x' * 200_000}\n", "t.csv:2: found no CSV (field larger than field limit (131072))"),
        ("date\n1\n2\n3\n", "t.csv:4: found more rows; expected at most 2"),
    ],
)
def test_faults_have_their_line(text: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "MOST_ROWS", 2)
    with pytest.raises(CaseError) as caught:
        csv_rows(text, "t.csv", ["date"], ["date", "type"])
    assert says in str(caught.value)


def test_a_cell_is_refused_with_its_line_and_the_nearest_name() -> None:
    (row,) = csv_rows("date\n\nx\n", "t.csv", ["date"])
    with pytest.raises(CaseError, match=r"t\.csv:3: date: found 'x'; expected one of a, b \(did you mean 'a'\?\)"):
        row.refuse("date", "'x'", "one of a, b", "a")


def test_short_rows_are_filled_and_quoted_commas_kept() -> None:
    rows = csv_rows('a,b\n"1, 2"\n', "t.csv", ["a"])
    assert [row.cells for row in rows] == [{"a": "1, 2", "b": ""}]
