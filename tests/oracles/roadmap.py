"""Roadmaps in one world, by brute force: every order of steps, straight from the formulas.

Written from `docs/theory/roadmap.md` alone, on top of the brute force for a single round. Of the program it knows only
what a case file says (`detente.case`); nothing here is fast, and nothing is shared with the chapter that it checks.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.case.model import Case
from tests.oracles.compliance import Position, Round, World, cheat, keep, leave, victim

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
        v, w, n = self.keep[0][party], self.worst[0][party], self.nothing[party]
        if v <= n:
            return 1.0
        return max(0.0, (n - w) / (v - w)) if v > w else 0.0

    def at_belief(self, party: str, belief: float) -> float:
        return belief * self.keep[0][party] + (1 - belief) * self.worst[0][party] - self.nothing[party]

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
