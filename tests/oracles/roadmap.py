"""Roadmaps in one world, by brute force: every order of steps, straight from the formulas.

Written from `docs/theory/roadmap.md` alone, on top of the brute force for a single round. Of the program it knows only
what a case file says (`detente.case`); nothing here is fast, and nothing is shared with the chapter that it checks.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.case.model import Case
from tests.oracles.compliance import Position, Round, World, breaches, cheat, detected, leave, once, victim

Roadmap = tuple[Position, ...]
SMALL = 1e-9


def lasts(world: World, position: Position) -> bool:
    """Does the crisis of the case, if it has one, still last at a position?"""
    crisis = world.case.parts["stability"].crisis
    if crisis is None:
        return False
    ladders = {issue: list(body.options) for issue, body in world.case.issues.items()}
    return any(position[world.issues.index(i)] < ladders[i].index(o) for i, o in crisis.until.items())


@once
def at(world: World, position: Position) -> World:
    """Return the world as it is while nothing moves a position: with the crisis, or without."""
    return replace(world, crisis=lasts(world, position))


def flares(world: World, party: str) -> float:
    """Return c·Z/r: what an outbreak brings a party in a year of crisis."""
    said = f"stability/crisis/outbreak/{party}"
    value = world.values[said] if said in world.values else world.nothing(party)
    return world.values["stability/crisis/hazard"] * value / world.rate(party)


def outbreak(world: World, party: str, position: Position) -> float:
    """Return what an outbreak adds to values while the crisis lasts for good, 0 where it is over."""
    return flares(world, party) / at(world, position).rate(party) if lasts(world, position) else 0.0


def no_talks(world: World, party: str) -> float:
    here = (0,) * len(world.issues)
    return world.nothing(party) / at(world, here).rate(party) + outbreak(world, party, here)


@once
def steady(world: World, party: str, position: Position) -> float:
    return Round(at(world, position), position, position).worth(party) + outbreak(world, party, position)


def leaves(world: World, party: str, position: Position) -> float:
    return leave(at(world, position), party, position) + outbreak(world, party, position)


def breaks(world: World, party: str, before: Position, after: Position) -> float:
    return cheat(at(world, before), party, before, after) + outbreak(world, party, before)


def suffers(world: World, party: str, before: Position, after: Position, parties: tuple[str, ...]) -> float:
    return victim(at(world, before), party, before, after, parties) + outbreak(world, party, before)


def keep(world: World, party: str, before: Position, after: Position, length: float, then: float) -> float:
    """Return V: what keeping to a round is worth, and what comes after it."""
    meanwhile, passed = within(world, party, before, after, length)
    return meanwhile + passed * then


@once
def within(world: World, party: str, before: Position, after: Position, length: float) -> tuple[float, float]:
    """Return what a round that is kept brings while it lasts, and how much its end counts; a crisis may end in it."""
    rate, now, over = world.rate(party), Round(world, before, after), 0.0
    if lasts(world, before):
        due = []
        for issue, option in world.case.parts["stability"].crisis.until.items():
            n = world.issues.index(issue)
            if before[n] < list(world.case.issues[issue].options).index(option) <= after[n]:
                due.append(world.of(n, after[n], "lead") + world.of(n, after[n], "detection"))
        over = length if lasts(world, after) else max(due)
    hazard = world.values["stability/crisis/hazard"] if over else 0.0
    times = sorted({0.0, length, *(t for t in (over, *now.moments()) if t < length)})
    total = 0.0
    for start, end in itertools.pairwise(times):
        crisis = end <= over
        flow = now.flow(party, (start + end) / 2) + (flares(world, party) if crisis else 0.0)
        here = rate + (hazard if crisis else 0.0)
        passed = math.exp(-rate * start - hazard * min(start, over))
        total += flow * passed * (1 - math.exp(-here * (end - start))) / here
    return total, math.exp(-rate * length - hazard * over)


@dataclass(frozen=True)
class Worth:
    """One roadmap in one world, for every party."""

    keep: list[dict[str, float]]
    worst: list[dict[str, float]]
    slack: list[dict[str, float]]
    exposure: list[dict[str, float]]
    years: list[float]
    waits: list[float]  # before each round, and 0 once all is done
    nothing: dict[str, float]

    def enforcing(self, scale: Mapping[str, float]) -> bool:
        return all(slack >= -SMALL * scale[p] for by_party in self.slack for p, slack in by_party.items())

    def trust(self, party: str) -> float:
        """Return how sure a party must be if it may not leave once the roadmap is begun."""
        v, w, n = self.keep[0][party], self.worst[0][party], self.nothing[party]
        if v < n:
            return math.inf
        return max(0.0, (n - w) / (v - w)) if v > w else 0.0

    def most_exposed(self, party: str) -> float:
        return max(0.0, *(at[party] for at in self.exposure))


def past(world: World, roadmap: Roadmap) -> int:
    """Return how many rounds have been carried out: the first ones, that bring about nothing else."""
    told = world.case.parts["roadmap"].carried_out
    reached = [world.case.ladder(i).index(told[i]) if i in told else 0 for i in world.case.issues]
    number = 0
    for before, after in _legs(roadmap):
        if any(a != b and a > r for b, a, r in zip(before, after, reached, strict=True)):
            break
        number += 1
    return number


@once
def worth(world: World, roadmap: Roadmap, parties: tuple[str, ...], anew: bool = False) -> Worth:
    """Return what a roadmap is worth, kept and betrayed, from each of its rounds on.

    What has been carried out takes no time and can be broken no more, unless it is looked at anew, as if nothing were.
    """
    target, gone = roadmap[-1], 0 if anew else past(world, roadmap)
    overhead = world.values["roadmap/overhead"] / 12
    rounds = list(zip(((0,) * len(target), *roadmap[:-1]), roadmap, strict=True))
    v = {p: steady(world, p, target) for p in parties}
    w = {p: min(v[p], suffers(world, p, target, target, parties)) for p in parties}
    keeps: list[dict[str, float]] = []
    worsts: list[dict[str, float]] = []
    slacks = [{p: v[p] - breaks(world, p, target, target) for p in parties}]
    exposures: list[dict[str, float]] = []
    lengths = [
        overhead
        + max(
            world.of(i, a, "lead") + world.of(i, a, "detection")
            for i, (b, a) in enumerate(zip(before, after, strict=True))
            if a != b
        )
        for before, after in rounds
    ]
    lengths[:gone] = [0.0] * gone
    waits = _waits(world, roadmap, lengths, gone)
    for k, (before, after) in reversed(list(enumerate(rounds))):
        length = lengths[k]
        u = {p: suffers(world, p, before, after, parties) for p in parties}
        v = {p: hold(world, p, after, waits[k + 1], v[p]) for p in parties}
        w = {p: hold(world, p, after, waits[k + 1], w[p]) for p in parties}
        if k < gone:
            keeps.insert(0, v)
            worsts.insert(0, w)
            slacks.insert(0, dict.fromkeys(parties, math.inf))
            exposures.insert(0, dict.fromkeys(parties, -math.inf))
            continue
        v = {p: keep(world, p, before, after, length, v[p]) for p in parties}
        w = {p: min(u[p], keep(world, p, before, after, length, w[p])) for p in parties}
        keeps.insert(0, v)
        worsts.insert(0, w)
        slacks.insert(0, {p: v[p] - breaks(world, p, before, after) for p in parties})
        exposures.insert(0, {p: leaves(world, p, before) - u[p] for p in parties})
    nothing = {p: no_talks(world, p) for p in parties}
    return Worth(keeps, worsts, slacks, exposures, lengths, waits, nothing)


def kept_if_insincere(world: World, roadmap: Roadmap, party: str, parties: tuple[str, ...]) -> list[bool]:
    """Return, for each round, whether a party that always does what pays best would still be there after it."""
    told = worth(world, roadmap, parties, True)
    rounds = list(zip(((0,) * len(roadmap[-1]), *roadmap[:-1]), roadmap, strict=True))
    best = max(steady(world, party, roadmap[-1]), breaks(world, party, roadmap[-1], roadmap[-1]))
    keeps: list[bool] = []
    for k, (before, after) in reversed(list(enumerate(rounds))):
        best = hold(world, party, after, told.waits[k + 1], best)
        wait, now = keep(world, party, before, after, told.years[k], best), breaks(world, party, before, after)
        keeps.insert(0, wait >= now - SMALL)
        best = max(wait, now)
    return [all(keeps[: n + 1]) for n in range(len(keeps))]


def roadmaps(case: Case, target: Position, most_rounds: int) -> Iterator[Roadmap]:
    """Yield every order of steps to a package that the rules of the case allow."""

    def onwards(here: Position, left: int) -> Iterator[Roadmap]:
        if here == target:
            yield ()
        elif left:
            for after in itertools.product(*(range(h, t + 1) for h, t in zip(here, target, strict=True))):
                if after != here and allowed(case, target, here, after):
                    for rest in onwards(after, left - 1):
                        yield (after, *rest)

    yield from onwards((0,) * len(target), most_rounds)


def allowed(case: Case, target: Position, before: Position, after: Position) -> bool:
    """Do the rules of the case allow a round?"""
    said, issues = case.parts["roadmap"], list(case.issues)
    moved = {(i, list(case.issues[i].options)[a]) for i, b, a in zip(issues, before, after, strict=True) if a != b}
    for order in said.order.values():
        begins = any(i in order.then and o in order.then[i].of(list(case.issues[i].options)) for i, o in moved)
        for issue, option in order.first.items():
            n = issues.index(issue)
            wanted = min(list(case.issues[issue].options).index(option), target[n])
            if begins and before[n] < wanted:
                return False
    for apart in said.apart.values():
        together = [
            (i, o) for i, o in moved if i in apart.options and o in apart.options[i].of(list(case.issues[i].options))
        ]
        if len(together) > 1:
            return False
    for swap in said.together.values():
        reached = []
        for n, issue in enumerate(issues):
            ladder = list(case.issues[issue].options)
            named = swap.options[issue].of(ladder) if issue in swap.options else ()
            reached += [before[n] < o <= after[n] for o in range(1, target[n] + 1) if ladder[o] in named]
        if any(reached) and not all(reached):
            return False
    return said.most_at_once is None or len(moved) <= said.most_at_once


@dataclass(frozen=True)
class Ending:
    """What comes of a roadmap in one world where the package is agreed: the branch, the round, each party's gain."""

    branch: str
    round: int
    worth: dict[str, float]


