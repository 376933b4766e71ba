"""Running the chapters: what is missing is named and stops nothing else; results belong together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

import detente.outcomes.run
from detente.case.bundled import bundled
from detente.case.model import Case
from detente.chapters import CHAPTERS, Chapter, lacks, schemas
from detente.findings import Column, Headline
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from tests.sharing import found_in


@pytest.fixture(scope="module")
def orange(cases: Mapping[str, Case]) -> Case:
    return cases["orange"]


def test_every_chapter_runs_or_is_named(cases: Mapping[str, Case]) -> None:
    for name, case in cases.items():
        outcomes = found_in(name) if name in bundled() else run(case, Worlds(case, size=20, seed=1))
        assert set(outcomes.results) | set(outcomes.missing) == {chapter.name for chapter in CHAPTERS}
        assert not set(outcomes.results) & set(outcomes.missing)
        assert {name for name, lines in lacks(case).items() if lines} == set(outcomes.missing)
        assert set(outcomes.reports) == set(outcomes.results)


def test_what_is_missing_is_said_line_by_line(orange: Case) -> None:
    half = orange.model_copy(update={"reservation": {}, "positions": {"ann": orange.positions["ann"]}})
    outcomes = run(half, Worlds(half, size=20, seed=1))
    assert outcomes.results == {}
    lines = outcomes.missing["agreement"]
    assert len(set(lines)) == len(lines)
    for wanted in ("reservation → ann", "reservation → bea", "positions → bea → flesh", "positions → bea → peel"):
        assert any(line.startswith(wanted) for line in lines), wanted
    assert outcomes.headlines == {}
    assert outcomes.drivers == {}
    assert outcomes.reports == {}


def test_only_what_is_asked_for_is_run(orange: Case) -> None:
    worlds = Worlds(orange, size=20, seed=1)
    assert set(run(orange, worlds, only=["agreement"]).results) == {"agreement"}
    nothing = run(orange, worlds, only=[])
    assert (nothing.results, nothing.missing) == ({}, {})


class Made:
    """What a made-up chapter found."""

    def __init__(self, seen: list[str], size: int) -> None:
        self.seen = seen
        self.size = size

    def columns(self) -> tuple[Column, ...]:
        half = np.arange(self.size) < self.size // 2
        return (Column(f"made-{len(self.seen)}.half", "bool", "yes or no", "the first half", half),)

    def headlines(self) -> tuple[Headline, ...]:
        return (Headline(f"made-{len(self.seen)}.half", "it is the first half", frozenset()),)


def test_chapters_run_in_order_and_are_handed_what_came_before(orange: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    parts: dict[str, Any] = {
        "lacks": lambda case: ("never: what cannot be had",) if case.title == "lacking" else (),
        "analyse": lambda case, worlds, upstream: Made(sorted(upstream), worlds.size),
        "report": lambda result: {"seen": result.seen},
    }
    monkeypatch.setattr(Chapter, "load", lambda self, part: parts[part])
    made = tuple(
        Chapter(name=name, question="?", lacks="", analyse="", report="", page="", model="") for name in ("a", "b", "c")
    )
    monkeypatch.setattr(detente.outcomes.run, "CHAPTERS", made)
    worlds = Worlds(orange, size=20, seed=1)
    outcomes = run(orange, worlds)
    assert [result.seen for result in outcomes.results.values()] == [[], ["a"], ["a", "b"]]
    assert outcomes.reports == {"a": {"seen": []}, "b": {"seen": ["a"]}, "c": {"seen": ["a", "b"]}}
    assert list(outcomes.headlines) == ["made-0.half", "made-1.half", "made-2.half"]
    assert outcomes.share("made-0.half", "made-2.half") == 0.5
    lacking = orange.model_copy(update={"title": "lacking"})
    assert run(lacking, Worlds(lacking, size=20, seed=1)).missing == dict.fromkeys(
        "abc", ("never: what cannot be had",)
    )


def test_a_chapter_that_helps_runs_before_and_its_weights_count(orange: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    class Weighed(Made):
        def __init__(self, seen: list[str], worlds: Worlds) -> None:
            super().__init__(seen, worlds.size)
            self.before = worlds.weight()
            self.weights = np.arange(worlds.size) + 1.0 if not seen else None

    made = (
        Chapter(name="a", question="?", lacks="", analyse="", report="", page="", model=""),
        Chapter(name="b", question="?", lacks="", analyse="", report="", page="", model="", after=("a",)),
    )
    parts: dict[str, Any] = {
        "lacks": lambda case: (),
        "analyse": lambda case, worlds, upstream: Weighed(sorted(upstream), worlds),
        "report": lambda result: {},
    }
    monkeypatch.setattr(Chapter, "load", lambda self, part: parts[part])
    monkeypatch.setattr(detente.outcomes.run, "CHAPTERS", made)
    worlds = Worlds(orange, size=20, seed=1)
    outcomes = run(orange, worlds, only=["b"])
    assert list(outcomes.results) == ["a", "b"]
    assert outcomes.results["a"].before.tolist() == [1.0] * 20
    assert outcomes.results["b"].before.tolist() == outcomes.worlds.weight().tolist() == list(range(1, 21))
    assert outcomes.share("made-0.half") == pytest.approx(55 / 210)
    parts["lacks"] = lambda case: ("what a lacks",)
    assert run(orange, worlds, only=["b"]).missing == {"b": ("what a lacks",)}
    assert set(run(orange, worlds).missing) == {"a", "b"}


def test_shares_of_headlines_are_those_of_their_columns(korea: Outcomes) -> None:
    for name in korea.headlines:
        holds = korea.table.column(name).values
        assert korea.share(name) == pytest.approx(np.average(holds, weights=korea.worlds.weights))
    names = list(korea.headlines)[:2]
    assert korea.share(*names) <= min(korea.share(name) for name in names) + 1e-12
    assert korea.share("agreement.any") == pytest.approx(korea.reports["agreement"].any)


def test_drivers_of_a_headline_lie_on_its_trace(cases: Mapping[str, Case]) -> None:
    case = cases["skeleton"]
    outcomes = run(case, Worlds(case, size=600, seed=2))
    assert set(outcomes.drivers) == set(outcomes.headlines)
    for name, driven in outcomes.drivers.items():
        behind = {case.judgements[path].stream for path in outcomes.headlines[name].trace}
        assert {driver.stream.removesuffix("!") for driver in driven} <= behind
    assert any(outcomes.drivers.values())


def test_the_same_worlds_give_the_same_outcomes(orange: Case) -> None:
    one, two = (run(orange, Worlds(orange, size=600, seed=4, jobs=jobs)) for jobs in (1, 2))
    assert list(one.table.csv()) == list(two.table.csv())
    assert one.reports == two.reports
    assert one.drivers == two.drivers


def test_the_register_hands_out_schemas_for_chapters_with_a_file() -> None:
    later = {f"{chapter.name}-later" for chapter in CHAPTERS if chapter.later is not None}
    assert set(schemas()) == {chapter.name for chapter in CHAPTERS if chapter.schema is not None} | later
