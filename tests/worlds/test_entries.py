"""What is worked out from a block and kept: valid by what its request declares, and by that alone."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from pkgutil import walk_packages
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

import detente.chapters
from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.agreement.analyse import plan_of
from detente.chapters.agreement.judging.attainability import TallyOf
from detente.chapters.agreement.space.scores import ScoresOf
from detente.chapters.roadmap.judging.preselection import SampleLedger
from detente.chapters.roadmap.judging.round_book import OpenRounds
from detente.chapters.stability.compliance.ledger import OpenLedger
from detente.chapters.stability.compliance.terms import TermsOfCase
from detente.worlds import Draws, RunEntry, Worlds
from detente.worlds.dependences import EVERYTHING, Dependences, UndeclaredError
from detente.worlds.draws import BeliefsInBlock, BlockEntry, Priors, SubjectPriors, TrueExplanation
from detente.worlds.evidence import WeighedEvidence
from detente.worlds.shelf import MOST_BLOCKS, MOST_RESULTS, MOST_RUNS
from detente.worlds.worlds import ROOMY
from tests.chapters.agreement.test_compiled import leaves
from tests.chapters.stability.made import anything
from tests.oracles.cases import Data, as_case, cases
from tests.worlds.test_worlds import small

SIZE = 20
PATH = "reservation/ann"
EXPLAINED = {
    "hypotheses": {"firm": {"prior": 0.5}, "soft": {"prior": 0.5}},
    "positions": {
        "ann": {"tests": {"cap": [-2, 0], "end": [-4, -1]}},
        "bea": {"tests": {"cap": 1, "end": {"yearly": 2, "when": [{"hypothesis": "firm", "yearly": 5}]}}},
    },
}


@dataclass(frozen=True)
class Asked(BlockEntry[Floats]):
    """The first judgement of the small case, noted whenever it is worked out."""

    name: str = ""
    declared: Dependences = field(default=EVERYTHING, compare=False)
    reads: str = PATH
    times: ClassVar[list[str]] = []

    def depends(self, case: Case) -> Dependences:
        return self.declared

    def work(self, draws: Draws) -> Floats:
        self.times.append(self.name)
        return draws.value(self.reads)


class LargeAsked(Asked):
    large = True


@dataclass(frozen=True)
class Undeclared(BlockEntry[Floats]):
    """A new kind that says nothing about what it depends on."""

    times: ClassVar[list[int]] = []

    def work(self, draws: Draws) -> Floats:
        self.times.append(1)
        return draws.value(PATH)


@dataclass(frozen=True)
class Weighed(BlockEntry[float]):
    """Something that looks at weights and explanation, whatever it declares."""

    declared: Dependences

    def depends(self, case: Case) -> Dependences:
        return self.declared

    def work(self, draws: Draws) -> float:
        return float(draws.weights @ (1 + draws.hypothesis))


@pytest.fixture(autouse=True)
def times() -> list[str]:
    Asked.times.clear()
    Undeclared.times.clear()
    return Asked.times


def only(*paths: str) -> Dependences:
    return Dependences(frozenset(paths).__contains__, explanation=False, evidence=False, weights=False)


def test_equal_requests_are_worked_out_once_a_block(times: list[str]) -> None:
    worlds = Worlds(small(), SIZE, 1)
    for start, stop in ((0, SIZE), (0, SIZE), (5, SIZE)):
        for name in ("a", "b", "a"):
            worlds.draws(start, stop).kept(Asked(name))
    assert times == ["a", "b", "a", "b"]


def test_what_is_read_again_from_what_was_kept_is_in_the_trace() -> None:
    worlds = Worlds(small(), SIZE, 1)
    for _ in range(2):
        draws = worlds.draws(0, SIZE)
        draws.kept(Asked())
        assert draws.trace == {PATH}


def test_a_kind_that_declares_nothing_is_never_kept() -> None:
    draws = Worlds(small(), SIZE, 1).draws(0, SIZE)
    for _ in range(3):
        assert_array_equal(draws.kept(Undeclared()), draws.value(PATH))
    assert len(Undeclared.times) == 3


@pytest.mark.parametrize(("size", "expected"), [(ROOMY, 1), (ROOMY + 1, 2)])
def test_a_large_run_keeps_nothing_large(size: int, expected: int, times: list[str]) -> None:
    draws = Worlds(small(), size, 1).draws(0, 8)
    for _ in range(2):
        draws.kept(LargeAsked("large"))
        draws.kept(Asked("small"))
    assert (times.count("large"), times.count("small")) == (expected, 1)


def test_a_process_that_has_grown_keeps_nothing_more_that_is_large(
    times: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory grew by 0.84 MB a world, until it was full: it is bounded by what is kept and a block."""
    worlds = Worlds(small(), size=SIZE, seed=1)
    kept = worlds.draws(0, SIZE).kept(LargeAsked("before"))
    monkeypatch.setattr("detente.worlds.shelf.held", lambda: 1e12)
    for _ in range(3):
        draws = worlds.draws(0, SIZE)
        assert draws.kept(LargeAsked("before")) is kept
        assert_array_equal(draws.kept(LargeAsked("after")), kept)
        draws.kept(Asked("small"))
    assert (times.count("before"), times.count("after"), times.count("small")) == (1, 3, 1)


