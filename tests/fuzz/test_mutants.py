"""A few hundred mutants; thousands with `make fuzz`."""

from __future__ import annotations

import random
from functools import cache

import pytest

from tests.fuzz.mutants import mutant
from tests.fuzz.trials import bases, tried

LARGE = ("korea-2021", "gerd-2021", "cuba-1962", "camp-david-1978")  # read, and not run: they take seconds each
DEAR = ("mediator", "word-255", "sinai-1974-75", "mover-without-a-stake")
SMALL = 200
FOUND = [("no-evidence", 10182)]  # mutants that once failed


@cache
def known() -> dict[str, dict[str, str]]:
    return bases()


def mutant_of(name: str, number: int) -> dict[str, str]:
    return mutant(known()[name], random.Random(number))


def cheap() -> list[str]:
    return [name for name in sorted(known()) if name not in {*LARGE, *DEAR}]


@pytest.mark.parametrize("tenth", range(10))
def test_small_cases_are_worked_out_or_refused(tenth: int) -> None:
    names = cheap()
    for number in range(tenth, SMALL, 10):
        name = names[number % len(names)]
        assert tried(mutant_of(name, number)).problem == "", (name, number)


@pytest.mark.parametrize("name", [*LARGE, *DEAR])
def test_large_cases_are_read_or_refused(name: str) -> None:
    for number in range(6):
        assert tried(mutant_of(name, number), runs=False).problem == "", (name, number)


@pytest.mark.parametrize(("name", "number"), FOUND)
def test_what_once_failed(name: str, number: int) -> None:
    assert tried(mutant_of(name, number)).problem == ""
