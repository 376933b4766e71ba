"""How messages fare between all who have posts, against all states of the network."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.chapters.contact.network.deliveries import Room
from detente.chapters.contact.pages.reach_table import reach_table
from detente.chapters.contact.posts_and_channels import RANKS
from detente.chapters.contact.questions import who_reaches_whom
from detente.chapters.contact.questions.arrivals import arrivals
from detente.chapters.contact.questions.who_reaches_whom import MOST_CORRESPONDENTS, Reached, reached
from detente.chapters.contact.report import report
from tests.chapters.contact import made
from tests.oracles import contact as oracle


def by_pair(net: made.Net, sent: made.Net, *others: made.Net) -> dict[tuple[str, str], Reached]:
    """How a message fares between everybody: sender and receiver → what was found."""
    now = made.situation(net, sent, *others)
    found, left = reached(now, arrivals(now))
    assert left == 0
    return {(at.sender, at.receiver): at for at in found}


def in_other_order(net: made.Net) -> made.Net:
    """The same network, with its posts said in the other order."""
    return {**net, "posts": dict(reversed(net["posts"].items()))}


@settings(max_examples=30, deadline=None)
@given(made.networks(4), made.messages(), st.permutations(["a", "b", "c"]))
def test_everybody_reaches_everybody_as_in_all_states(net: Any, sent: Any, parties: list[str]) -> None:
    """In two worlds at once; a third party has posts of its own, and some posts belong to none."""
    last = list(net["posts"])[-1]
    if len(net["posts"]) > 2:
        net["posts"][last]["party"] = parties[0]
    slower = {
        name: {**said, "latency": said["latency"] + 3, "up": said["up"] ** 2} for name, said in net["channels"].items()
    }
    later = {**net, "channels": slower}
    found = by_pair(net, sent, later)
    expected = [oracle.reaches(each, sent) for each in (net, later)]
    assert found.keys() == expected[0].keys()
    for pair, at in found.items():
        assert at.at_most is None
        assert at.believed == pytest.approx([told[pair] for told in expected], abs=1e-12)
    other = by_pair(in_other_order(net), sent, in_other_order(later))
    assert other.keys() == found.keys()
    for pair, at in found.items():
        assert other[pair].believed == pytest.approx(at.believed, abs=1e-12)
        assert other[pair].delay == (None if at.delay is None else pytest.approx(at.delay))


def test_a_way_in_one_direction() -> None:
    """a tells everybody through the one in the middle; nobody tells a."""
    plain = {"one_way": True, "up": 0.5, "latency": 1.0, "hours": 24.0, "authority": 3}
    posts = {
        name: {"party": party, "level": 3, "staffed": 1.0} for name, party in zip("xyz", ("a", None, "b"), strict=True)
    }
    channels = {"first": {**plain, "ends": ("x", "y")}, "second": {**plain, "ends": ("y", "z")}}
    found = by_pair({"posts": posts, "channels": channels}, made.message())
    shares = {pair: float(at.believed[0]) for pair, at in found.items()}
    assert shares == {
        ("a", "b"): 0.25,
        ("b", "a"): 0.0,
        ("a", "posts/y"): 0.5,
        ("posts/y", "a"): 0.0,
        ("posts/y", "b"): 0.5,
        ("b", "posts/y"): 0.0,
    }
    assert {pair: at.delay for pair, at in found.items() if at.delay is not None} == {
        ("a", "b"): 2.0,
        ("a", "posts/y"): 1.0,
        ("posts/y", "b"): 1.0,
    }
    assert all(np.isinf(at.quickest).all() == (at.believed == 0).all() for at in found.values())


def test_only_so_many_are_looked_at() -> None:
    """The sides are always among them, as the rest of the report says of them."""
    now = made.situation(made.grid(3, 4, 0.8), made.message(deadline=6.0, hops=6))
    known = arrivals(now)
    found, left = reached(now, known)
    assert left == 12 - MOST_CORRESPONDENTS
    assert len(found) == MOST_CORRESPONDENTS * (MOST_CORRESPONDENTS - 1)
    assert (found[0].sender, found[0].receiver) == ("a", "b")
    assert found[0].believed is next(at for at in known if at.sender == "a").believed


def test_what_is_too_large_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    net, sent = made.grid(3, 3, 0.8), made.message(deadline=5.0, hops=7)
    exact = oracle.reaches(net, sent)
    monkeypatch.setattr(who_reaches_whom, "SMALL_ROOM", Room(paths=5, nodes=20, few=1))
    found = by_pair(net, sent)
    for pair, at in found.items():
        most = at.believed if at.at_most is None else at.at_most
        assert at.believed[0] - 1e-12 <= exact[pair] <= most[0] + 1e-12
    assert any(at.at_most is not None and at.believed[0] < exact[pair] - 0.01 for pair, at in found.items())


def test_the_table_says_who_is_cut_off() -> None:
    """Of a case with a third party, and with a post so low that it can send nothing of that weight."""

    def edit(said: dict[str, Any]) -> None:
        said["posts"]["watch"] = {"name": "the watchman", "level": RANKS[0]}
        said["messages"]["denial"]["level"] = "office"

    case = made.case_with(edit)
    told = report(made.found_in(case, 30))
    table = reach_table(case, told)
    assert table is not None
    assert "Nobody reaches, or hears from, the watchman" in table.says
    assert all(len(row) == len(table.head) == len(table.rows) + 1 for row in table.rows)
    assert all(row[n] == "–" for n, row in enumerate(table.rows, 1))
    pairs = {(at.sender, at.receiver): at for at in told.reach}
    for at in told.arrival:
        if at.kind == told.measured:
            assert pairs[at.sender, at.receiver].believed == at.believed
            assert at.said("believed") in " ".join(cell for row in table.rows for cell in row)
