"""Ids of names: valid, different, the same each time."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from detente.case.base import ID_PATTERN
from detente.formats.ids import ids


def test_letters_are_kept_where_they_can_be() -> None:
    names = ("Élan vital", "Ørsted", "Straße 3", "İstanbul", "a_b/c", "--x--", "N/A")
    assert ids(names, "party") == ("elan-vital", "orsted", "strasse-3", "istanbul", "a-b-c", "x", "n-a")


def test_what_does_not_begin_with_a_letter_gets_a_word() -> None:
    assert ids(("5", "-5", "−5", "$4.37", "", "和平", "- 5"), "option") == (
        "option-5",
        "minus-5",
        "minus-5-2",
        "option-4-37",
        "option",
        "option-2",
        "option-5-2",
    )


def test_words_of_yaml_are_no_ids() -> None:
    assert ids(("true", "False", "null", "~", "no"), "option") == (
        "option-true",
        "option-false",
        "option-null",
        "option",
        "no",
    )


def test_equal_ones_and_taken_ones_are_told_apart() -> None:
    assert ids(("a", "A", "a 2", "none"), "option", ["none"]) == ("a", "a-2", "a-2-2", "none-2")


@given(st.lists(st.text(max_size=90), max_size=20))
def test_ids_are_valid_different_and_leave_room(names: list[str]) -> None:
    found = ids(names, "option", ["none"])
    assert len({*found, "none"}) == len(names) + 1
    assert all(re.fullmatch(ID_PATTERN, name) and len(f"settles-{name}") <= 60 for name in found)
    assert found == ids(names, "option", ["none"])