def requirements(world: World, roadmap: Roadmap, party: str, parties: tuple[str, ...]) -> list[float]:
    """Return, for each round, the least belief at which a party begins it: over all plans, infinite if none will do."""
    told, rounds, target = worth(world, roadmap, parties), _legs(roadmap), roadmap[-1]
    leaves = _leaves(world, roadmap, party)
    gone = past(world, roadmap)
    needs = [0.0] * gone
    for k in range(gone, len(rounds)):
        least = math.inf
        for stop in [*range(k + 1, len(rounds)), None]:
            sincere = insincere = 0.0
            if stop is None:
                sincere = steady(world, party, target)
                insincere = min(sincere, suffers(world, party, target, target, parties))
            else:
                sincere = insincere = leaves[stop]
            for j in reversed(range(k, len(rounds) if stop is None else stop)):
                before, after = rounds[j]
                sincere = hold(world, party, after, told.waits[j + 1], sincere)
                insincere = hold(world, party, after, told.waits[j + 1], insincere)
                sincere = keep(world, party, before, after, told.years[j], sincere)
                kept = keep(world, party, before, after, told.years[j], insincere)
                insincere = min(suffers(world, party, before, after, parties), kept)
            if insincere >= leaves[k] - SMALL:
                least = 0.0
            elif sincere >= leaves[k] - SMALL:
                least = min(least, (leaves[k] - insincere) / (sincere - insincere))
        needs.append(least)
    return needs


