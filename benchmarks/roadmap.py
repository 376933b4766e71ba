"""Roadmaps judged in worlds, against the same formulas in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import numpy as np
from tests.oracles import roadmap as oracle
from tests.oracles.compliance import Round, World, cheat, keep, leave, victim

from benchmarks.timing import REPEATS, Row, seconds
from detente.case.bundled import locate
from detente.case.read import read as read_case
from detente.chapters import schemas
from detente.chapters.roadmap.judging.lattice_values import overhead
from detente.chapters.roadmap.judging.roadmap_search import SearchStakes, search
from detente.chapters.roadmap.judging.valued_rounds import lattice_rounds
from detente.chapters.roadmap.space.roadmap_space import RoadmapSpace
from detente.chapters.stability.compliance import Ledger, read
from detente.worlds import Worlds
from detente.worlds.worlds import BLOCK

ALONE = 3  # roadmaps that plain Python works out by themselves
REACH = "1/500"
Values = dict[str, tuple[float, float]]


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    case = read_case(locate("sinai-1974-75"), schemas())
    package = case.packages["both"].options
    plan = RoadmapSpace(case, tuple(case.ladder(i).index(package.get(i, case.ladder(i)[0])) for i in case.issues))
    roadmaps = plan.lattice.count(plan.most_rounds)
    worlds = Worlds(case, BLOCK, 1)
    draws = worlds.draws(0, BLOCK)
    read(draws)  # drawing is measured elsewhere

    ledger = Ledger(read(draws))
    held = np.array([draws.value(f"roadmap/beliefs/{party}") for party in case.principals])
    rows = tuple(ledger.parties.index(party) for party in case.principals)
    stakes = SearchStakes(rows, held, draws.weights, draws.weights)
    known = lattice_rounds(plan.lattice, ledger, overhead(draws))

    def summed() -> None:
        lattice_rounds(plan.lattice, Ledger(read(draws)), overhead(draws))

    def walked() -> None:
        search(plan.lattice, known, stakes, plan.most_rounds)

    tables, walk = (min(seconds(work) for _ in range(REPEATS)) / BLOCK for work in (summed, walked))
    world = World(case, {path: float(draws.value(path)[0]) for path in case.judgements})
    brute, plain = _kept(plan, world)
    what = f"all {roadmaps:,} roadmaps of 8 measures in a world, of {BLOCK:,} at once"
    yield Row(what, "plain Python, each round worked out once", tables + walk, brute + plain, REACH)
    yield Row("of this, the rounds", "plain Python, every breach enumerated", tables, brute, "")
    yield Row("of this, the roadmaps made of them", "plain Python", walk, plain, "")
    yield Row("one roadmap", "plain Python, one by itself", (tables + walk) / roadmaps, _alone(plan, world), REACH)


def _alone(plan: RoadmapSpace, world: World) -> float:
    """Seconds that plain Python takes for one roadmap in one world."""
    lattice = plan.lattice
    some = [lattice.rounds(edges) for _, edges in zip(range(ALONE), lattice.roadmaps(plan.most_rounds), strict=False)]
    start = perf_counter()
    for roadmap in some:
        oracle.worth(world, roadmap, plan.case.principals)
    return (perf_counter() - start) / len(some)


def _kept(plan: RoadmapSpace, world: World) -> tuple[float, float]:
    """Seconds that plain Python takes in one world: for every round once, and for all roadmaps made of them."""
    start = perf_counter()
    parties, lattice = plan.case.principals, plan.lattice
    places = [lattice.position(n) for n in range(len(lattice.places))]
    before, after = (ends.tolist() for ends in lattice.edges)
    extra = world.values["roadmap/overhead"] / 12
    made = []
    for b, a in zip(before, after, strict=True):
        x, y = places[b], places[a]
        length = extra + max(
            world.of(i, new, "lead") + world.of(i, new, "detection")
            for i, (old, new) in enumerate(zip(x, y, strict=True))
            if old != new
        )
        flow = {p: keep(world, p, x, y, length, 0.0) for p in parties}
        fade = {p: keep(world, p, x, y, length, 1.0) - flow[p] for p in parties}
        lost = {p: victim(world, p, x, y, parties) for p in parties}
        gained = {p: cheat(world, p, x, y) for p in parties}
        made.append((flow, fade, lost, gained, {p: leave(world, p, x) for p in parties}))
    walking = perf_counter()
    starts = lattice.starts.tolist()
    found = []

    def visit(place: int, value: Values, exposed: float, holds: bool, depth: int) -> None:
        for edge in range(starts[place], starts[place + 1]):
            flow, fade, lost, gained, left = made[edge]
            new = {p: (flow[p] + fade[p] * v, min(lost[p], flow[p] + fade[p] * w)) for p, (v, w) in value.items()}
            more = max(exposed, *(left[p] - lost[p] for p in parties))
            kept = holds and all(new[p][0] >= gained[p] for p in parties)
            if before[edge] == 0:
                found.append((new, more, kept))
            elif depth < plan.most_rounds:
                visit(before[edge], new, more, kept, depth + 1)

    steady = {p: Round(world, plan.target, plan.target).worth(p) for p in parties}
    end = {p: (v, min(v, victim(world, p, plan.target, plan.target, parties))) for p, v in steady.items()}
    visit(len(places) - 1, end, 0.0, True, 1)
    return walking - start, perf_counter() - walking
