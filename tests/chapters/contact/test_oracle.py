"""Networks and ladders against the plain checks of the formulas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.arrays import Floats
from detente.chapters.contact.crisis.escalation import RungChances, Suspicion, scaled, unanswerable, war, window, within
from detente.chapters.contact.crisis.mutual_fear import arms
from detente.chapters.contact.network.message_paths import journeys
from detente.chapters.contact.network.open_ways import by_open_channels, cuts, quickest
from tests.chapters.contact import made
from tests.oracles import contact as oracle

NEAR: Any = {"abs": 1e-12, "rel": 1e-9}
PARTS = ("attack", "false_alarm", "climb", "settle", "heeded")
CHANCE = st.one_of(st.sampled_from((0.0, 1.0)), st.floats(1e-4, 0.999))
RUNG = st.fixed_dictionaries(dict.fromkeys(PARTS, CHANCE))


@settings(max_examples=60, deadline=None)
@given(made.networks(), made.messages(), st.lists(st.sampled_from((0.0, 1.0, 7.0)), min_size=1, max_size=2))
def test_reliability_is_that_of_all_states(net: Any, sent: Any, later: list[float]) -> None:
    nets = [net, *({**net, "channels": slower(net, hours)} for hours in later)]
    found = made.reliability(nets, sent)
    assert found == pytest.approx([oracle.reliability(each, sent) for each in nets], **NEAR)


def slower(net: Any, hours: float) -> dict[str, Any]:
    """Channels that take longer, and work less often."""
    changed = {
        name: {"latency": said["latency"] + hours, "up": said["up"] ** 2} for name, said in net["channels"].items()
    }
    return {name: {**said, **changed[name]} for name, said in net["channels"].items()}


@settings(max_examples=12, deadline=None)
@given(made.networks(16, plain=True), made.messages())
def test_random_networks_of_up_to_sixteen_channels(net: Any, sent: Any) -> None:
    assert made.reliability([net], sent)[0] == pytest.approx(oracle.reliability(net, sent), **NEAR)


def test_a_network_of_sixteen_channels() -> None:
    """Every channel is uncertain, and all paths share some."""
    net = made.grid(3, 4, up=0.8)
    net["channels"].pop("c16")
    assert len(net["channels"]) == 16
    sent = made.message(deadline=6.0, hops=6)
    assert made.reliability([net], sent)[0] == pytest.approx(oracle.reliability(net, sent), **NEAR)


@settings(max_examples=30, deadline=None)
@given(made.networks(), made.messages())
def test_cuts_are_the_smallest_without_which_nothing_arrives(net: Any, sent: Any) -> None:
    working = frozenset(name for name, said in net["channels"].items() if said["up"] > 0)
    part = made.network(net, sent)
    trips = by_open_channels(journeys(part, sent["sender"], sent["receiver"], part.messages["m"]), working)
    told = oracle.cuts(staffed(net), sent, 3)
    assert {*cuts(trips)} == (told - {frozenset()})
    up = oracle.up_for_sure(staffed(net), working)
    hours = quickest(trips, {name: np.full(1, said["latency"]) for name, said in net["channels"].items()}, 1)
    assert hours[0] == oracle.quickest(net, sent, up)[0]


@settings(max_examples=40, deadline=None)
@given(made.networks(), made.messages())
def test_what_is_left_without_a_channel_is_that_of_all_states(net: Any, sent: Any) -> None:
    delivery, chances = made.arrival([net], sent)
    seen = chances.chances(frozenset(net["channels"]))
    left, whole = delivery.without_each(seen), delivery.reliability(seen)[0]
    for name, said in net["channels"].items():
        without = {**net, "channels": {**net["channels"], name: {**said, "up": 0.0}}}
        assert left.get(name, [whole])[0] == pytest.approx(oracle.reliability(without, sent), abs=1e-12)


def staffed(net: Any) -> Any:
    """The same network with somebody at every post: a cut is one of channels."""
    return {**net, "posts": {name: {**post, "staffed": 1.0} for name, post in net["posts"].items()}}


@settings(max_examples=80, deadline=None)
@given(st.lists(RUNG, min_size=1, max_size=4), st.tuples(CHANCE, CHANCE), CHANCE, CHANCE)
def test_the_ladder_is_that_of_the_linear_system(
    rungs: list[dict[str, float]], arrives: tuple[float, float], threshold: float, liar: float
) -> None:
    windows = [oracle.window(rung, arrives, threshold, liar) for rung in rungs]
    if any(w + d <= 1e-9 for w, _, d in windows):
        return  # a rung that only leads up or nowhere: the system may have no single solution
    assert closed_form(rungs, arrives, threshold, liar) == pytest.approx(oracle.war(windows), abs=1e-9)


def closed_form(rungs: list[dict[str, float]], arrives: tuple[float, float], threshold: float, liar: float) -> float:
    """The chapter's own way through the ladder, in one world."""
    suspicion = Suspicion(np.array([threshold]), np.array([liar]))
    first, second = (np.array([m]) for m in arrives)
    chances = [RungChances(*(np.array([rung[name]]) for name in PARTS)) for rung in rungs]
    found: Floats = war([window(c, (first, second), unanswerable(c, suspicion)) for c in chances])
    return float(found[0])


def test_the_ladder_is_that_of_a_simulation() -> None:
    calm = {"attack": 0.01, "false_alarm": 0.05, "climb": 0.1, "settle": 0.5, "heeded": 0.5}
    tense = {"attack": 0.05, "false_alarm": 0.2, "climb": 0.2, "settle": 0.3, "heeded": 0.0}
    arrives = (0.3, 0.8)
    windows = [oracle.window(rung, arrives, 0.05, 0.2) for rung in (calm, tense)]
    runs = 20_000
    share = oracle.simulated(windows, runs, seed=7)
    exact = closed_form([calm, tense], arrives, 0.05, 0.2)
    assert abs(share - exact) < 4 * np.sqrt(exact * (1 - exact) / runs)


@given(CHANCE, st.floats(0.01, 100))
def test_odds_are_scaled(chance: float, factor: float) -> None:
    assert scaled(np.array(chance), np.array(factor)) == pytest.approx(oracle.scaled(chance, factor), **NEAR)


@given(st.floats(0, 1), st.floats(0.5, 2), st.sampled_from((1.0, 2.0, 3.0)))
@settings(max_examples=20, deadline=None)
def test_fear_of_fear(alone: float, most: float, power: float) -> None:
    found, _ = arms(*(np.array([x]) for x in (alone, most, power)))
    assert found[0] == pytest.approx(oracle.arms(alone, most, power), abs=2e-4)


def test_published_values_of_reciprocal_fear() -> None:
    """With costs spread evenly up to .95, one armer in a hundred makes everybody arm; with a cube hardly anybody."""
    alone, most, power = np.full(2, 0.01), np.full(2, 0.95), np.array([1.0, 3.0])
    everybody, hardly = arms(alone, most, power)[0]
    assert everybody == pytest.approx(1)
    assert hardly == pytest.approx(1.2e-6, rel=0.05)


def test_years() -> None:
    told = oracle.within_years(2.5, 0.01, 0.002, 5)
    assert within(5, np.array(2.5), np.array(0.01), np.array(0.002)) == pytest.approx(told, **NEAR)
