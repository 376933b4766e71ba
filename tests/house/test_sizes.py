"""Small modules and small functions."""

from __future__ import annotations

from tests.house import rules
from tests.house.source import Module


def test_modules_and_functions_are_small(modules: tuple[Module, ...]) -> None:
    assert list(rules.sizes(modules, middle=150, most=500, function=60)) == []


def test_long_ones_are_seen() -> None:
    long = Module("detente.case.x", "x.py", "def f():\n" + "    pass\n" * 600)
    assert len(list(rules.sizes((long,)))) == 3
    exact = Module("detente.case.y", "y.py", "def f():\n" + "    pass\n" * 59)
    assert list(rules.sizes((exact,))) == []
