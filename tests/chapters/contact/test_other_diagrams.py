"""Networks too large to look at every state of, against the diagrams of another program: the library `dd`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from detente.chapters.contact.network import deliveries
from detente.chapters.contact.network.message_paths import listed_paths
from tests.chapters.contact import made

dd = pytest.importorskip("dd.autoref")


def by_fixed_point(net: Any) -> float:
    """P(some way from a to b is up): a post is reached if a neighbour is and the line to it is up; a fixed point."""
    lines = {name: said for name, said in net["channels"].items() if said["authority"] == 3}
    diagrams = dd.BDD()
    diagrams.declare(*lines)
    posts = net["posts"]
    reached = {post: diagrams.true if said["party"] == "a" else diagrams.false for post, said in posts.items()}
    changed = True
    while changed:
        changed = False
        for name, said in lines.items():
            first, second = said["ends"]
            for here, there in [(first, second)] if said["one_way"] else [(first, second), (second, first)]:
                if posts[here]["party"] != "b":
                    after = reached[there] | (reached[here] & diagrams.var(name))
                    changed |= after != reached[there]
                    reached[there] = after
    arrived = diagrams.false
    for post, said in posts.items():
        arrived |= reached[post] if said["party"] == "b" else diagrams.false
    return likely(arrived, {name: said["up"] for name, said in lines.items()}, {})


def likely(function: Any, up: dict[str, float], known: dict[int, float]) -> float:
    """The probability of a function of another program, whose edges may be negated."""
    if function.negated:
        return 1 - likely(~function, up, known)
    if function.var is None:
        return 1.0
    if int(function) not in known:
        p = up[function.var]
        known[int(function)] = p * likely(function.high, up, known) + (1 - p) * likely(function.low, up, known)
    return known[int(function)]


@settings(max_examples=15, deadline=None)
@given(made.networks(30, plain=True))
def test_random_networks_of_up_to_thirty_channels(net: Any) -> None:
    sent = made.message(level=0, deadline=1e6, hops=100)
    net = {**net, "channels": {name: {**said, "authority": 3} for name, said in net["channels"].items()}}
    assert made.reliability([net], sent)[0] == pytest.approx(by_fixed_point(net), abs=1e-12)


def test_a_grid_by_elimination(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty-two channels, of which the paths are taken for too many to list."""
    monkeypatch.setattr(deliveries, "listed_paths", lambda trips, most: listed_paths(trips, min(most, 5)))
    net, sent = made.grid(3, 5, up=0.8), made.message(deadline=1e6, hops=100)
    assert made.arrival([net], sent)[0].paths == ()
    assert made.reliability([net], sent)[0] == pytest.approx(by_fixed_point(net), abs=1e-12)