def test_another_request_of_a_block_is_another_kind_or_differs_in_something() -> None:
    draws = Worlds(small(), SIZE, 1).draws(0, SIZE)
    assert_array_equal(draws.kept(Asked(reads="positions/bea/tests/end")), draws.value("positions/bea/tests/end"))
    assert_array_equal(draws.kept(Asked()), draws.value(PATH))
    assert draws.kept(LargeAsked()) is draws.kept(LargeAsked())


# What may differ between two who ask the same of a block


def test_shifts_of_what_it_may_read_change_an_answer_and_others_do_not(times: list[str]) -> None:
    worlds = Worlds(small(), SIZE, 1)
    other = "positions/bea/tests/end"  # which the policy does not shift
    views = [worlds.draws(0, SIZE), worlds.shifted("press").draws(0, SIZE), worlds.shifted("wait").draws(0, SIZE)]
    for draws in views:
        assert_array_equal(draws.kept(Asked("ann", only(PATH))), draws.value(PATH))
        assert_array_equal(draws.kept(Asked("bea", only(other), other)), draws.value(other))
        draws.kept(Asked("all"))
    assert times.count("ann") == times.count("all") == 2
    assert times.count("bea") == 1


def test_explanations_change_an_answer_unless_that_is_ruled_out(times: list[str]) -> None:
    draws = Worlds(small(**EXPLAINED), SIZE, 1).draws(0, SIZE)
    for view in (draws, draws.supposing("firm"), draws.supposing("soft"), draws.supposing("firm")):
        view.kept(Asked("open"))
        view.kept(Asked("closed", only(PATH)))
        if view is not draws:
            assert len(set(view.hypothesis.tolist())) == 1
    assert (times.count("open"), times.count("closed")) == (3, 1)
    assert len(set(draws.hypothesis.tolist())) == 2


def test_evidence_changes_an_answer_unless_that_is_ruled_out(times: list[str]) -> None:
    """Except where an explanation is supposed: there it says nothing."""
    worlds = Worlds(small(**EXPLAINED), SIZE, 1)
    certain = np.array([[1.0], [0.0]]) * np.ones(SIZE)
    for likelihood, true in ((certain, {0}), (certain[::-1].copy(), {1}), (None, {0, 1}), (certain.copy(), {0})):
        seen = None if likelihood is None else WeighedEvidence(likelihood, frozenset({"reservation/bea"}))
        draws = replace(worlds, evidence=seen).draws(0, SIZE)
        assert set(draws.hypothesis.tolist()) == true
        assert ("reservation/bea" in draws.trace) == (seen is not None)
        draws.kept(Asked("open"))
        draws.kept(Asked("closed", only(PATH)))
        assert set(draws.supposing("soft").hypothesis.tolist()) == {1}
        draws.supposing("soft").kept(Asked("supposed"))
    assert (times.count("open"), times.count("closed"), times.count("supposed")) == (3, 1, 1)


def test_weights_change_an_answer_unless_that_is_ruled_out(times: list[str]) -> None:
    worlds = Worlds(small(), SIZE, 1)
    for weights in (None, np.arange(1.0, SIZE + 1), np.ones(SIZE)):
        draws = replace(worlds, weights=weights).draws(0, SIZE)
        draws.kept(Asked("weighed"))
        draws.kept(Asked("unweighed", Dependences(weights=False)))
    assert (times.count("weighed"), times.count("unweighed")) == (2, 1)


