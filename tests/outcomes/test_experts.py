"""Whose judgement is right, as something that a headline can turn on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas, worth_a_look
from detente.outcomes.drivers import drivers
from detente.outcomes.run import run
from detente.outcomes.splits import splits
from detente.outcomes.stream_labels import label
from detente.worlds import Worlds

CASE = """\
title: A quarry
date: 2021-08-31
parties: {a: Ann, b: Bob}
issues:
  lease: {name: Lease, movers: [a, b], options: {none: None, short: Short, long: Long}}
  road: {name: Road, movers: [a, b], options: {none: None, built: Built}}
positions:
  a: {lease: {short: 1, long: 2}, road: {built: 0.5}}
  b:
    lease:
      short: {experts: {hawks: [-3, -1], doves: [1, 3]}}
      long: {experts: {hawks: [-6, -2], doves: [1, 4]}}
    road: {built: {experts: {hawks: -1, doves: 1}}}
reservation: {a: 0, b: 0}
experts: {doves: {name: The doves, weight: 3}, hawks: The hawks}
"""
SOURCES = "sources: {sheet: {name: Our sheet, judgement: true}, report: A report}\n"
STREAM = "experts/doves+hawks!"


@pytest.fixture
def worlds(tmp_path: Path) -> Worlds:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return Worlds(read(tmp_path, schemas()), 400, 1)


def test_the_same_expert_is_believed_on_everything(worlds: Worlds) -> None:
    draws = worlds.draws(0, worlds.size)
    doves = draws.expert(STREAM) == 0
    assert doves.mean() == pytest.approx(0.75, abs=0.01)
    for path in ("lease/short", "lease/long", "road/built"):
        assert ((draws.value(f"positions/b/{path}") > 0) == doves).all()


def test_whose_judgement_is_right_is_a_driver(worlds: Worlds) -> None:
    outcomes = run(worlds)
    agreed = outcomes.table.column("agreement.any").values
    found = splits(worlds, worlds.case.judgements)
    first, *_ = drivers(worlds, np.asarray(agreed, dtype=bool), found)
    assert (first.stream, first.kind, first.low, first.high) == (STREAM, "event", 0.0, 1.0)
    assert first.eta2 == pytest.approx(1)
    assert label(worlds.case, STREAM) == "whose judgement is right, “The doves” or “The hawks”"
    assert STREAM in {column.name for column in outcomes.table.columns}


def test_experts_weigh_in_the_middle_of_a_belief(worlds: Worlds) -> None:
    judgement = worlds.case.judgements["positions/b/lease/short"].judgement
    assert (judgement.low, judgement.central, judgement.high) == (-3, 0.75 * 2 - 0.25 * 2, 3)
    assert worlds.central().value("positions/b/road/built").tolist() == [1.0]


def test_a_sheet_of_ones_own_is_no_document(tmp_path: Path) -> None:
    """What rests on it alone is its authors' own judgement, and of experts each has to have a source."""
    own, both = ("{value: 1, by: me, source: [sheet]}", "{value: 2, by: me, source: [sheet, report]}")
    text = CASE.replace("short: 1, long: 2", f"short: {own}, long: {both}")
    text = text.replace("hawks: -1, doves: 1", "hawks: {value: -1, source: report}, doves: 1") + SOURCES
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    case = read(tmp_path, schemas())
    paths = ("a/lease/short", "a/lease/long", "a/road/built", "b/road/built")
    found = [case.documented(case.judgements[f"positions/{path}"].judgement) for path in paths]
    assert found == [False, True, False, False]


def test_an_expert_who_says_nothing_is_worth_a_look(worlds: Worlds) -> None:
    case = worlds.case
    more = case.model_copy(update={"experts": {**case.experts, "owls": case.experts["doves"]}})
    assert [remark.where for remark in worth_a_look(more)] == ["experts → owls"]


@pytest.mark.parametrize("drawn", ["together", "by-party", "by-judgement"])
def test_a_world_believes_one_expert_for_as_much_as_is_said(tmp_path: Path, drawn: str) -> None:
    text = CASE.replace(
        "a: {lease: {short: 1, long: 2}", "a: {lease: {short: 1, long: {experts: {hawks: 1, doves: 3}}}"
    )
    (tmp_path / "case.yaml").write_text(f"{text}elicitation: {{drawn: {drawn}}}\n", encoding="utf-8")
    worlds = Worlds(read(tmp_path, schemas()), 400, 1)
    case, draws = worlds.case, worlds.draws(0, 400)
    streams = {path: placed.whom for path, placed in case.judgements.items() if placed.whom is not None}
    doves = {path: draws.expert(stream) == 0 for path, stream in streams.items()}
    assert all(dove.mean() == pytest.approx(0.75, abs=0.01) for dove in doves.values())
    lease, road = "positions/b/lease/short", "positions/b/road/built"
    assert ((draws.value(road) > 0) == doves[road]).all()
    assert (doves[lease] == doves["positions/b/lease/long"]).all()
    assert (doves[lease] == doves[road]).all() == (drawn != "by-judgement")
    assert (doves[lease] == doves["positions/a/lease/long"]).all() == (drawn == "together")
    found = splits(worlds, case.judgements)
    assert set(streams.values()) <= found.keys()
    assert {label(case, stream) for stream in streams.values()} == {
        "together": {"whose judgement is right, “The doves” or “The hawks”"},
        "by-party": {f"whose judgement is right about {who}, “The doves” or “The hawks”" for who in ("Ann", "Bob")},
        "by-judgement": {
            f"whose judgement is right on what “{what}” is worth to {who}, “The doves” or “The hawks”"
            for what, who in (("Lease", "Ann"), ("Lease", "Bob"), ("Road", "Bob"))
        },
    }[drawn]


def test_how_experts_are_heard_is_part_of_what_a_case_says(tmp_path: Path) -> None:
    def case(more: str) -> Case:
        (tmp_path / "case.yaml").write_text(CASE + more, encoding="utf-8")
        return read(tmp_path, schemas())

    assert case("").digest != case("elicitation: {drawn: by-party}\n").digest
    seeds = "elicitation: {seeds: {rain: {question: Rain?, truth: 3, says: {hawk: [1, 2, 3]}}}}\n"
    with pytest.raises(CaseError, match="hawks"):
        case(seeds)
    with pytest.raises(CaseError, match="three numbers that rise"):
        case(seeds.replace("hawk:", "hawks:").replace("[1, 2, 3]", "[1, 3, 2]"))
    with pytest.raises(CaseError, match="above 0"):
        case(
            seeds.replace("hawk:", "hawks:")
            .replace("[1, 2, 3]", "[0, 3, 4]")
            .replace("truth: 3", "truth: 3, log: true")
        )
