from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.base import Frozen
from detente.case.judgements import AnyJudgement, Judgement, parse
from detente.case.model import Case, Placed, ordinary, stream, walk
from detente.case.schema import CaseFile
from detente.case.skeleton import TEMPLATE
from detente.case.yaml_tree import read_tree
from tests.case.chapters import ORANGE, READING, SCHEMAS, Hypothesis, Reading, case

WHEN = ORANGE.replace(
    "bea: {flesh: {ann: [-1, 0],",
    "bea: {flesh: {ann: {yearly: 1, once: 2, when: [{hypothesis: sour, yearly: 3, once: 4}]},",
)
WHEN += "discount_rates: {bea: 0.05}\n"
SKELETON: dict[str, Any] = read_tree(TEMPLATE, "case.yaml").value


def from_data(data: dict[str, Any]) -> Case:
    said = CaseFile.model_validate(data)
    return Case.model_construct(**{name: getattr(said, name) for name in CaseFile.model_fields})


def shuffled(value: Any, rng: random.Random, key: str = "") -> Any:
    """Shuffle every mapping but the options of an issue."""
    if not isinstance(value, dict):
        return value
    items = [(inner, shuffled(item, rng, inner)) for inner, item in value.items()]
    if key != "options":
        rng.shuffle(items)
    return dict(items)


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_digest_does_not_depend_on_the_order_of_keys(rng: random.Random) -> None:
    assert from_data(shuffled(SKELETON, rng)).digest == from_data(SKELETON).digest


def test_digest_does_not_depend_on_layout_and_comments(tmp_path: Path) -> None:
    plain = case(tmp_path / "a", TEMPLATE.read_text(encoding="utf-8"))
    assert case(tmp_path / "b", json.dumps(SKELETON)).digest == plain.digest
    assert case(tmp_path / "c", "# A comment.\n\n" + json.dumps(SKELETON, indent=1)).digest == plain.digest
    assert len(plain.digest) == 64


@pytest.mark.parametrize(
    ("section", "value"),
    [
        ("title", "B and A"),
        ("date", "2026-01-02"),
        ("reservation", {**SKELETON["reservation"], "a": 0.5}),
        ("reservation", {**SKELETON["reservation"], "a": {"value": 0, "why": "So."}}),
        ("worths", {**SKELETON["worths"], "minor": [0.5, 3]}),
        ("parties", {**SKELETON["parties"], "b": "Country BB"}),
        ("policies", {}),
    ],
)
def test_digest_depends_on_all_that_is_said(section: str, value: Any) -> None:
    assert from_data({**SKELETON, section: value}).digest != from_data(SKELETON).digest


def test_digest_depends_on_the_order_of_options() -> None:
    trade = SKELETON["issues"]["trade"]
    turned = {**trade, "options": dict(reversed(trade["options"].items()))}
    changed = from_data({**SKELETON, "issues": {**SKELETON["issues"], "trade": turned}})
    assert changed.issues == from_data(SKELETON).issues
    assert changed.digest != from_data(SKELETON).digest


def test_digest_sees_chapters(tmp_path: Path) -> None:
    digests = {
        case(tmp_path / "a", ORANGE).digest,
        case(tmp_path / "b", ORANGE, reading=READING).digest,
        case(tmp_path / "c", ORANGE, reading=READING.replace("0.4", "0.3")).digest,
    }
    assert len(digests) == 3


def test_ways_to_say_the_same_have_one_digest(tmp_path: Path) -> None:
    same = ORANGE.replace("ann: Ann,", "ann: {name: Ann, role: principal},").replace("[3, 5]", "{low: 3, high: 5}")
    assert case(tmp_path / "a", same).digest == case(tmp_path / "b", ORANGE).digest


def test_paths_streams_and_places(tmp_path: Path) -> None:
    found = case(tmp_path, WHEN, reading=READING)
    at = "positions/bea/flesh/ann"
    place = ("positions", "bea", "flesh", "ann")
    assert {path: placed.place for path, placed in found.stated.items() if path.startswith(at)} == {
        at: (*place, "yearly"),
        f"{at}/once": (*place, "once"),
        f"{at}/when/sour": (*place, "when", 0, "yearly"),
        f"{at}/when/sour/once": (*place, "when", 0, "once"),
    }
    assert {placed.stream for path, placed in found.stated.items() if path.startswith(at)} == {"positions/bea/flesh"}
    assert found.stated["reading/hypotheses/sour/prior"].stream == "reading/hypotheses/sour/prior"
    assert found.hypotheses == {h: f"reading/hypotheses/{h}/prior" for h in ("sweet", "sour")}
    assert all(path == placed.path for path, placed in found.judgements.items())


