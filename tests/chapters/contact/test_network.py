"""What must hold of any network: more channels never hurt, islands are islands, large ones are exact or bounded."""

from __future__ import annotations

from itertools import product
from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.faults import CaseError
from detente.chapters.contact import CONTACT
from detente.chapters.contact.network import decision_diagrams, deliveries
from detente.chapters.contact.network.message_paths import listed_paths
from detente.chapters.contact.questions import arrivals as questions
from detente.chapters.contact.questions.arrivals import arrivals
from tests.chapters.contact import made
from tests.oracles import contact as oracle


@settings(max_examples=40, deadline=None)
@given(made.networks(), made.messages(), st.data())
def test_another_channel_never_lowers_arrival(net: Any, sent: Any, data: st.DataObject) -> None:
    delivery, chances = made.arrival([net], sent)
    names = sorted(net["channels"])
    some = frozenset(data.draw(st.sets(st.sampled_from(names))))
    more = some | {data.draw(st.sampled_from(names))}
    fewer, with_it = (delivery.reliability(chances.chances(opened)) for opened in (some, more))
    assert with_it[0] >= fewer[0] - 1e-12


@settings(max_examples=25, deadline=None)
@given(made.networks(), st.sampled_from((1.0, 3.0, 9.0)))
def test_speed_never_lowers_arrival(net: Any, hours: float) -> None:
    sent = made.message(deadline=8.0)
    slow = {**net, "channels": {n: {**c, "latency": c["latency"] + hours} for n, c in net["channels"].items()}}
    assert made.reliability([net], sent)[0] >= made.reliability([slow], sent)[0] - 1e-12


def test_the_order_of_posts_and_channels_does_not_matter() -> None:
    net, sent = made.grid(2, 4, up=0.7), made.message()
    turned = {"posts": dict(reversed(net["posts"].items())), "channels": dict(reversed(net["channels"].items()))}
    assert made.reliability([turned], sent) == pytest.approx(made.reliability([net], sent), rel=1e-12)


def test_a_ladder_of_sixty_channels_is_exact() -> None:
    """Two rails of posts, with a recurrence of its own: how likely none, one or both of two posts can be reached."""
    columns, up = 20, 0.9
    net = made.grid(2, columns, up)
    sent = made.message(deadline=1e6, hops=100)
    assert made.reliability([net], sent)[0] == pytest.approx(two_rails(columns, up), rel=1e-12)
    delivery, _ = made.arrival([net], sent)
    assert delivery.upper is None
    at = arrivals(made.situation(net, sent))[0]
    assert (at.quickest[0], at.delay) == (columns, None)
    assert at.weakest is not None
    assert 0 < at.without_weakest[0] < at.believed[0]
    assert len(at.cuts) == 59


def test_a_bound_says_nothing_of_what_needs_every_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "listed_paths", lambda trips, most: listed_paths(trips, min(most, 12)))
    at = arrivals(made.situation(made.grid(4, 4, 0.8), made.message(deadline=8.0, hops=8)))[0]
    assert at.at_most is not None
    assert at.believed[0] <= at.at_most[0]
    assert (at.quickest[0], at.delay, at.weakest) == (6.0, None, None)


def test_a_diagram_too_large_for_delays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "MOST_NODES", 10)
    at = arrivals(made.situation(made.grid(3, 3, 0.8), made.message()))[0]
    assert at.delay is None
    assert at.weakest is not None


def test_lines_in_a_row_that_are_staffed_by_day() -> None:
    """More sets of waits than can be looked at: exact with time enough, else a bound that says so."""
    number = 14
    posts = {f"p{n}": {"party": {0: "a", number: "b"}.get(n), "level": 3, "staffed": 1.0} for n in range(number + 1)}
    line = {"one_way": False, "up": 0.9, "latency": 1.0, "hours": 12.0, "authority": 3}
    channels = {f"c{n}": {**line, "ends": (f"p{n}", f"p{n + 1}")} for n in range(number)}
    net: Any = {"posts": posts, "channels": channels}
    enough, hasty = (made.message(deadline=deadline, hops=100) for deadline in (100.0, 50.0))
    assert made.reliability([net], enough)[0] == pytest.approx(0.9**number, rel=1e-12)
    delivery, chances = made.arrival([net], hasty)
    exact = 0.9**number * sum(comb(number, late) for late in range(7)) / 2**number
    seen = chances.chances(frozenset(net["channels"]))
    assert delivery.upper is not None
    assert delivery.reliability(seen)[0] <= exact <= delivery.at_most(seen)[0]


