"""What must not matter to the answers, and what must move them one way only."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from detente.case.bundled import locate
from detente.case.judgements import WORTHS
from detente.case.model import Case
from detente.case.read import read
from detente.chapters.agreement.analyse import analyse, plan_of
from detente.chapters.agreement.judging.few_packages import listed
from detente.chapters.agreement.judging.survey import Survey, survey
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import Packages
from detente.chapters.contract import Upstream
from detente.worlds import Worlds
from detente.worlds.worlds import BLOCK
from tests.oracles.cases import Data, as_case, cases, points

pytestmark = pytest.mark.whole
Seeds = st.integers(0, 99)
Orders = st.randoms(use_true_random=False)


def answers(found: Agreement) -> dict[str, Any]:
    """Everything that was found, but for what is a table over packages or worlds."""
    names = ("named", "recommended", "demands", "vetoes", "nearest", "asks", "robust", "blames", "tied")
    return {name: getattr(found, name) for name in names}


def assert_same(one: Survey, other: Survey) -> None:
    """Assert that two surveys are the same to the last bit."""
    for name in ("share", "any", "surplus"):
        assert_array_equal(getattr(one, name), getattr(other, name), name)
    for n, lines in enumerate(one.by_option):
        assert_array_equal(lines, other.by_option[n])
    for name in ("by_scope", "best", "gains"):
        mine, others = getattr(one, name), getattr(other, name)
        assert set(mine) == set(others)
        for key in mine:
            assert_array_equal(mine[key], others[key], f"{name} {key}")
    for name in ("vetoed", "waived"):
        mine, others = getattr(one, name), getattr(other, name)
        for key in mine:
            assert_array_equal(mine[key][0], others[key][0], f"{name} {key}")
            assert_array_equal(mine[key][1], others[key][1], f"{name} {key}")


# The order of the file


def reordered(value: Any, shuffle: Callable[[list[Any]], None], at: tuple[str, ...] = ()) -> Any:
    """Shuffle every mapping of a case file whose order says nothing: all but issues, options and hypotheses."""
    if not isinstance(value, dict):
        return value
    keys = list(value)
    if not (at in {("issues",), ("hypotheses",)} or (at[:1] == ("issues",) and at[-1:] == ("options",))):
        shuffle(keys)
    return {key: reordered(value[key], shuffle, (*at, key)) for key in keys}


@settings(max_examples=10)
@given(cases(most_packages=36), Seeds, Orders)
def test_order_of_the_file_changes_nothing(data: Data, seed: int, order: Any) -> None:
    one, other = as_case(data), as_case(reordered(data, order.shuffle))
    found = analyse(Worlds(one, 40, seed), Upstream())
    again = analyse(Worlds(other, 40, seed), Upstream())
    assert_array_equal(found.main.share, again.main.share)
    assert_array_equal(found.main.any, again.main.any)
    assert_allclose(np.asarray(again.main.surplus), np.asarray(found.main.surplus), atol=1e-12)
    assert found.recommended == again.recommended
    prices = [{(d.issue, d.option): (d.price, d.blind_price, d.points_part) for d in f.demands} for f in (found, again)]
    assert prices[0] == prices[1]
    vetoes = [{(v.name, v.needed): (v.price, v.blind_price, v.by_package) for v in f.vetoes} for f in (found, again)]
    assert vetoes[0] == vetoes[1]


# The scale of points


def times(raw: Any, factor: float) -> Any:
    """Multiply a judgement of points by a positive factor."""
    if isinstance(raw, int | float):
        return raw * factor
    if isinstance(raw, list):
        return [number * factor for number in raw]
    if "worth" in raw:
        low, high = WORTHS[raw["worth"].lstrip("-")]
        return times([-high, -low] if raw["worth"].startswith("-") else [low, high], factor)
    if "choices" in raw:
        return {"choices": {repr(float(number) * factor): weight for number, weight in raw["choices"].items()}}
    return {key: number * factor for key, number in raw.items()}


def everywhere(position: Any, change: Callable[[Any], Any]) -> Any:
    """Change every judgement of a position or reservation value."""
    if not isinstance(position, dict) or not {"yearly", "once", "when"} & set(position):
        return change(position)
    changed = {key: change(position[key]) for key in ("yearly", "once") if key in position}
    for condition in position.get("when", []):
        kept = {key: change(raw) for key, raw in condition.items() if key != "hypothesis"}
        changed.setdefault("when", []).append({"hypothesis": condition["hypothesis"], **kept})
    return changed


def rescaled(data: Data, party: str, factor: float) -> Data:
    """Put a party's points on another scale."""
    changed, scale = copy.deepcopy(data), partial(times, factor=factor)
    for options in changed["positions"].get(party, {}).values():
        for option in options:
            options[option] = everywhere(options[option], scale)
    for section in ("reservation", "abstains_within"):
        changed[section][party] = everywhere(changed[section][party], scale)
    linked = tuple(f"linkages/{n}/" for n, k in data["linkages"].items() if k["party"] == party)
    own = (f"positions/{party}/", f"reservation/{party}/", *linked)
    for linkage in changed["linkages"].values():
        if linkage["party"] == party:
            linkage["value"] = scale(linkage["value"])
    for policy in changed["policies"].values():
        policy["shifts"] = {
            path: scale(raw) if f"{path}/".startswith(own) else raw for path, raw in policy["shifts"].items()
        }
    return changed