def test_a_reservation_value_may_depend_on_an_explanation(tmp_path: Path) -> None:
    long = "bea: {yearly: 0, when: [{hypothesis: sour, yearly: -1}]}"
    found = case(tmp_path, ORANGE.replace("bea: 0", long), reading=READING)
    paths = {"reservation/bea", "reservation/bea/when/sour"}
    assert found.paths_at("reservation/bea") == paths
    assert {found.stated[path].stream for path in paths} == {"reservation/bea"}
    assert found.deciding(["reservation/bea"]) == paths | set(found.hypotheses.values())
    assert found.deciding(["reservation/ann", "reservation/nobody"]) == {"reservation/ann"}


def test_nothing_is_taken_for_a_condition_that_is_only_named_like_one() -> None:
    for path in ("positions/us/when/end", "positions/when/when/when", "reservation/when", "red_lines/us/when/end"):
        assert ordinary(path) == path
    assert ordinary("positions/us/when/when/when/when/once") == "positions/us/when/when/once"
    assert ordinary("policies/press/shifts/reservation/us/when/bargain").startswith("policies/")


def test_a_shift_is_keyed_by_the_path_that_it_shifts() -> None:
    found = from_data(SKELETON)
    placed = found.stated["policies/press/shifts/reservation/b"]
    assert placed.place == ("policies", "press", "shifts", "reservation/b")
    assert placed.stream == placed.path


@pytest.mark.parametrize(
    ("path", "drawn_from"),
    [
        ("positions/us/exercises/end", "positions/us/exercises"),
        ("positions/us/exercises/end/when/bargain/once", "positions/us/exercises"),
        ("red_lines/us/exercises/end", "red_lines/us/exercises"),
        ("gates/senate/passes", "gates/senate"),
        ("gates/senate/options/exercises/end", "gates/senate"),
        ("linkages/calm/value", "linkages/calm/value"),
        ("reservation/us", "reservation/us"),
        ("reservation/us/when/bargain", "reservation/us"),
    ],
)
def test_streams(path: str, drawn_from: str) -> None:
    assert stream(path) == drawn_from


def test_streams_at_a_path() -> None:
    found = from_data(SKELETON)
    assert found.streams_at("positions/a") == {f"positions/a/{issue}" for issue in ("exercises", "tests", "trade")}
    assert found.streams_at("positions/a/tests/paused") == {"positions/a/tests"}
    assert found.streams_at("reservation") == {"reservation/a", "reservation/b", "reservation/c"}
    assert found.streams_at("positions/aa") == found.streams_at("position") == frozenset()


def test_value_words_are_resolved_by_the_table_of_the_case() -> None:
    found = from_data({**SKELETON, "worths": {**SKELETON["worths"], "minor": [1, 1]}})
    assert found.judgements["reservation/b"].judgement.form == "point"
    assert found.judgements["reservation/b"].judgement.low == -1
    assert found.stated["reservation/b"].judgement.worth == "-minor"
    assert found.judgements["reservation/b"].place == ("reservation", "b", "yearly")


def test_parties_and_ladders() -> None:
    found = from_data(SKELETON)
    assert found.principals == ("a", "b")
    assert found.valued == ("a", "b", "c")
    assert found.ladder("trade") == ("closed", "partial", "open")
    assert found.label("trade", "partial") == "Trade between A and B: Food and medicine"


def test_a_changed_copy_computes_anew() -> None:
    found = from_data(SKELETON)
    before = (found.digest, found.judgements, found.principals)
    changed = found.model_copy(update={"reservation": {**found.reservation, "a": parse(1)}})
    assert changed.judgements["reservation/a"].judgement.low == 1
    assert changed.digest != before[0]
    assert (found.digest, found.judgements, found.principals) == before
    assert found.model_copy() == found
    assert found.model_copy(deep=True).digest == found.digest


class Item(Frozen):
    """Something in a list of a chapter."""

    value: AnyJudgement
    """Its value."""


class Chapter(Frozen):
    """A chapter with lists."""

    items: tuple[Item, ...]
    """Some items."""
    bare: tuple[Judgement, ...]
    """Some judgements."""


def test_judgements_in_lists_are_told_apart_by_position() -> None:
    one = parse(1)
    part = Chapter(items=(Item(value=one), Item(value=one)), bare=(one, one))
    paths = [path for path, _ in walk(part, "chapter")]
    assert paths == ["chapter/items/0/value", "chapter/items/1/value", "chapter/bare/0", "chapter/bare/1"]
    assert list(walk({"a": {"b": one}}, "x")) == [("x/a/b", one)]


def test_a_case_knows_its_chapters(tmp_path: Path) -> None:
    found = case(tmp_path / "orange-2", ORANGE, reading=READING)
    assert found.id == "orange-2"
    assert list(found.parts) == list(SCHEMAS)
    assert found.parts["reading"] == Reading(
        hypotheses={"sweet": Hypothesis(prior=parse(0.4)), "sour": Hypothesis(prior=parse(0.6))}
    )
    assert isinstance(found.stated["reservation/ann"], Placed)
    assert case(tmp_path / "orange-3", ORANGE).hypotheses == {}
