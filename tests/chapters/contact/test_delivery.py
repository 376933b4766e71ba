"""Delivery to recipients of `reading.yaml` is that of the network, world by world, before any evidence is weighed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from detente.arrays import Floats
from detente.case.changed import with_judgements
from detente.case.model import Case
from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters import schemas, skeletons
from detente.chapters.contact.delivery_to_recipients import DeliveryByNetwork
from detente.chapters.contact.posts_and_channels import WayToTalks
from detente.chapters.contact.situation import situation
from detente.chapters.reading.silence import likelihood_of_replies
from detente.outcomes.run import run
from detente.worlds import Worlds
from tests.chapters.contact import made
from tests.oracles import contact as oracle

TALKS: Mapping[str, Any] = {
    "sender": "a",
    "message": "m",
    "answered": {"otherwise": 0.5},
    "a_month": 1,
    "becomes": 0.5,
    "takes_delivery": True,
}


@cache
def taking(taken: bool = True) -> Case:
    """A case with both parts, whose network says how likely what was sent to the only recipient arrived."""
    folder = Path(mkdtemp()) / "a-and-b"
    create(folder, skeletons(["reading", "contact"]))
    case = read(folder, schemas())
    part, names = case.parts["contact"], tuple(case.parts["reading"].recipients)
    talks = part.talks.model_copy(update={"takes_delivery": taken, "recipients": names})
    return case.model_copy(update={"parts": {**case.parts, "contact": part.model_copy(update={"talks": talks})}})


def place() -> str:
    """Where the judgement stands that is not used."""
    (name,) = taking().parts["reading"].recipients
    return f"reading/recipients/{name}/delivered"


def delivered(worlds: Worlds) -> Floats:
    """How likely what was sent arrived, in every world."""
    return worlds.judged([place()])[place()]


@settings(max_examples=25)
@given(made.networks(6), made.messages())
def test_it_is_what_all_states_of_the_network_add_up_to(net: Any, sent: Any) -> None:
    part, talks = made.network(net, sent), WayToTalks.model_validate(TALKS)
    known = made.judged([net]) | {"messages/m/deadline": np.array([float(sent["deadline"])])}
    read_ = frozenset(f"contact/{path}" for path in known)
    how = DeliveryByNetwork(part, talks, ("a", "b"), read_)
    found = how.values(lambda path: known[path.removeprefix("contact/")])
    assert found == pytest.approx(oracle.reliability(net, sent), abs=1e-12)


def test_each_world_has_its_own() -> None:
    worlds = Worlds(taking(), size=50, seed=1)
    now = situation(worlds)
    assert now.part.talks is not None
    arrives = now.arrives(now.part.talks.message, now.part.talks.sender, now.today, believed=False)
    assert np.array_equal(delivered(worlds), arrives)
    assert arrives.std() > 0.01
    parts = [Worlds(taking(), size=50, seed=1, chunk=chunk) for chunk in (7, 50)]
    assert np.array_equal(delivered(parts[0]), delivered(parts[1]))


def test_silence_is_weighed_with_it() -> None:
    case, worlds = taking(), Worlds(taking(), size=20, seed=1)
    (name,) = case.parts["reading"].recipients
    draws = worlds.draws(0, worlds.size)
    found = likelihood_of_replies(draws, case.subjects[0], name, case.date)
    path = f"reading/recipients/{name}"
    arrived = delivered(worlds)
    shut = with_judgements(taking(taken=False), {f"{path}/delivered": 0})
    assert np.array_equal(
        likelihood_of_replies(Worlds(shut, 20, 1).draws(0, 20), shut.subjects[0], name, case.date), np.ones_like(found)
    )
    for level in (0.5, 1.0):  # linear in delivery, so the silence of a broken line is told from that of a recipient
        stated = with_judgements(case, {f"{path}/delivered": level})
        other = likelihood_of_replies(Worlds(stated, 20, 1).draws(0, 20), stated.subjects[0], name, case.date)
        assert 1 - found == pytest.approx((1 - other) * arrived / level, rel=1e-9)


def test_what_is_set_by_hand_stays() -> None:
    by_hand = with_judgements(taking(), {place(): 0.25})
    assert (delivered(Worlds(by_hand, size=5, seed=1)) == 0.25).all()
    assert place() in by_hand.judgements
    assert by_hand.digest != taking().digest
    once_more = with_judgements(taking(), {place(): [0.3, 0.9]})
    plain = with_judgements(taking(taken=False), {place(): [0.3, 0.9]})
    assert np.array_equal(delivered(Worlds(once_more, 9, 1)), delivered(Worlds(plain, 9, 1)))


def test_what_was_read_is_the_network_and_not_the_judgement() -> None:
    case = taking()
    assert place() not in case.judgements
    read_ = case.paths_at("reading")
    assert place() not in read_
    assert any(path.startswith("contact/channels/") for path in read_)
    assert not any(path.startswith("contact/ladder/") or path.endswith("/believed") for path in read_)
    assert not any(path.startswith("contact/") for path in taking(taken=False).paths_at("reading"))


def test_all_that_reads_beliefs_runs_on_it() -> None:
    outcomes = run(Worlds(taking(), size=60, seed=1), ["reading", "contact"])
    assert outcomes.reports["reading"] is not None
    assert outcomes.drivers
    assert outcomes.worlds.effective >= 0.7 * 60
