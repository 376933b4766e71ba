"""The quick parser reads a file as the careful one does, or leaves it to that one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.bundled import CASES
from detente.case.faults import CaseError
from detente.case.faulty_yaml import parse_carefully
from detente.case.file_tree import Tree
from detente.case.quick_yaml import quickly
from detente.case.yaml_tree import NO_BREAKS
from tests.case.test_fuzz import BROKEN, SCRAPS

SCRAPS = [*SCRAPS, "\n", "''", "|\n", "> ", "|-\n", ">+2\n", " # ", " :", "- ", "http://x", "a:b", "\\/", "\\\n"]
BUNDLED = sorted(Path(CASES).glob("*/*.yaml"))
PIECES = [
    "\n".join(lines[start : start + size])
    for path in (*BUNDLED[::5], *sorted(BROKEN.glob("*/*.yaml"))[::3])
    for lines in [path.read_text(encoding="utf-8", errors="replace").split("\n")]
    for start, size in ((0, 6), (25, 3), (40, 9))
]


def carefully(text: str) -> Tree:
    found = Tree("x.yaml")
    parse_carefully(text, found)
    return found


@pytest.mark.parametrize("path", [path for path in BUNDLED if path.stat().st_size < 6_000], ids=str)
def test_bundled_files_are_read_quickly(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found, other = quickly(text), carefully(text)
    assert found is not None
    assert found == (other.value, other.lines)


@given(st.sampled_from(PIECES), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), st.sampled_from(SCRAPS))))
def test_both_parsers_read_the_same(text: str, changes: list[tuple[int, int, str]]) -> None:
    for place, dropped, scrap in changes[:5]:
        text = text[:place] + scrap + text[place + dropped :]
    text = text.translate(NO_BREAKS)
    found = quickly(text)
    if found is not None:
        other = carefully(text)
        assert not other.faults
        assert not other.spoilt
        assert (repr(found[0]), list(found[1].items())) == (repr(other.value), list(other.lines.items()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "only text",
        "- a list",
        "a: 1\na: 2",
        "a: &b 1",
        "a: *b",
        "a: !!str 1",
        "<<: {a: 1}",
        "? [1]\n: 2",
        "a: 1\n---\nb: 2",
        "%YAML 1.1\n---\na: 1",
        "a:\tb",
        'a: "\\0"',
        "a: 1e99",
        "a: {b: [",
        "a: " + "[" * 30 + "]" * 30,
    ],
)
def test_what_is_odd_is_left_to_the_careful_parser(text: str) -> None:
    assert quickly(text) is None


def test_a_fault_is_said_by_the_careful_parser() -> None:
    with pytest.raises(CaseError, match="a bracket that is never closed"):
        carefully("a: [1")
