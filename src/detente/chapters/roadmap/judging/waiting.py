"""First and last days: when rounds begin, what it does to them to wait for a first day, and which are too late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.chapters.roadmap.judging.round_values import Rounds
from detente.chapters.roadmap.space.lattice import legs, measures_between
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import Ledger, Terms


@dataclass(frozen=True)
class TimedRounds:
    """The rounds of one roadmap in a block of worlds, waits for first days included.

    Attributes:
        rounds: Its rounds in order; what stands goes on while the next one is waited for, as part of the round before.
        aftermaths: Array (rounds + 1, breakers, parties, worlds): what each has after a breach.
        in_time: Array (rounds, worlds): whether every measure of the round is carried out by its last day.
        put_off: Array (parties, worlds): by which factor waiting for the first round lessens all gains.
        done: Array (rounds, worlds): whether the round has been carried out already.
    """

    rounds: Rounds
    aftermaths: Floats
    in_time: Bools
    put_off: Floats
    done: Bools


def timed(
    plan: RoadmapSpace,
    roadmap: Roadmap,
    rounds: Rounds,
    aftermaths: Floats,
    order: tuple[int, ...],
    ledger: Ledger,
    rows: Ints | None = None,
    done: int = 0,
) -> TimedRounds:
    """Return the rounds of a roadmap, each begun as soon as the one before is done and its first days allow.

    Rounds that have been carried out are facts: they take no time, and nobody can break them any more.

    Args:
        plan: The package.
        roadmap: Positions after each round.
        rounds: Rounds in a block of worlds.
        aftermaths: Array (rounds + 1, breakers, parties, worlds): what each has after a breach of them, and once all is
            done.
        order: Which of them the roadmap is made of, first round first.
        ledger: The ledger of the block.
        rows: Numbers of the worlds of the block that the rounds are of; all if not given.
        done: How many of the first rounds have been carried out.
    """
    own, then = rounds.some(order).carried_out(done), aftermaths[[*order, -1]]
    past = np.zeros(own.years.shape, dtype=bool)
    past[:done] = True
    if not plan.first_days and not plan.last_years:
        return TimedRounds(own, then, np.ones(own.years.shape, dtype=bool), np.ones_like(own.nothing), past)
    at = slice(None) if rows is None else rows
    waits = _waits(plan, roadmap, own.years, ledger.terms, at, done)
    begins = np.cumsum(own.years, axis=0) - own.years + np.cumsum(waits, axis=0)
    in_time = _in_time(plan, roadmap, begins, ledger.terms, at) | past
    first = np.exp(-_rates(ledger.at((0,) * len(plan.target)))[:, at] * waits[0])
    if not plan.first_days:
        return TimedRounds(own, then, in_time, first, past)
    flow, fade, years = own.flow.copy(), own.fade.copy(), own.years.copy()
    years[0] += waits[0]
    for k, position in enumerate(roadmap[:-1]):
        here = ledger.at(position)
        stays = np.array([here.steady(party, position) for party in ledger.parties])
        if here is not ledger:
            stays += np.array([ledger.outbreak(party) for party in ledger.parties])
        stays = stays[:, at]
        share = np.exp(-_rates(here)[:, at] * waits[k + 1])
        flow[k] += fade[k] * stays * (1 - share)
        fade[k] *= share
        years[k] += waits[k + 1]
    return TimedRounds(replace(own, flow=flow, fade=fade, years=years), then, in_time, first, past)


def _rates(ledger: Ledger) -> Floats:
    return np.array([ledger.terms.rates[party] for party in ledger.parties])


def _waits(plan: RoadmapSpace, roadmap: Roadmap, years: Floats, terms: Terms, at: Ints | slice, past: int) -> Floats:
    """Array (rounds, worlds): years that a round waits for the first days of its measures; none if it is past."""
    found, done = np.zeros_like(years), np.zeros(years.shape[1:])
    for k, leg in enumerate(legs(roadmap)):
        begin = done
        for step in measures_between(*leg):
            if step in plan.first_years and k >= past:
                begin = np.maximum(begin, plan.first_years[step] - terms.measure(*step).lead[at])
        found[k] = begin - done
        done = begin + years[k]
    return found


def _in_time(plan: RoadmapSpace, roadmap: Roadmap, begins: Floats, terms: Terms, at: Ints | slice) -> Bools:
    """Array (rounds, worlds): whether every measure is carried out, a lead after the beginning, by its last day."""
    found = np.ones(begins.shape, dtype=bool)
    for k, leg in enumerate(legs(roadmap)):
        for step in measures_between(*leg):
            if step in plan.last_years:
                found[k] &= begins[k] + terms.measure(*step).lead[at] <= plan.last_years[step]
    return found


def usually_in_time(plan: RoadmapSpace, edges: Sequence[tuple[int, ...]], terms: Terms, overhead: Floats) -> Bools:
    """Which roadmaps would miss no last day if everything took its mean time?

    Args:
        plan: The package.
        edges: For each roadmap, the numbers of its rounds in the lattice, first round first.
        terms: What the case says of measures, in some worlds.
        overhead: Array (worlds): years that a round takes on top.

    Returns:
        Array (roadmaps).
    """
    if not plan.last_years:
        return np.ones(len(edges), dtype=bool)
    lattice = plan.lattice
    before, after = (lattice.places[places] for places in lattice.edges)
    takes, earliest, latest = np.zeros(len(before)), np.full(len(before), -np.inf), np.full(len(before), np.inf)
    for column, (issue, rungs) in enumerate(lattice.rungs.items()):
        for rung, option in enumerate(rungs[1:], start=1):
            rows, measure = (after[:, column] == rung) & (before[:, column] != rung), terms.measure(issue, option)
            lead, verified = float(measure.lead.mean()), float((measure.lead + measure.detection).mean())
            if plan.is_done((issue, option)):
                continue
            takes[rows] = np.maximum(takes[rows], verified)
            if (issue, option) in plan.first_years:
                earliest[rows] = np.maximum(earliest[rows], plan.first_years[issue, option] - lead)
            if (issue, option) in plan.last_years:
                latest[rows] = np.minimum(latest[rows], plan.last_years[issue, option] - lead)
    takes += float(overhead.mean())
    found, done = np.ones(len(edges), dtype=bool), np.zeros(len(edges))
    lengths = np.array([len(one) for one in edges])
    for k in range(int(lengths.max(initial=0))):
        here = np.flatnonzero(lengths > k)
        at = np.array([edges[n][k] for n in here.tolist()], dtype=np.intp)
        begin = np.maximum(done[here], earliest[at])
        found[here] &= begin <= latest[at]
        done[here] = begin + takes[at]
    return found