def beliefs(first: float, kept: Sequence[float]) -> list[float]:
    """Return the belief before each round: Bayes, by how likely an insincere side keeps them."""
    return [first / (first + (1 - first) * s) if first > 0 or s > 0 else 0.0 for s in (1.0, *kept[:-1])]


def trusting(
    case: Case, values: Mapping[str, float], party: str, target: Position, kept: Mapping[str, Sequence[float]]
) -> list[float]:
    """Return how likely a principal holds all others that carry something out to be sincere before each round."""
    about = {q: values.get(f"roadmap/beliefs/{party}/{q}", values.get(f"roadmap/beliefs/{party}")) for q in kept}
    movers = {m for issue, n in zip(case.issues.values(), target, strict=True) if n > 0 for m in issue.movers}
    found = [1.0] * len(next(iter(kept.values())))
    for q in movers & kept.keys() - {party}:
        first = about[q]
        assert first is not None
        found = [b * now for b, now in zip(found, beliefs(first, kept[q]), strict=True)]
    return found


def ending(
    world: World,
    roadmap: Roadmap,
    parties: tuple[str, ...],
    held: Mapping[str, Sequence[float]],
    spans: Mapping[str, float],
    scale: Mapping[str, float],
) -> Ending:
    """Return what comes of a roadmap: who stops it, who breaks it, what each has then.

    Args:
        world: The world.
        roadmap: Positions after each round.
        parties: Whose conduct counts.
        held: Principal → its belief before each round.
        spans: Party → distance between the best and the worst that options could bring it, points a year.
        scale: Party → what is at stake, present value.
    """
    told, rounds, target = worth(world, roadmap, parties), _legs(roadmap), roadmap[-1]
    needs = {p: requirements(world, roadmap, p, parties) for p in held}
    for k in range(past(world, roadmap), len(rounds) + 1):
        if k < len(rounds):
            stopped = any(held[p][k] < needs[p][k] - SMALL for p in held) or late(world, roadmap, told.years, k)
            before, after = rounds[k]
        else:
            before = after = target
            stay = {p: steady(world, p, target) for p in parties}
            stopped = any(stay[p] < leaves(world, p, target) - SMALL * scale[p] for p in parties)
        if stopped:
            ends = {p: _leaves(world, roadmap, p)[k] for p in parties}
            return Ending("stopped", k, _at_start(world, rounds, told, k, ends))
        tempted = {p: -told.slack[k][p] / spans[p] for p in parties if told.slack[k][p] < -SMALL * scale[p]}
        if tempted:
            most = [p for p, gain in tempted.items() if gain >= max(tempted.values()) - SMALL]
            outcomes = [_broken(world, p, before, after, parties, scale) for p in most]
            ends = {p: math.fsum(o[p] for o in outcomes) / len(most) for p in parties}
            return Ending("broken", k, _at_start(world, rounds, told, k, ends))
    return Ending("completed", len(rounds), _at_start(world, rounds, told, 0, told.keep[0]))