@settings(max_examples=10)
@given(cases(most_packages=36), Seeds, st.sampled_from([3.7, 1e-9, 3.7e7]), st.data())
def test_scale_of_points_changes_nothing(data: Data, seed: int, factor: float, chooser: st.DataObject) -> None:
    party = chooser.draw(st.sampled_from([*data["positions"]]))
    one, other = as_case(data), as_case(rescaled(data, party, factor))
    found = analyse(Worlds(one, 40, seed), Upstream())
    again = analyse(Worlds(other, 40, seed), Upstream())
    assert_array_equal(found.main.share, again.main.share)
    assert_array_equal(found.main.any, again.main.any)
    assert_allclose(np.asarray(again.main.surplus), np.asarray(found.main.surplus), atol=1e-9)
    assert found.recommended == again.recommended
    for before, after in zip(found.demands, again.demands, strict=True):
        assert (before.price, before.blind_price, before.points_part) == (
            after.price,
            after.blind_price,
            after.points_part,
        )
        assert after.own_price == pytest.approx(before.own_price, abs=1e-9)
    assert found.vetoes == again.vetoes
    assert [(a.refused, a.by_changes, a.none) for a in found.amendments] == [
        (a.refused, a.by_changes, a.none) for a in again.amendments
    ]
    assert found.blames == again.blames
    for first, second in zip(found.policies, again.policies, strict=True):
        assert_array_equal(first.agreed, second.agreed)
        assert_array_equal(first.possible, second.possible)


# How the work is cut up


Sizes = st.integers(BLOCK + 1, 4 * BLOCK)
Chunks = st.sampled_from([1, BLOCK + 1, 2 * BLOCK, 9 * BLOCK])


@settings(max_examples=8)
@given(cases(), Seeds, Sizes, Chunks, st.integers(1, 3))
def test_chunks_and_jobs_change_no_bit(data: Data, seed: int, size: int, chunk: int, jobs: int) -> None:
    case = as_case(data)
    weights = 1 + np.arange(float(size)) % 7
    worlds = Worlds(case, size, seed, weights=weights)
    found = survey(plan_of(case), worlds)
    assert_same(found, survey(plan_of(case), replace(worlds, chunk=chunk, jobs=jobs)))


def orange() -> Case:
    return read(locate("orange"), {})


def test_processes_change_no_bit() -> None:
    case = orange()
    size = 2 * BLOCK + 20
    worlds = Worlds(case, size, 3, weights=1 + np.arange(float(size)) % 3)
    again = replace(worlds, jobs=2, engine="processes")
    assert_same(survey(plan_of(case), worlds), survey(plan_of(case), again))


