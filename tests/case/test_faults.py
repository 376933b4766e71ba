from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import faults
from detente.case.faults import CaseError, Fault, nearest, one_of, printable, shown, where
from detente.case.read import read


def test_one_line_with_all_that_helps() -> None:
    fault = Fault("case.yaml", 3, "parties → us", "'x'", "text", "y")
    assert str(fault) == "case.yaml:3: parties → us: found 'x'; expected text (did you mean 'y'?)"
    assert str(Fault("case.yaml", 0, "", "nothing", "keys")) == "case.yaml: found nothing; expected keys"


def test_faults_come_in_order_and_once() -> None:
    late, early = Fault("case.yaml", 10, "", "a", "b"), Fault("case.yaml", 9, "z", "a", "b", "c")
    same_line, chapter = Fault("case.yaml", 9, "z", "a", "b"), Fault("a.yaml", 99, "", "a", "b")
    error = CaseError([late, early, same_line, late, chapter])
    assert error.faults == (chapter, same_line, early, late)
    assert str(error).splitlines() == [str(fault) for fault in error.faults]


@pytest.mark.parametrize(
    ("name", "found"), [("exercices", "exercises"), ("EXERCISES", None), ("", None), (5, None), ("x" * 300, None)]
)
def test_nearest(name: object, found: str | None) -> None:
    assert nearest(name, ["exercises", "tests", "x" * 301]) == found


def test_nearest_looks_no_further_than_helps() -> None:
    assert nearest("p7", [f"p{n}" for n in range(10**6)]) == "p7"
    assert nearest("q700000", (f"{n}" for n in range(10**6))) is None


def test_one_of() -> None:
    assert one_of([]) == "nothing here"
    assert one_of(["a"]) == "one of a"
    assert one_of(range(9)) == "one of 0, 1, 2, 3, 4, 5, 6, 7, … (9 in all)"
    assert one_of(["a\nb"]) == "one of a\\nb"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "true"),
        ("a'b", '"a\'b"'),
        ([1, None, False], "[1, null, false]"),
        ({"a": {"b": "c"}}, "{a: {b: 'c'}}"),
        ((1.5, "x"), "[1.5, 'x']"),
        ("x" * 99, "'" + "x" * 58 + "…"),
    ],
)
def test_shown(value: object, text: str) -> None:
    assert shown(value) == text


@given(st.text(), st.integers(2, 50))
def test_whatever_is_shown_can_be_printed_on_one_line(text: str, most: int) -> None:
    for written in (printable(text, most), shown([text, {text: text}], most), where((text, 3, text))):
        assert written.isprintable()
    assert len(printable(text, most)) <= most


def test_long_places_are_cut() -> None:
    assert where(tuple(range(20))) == "1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → 9 → 10 → 11 → 12 → …"


def test_a_nearest_name_is_looked_for_once_and_not_for_the_thousandth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """900 misspelt names of 900 took over a minute."""
    searched: list[str] = []

    def noted(name: str, *_: object, **__: object) -> list[str]:
        searched.append(name)
        return []

    monkeypatch.setattr(faults, "get_close_matches", noted)
    issues = "".join(f"  issue-{n}: {{name: I, movers: [a], options: {{no: n, yes: y}}}}\n" for n in range(200))
    unknown = "".join(f"    isue-{n}: {{yes: 1}}\n" for n in range(200))
    text = f"title: T\ndate: 2021-08-31\nparties: {{a: A, b: B}}\nissues:\n{issues}positions:\n  a:\n{unknown}"
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as error:
        read(tmp_path, {})
    assert len(error.value.faults) >= 200
    assert len(searched) == len(set(searched)) == faults.MOST_SEARCHES