def late(world: World, roadmap: Roadmap, years: Sequence[float], k: int) -> bool:
    """Is a round too late for the last day of one of its measures?"""
    for n, (before, after) in enumerate(zip(*_legs(roadmap)[k], strict=True)):
        if after == before:
            continue
        days = [until for _, until in _windows(world, roadmap, n, after) if until is not None]
        carried_out = 365.25 * (_begins(world, roadmap, years, past(world, roadmap))[k] + world.of(n, after, "lead"))
        if any(carried_out > (until - _start(world)).days + 1 for until in days):
            return True
    return False


def _start(world: World) -> dt.date:
    return world.case.parts["roadmap"].starts or world.case.date


def _windows(world: World, roadmap: Roadmap, n: int, after: int) -> list[tuple[dt.date | None, dt.date | None]]:
    """Return first and last days of a measure: of the option, of the measure, of packages that are the target."""
    case, issue, option = world.case, world.issues[n], world.option(n, after)
    told = [case.issues[issue].options[option], case.parts["stability"].measures.get(issue, {}).get(option)]
    target = {world.issues[i]: world.option(i, o) for i, o in enumerate(roadmap[-1]) if o}
    for package in case.packages.values():
        changed = {i: o for i, o in package.options.items() if o != next(iter(case.issues[i].options))}
        told += [package] if changed == target else []
    return [(one.first, one.until) for one in told if one is not None]


