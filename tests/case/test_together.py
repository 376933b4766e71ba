"""Faults in different entries neither hide each other nor bring forth others, whichever of them come together."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.skeleton import TEMPLATE
from tests.case.chapters import faults, write

TEXT = TEMPLATE.read_text(encoding="utf-8")

# What stands in the skeleton, what to put in its place, what must be said about it. No two touch the same entry.
BREAKS = (
    ("title: A and B ", "title: 5 ", "title: found 5"),
    ("date: 2026-01-01", "date: 2026-02-30", "date: found '2026-02-30'"),
    ("question: What", "questoin: What", "found the unknown key 'questoin'"),
    ("    role: consulted", "    role: consultd", "parties → c → role: found 'consultd'"),
    ("advises: a ", "advises: d ", "advises: found the unknown party 'd'"),
    ("movers: [b]", "movers: [d]", "issues → tests → movers → 1: found the unknown party 'd'"),
    ("joint: any_breaks", "joint: anybody", "issues → trade → joint: found 'anybody'"),
    ("vital: [7, 12]", "vital: [12, 7]", "worths → vital: found a range from 12 to 7"),
    ("ended: {worth: -modest}", "ended: {worth: -modst}", "ended → worth: found the unknown value word 'modst'"),
    ("source: memoir ", "source: memoirs ", "source: found the unknown source 'memoirs'"),
    ("partial: {worth: none}", "partial: .nan", "a → trade → partial: found the number .nan"),
    ("banned: [-9, -3]", "banned: [-3, -9]", "b → tests → banned: found a low of -3"),
    ("low: 1, mode: 2, high: 4", "low: 1, mode: 9, high: 4", "b → trade → partial → mode: found a mode of 9"),
    ("ended: {worth: -major}", "endet: {worth: -major}", "found the unknown option of exercises 'endet'"),
    ("  c: [rest]", "  c: [rest, rest]", "indifferent → c → 2: found 'rest' a second time"),
    ("  a: 0 ", "  A: 0 ", "reservation → A: found 'A'; expected an id"),
    ("banned: {words: likely}", "banned: {worth: minor}", "red_lines → b → tests → banned → worth"),
    ("party: b ", "party: &b b ", "linkages → calm → party: found an anchor ('&b')"),
    ("source: [memoir]", "source: *memoir", "packages → freeze → source: found an alias"),
    ("ended, tests: banned, trade: open}", "held}", "packages → grand → options: found the status quo"),
    ("trade: open} ", "trade: {at_least: closed}} ", "scopes → limited → exclude → trade: found no option of trade"),
    ("require: {tests: banned}", "require: {test: banned}", "found the unknown issue 'test'"),
    ("scope: limited ", "scope: small ", "policies → engage → scope: found the unknown scope 'small'"),
    ("reservation/b: [-2, 0]", "reservation/d: [-2, 0]", "found the unknown judgement 'reservation/d'"),
    ('date: "2020"', "date: 2020", "sources → memoir → date: found 2020"),
)


def found(breaks: list[tuple[str, str, str]]) -> list[str]:
    text = TEXT
    for old, new, _ in breaks:
        text = text.replace(old, new, 1)
    with tempfile.TemporaryDirectory() as folder:
        return [str(fault) for fault in faults(write(Path(folder), text))]


@pytest.mark.parametrize("fault", BREAKS, ids=[new for _, new, _ in BREAKS])
def test_each_alone(fault: tuple[str, str, str]) -> None:
    old, _, words = fault
    messages = found([fault])
    line = next(number for number, text in enumerate(TEXT.splitlines(), 1) if old in text)
    assert len(messages) == 1
    assert words in messages[0]
    assert messages[0].startswith(f"case.yaml:{line}:")


@settings(max_examples=25)
@given(st.lists(st.sampled_from(BREAKS), min_size=2, unique=True))
def test_any_of_them_together(breaks: list[tuple[str, str, str]]) -> None:
    messages = found(breaks)
    assert [words for _, _, words in breaks if not any(words in message for message in messages)] == []
    assert len(messages) == len(breaks)


def test_all_of_them_together() -> None:
    assert len(found(list(BREAKS))) == len(BREAKS)
