"""Streams in words: every one can be read by somebody who has never seen the case file."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from detente.case.model import EXPERTS, HYPOTHESIS, Case
from detente.outcomes.stream_labels import label
from detente.worlds import Worlds


def streams(case: Case) -> list[str]:
    """Return every stream that something is drawn from."""
    return list(Worlds(case, size=10, seed=1).dependence.streams)


@pytest.mark.parametrize("name", ["orange", "korea-2021", "skeleton"])
def test_every_stream_has_words(name: str, cases: Mapping[str, Case]) -> None:
    case = cases[name]
    wrong = {}
    for stream in streams(case):
        said = label(case, stream)
        if "/" in said or "!" in said or stream.removesuffix("!") in said or not said.strip():
            wrong[stream] = said
    assert wrong == {}


@pytest.mark.parametrize("name", ["orange", "korea-2021", "skeleton"])
def test_no_two_streams_have_the_same_words(name: str, cases: Mapping[str, Case]) -> None:
    case = cases[name]
    said: dict[str, list[str]] = {}
    for stream in streams(case):
        said.setdefault(label(case, stream), []).append(stream)
    assert {words: which for words, which in said.items() if len(which) > 1} == {}


def test_the_words_name_the_party_and_the_issue(cases: Mapping[str, Case]) -> None:
    case = cases["korea-2021"]
    for stream in streams(case):
        section, *ids = stream.removesuffix("!").split("/")
        said = label(case, stream)
        if section in {"positions", "red_lines", "reservation", "abstains_within", "discount_rates", "gates"}:
            party = case.parties[ids[0]]
            assert party.name in said or (party.adjective and f"{party.adjective} " in said), stream
        if section in {"positions", "red_lines"}:
            assert case.issues[ids[1]].name in said, stream
        if section == "linkages":
            assert case.parties[case.linkages[ids[0]].party].name in said, stream


def test_an_event_is_told_from_its_probability(cases: Mapping[str, Case]) -> None:
    case = cases["korea-2021"]
    events = [stream for stream in streams(case) if stream.endswith("!")]
    assert {stream.split("/")[0] for stream in events} >= {"red_lines", "gates"}
    events.remove(HYPOTHESIS)
    events = [stream for stream in events if not stream.startswith(EXPERTS)]  # whose judgement is right
    assert label(case, HYPOTHESIS) == "which explanation of the other side is true"
    for stream in events:
        assert label(case, stream).startswith("whether ")
        assert label(case, stream.removesuffix("!")).startswith("how likely ")


def test_words_fit_into_a_sentence(cases: Mapping[str, Case]) -> None:
    for case in cases.values():
        for stream in streams(case):
            said = label(case, stream)
            assert said[0].islower()
            assert not said.endswith(".")
            assert "  " not in said