@pytest.mark.parametrize(
    "declared", [Dependences(weights=False), Dependences(explanation=False), Dependences(evidence=False)]
)
def test_who_declares_too_little_is_told_so(declared: Dependences) -> None:
    draws = Worlds(small(**EXPLAINED), SIZE, 1).draws(0, SIZE)
    with pytest.raises(UndeclaredError):
        draws.kept(Weighed(declared))
    assert draws.kept(Weighed(Dependences())) > 0


def test_who_reads_what_it_does_not_declare_is_told_so() -> None:
    worlds = Worlds(small(), SIZE, 1)
    for draws in (worlds.draws(0, SIZE), worlds.shifted("press").draws(0, SIZE)):
        with pytest.raises(UndeclaredError, match=PATH):
            draws.kept(Asked(declared=only("reservation/bea")))


@dataclass(frozen=True)
class Nested(BlockEntry[Floats]):
    """Something that asks for something else."""

    declared: Dependences

    def depends(self, case: Case) -> Dependences:
        return self.declared

    def work(self, draws: Draws) -> Floats:
        return draws.kept(Asked(declared=only(PATH)))


def test_whoever_asks_for_something_else_declares_what_that_depends_on() -> None:
    draws = Worlds(small(), SIZE, 1).draws(0, SIZE)
    assert_array_equal(draws.kept(Nested(only(PATH, "reservation/bea"))), draws.value(PATH))
    with pytest.raises(UndeclaredError, match=PATH):  # whether it was worked out before or not
        draws.kept(Nested(only("reservation/bea")))
    with pytest.raises(UndeclaredError, match=PATH):
        Worlds(small(), SIZE, 1).draws(0, SIZE).kept(Nested(only("reservation/bea")))


# What is kept on a shelf


def test_a_judgement_that_changed_never_meets_what_was_drawn_before() -> None:
    """Even if the worlds of the one case are made from those of the other, and share a shelf."""
    before = small()
    after = small(reservation={"ann": [-3, -2], "bea": 0})
    assert before.digest != after.digest
    worlds = Worlds(before, SIZE, 1)
    old, asked = worlds.draws(0, SIZE).value(PATH), worlds.draws(0, SIZE).kept(Asked())
    changed = replace(worlds, case=after)
    assert changed.shelf is worlds.shelf
    fresh = Worlds(after, SIZE, 1).draws(0, SIZE).value(PATH)
    assert_array_equal(changed.draws(0, SIZE).value(PATH), fresh)
    assert_array_equal(changed.draws(0, SIZE).kept(Asked()), fresh)
    assert np.all(fresh < old)
    assert_array_equal(worlds.draws(0, SIZE).kept(Asked()), asked)


@pytest.mark.parametrize(
    "other",
    [lambda w: replace(w, seed=2), lambda w: replace(w, size=SIZE + 1), lambda w: w.tied(0.6)],
    ids=["seed", "size", "dependence"],
)
def test_other_worlds_of_the_same_run_are_drawn_anew(other: Callable[[Worlds], Worlds]) -> None:
    worlds = Worlds(small(), SIZE, 1)
    first = worlds.draws(0, SIZE).kept(Asked())
    changed = other(worlds)
    assert_array_equal(changed.draws(0, SIZE).kept(Asked()), changed.draws(0, SIZE).value(PATH))
    assert np.any(changed.draws(0, SIZE).kept(Asked()) != first)


def test_a_run_keeps_the_last_blocks_only(times: list[str]) -> None:
    worlds = Worlds(small(), 2 * MOST_BLOCKS, 1)
    for start in range(MOST_BLOCKS + 1):
        worlds.draws(start, start + 1).kept(Asked())
    worlds.draws(1, 2).kept(Asked())
    assert len(times) == MOST_BLOCKS + 1
    worlds.draws(0, 1).kept(Asked())
    assert len(times) == MOST_BLOCKS + 2


def test_runs_share_nothing(times: list[str]) -> None:
    for _ in range(2):
        Worlds(small(), SIZE, 1).draws(0, SIZE).kept(Asked())
    assert len(times) == 2


def test_another_process_finds_its_shelf_again(times: list[str]) -> None:
    """As often as it is handed blocks of the same run, unless many others have come in between."""
    worlds = Worlds(small(), SIZE, 1)
    for _ in range(2):
        handed: Worlds = pickle.loads(pickle.dumps(worlds))
        handed.draws(0, SIZE).kept(Asked())
    assert len(times) == 1
    for seed in range(MOST_RUNS):
        pickle.loads(pickle.dumps(Worlds(small(), SIZE, seed)))
    pickle.loads(pickle.dumps(worlds)).draws(0, SIZE).kept(Asked())
    assert len(times) == 2


