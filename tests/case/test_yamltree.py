from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.faults import CaseError
from detente.case.file_tree import Tree
from detente.case.yaml_tree import MAX_BYTES, read_text, read_tree

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(-1e15, 1e15)
    | st.text(st.characters(codec="ascii", exclude_categories=["Cc"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc<-é ", min_size=1).filter(lambda key: key != "<<"), inner, max_size=4)
    ),
    max_leaves=15,
)


def tree(text: str) -> Tree:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.yaml")
        path.write_bytes(text.encode())
        return read_tree(path, "x.yaml")


def said(found: Tree) -> list[str]:
    return [str(fault) for fault in found.faults]


@given(PLAIN)
def test_json_is_yaml(value: Any) -> None:
    found = tree(json.dumps(value))
    assert found.value == value
    assert not found.faults


def test_lines_of_keys_and_items() -> None:
    found = tree("# comment\na: 1\n\nb:\n  c: [x,\n    y]\n  d:\n    - z\n    - {e:\n        2}\n")
    assert found.value == {"a": 1, "b": {"c": ["x", "y"], "d": ["z", {"e": 2}]}}
    assert {place: found.line(place) for place in found.lines} == {
        (): 2,
        ("a",): 2,
        ("b",): 4,
        ("b", "c"): 5,
        ("b", "c", 0): 5,
        ("b", "c", 1): 6,
        ("b", "d"): 7,
        ("b", "d", 0): 8,
        ("b", "d", 1): 9,
        ("b", "d", 1, "e"): 9,
    }


def test_a_place_that_is_not_spelled_out() -> None:
    found = tree("a:\n  b:\n    low: 1\n")
    assert found.known(("a", "b", "yearly", "low")) == ("a", "b", "low")
    assert found.line(("a", "b", "yearly", "high")) == 2
    assert found.line(("z",)) == 1


def test_texts_are_sought_below_a_place() -> None:
    found = tree("a: {any: [us, {all: [uk, us]}], us: fr}\nb: us\n")
    assert list(found.seek(("a",), "us")) == [("a", "any", 0), ("a", "any", 1, "all", 1)]
    assert list(found.seek(("b",), "us")) == [("b",)]
    assert list(found.seek(("b",), "uk")) == []


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_line_breaks(breaks: str) -> None:
    assert tree(f"a: 1{breaks}b: 2{breaks}").lines["b",] == 2


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_what_editors_do_not_count_as_a_line_break(separator: str) -> None:
    found = tree(f"a: one{separator}two\nb: 2\n")
    assert found.value == {"a": "one two", "b": 2}
    assert found.lines["b",] == 2


def test_quoted_words_are_text() -> None:
    assert tree("a: '1'\nb: \"null\"\nc: 'true'\n").value == {"a": "1", "b": "null", "c": "true"}


def test_an_empty_file_says_nothing() -> None:
    assert tree("").value is None
    assert tree("# nothing\n").value is None


def test_a_section_in_two_pieces_is_judged_as_one() -> None:
    found = tree("a: {b: {c: 1}}\na: {b: {d: 2}, e: 3}\na: 4\n")
    assert found.value == {"a": 4}
    assert said(found) == [
        "x.yaml:2: found 'a' a second time (first on line 1); expected each key once",
        "x.yaml:2: a: found 'b' a second time (first on line 1); expected each key once",
        "x.yaml:3: found 'a' a second time (first on line 2); expected each key once",
    ]
    assert tree("a: {b: 1}\na: {c: 2}\n").value == {"a": {"b": 1, "c": 2}}


def test_what_is_noted_does_not_stop_the_reading() -> None:
    found = tree("a: &x 1\nb: *x\nc: !t 2\nd: .nan\n? [k]\n: v\ne: {<<: 1}\nf: 6\n---\ng: 7\n")
    assert found.value == {"a": 1, "b": None, "c": None, "d": None, "e": {"<<": 1}, "f": 6}
    assert found.spoilt == {("b",), ("c",), ("d",), ("e", "<<")}
    assert [fault.line for fault in found.faults] == [1, 2, 3, 4, 5, 7, 9]


def test_faults_before_one_that_stops_the_reading_are_kept() -> None:
    with pytest.raises(CaseError) as error:
        tree("a: &x 1\nb: *x\nc: 'open\n")
    assert [fault.line for fault in error.value.faults] == [1, 2, 3]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_text(tmp_path / "x", "x") == "a: 1\n"


def test_size_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"#" * MAX_BYTES)
    assert len(read_text(tmp_path / "x", "x")) == MAX_BYTES
    (tmp_path / "x").write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(CaseError, match="more than 1,000,000 bytes"):
        read_text(tmp_path / "x", "x")
