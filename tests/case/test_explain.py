"""Kinds of errors that chapters may meet and `case.yaml` does not, beside those of the broken cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from detente.case.base import Frozen, Id
from detente.case.entry_by_entry import sift
from detente.case.explain import EXPECTED
from detente.case.yaml_tree import read_tree


class Inner(Frozen):
    """A part."""

    name: str
    kind: Literal["one", "two"] | None = None


class Chapter(Frozen):
    """A chapter with every kind of field."""

    texts: list[str] = Field(default=[], max_length=2)
    count: Annotated[int, Field(gt=0, lt=10)] = 1
    share: Annotated[float, Field(ge=0, le=1)] = 0
    flag: bool = False
    code: Annotated[str, Field(pattern="^[A-Z]+$", max_length=3)] = "A"
    parts: dict[Id, Inner] = Field(default_factory=dict)
    either: Inner | None = None
    rows: Annotated[tuple[Inner, ...], Field(strict=False)] = ()
    pair: Annotated[tuple[int, int], Field(strict=False)] = (0, 0)


def explained(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    return [str(fault) for fault in sift(Chapter, read_tree(tmp_path / "x.yaml", "x.yaml")).faults]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("texts: a", "texts: found 'a'; expected a list, such as [a, b]"),
        ("texts: [a, b, c]", "texts: found ['a', 'b', 'c']; expected at most 2 of them"),
        ("texts: [a, 5]", "texts → 2: found 5; expected text (in quotes where it looks like something else)"),
        ("count: 1.5", "count: found 1.5; expected a whole number"),
        ("count: 0", "count: found 0; expected more than 0"),
        ("count: 10", "count: found 10; expected less than 10"),
        ("share: -1", "share: found -1; expected 0 or more"),
        ("share: 2", "share: found 2; expected 1 or less"),
        ("share: true", "share: found true; expected a number"),
        ("flag: on", "flag: found 'on'; expected true or false"),
        ("code: abcd", "code: found 'abcd'; expected at most 3 characters"),
        ("code: a", "code: found 'a'; expected String should match pattern '^[A-Z]+$'"),
        ("parts: {a: {name: A, kind: onee}}", "kind: found 'onee'; expected one of one, two (did you mean 'one'?)"),
        ("parts: {a: {name: A, knd: one}}", "parts → a: found the unknown key 'knd'; expected one of name, kind"),
        ("parts: {a: {}}", "parts → a: found no key 'name'; expected the key 'name'"),
        ("parts: {Big One: {name: A}}", "(did you mean 'big-one'?)"),
        ("either: {nme: A, name: A}", "either: found the unknown key 'nme'; expected one of name, kind"),
        ("either: 5", "either: found 5; expected keys with values: name, kind"),
        ("rows: [{name: A, knd: one}]", "rows → 1: found the unknown key 'knd'; expected one of name, kind"),
        ("pair: [1]", "pair: found a list of 1; expected one of at least 2"),
        ("pair: [1, 2, 3]", "pair: found [1, 2, 3]; expected at most 2 of them"),
        ("txts: []", "x.yaml:1: found the unknown key 'txts'; expected one of texts, count, share, flag, code"),
    ],
)
def test_each_kind_in_plain_words(text: str, words: str, tmp_path: Path) -> None:
    found = explained(tmp_path, text + "\n")
    assert len(found) == 1
    assert words in found[0]


def test_limits_are_written_plainly() -> None:
    limits: dict[str, Any] = {"ge": 0.5, "gt": 1.0, "le": 2, "lt": 3, "min_length": 4, "max_length": 5}
    assert all("0000" not in expected(limits) for expected in EXPECTED.values())