# Results about all worlds


@dataclass(frozen=True)
class MeanAsked(RunEntry[float]):
    """The weighted mean of a judgement, noted whenever it is worked out."""

    path: str = PATH

    def work(self, worlds: Worlds) -> float:
        Asked.times.append(self.path)
        return float(worlds.judged([self.path])[self.path] @ worlds.weight() / worlds.total)


def test_a_result_about_all_worlds_is_worked_out_once(times: list[str]) -> None:
    worlds = Worlds(small(), SIZE, 1)
    assert worlds.kept(MeanAsked()) == replace(worlds, jobs=2, chunk=1).kept(MeanAsked())
    assert len(times) == 1


@pytest.mark.parametrize(
    "changes", [{"seed": 2}, {"size": SIZE + 1}, {"general": 0.5}, {"weights": np.arange(SIZE) + 1.0}]
)
def test_a_result_about_other_worlds_is_worked_out_anew(times: list[str], changes: dict[str, object]) -> None:
    worlds = Worlds(small(), SIZE, 1)
    worlds.kept(MeanAsked())
    other = replace(worlds, **changes)  # type: ignore[arg-type]
    assert other.kept(MeanAsked()) == MeanAsked().work(replace(other, shelf=type(other.shelf)()))
    assert len(times) == 3


def test_the_last_few_results_are_kept(times: list[str]) -> None:
    worlds = Worlds(small(), SIZE, 1)
    for path in (PATH, *list(worlds.case.judgements)[: MOST_RESULTS + 1], PATH):
        worlds.kept(MeanAsked(path))
    assert times.count(PATH) >= 2


# Every kind that there is


def kinds() -> set[type]:
    """Every kind of request in the package."""
    for module in walk_packages(detente.chapters.__path__, "detente.chapters."):
        import_module(module.name)
    found: set[type] = set()
    left: list[type] = [BlockEntry]
    while left:
        below: list[type] = left.pop().__subclasses__()
        left += below
        found |= {kind for kind in below if kind.__module__.startswith("detente.")}
    return found


def check(requests: list[BlockEntry[object]], worlds: Worlds) -> None:
    """What is kept for a view of a block must be what is worked out afresh from that view."""
    draws = worlds.draws(0, SIZE)
    weighed = replace(worlds, weights=np.arange(SIZE) / 4.0)
    views = [draws, weighed.draws(0, SIZE), *(worlds.shifted(policy).draws(0, SIZE) for policy in worlds.case.policies)]
    likelihood = np.random.default_rng(1).random((len(worlds.case.explanations), SIZE))
    seen = [WeighedEvidence(likely, frozenset()) for likely in (likelihood, likelihood[::-1].copy())]
    views += [replace(worlds, evidence=one).draws(0, SIZE) for one in seen if worlds.case.hypotheses]
    views += [view.supposing(explanation) for explanation in worlds.case.explanations for view in tuple(views)]
    for view in (*views, *views[::-1]):
        for request in requests:
            assert leaves_of(view.kept(request)) == leaves_of(request.work(view)), request


def leaves_of(value: object) -> object:
    """What a result holds; of a ledger, the terms from which all of it follows."""
    return leaves({"": getattr(value, "terms", value)})


@settings(max_examples=40)
@given(cases(most_packages=12), st.integers(0, 9))
def test_every_kind_of_the_agreement_chapter_is_kept_for_those_it_is_valid_for(data: Data, seed: int) -> None:
    case = as_case(data)
    requests: list[BlockEntry[object]] = [ScoresOf(party) for party in case.valued]
    requests += [TallyOf.of(plan_of(case))]
    requests += [Priors(), BeliefsInBlock(), TrueExplanation()] if case.hypotheses else []
    requests += [SubjectPriors(number) for number in range(len(case.subjects))]
    check(requests, Worlds(case, SIZE, seed))


@pytest.mark.parametrize("seed", range(8))
def test_every_kind_of_the_stability_chapter_is_kept_for_those_it_is_valid_for(seed: int) -> None:
    check([TermsOfCase(), OpenLedger()], Worlds(anything(seed), SIZE, seed))


OF_LEDGERS = {TermsOfCase, OpenLedger, SampleLedger, OpenRounds}


def test_no_kind_is_left_out() -> None:
    assert kinds() == {ScoresOf, TallyOf, Priors, SubjectPriors, BeliefsInBlock, TrueExplanation} | OF_LEDGERS
