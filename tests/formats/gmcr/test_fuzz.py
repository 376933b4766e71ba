"""Whatever stands in a file, it is read or refused: no other error, and soon."""

from __future__ import annotations

import copy
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.faults import CaseError, Fault
from detente.chapters.stability.stated.build import conflict_of
from detente.formats.gmcr.read import read_gmcr
from tests.formats.gmcr.made import BRIDGE

ODD: list[Any] = [
    *(None, True, 0, -1, 1e308, 10**30, float("nan"), "", "Y", "\u202e", "x" * 1000, [], {}, [[]], [[0, "Y"]]),
    *([[0, "Y"], [0, "N"]], {"compound": True, "members": [[[0, "Y"]], []]}, [0, 1, 2], ["NNN"], [[0], [1, "Y"]]),
]


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return every place below a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for step, item in steps for found in ((*place, step), *places(item, (*place, step)))]


PLACES = places(BRIDGE)


def read(text: str) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        found = read_gmcr(text, "x.gmcr")
    except CaseError as refused:
        faults = refused.faults
    assert all(str(fault).isprintable() for fault in faults)
    assert faults or conflict_of(found.part, found.parties).feasible.any()


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(ODD)), min_size=1, max_size=3))
def test_a_file_with_something_odd_in_it(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    found: Any = copy.deepcopy(BRIDGE)
    for place, value in changes:
        inner = found
        try:
            for step in place[:-1]:
                inner = inner[step]
            inner[place[-1]] = value
        except (LookupError, TypeError):
            continue
    read(json.dumps(found))


@settings(max_examples=200)
@given(st.integers(0, 2000), st.sampled_from(['"', "{", "]", ",", "0", "", "\\", "\x00", "null", "[" * 2000]))
def test_a_file_with_a_character_changed(at: int, piece: str) -> None:
    text = json.dumps(BRIDGE)
    at %= len(text)
    read(text[:at] + piece + text[at + 1 :])


def large(**sections: Any) -> str:
    options = [{"name": f"o{n}", "permittedDirection": "both"} for n in range(20)]
    makers = [
        {"name": f"m{n}", "options": [*range(n, 20, 4)], "preferences": [], "preferenceRanking": []} for n in range(4)
    ]
    return json.dumps({"options": options, "decisionMakers": makers, "infeasibles": [], **sections})


PATTERNS = [
    [[a, x], [b, y], [c, "Y"]] for a in range(20) for b in range(a) for c in range(b) for x in "YN" for y in "YN"
]


@pytest.mark.parametrize(
    "text",
    [
        large(),
        large(infeasibles=PATTERNS),
        large(infeasibles=[{"members": [[[n, "Y"]], [[n, "N"]]]} for n in range(20)] * 100),
        large(decisionMakers=[{"name": "m", "options": [*range(20)], "preferences": PATTERNS}]),
        large(decisionMakers=[{"name": "m", "options": [*range(20)], "preferenceRanking": [*range(20_000)]}]),
        large(decisionMakers=[{"name": f"m{n}", "options": [*range(20)], "preferences": []} for n in range(64)]),
        large(options=[{"name": "o"}] * 50_000),
        large(coalitionsFull=[[*range(1000)]] * 100),
        json.dumps({f"k{n}": n for n in range(50_000)}),
        '{"options": ' + "[" * 900 + "]" * 900 + "}",
    ],
    ids=range(10),
)
def test_a_large_file_is_read_or_refused_soon(text: str) -> None:
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 20  # far above what it takes; only something that hangs would reach it