def _begins(world: World, roadmap: Roadmap, years: Sequence[float], gone: int) -> list[float]:
    """Return when each round begins, in years: after the one before, and when its measures come on their first days.

    What has been carried out waits for no day.
    """
    found: list[float] = []
    for k, (before, after) in enumerate(_legs(roadmap)):
        earliest = found[-1] + years[k - 1] if found else 0.0
        for n, (b, a) in enumerate(zip(before, after, strict=True)):
            days = [first for first, _ in _windows(world, roadmap, n, a) if first is not None] if a != b else []
            days = days if k >= gone else []
            for first in days:
                earliest = max(earliest, (first - _start(world)).days / 365.25 - world.of(n, a, "lead"))
        found.append(earliest)
    return found


def _waits(world: World, roadmap: Roadmap, years: Sequence[float], gone: int) -> list[float]:
    """Return the wait before each round, and none after the last."""
    begins = _begins(world, roadmap, years, gone)
    ends = [0.0, *(begin + length for begin, length in zip(begins, years, strict=True))]
    return [begin - end for begin, end in zip(begins, ends, strict=False)] + [0.0]


def hold(world: World, party: str, position: Position, wait: float, then: float) -> float:
    """Return what it is worth to stay at a position for some time, and what comes after it."""
    here = at(world, position)
    rate, more = here.rate(party), flares(world, party) if here.crisis else 0.0
    flow = Round(here, position, position).flow(party, 1.0) + more
    return flow * (1 - math.exp(-rate * wait)) / rate + math.exp(-rate * wait) * then


def _broken(
    world: World, breaker: str, before: Position, after: Position, parties: tuple[str, ...], scale: Mapping[str, float]
) -> dict[str, float]:
    """Return what each has after a party's best breach: the others at worst among those with the same first one."""
    found: dict[tuple[int, str], list[Round]] = {}
    more = {p: outbreak(world, p, before) for p in parties}
    for breach in breaches(at(world, before), breaker, before, after):
        for way in breach.broken:
            if detected(world, before, after, way) == breach.found:
                found.setdefault(way, []).append(breach)
    best = {way: max(r.worth(breaker) for r in made) for way, made in found.items()}
    top = max(best.values())
    chosen = [r for way, made in found.items() if best[way] >= top - SMALL * scale[breaker] for r in made]
    return {p: more[p] + (top if p == breaker else min(r.worth(p) for r in chosen)) for p in parties}


def _at_start(
    world: World, rounds: Sequence[tuple[Position, Position]], told: Worth, k: int, ends: Mapping[str, float]
) -> dict[str, float]:
    """Return what each gains over no talks, at the start, if rounds before k are kept and then it has what is given."""
    found = dict(ends)
    for j in reversed(range(k)):
        found = {p: hold(world, p, rounds[j][1], told.waits[j + 1], value) for p, value in found.items()}
        if told.years[j] == 0.0:  # carried out
            continue
        found = {p: keep(world, p, *rounds[j], told.years[j], value) for p, value in found.items()}
    return {p: hold_off(world, p, told.waits[0], value - told.nothing[p]) for p, value in found.items()}


def hold_off(world: World, party: str, wait: float, gain: float) -> float:
    """Return what a gain over no talks is worth some time before the first round begins."""
    return math.exp(-at(world, (0,) * len(world.issues)).rate(party) * wait) * gain


def _leaves(world: World, roadmap: Roadmap, party: str) -> list[float]:
    """Return what leaving is worth at the start of each round, and once all is done."""
    after = [leaves(world, party, position) for position in roadmap]
    return [no_talks(world, party), *after]


def _legs(roadmap: Roadmap) -> list[tuple[Position, Position]]:
    return list(zip(((0,) * len(roadmap[-1]), *roadmap[:-1]), roadmap, strict=True))
