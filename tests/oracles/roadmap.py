"""Roadmaps in one world, by brute force: every order of steps, straight from the formulas.

Written from `docs/theory/roadmap.md` alone, on top of the brute force for a single round. Of the program it knows only
what a case file says (`detente.case`); nothing here is fast, and nothing is shared with the chapter that it checks.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.case.model import Case
from tests.oracles.compliance import Position, Round, World, breaches, cheat, detected, keep, leave, victim

Roadmap = tuple[Position, ...]
SMALL = 1e-9


@dataclass(frozen=True)
class Worth:
    """One roadmap in one world, for every party."""

    keep: list[dict[str, float]]
    worst: list[dict[str, float]]
    slack: list[dict[str, float]]
    exposure: list[dict[str, float]]
    years: list[float]
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


def worth(world: World, roadmap: Roadmap, parties: Sequence[str]) -> Worth:
    """Return what a roadmap is worth, kept and betrayed, from each of its rounds on."""
    target = roadmap[-1]
    overhead = world.values["roadmap/overhead"] / 12
    rounds = list(zip(((0,) * len(target), *roadmap[:-1]), roadmap, strict=True))
    v = {p: Round(world, target, target).worth(p) for p in parties}
    w = {p: min(v[p], victim(world, p, target, target, parties)) for p in parties}
    keeps: list[dict[str, float]] = []
    worsts: list[dict[str, float]] = []
    slacks = [{p: v[p] - cheat(world, p, target, target) for p in parties}]
    exposures: list[dict[str, float]] = []
    years: list[float] = []
    for before, after in reversed(rounds):
        length = overhead + max(
            world.of(i, a, "lead") + world.of(i, a, "detection")
            for i, (b, a) in enumerate(zip(before, after, strict=True))
            if a != b
        )
        u = {p: victim(world, p, before, after, parties) for p in parties}
        v = {p: keep(world, p, before, after, length, v[p]) for p in parties}
        w = {p: min(u[p], keep(world, p, before, after, length, w[p])) for p in parties}
        keeps.insert(0, v)
        worsts.insert(0, w)
        slacks.insert(0, {p: v[p] - cheat(world, p, before, after) for p in parties})
        exposures.insert(0, {p: leave(world, p, before) - u[p] for p in parties})
        years.insert(0, length)
    nothing = {p: world.nothing(p) / world.rate(p) for p in parties}
    return Worth(keeps, worsts, slacks, exposures, years, nothing)


def kept_if_insincere(world: World, roadmap: Roadmap, party: str, parties: Sequence[str]) -> list[bool]:
    """Return, for each round, whether a party that always does what pays best would still be there after it."""
    told = worth(world, roadmap, parties)
    rounds = list(zip(((0,) * len(roadmap[-1]), *roadmap[:-1]), roadmap, strict=True))
    best = max(Round(world, roadmap[-1], roadmap[-1]).worth(party), cheat(world, party, roadmap[-1], roadmap[-1]))
    keeps: list[bool] = []
    for (before, after), length in reversed(list(zip(rounds, told.years, strict=True))):
        wait, now = keep(world, party, before, after, length, best), cheat(world, party, before, after)
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
    return said.most_at_once is None or len(moved) <= said.most_at_once


@dataclass(frozen=True)
class Ending:
    """What comes of a roadmap in one world where the package is agreed: the branch, the round, each party's gain."""

    branch: str
    round: int
    worth: dict[str, float]


