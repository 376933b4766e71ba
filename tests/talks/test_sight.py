"""Who sees which entry, against an oracle that looks at every beginning of a record; and numbers that tell nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.talks.record.signed_entries import SeatStatement, Seen
from detente.talks.rules.sight import NotSeenError, SeatSight
from tests.oracles import talks_sight as oracle

ROLES = {"us": "head", "us-arms": "group", "kr": "consulted", "jp": "consulted", "med": "mediator", "un": "observer"}
ABOUT = {**oracle.NAMES_ABOUT, **dict.fromkeys(oracle.UNDER_A_PROPOSAL, "proposal")}
WHEN = "2021-08-31T00:00:00.000Z"
KINDS = ["letter", "note", "sealed", "notice", "joining", "proposal", "round", "test-call", *ABOUT]


@st.composite
def records(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some entries, each about an earlier one where it is about one."""
    found: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from(KINDS))
        body: dict[str, Any] = {}
        if kind in ABOUT:
            there = [n for n, one in enumerate(found) if one["kind"] == ABOUT[kind]]
            if not there:
                kind = "proposal"
            else:
                body[ABOUT[kind]] = draw(st.sampled_from(there))
        if kind == "consultation":
            body["ally"] = draw(st.sampled_from(["kr", "jp"]))
        if kind == "sealed":
            body["to"] = draw(st.lists(st.sampled_from(sorted(ROLES)), min_size=1, max_size=2))
        answers: bool = draw(st.booleans())
        if kind == "letter" and found and answers:
            body["answers"] = draw(st.integers(0, len(found) - 1))
        found.append({"seat": draw(st.sampled_from(sorted(ROLES))), "kind": kind, "body": body})
    return found


def sight_of(seat: str, entries: list[dict[str, Any]]) -> SeatSight:
    found = SeatSight(seat, ROLES[seat])  # type: ignore[arg-type]
    for number, one in enumerate(entries):
        seen = Seen(0, b"")
        found.take(
            number, SeatStatement("r", one["seat"], 1, one["kind"], "2021-08-31T00:00:00.000Z", seen, one["body"])
        )
    return found


@settings(max_examples=150, deadline=None)
@given(records())
def test_a_seat_sees_what_the_oracle_says(entries: list[dict[str, Any]]) -> None:
    for seat, role in ROLES.items():
        found = sight_of(seat, entries)
        assert found.shown == oracle.sight(seat, role, entries)
        assert found.counts_as_record == (found.shown == list(range(len(found.shown))))
        for number, sequence in enumerate(found.shown):
            assert found.number_of(sequence) == number
            assert found.sequence_of(number) == sequence


@settings(max_examples=50, deadline=None)
@given(records())
def test_what_a_seat_is_told_names_only_what_it_sees(entries: list[dict[str, Any]]) -> None:
    for seat in ROLES:
        found = sight_of(seat, entries)
        for sequence in found.shown:
            body = entries[sequence]["body"]
            told = found.told(body)
            named = [value for name, value in told.items() if name != "ally" and name != "to"]
            assert all(value is None or 0 <= value < len(found.shown) for value in named)
            if None not in named:
                assert found.meant(told) == body


def test_what_is_not_seen_cannot_be_told_from_what_is_not_there() -> None:
    proposal = {"seat": "us", "kind": "proposal", "body": {}}
    hidden, absent = sight_of("kr", [proposal, proposal]), sight_of("kr", [])
    said = []
    for one in (hidden, absent):
        with pytest.raises(NotSeenError) as refused:
            one.meant({"proposal": 1})
        said.append(str(refused.value))
    assert said[0] == said[1]
    assert hidden.shown == absent.shown


def test_of_several_entries_those_that_are_not_seen_are_left_out() -> None:
    bodies = [{}, {}, {"proposal": 0}, {"proposal": 1}, {"proposal": 1, "ally": "kr"}]
    kinds = ["proposal", "proposal", "commitment", "commitment", "consultation"]
    entries = [{"seat": "us", "kind": kind, "body": body} for kind, body in zip(kinds, bodies, strict=True)]
    found = sight_of("kr", entries)
    assert found.shown == [1, 3, 4]
    assert found.told({"proposal": 1, "waits-for": [2, 3]}) == {"proposal": 0, "waits-for": [1]}