def two_rails(columns: int, up: float) -> float:
    """P(corner to far corner) of a ladder of posts, from left to right: both, the first or the second are reached."""
    states: dict[tuple[int, ...], float] = {
        (0, 1): up,
        (0,): 1 - up,
    }  # which rails of a column are joined to the start, all of it looked at
    for _ in range(columns - 1):
        after: dict[tuple[int, ...], float] = {}
        for reached, p in states.items():
            for first, second, rung in product((True, False), repeat=3):
                q = p
                for works in (first, second, rung):
                    q *= up if works else 1 - up
                there = {rail for rail, works in ((0, first), (1, second)) if works and rail in reached}
                there |= {0, 1} if rung and there else set()
                key = tuple(sorted(there))
                after[key] = after.get(key, 0.0) + q
        states = after
    return sum(p for reached, p in states.items() if 1 in reached)


def test_a_grid_of_sixty_channels_is_exact() -> None:
    """Six by six posts: what is exact agrees with a simulation of the grid within its error."""
    net, sent = made.grid(6, 6, 0.8), made.message(deadline=1e6, hops=100)
    assert len(net["channels"]) == 60
    runs = 4_000
    rng = np.random.default_rng(3)
    works = {name: rng.random(runs) < 0.8 for name in net["channels"]}
    reached = {name: np.full(runs, name == "p0-0") for name in net["posts"]}
    for _ in range(20):  # steps: a way that needs more is so rare that it does not show
        for name, said in net["channels"].items():
            one, other = said["ends"]
            joined = works[name] & (reached[one] | reached[other])
            reached[one], reached[other] = reached[one] | joined, reached[other] | joined
    share = reached["p5-5"].mean()
    exact = made.reliability([net], sent)[0]
    assert abs(share - exact) < 4 * np.sqrt(exact * (1 - exact) / runs)


def test_too_many_paths_are_bounded_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    net, sent = made.grid(3, 4, up=0.8), made.message(deadline=7.0, hops=9)
    exact = oracle.reliability(net, sent)
    monkeypatch.setattr(deliveries, "listed_paths", lambda trips, most: listed_paths(trips, min(most, 8)))
    delivery, chances = made.arrival([net], sent)
    seen = chances.chances(frozenset(net["channels"]))
    assert delivery.upper is not None
    assert delivery.reliability(seen)[0] <= exact <= delivery.at_most(seen)[0]


def test_what_is_too_tangled_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_few(self: decision_diagrams.Diagrams, variable: int, down: int, up: int) -> int:
        raise decision_diagrams.TooTangledError("more than 2 nodes")

    monkeypatch.setattr(decision_diagrams.Diagrams, "node", too_few)
    with pytest.raises(CaseError, match=r"contact.yaml.*too tangled.*fewer channels"):
        made.found_in(made.skeleton(), size=10)


def test_islands_cut_and_unstaffed_channels() -> None:
    def edit(said: dict[str, Any]) -> None:
        said["posts"]["island"] = {"name": "an island", "party": "b", "level": "leader"}
        said["channels"]["new-york"]["state"] = "cut"
        said["channels"]["relay"]["state"] = "unstaffed"

    case = made.case_with(edit)
    found = made.found_in(case)
    assert all((at.believed == 0).all() and np.isinf(at.quickest).all() for at in found.arrivals)
    assert [remark.where for remark in CONTACT.worth_a_look(case)] == ["contact → posts → island"]


def test_nobody_on_duty_is_a_line_that_is_down() -> None:
    def edit(said: dict[str, Any]) -> None:
        said["channels"]["hotline"] |= {"state": "open", "hours": 0}
        said["candidates"] = {}

    with_it = made.found_in(made.case_with(edit)).openings.today.believed
    assert (with_it == made.found().openings.today.believed).all()


def test_delay_and_the_weakest_post() -> None:
    found = made.found()
    for at in arrivals(found.now):
        assert at.delay is None or at.delay > 0
        assert (at.without_weakest <= at.believed + 1e-12).all()
        assert (at.believed <= at.arrives + 1e-12).all()


@settings(max_examples=15, deadline=None)
@given(made.networks(), made.messages())
def test_expected_delay(net: Any, sent: Any) -> None:
    found = next(at for at in arrivals(made.situation(net, sent)) if at.sender == "a")
    if found.believed[0] == 0:
        assert found.delay is None
    else:
        assert found.delay == pytest.approx(oracle.expected_delay(net, sent), rel=1e-9)