def requirements(world: World, roadmap: Roadmap, party: str, parties: Sequence[str]) -> list[float]:
    """Return, for each round, the least belief at which a party begins it: over all plans, infinite if none will do."""
    told, rounds, target = worth(world, roadmap, parties), _legs(roadmap), roadmap[-1]
    leaves = _leaves(world, roadmap, party)
    needs = []
    for k in range(len(rounds)):
        least = math.inf
        for stop in [*range(k + 1, len(rounds)), None]:
            sincere = insincere = 0.0
            if stop is None:
                sincere = Round(world, target, target).worth(party)
                insincere = min(sincere, victim(world, party, target, target, parties))
            else:
                sincere = insincere = leaves[stop]
            for j in reversed(range(k, len(rounds) if stop is None else stop)):
                before, after = rounds[j]
                sincere = keep(world, party, before, after, told.years[j], sincere)
                kept = keep(world, party, before, after, told.years[j], insincere)
                insincere = min(victim(world, party, before, after, parties), kept)
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
    parties: Sequence[str],
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
    for k in range(len(rounds) + 1):
        if k < len(rounds):
            stopped = any(held[p][k] < needs[p][k] - SMALL for p in held) or late(world, roadmap, told.years, k)
            before, after = rounds[k]
        else:
            before = after = target
            stay = {p: Round(world, target, target).worth(p) for p in parties}
            stopped = any(stay[p] < leave(world, p, target) - SMALL * scale[p] for p in parties)
        if stopped:
            ends = {p: _leaves(world, roadmap, p)[k] for p in parties}
            return Ending("stopped", k, _at_start(world, rounds, told, k, ends))
        tempted = {p: -told.slack[k][p] / spans[p] for p in parties if told.slack[k][p] < -SMALL * scale[p]}
        if tempted:
            most = [p for p, gain in tempted.items() if gain >= max(tempted.values()) - SMALL]
            outcomes = [_broken(world, p, before, after, parties, scale) for p in most]
            ends = {p: math.fsum(o[p] for o in outcomes) / len(most) for p in parties}
            return Ending("broken", k, _at_start(world, rounds, told, k, ends))
    return Ending("completed", len(rounds), {p: told.keep[0][p] - told.nothing[p] for p in parties})


def late(world: World, roadmap: Roadmap, years: Sequence[float], k: int) -> bool:
    """Is a round too late for the last day of one of its measures?"""
    start = world.case.parts["roadmap"].starts or world.case.date
    for n, (before, after) in enumerate(zip(*_legs(roadmap)[k], strict=True)):
        until = world.case.issues[world.issues[n]].options[world.option(n, after)].until
        if after != before and until is not None:
            days = 365.25 * (math.fsum(years[:k]) + world.of(n, after, "lead"))
            if days > (until - start).days + 1:
                return True
    return False


def _broken(
    world: World, breaker: str, before: Position, after: Position, parties: Sequence[str], scale: Mapping[str, float]
) -> dict[str, float]:
    """Return what each has after a party's best breach: the others at worst among those with the same first one."""
    found: dict[tuple[int, str], list[Round]] = {}
    for breach in breaches(world, breaker, before, after):
        for way in breach.broken:
            if detected(world, before, after, way) == breach.found:
                found.setdefault(way, []).append(breach)
    best = {way: max(r.worth(breaker) for r in made) for way, made in found.items()}
    top = max(best.values())
    chosen = [r for way, made in found.items() if best[way] >= top - SMALL * scale[breaker] for r in made]
    return {p: top if p == breaker else min(r.worth(p) for r in chosen) for p in parties}


def _at_start(
    world: World, rounds: Sequence[tuple[Position, Position]], told: Worth, k: int, ends: Mapping[str, float]
) -> dict[str, float]:
    """Return what each gains over no talks, at the start, if rounds before k are kept and then it has what is given."""
    found = dict(ends)
    for j in reversed(range(k)):
        found = {p: keep(world, p, *rounds[j], told.years[j], value) for p, value in found.items()}
    return {p: value - told.nothing[p] for p, value in found.items()}


def _leaves(world: World, roadmap: Roadmap, party: str) -> list[float]:
    """Return what leaving is worth at the start of each round, and once all is done."""
    after = [leave(world, party, position) for position in roadmap]
    return [world.nothing(party) / world.rate(party), *after]


def _legs(roadmap: Roadmap) -> list[tuple[Position, Position]]:
    return list(zip(((0,) * len(roadmap[-1]), *roadmap[:-1]), roadmap, strict=True))
