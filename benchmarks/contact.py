"""Reliability of networks and the crisis ladder, against every state and against a linear system a world."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from tests.chapters.contact import made
from tests.oracles import contact as oracle

from benchmarks.timing import Row, compare, shortest
from detente.case.bundled import locate
from detente.case.read import read
from detente.chapters import schemas
from detente.chapters.contact.analyse import analyse
from detente.chapters.contact.crisis.escalation import war
from detente.chapters.contact.questions.openings import opened_by
from detente.chapters.contact.questions.value_map import value_map
from detente.chapters.contact.situation import situation
from detente.chapters.contract import Upstream
from detente.worlds import Worlds

MANY, FINE, RUNGS = 2_000, 100, 4


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    net = made.grid(3, 4, up=0.8)
    net["channels"].pop("c16")
    sent = made.message(deadline=6.0, hops=6)
    delivery, lines = made.arrival([net] * MANY, sent)
    chance = lines.chances(frozenset(net["channels"]))
    what = f"reliability of 16 channels in {MANY:,} worlds"
    states = "all 2^16 states of one world, as arrays"
    yield compare(what, lambda: delivery.reliability(chance), states, lambda: oracle.reliability(net, sent), "")
    rng = np.random.Generator(np.random.Philox(1))
    windows = [tuple(rng.random((3, MANY)) / 3) for _ in range(RUNGS)]
    each = [[tuple(float(x[w]) for x in rung) for rung in windows] for w in range(MANY)]
    what, system = f"a ladder of {RUNGS} rungs in {MANY:,} worlds", "a linear system a world"
    yield compare(what, lambda: war(windows), system, lambda: [oracle.war(of) for of in each], "1/100")
    case = read(locate("korea-2021"), schemas())
    worlds = Worlds(case, MANY, 1)
    now = situation(worlds)
    opened = opened_by(now, ("hotline",))
    what = f"what a line between the leaders is worth, {FINE} × {FINE} multiples, {MANY:,} worlds"
    took = shortest(lambda: value_map(now, worlds, opened, now.today, FINE), 2)
    yield Row(what, "", took, None, "seconds")
    yield Row(
        f"the chapter on korea-2021, {MANY:,} worlds", "", shortest(lambda: analyse(worlds, Upstream()), 3), None, ""
    )