def test_analysis_is_the_same_for_any_number_of_jobs() -> None:
    case = orange()
    size = 3 * BLOCK + 20
    worlds = Worlds(case, size, 3, weights=1 + np.arange(float(size)) % 3)
    found, again = (answers(analyse(w, Upstream())) for w in (worlds, replace(worlds, jobs=2, chunk=2 * BLOCK)))
    assert found == again


# What one judgement reaches


@settings(max_examples=10)
@given(cases(), Seeds, points(-9, 9))
def test_editing_one_judgement_moves_no_other(data: Data, seed: int, other: Any) -> None:
    changed = copy.deepcopy(data)
    said = changed["reservation"]["ann"]
    changed["reservation"]["ann"] = {**said, "yearly": other} if isinstance(said, dict) and "when" in said else other
    changed["linkages"]["new"] = {"party": "ann", "pattern": {"issue-0": "low"}, "value": 1}
    one, two = as_case(data), as_case(changed)
    before, after = Worlds(one, 50, seed).draws(0, 50), Worlds(two, 50, seed).draws(0, 50)
    for path in one.judgements:
        if path != "reservation/ann":
            assert_array_equal(before.value(path), after.value(path), path)
            assert_array_equal(
                before.uniform(one.judgements[path].stream), after.uniform(two.judgements[path].stream), path
            )
    for stream in (f"red_lines/{p}/{i}!" for p, issues in data["red_lines"].items() for i in issues):
        assert_array_equal(before.uniform(stream), after.uniform(stream), stream)


@settings(max_examples=10)
@given(cases(), Seeds, st.data())
def test_a_party_that_is_not_asked_decides_nothing(data: Data, seed: int, chooser: st.DataObject) -> None:
    data["factors"] = {}
    case = as_case(data)
    needed = {*case.principals, *(m for body in data["issues"].values() for m in body["movers"])}
    needed |= {str(leaf.party) for clause in case.consent.values() for leaf in clause.needs.leaves()}
    for party in [p for p in data["positions"] if p not in needed]:
        data["reservation"][party] = chooser.draw(points(-9, 9))
        data["red_lines"][party] = {"issue-0": {"low": 1}}
    other = as_case(data)
    found, again = (survey(Groundwork(Packages(c), full=True), Worlds(c, 40, seed)) for c in (case, other))
    assert_same(found, again)


# The status quo


@settings(max_examples=10)
@given(cases(), Seeds)
def test_status_quo_is_no_agreement(data: Data, seed: int) -> None:
    case = as_case(data)
    plan, worlds = Groundwork(Packages(case)), Worlds(case, 20, seed)
    quo = plan.packages.named({})
    found = survey(plan, worlds)
    if all(not rule.must_change for rule in case.rules.values()):  # else it is not even listed
        assert found.share[plan.packages.place(quo)] == 0
    assert not listed(plan, [quo], worlds.draws(0, 20)).attainable.any()
    assert not plan.packages.is_valid(quo)


def test_status_quo_is_no_agreement_where_all_prefer_it() -> None:
    issue = {"name": "Issue", "movers": ["ann"], "options": {"quo": "Quo", "low": "Low"}}
    held = {"issue-0": {"low": -1}, "issue-1": {"low": -1}}
    data: Data = {
        "title": "Nothing to gain",
        "date": "2021-08-31",
        "parties": {"ann": "Ann", "bea": "Bea"},
        "issues": {"issue-0": issue, "issue-1": issue},
        "positions": {"ann": held, "bea": held},
        "reservation": {"ann": 0, "bea": 0},
    }
    case = as_case(data)
    found = analyse(Worlds(case, 30, 1), Upstream())
    assert not found.main.any.any()
    assert found.recommended == ()
    assert not np.any(found.main.best["ann"])
    assert all(demand.price == 0 for demand in found.demands)


# Ladders

Rungs = st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 5)), min_size=1, max_size=3)


