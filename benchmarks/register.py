"""The groups of rows, by name; each is a module of this package with a function `rows`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from benchmarks.timing import Row

GROUPS = (
    "frontiers",
    "shares",
    "graph",
    "beliefs",
    "roadmap",
    "contact",
    "brief",
    "waiting_and_history",
    "commands",
    "many_worlds",
    "talks",
    "served_talks",
    "workbench",
)
HEAD = "| work | against | ours, s | theirs, s | ratio | to reach |\n|---|---|---|---|---|---|"


def rows(names: Sequence[str]) -> Iterator[Row]:
    """Measure the rows of these groups, one at a time."""
    for name in names:
        yield from import_module(f"benchmarks.{name}").rows()
