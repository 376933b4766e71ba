"""Running the chapters: what is missing is named and stops nothing else; results belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

import detente.chapters
from detente.case.base import Frozen
from detente.case.bundled import bundled
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters import CHAPTERS, lacks, schemas
from detente.chapters.contract import Chapter, Upstream
from detente.findings import Column, Headline, Page
from detente.outcomes.drivers import drivers
from detente.outcomes.run import Outcomes, run
from detente.outcomes.turning_points import TurningPoints
from detente.worlds import Worlds
from detente.worlds.unknowns import named
from tests.sharing import found_in


@pytest.fixture(scope="module")
def orange(cases: Mapping[str, Case]) -> Case:
    return cases["orange"]


def test_every_chapter_runs_or_is_named(cases: Mapping[str, Case]) -> None:
    for name, case in cases.items():
        outcomes = found_in(name) if name in bundled() else run(Worlds(case, size=20, seed=1))
        assert set(outcomes.results) | set(outcomes.missing) == {chapter.name for chapter in CHAPTERS}
        assert not set(outcomes.results) & set(outcomes.missing)
        assert {name for name, lines in lacks(case).items() if lines} == set(outcomes.missing)
        assert set(outcomes.reports) == set(outcomes.results)


def test_what_is_missing_is_said_line_by_line(orange: Case) -> None:
    half = orange.model_copy(update={"reservation": {}, "positions": {"ann": orange.positions["ann"]}})
    outcomes = run(Worlds(half, size=20, seed=1))
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
    assert set(run(worlds, only=["agreement"]).results) == {"agreement"}
    nothing = run(worlds, only=[])
    assert (nothing.results, nothing.missing) == ({}, {})


class Made:
    """What a made-up chapter found."""

    def __init__(self, seen: list[str], worlds: Worlds) -> None:
        self.seen = seen
        self.size = worlds.size
        self.before = worlds.weight()

    def columns(self) -> tuple[Column, ...]:
        half = np.arange(self.size) < self.size // 2
        return (Column(f"made-{len(self.seen)}.half", "bool", "yes or no", "the first half", half),)

    def headlines(self) -> tuple[Headline, ...]:
        return (Headline(f"made-{len(self.seen)}.half", "it is the first half", frozenset()),)


class Told(Frozen):
    """The report of a made-up chapter."""

    seen: list[str]


class MadeUp(Chapter[Made, Told]):
    """A chapter that says which chapters ran before it, and may weight worlds by their numbers."""

    question = "?"

    def __init__(self, name: str, after: tuple[str, ...] = (), weighing: bool = False) -> None:
        self.name, self.after, self.weighing = name, after, weighing  # type: ignore[misc]

    def lacks(self, case: Case) -> tuple[str, ...]:
        return ("never: what cannot be had",) if case.title == "lacking" else ()

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Made:
        return Made(sorted(upstream.results), worlds)

    def following(self, worlds: Worlds, result: Made) -> Worlds:
        return replace(worlds, weights=np.arange(1.0, result.size + 1)) if self.weighing else worlds

    def model(self) -> type[Told]:
        return Told

    def report(self, result: Made) -> Told:
        return Told(seen=result.seen)

    def page(self, case: Case, report: Told, inquiry: Inquiry) -> Page:
        return Page("", (), (), None, None, ())


def test_chapters_run_in_order_and_are_handed_what_came_before(orange: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detente.chapters, "CHAPTERS", tuple(MadeUp(name) for name in ("a", "b", "c")))
    outcomes = run(Worlds(orange, size=20, seed=1))
    assert {name: report.seen for name, report in outcomes.reports.items()} == {"a": [], "b": ["a"], "c": ["a", "b"]}
    assert list(outcomes.headlines) == ["made-0.half", "made-1.half", "made-2.half"]
    assert outcomes.share("made-0.half", "made-2.half") == 0.5
    lacking = orange.model_copy(update={"title": "lacking"})
    assert run(Worlds(lacking, size=20, seed=1)).missing == dict.fromkeys("abc", ("never: what cannot be had",))


def test_a_chapter_that_helps_runs_before_and_its_weights_count(orange: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = MadeUp("a", weighing=True), MadeUp("b", after=("a",))
    monkeypatch.setattr(detente.chapters, "CHAPTERS", (first, second))
    worlds = Worlds(orange, size=20, seed=1)
    outcomes = run(worlds, only=["b"])
    assert list(outcomes.results) == ["a", "b"]
    assert outcomes.result(first).before.tolist() == [1.0] * 20
    assert outcomes.result(second).before.tolist() == outcomes.worlds.weight().tolist() == list(range(1, 21))
    assert outcomes.share("made-0.half") == pytest.approx(55 / 210)
    monkeypatch.setattr(MadeUp, "lacks", lambda self, case: ("what all lack",))
    assert run(worlds, only=["b"]).missing == {"b": ("what all lack",)}
    assert set(run(worlds).missing) == {"a", "b"}


def test_what_others_lack_is_said_once(orange: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = MadeUp("a"), MadeUp("b")
    second.needs = ("a",)  # type: ignore[misc]
    monkeypatch.setattr(detente.chapters, "CHAPTERS", (first, second))
    monkeypatch.setattr(MadeUp, "lacks", lambda self, case: ("a thing",) if self.name == "a" else ())
    assert lacks(orange) == {"a": ("a thing",), "b": ("what a lacks",)}
    assert run(Worlds(orange, size=20, seed=1)).missing == lacks(orange)


def test_shares_of_headlines_are_those_of_their_columns(korea: Outcomes) -> None:
    for name in korea.headlines:
        holds = korea.table.column(name).values
        assert korea.share(name) == pytest.approx(np.average(holds, weights=korea.worlds.weights))
    names = list(korea.headlines)[:2]
    assert korea.share(*names) <= min(korea.share(name) for name in names) + 1e-12
    assert korea.share("agreement.any") == pytest.approx(korea.reports["agreement"].any)


def test_drivers_of_a_headline_lie_on_its_trace(cases: Mapping[str, Case]) -> None:
    case = cases["skeleton"]
    outcomes = run(Worlds(case, size=600, seed=2))
    assert set(outcomes.drivers) == set(outcomes.headlines)
    for name, driven in outcomes.drivers.items():
        behind = {case.judgements[path].stream for path in outcomes.headlines[name].trace}
        assert {driver.stream.removesuffix("!") for driver in driven} <= behind
    assert any(outcomes.drivers.values())


def test_pages_are_made_once_no_chapter_can_change_them(orange: Case) -> None:
    found = run(Worlds(orange, size=60, seed=1), early=True)
    made = {id(page) for page in found.said.pages.values()}
    assert made == {id(page) for page in found.pages.values()}
    other = run(Worlds(orange, size=60, seed=1))
    assert not other.said.pages
    assert (found.pages, found.reports) == (other.pages, other.reports)


def test_a_page_that_cannot_be_made_early_is_told_of_when_all_are_asked_for(
    orange: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> Page:
        raise ZeroDivisionError("no page")

    monkeypatch.setattr(CHAPTERS[1], "page", fails)
    found = run(Worlds(orange, size=60, seed=1), spares=True, early=True)
    assert not found.failed
    assert "no page" in found.telling().failed[CHAPTERS[1].name]


def test_what_another_process_is_asked_of_headlines_is_what_they_turn_on(korea: Outcomes) -> None:
    found = TurningPoints.of(korea.results["agreement"]).work(korea.worlds)
    assert any(found.values())
    for name, turning in found.items():
        holds, behind = korea.table.column(name).values, named(korea.worlds, korea.headlines[name].trace)
        assert turning == drivers(korea.worlds, holds, {one: korea.splits[one] for one in behind})


def test_the_same_worlds_give_the_same_outcomes(orange: Case) -> None:
    one, two = (run(Worlds(orange, size=600, seed=4, jobs=jobs)) for jobs in (1, 2))
    assert list(one.table.csv()) == list(two.table.csv())
    assert one.reports == two.reports
    assert one.drivers == two.drivers


def test_the_register_hands_out_schemas_for_chapters_with_a_file() -> None:
    later = {f"{chapter.name}-later" for chapter in CHAPTERS if chapter.later() is not None}
    assert set(schemas()) == {chapter.name for chapter in CHAPTERS if chapter.schema() is not None} | later