@settings(max_examples=25)
@given(cases(), Rungs, Seeds, st.sampled_from([0.0, 0.3, 0.6]))
def test_ordered_ladders_keep_their_order(data: Data, rungs: list[tuple[int, int]], seed: int, general: float) -> None:
    issue = data["issues"]["issue-0"]
    names = list(issue["options"])[1:]
    lows = sorted(low for low, _ in rungs)
    highs = sorted(low + width for low, width in rungs)
    ordered = [[low, max(low, high)] for low, high in zip(lows, highs, strict=True)]
    ladder = {name: ordered[min(n, len(ordered) - 1)] for n, name in enumerate(names)}
    data["positions"]["ann"]["issue-0"] = ladder
    data["policies"] = {}  # which may shift one-off values that are gone now
    data["red_lines"]["bea"] = {
        "issue-0": {name: [(low + 5) / 15, (high + 5) / 15] for name, (low, high) in ladder.items()}
    }
    worlds = Worlds(as_case(data), 60, seed, general=general)
    draws = worlds.draws(0, 60)
    for below, above in pairwise(names):
        one, two = (draws.value(f"positions/ann/issue-0/{name}") for name in (below, above))
        assert np.all(one <= two)
        first, second = (draws.happens(f"red_lines/bea/issue-0/{name}") for name in (below, above))
        assert not np.any(first & ~second)


# One way only


def end(raw: Any, high: bool) -> float:
    """Return the highest or the lowest value that a judgement holds possible."""
    if isinstance(raw, int | float):
        return float(raw)
    if isinstance(raw, list):
        return float(raw[1 if high else 0])
    if "worth" in raw:
        low, top = WORTHS[raw["worth"].lstrip("-")]
        return end([-top, -low] if raw["worth"].startswith("-") else [low, top], high)
    if "choices" in raw:
        return (max if high else min)(float(number) for number in raw["choices"])
    if "words" in raw:
        return float(high)
    return float(raw["high" if high else "low"])


def forthcoming(data: Data) -> Data:
    """Put every judgement at the end that makes agreement easier; probabilities in words at 0 or 1."""
    best, top, bottom = copy.deepcopy(data), partial(end, high=True), partial(end, high=False)
    for issues in best["positions"].values():
        for options in issues.values():
            for option in options:
                options[option] = everywhere(options[option], top)
    for issues in best["red_lines"].values():
        for options in issues.values():
            options.update({option: bottom(raw) for option, raw in options.items()})
    best["reservation"] = {party: everywhere(raw, bottom) for party, raw in data["reservation"].items()}
    best["abstains_within"] = {party: top(raw) for party, raw in data["abstains_within"].items()}
    for linkage in best["linkages"].values():
        linkage["value"] = top(linkage["value"])
    for gate in best["gates"].values():
        gate["passes"] = top(gate["passes"])
        for options in gate["options"].values():
            options.update({option: top(raw) for option, raw in options.items()})
    return best


@settings(max_examples=25)
@given(cases(), Seeds)
def test_what_is_attainable_stays_so_where_everybody_is_more_forthcoming(data: Data, seed: int) -> None:
    views = []
    for case in (as_case(data), as_case(forthcoming(data))):
        plan = Groundwork(Packages(case))
        packages = [
            package
            for a, b in np.argwhere(plan.packages.valid)
            if any(package := plan.packages.package(int(a), int(b)))
        ]
        views.append(listed(plan, packages, Worlds(case, 30, seed).draws(0, 30)).attainable)
    assert not np.any(views[0] & ~views[1])


@settings(max_examples=10)
@given(cases(most_packages=36), Seeds)
def test_what_set_inclusion_decides(data: Data, seed: int) -> None:
    case = as_case(data)
    worlds = Worlds(case, 40, seed)
    found = analyse(worlds, Upstream())
    anything = worlds.share(found.main.any)
    assert found.main.share.max() <= anything
    for demand in found.demands:
        assert max(demand.required, demand.forbidden) <= anything <= demand.required + demand.forbidden + 1e-12
        assert demand.blind_required <= demand.required + 1e-12
        assert demand.blind_forbidden <= demand.forbidden + 1e-12
    assert all(veto.price >= 0 and veto.blind_price >= 0 for veto in found.vetoes)
    assert all(tied.blind <= tied.any for tied in found.tied)
    for amended in found.amendments:
        assert sum(amended.by_changes.values()) + amended.none == pytest.approx(1 if amended.refused else 0)
