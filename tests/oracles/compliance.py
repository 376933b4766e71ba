"""Keeping and breaking in one world, by brute force: every set of breaches, every moment at which something changes.

Written from `docs/theory/compliance.md` alone. Of the program it knows only what a case file says (`detente.case`);
nothing here is fast, and nothing is shared with the chapter that it checks.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

from detente.case.model import Case
from detente.case.schema import Condition

Position = tuple[int, ...]
Way = tuple[int, str]  # number of an issue; withhold or withdraw
Formula = TypeVar("Formula", bound=Callable[..., Any])


def once(formula: Formula) -> Formula:
    """Let a formula be worked out once for a world and whatever else it is asked; nothing in a world ever changes."""

    @wraps(formula)
    def known(world: World, *asked: Hashable) -> Any:
        key = (formula, *asked)
        if key not in world.told:
            world.told[key] = formula(world, *asked)
        return world.told[key]

    return cast("Formula", known)


@dataclass(frozen=True)
class World:
    """One world of a case: every judgement by its path, and the uniform that decides which hypothesis is true."""

    case: Case
    values: Mapping[str, float]
    uniform: float = 0.0
    crisis: bool = False  # whether values are those of a crisis that lasts for good

    @cached_property
    def told(self) -> dict[tuple[Hashable, ...], Any]:
        """What formulas said of this world before."""
        return {}

    @cached_property
    def issues(self) -> list[str]:
        return list(self.case.issues)

    def option(self, issue: int, number: int) -> str:
        return list(self.case.issues[self.issues[issue]].options)[number]

    def movers(self, issue: int) -> tuple[str, ...]:
        return self.case.issues[self.issues[issue]].movers

    def apart(self, issue: int) -> bool:
        return self.case.issues[self.issues[issue]].joint == "each_own_part"

    def rate(self, party: str) -> float:
        more = self.values["stability/crisis/hazard"] if self.crisis else 0.0
        return self.values[f"discount_rates/{party}"] + self.values["stability/hazard"] + more

    @cached_property
    def true(self) -> set[str]:
        """The hypotheses that hold here: one is true, and holds with those that it combines."""
        reached, total = 0.0, sum(self.values[path] for path in self.case.hypotheses.values())
        for hypothesis, path in self.case.hypotheses.items():
            reached += self.values[path]
            if self.uniform * total <= reached:
                return {hypothesis, *self.case.parts["reading"].hypotheses[hypothesis].all_of}
        return set()

    def stated(self, path: str, conditions: Iterable[Condition]) -> float:
        """Return a value, or the first that stands in its place here."""
        held = [f"{path}/when/{c.hypothesis}" for c in conditions if c.hypothesis in self.true]
        return self.values[held[0] if held else path]

    def nothing(self, party: str) -> float:
        """Return what no agreement is worth, points a year."""
        return self.stated(f"reservation/{party}", self.case.reservation[party].when)

    @once
    def worth(self, party: str, issue: int, number: int) -> float:
        name, option = self.issues[issue], self.option(issue, number)
        position = self.case.positions.get(party, {}).get(name, {}).get(option) if number else None
        return self.stated(f"positions/{party}/{name}/{option}", position.when) if position else 0.0

    @once
    def of(self, issue: int, number: int, what: str) -> float:
        """Return a judgement of a measure: times in years, shares 0 where only a vote restores."""
        name, option = self.issues[issue], self.option(issue, number)
        value = self.values[f"stability/measures/{name}/{option}/{what}"]
        if what.startswith("reversible"):
            by = self.case.parts["stability"].measures[name][option].restored_by
            return 0.0 if by == "vote" else value
        return value / 12

    def reversible(self, issue: int, number: int) -> bool:
        return self.of(issue, number, "reversible_others") > 0 or self.of(issue, number, "reversible_own") > 0

    @once
    def payers(self, issue: int, number: int) -> set[str]:
        """Return the movers whom an option costs something."""
        return {m for m in self.movers(issue) if self.worth(m, issue, number) < 0}

    def undone(self, party: str, issue: int, number: int, takers: set[str]) -> float:
        """Return the share of an option's worth to a party that is gone once these movers took it back."""
        if party in takers:
            return self.of(issue, number, "reversible_own")
        part = len(takers) / len(self.movers(issue)) if self.apart(issue) else float(bool(takers))
        return self.of(issue, number, "reversible_others") * part


@dataclass(frozen=True)
class Round:
    """A round in one world, with what one party breaks in it and when that is found."""

    world: World
    before: Position
    after: Position
    breaker: str = ""
    broken: frozenset[Way] = frozenset()
    found: float = math.inf

    def mode(self, issue: int) -> str:
        modes = [mode for at, mode in self.broken if at == issue]
        return modes[0] if modes else "keep"

    def delivered(self, issue: int) -> bool:
        b, a = self.before[issue], self.after[issue]
        return a > b and self.world.of(issue, a, "lead") < self.found

    def kept(self, party: str, issue: int, time: float) -> float:
        """Return what an issue is worth at a time if its part is kept."""
        w, b, a = self.world, self.before[issue], self.after[issue]
        if not self.delivered(issue):
            return self.withheld(party, issue, time)
        if time < w.of(issue, a, "lead"):
            return w.worth(party, issue, b)
        return self.until_taken(party, issue, a, time)

    def withheld(self, party: str, issue: int, time: float) -> float:
        return self.until_taken(party, issue, self.before[issue], time)

    def until_taken(self, party: str, issue: int, option: int, time: float) -> float:
        w = self.world
        if option == 0:
            return 0.0
        value = w.worth(party, issue, option)
        if time < self.found + w.of(issue, option, "snapback"):
            return value
        return value * (1 - w.undone(party, issue, option, w.payers(issue, option)))

    def withdrawn(self, party: str, issue: int, time: float) -> float:
        w, b = self.world, self.before[issue]
        value, snapback = w.worth(party, issue, b), w.of(issue, b, "snapback")
        if time < snapback:
            return value
        if w.apart(issue):  # the breaker's own part, wholly
            return value * (1 - w.of(issue, b, "reversible_own" if party == self.breaker else "reversible_others"))
        takers = {self.breaker}
        if time >= self.found + snapback:
            takers |= w.payers(issue, b)
        return value * (1 - w.undone(party, issue, b, takers))

    def issue(self, party: str, issue: int, time: float) -> float:
        mode = self.mode(issue)
        if mode == "keep":
            return self.kept(party, issue, time)
        broken = self.withheld(party, issue, time) if mode == "withhold" else self.withdrawn(party, issue, time)
        if not self.world.apart(issue) or party == self.breaker:
            return broken
        part = 1 / len(self.world.movers(issue))
        return part * broken + (1 - part) * self.kept(party, issue, time)

    def stands(self, issue: int, time: float) -> int:
        """Return the option at which an issue stands for linkages."""
        w, b, a = self.world, self.before[issue], self.after[issue]
        mode = self.mode(issue)
        if mode == "withdraw":
            return 0 if time >= w.of(issue, b, "snapback") else b
        now = a if mode == "keep" and self.delivered(issue) else b
        taken = bool(now and w.payers(issue, now) and w.reversible(issue, now))
        if taken and time >= self.found + w.of(issue, now, "snapback"):
            return 0
        return b if now != b and time < w.of(issue, a, "lead") else now

    def flow(self, party: str, time: float) -> float:
        """Return points a year at a time."""
        w = self.world
        total = sum(self.issue(party, n, time) for n in range(len(w.issues)))
        for name, link in w.case.linkages.items():
            if link.party == party and all(
                w.option(n, self.stands(n, time)) in link.pattern[i].of(list(w.case.issues[i].options))
                for n, i in enumerate(w.issues)
                if i in link.pattern
            ):
                total += w.values[f"linkages/{name}/value"]
        return total + (w.nothing(party) if time >= self.found else 0.0)

    def moments(self) -> list[float]:
        """Return every moment at which something may change."""
        found = {0.0, self.found}
        for n, (b, a) in enumerate(zip(self.before, self.after, strict=True)):
            for option in {b, a} - {0}:
                snapback = self.world.of(n, option, "snapback")
                found |= {self.world.of(n, option, "lead"), snapback, self.found + snapback}
        return sorted(t for t in found if t < math.inf)

    def worth(self, party: str) -> float:
        """Return the present value, to the end of time."""
        rate, times = self.world.rate(party), [*self.moments(), math.inf]
        total = 0.0
        for start, end in itertools.pairwise(times):
            middle = start + 1.0 if end == math.inf else (start + end) / 2
            total += self.flow(party, middle) * (math.exp(-rate * start) - math.exp(-rate * end)) / rate
        return total


@once
def detected(world: World, before: Position, after: Position, way: Way) -> float:
    """Return after how many years one breach is found."""
    n, mode = way
    times = [world.of(n, before[n], "detection")] if mode == "withdraw" else []
    if after[n] > before[n]:
        times.append(world.of(n, after[n], "lead") + world.of(n, after[n], "detection"))
    return min(times)


def breaches(world: World, breaker: str, before: Position, after: Position) -> Iterator[Round]:
    """Yield the round under every set of breaches of a party."""
    choices: list[list[Way | None]] = []
    for n in range(len(world.issues)):
        ways: list[Way | None] = [None]
        if breaker in world.movers(n):
            ways += [(n, "withhold")] if after[n] > before[n] else []
            ways += [(n, "withdraw")] if before[n] and world.reversible(n, before[n]) else []
        choices.append(ways)
    for chosen in itertools.product(*choices):
        broken = frozenset(way for way in chosen if way is not None)
        if broken:
            found = min(detected(world, before, after, way) for way in broken)
            yield Round(world, before, after, breaker, broken, found)


@once
def cheat(world: World, party: str, before: Position, after: Position) -> float:
    """Return C: the most that breaking is worth."""
    return max((r.worth(party) for r in breaches(world, party, before, after)), default=-math.inf)


@once
def victim(world: World, party: str, before: Position, after: Position, parties: tuple[str, ...]) -> float:
    """Return U: the worst that another's breach leaves."""
    others = [other for other in parties if other != party]
    return min((r.worth(party) for o in others for r in breaches(world, o, before, after)), default=math.inf)


def keep(world: World, party: str, before: Position, after: Position, length: float, then: float) -> float:
    """Return V: what keeping to a round is worth, and what comes after it."""
    rate, now = world.rate(party), Round(world, before, after)
    times = sorted({0.0, length, *(t for t in now.moments() if t < length)})
    total = 0.0
    for start, end in itertools.pairwise(times):
        total += now.flow(party, (start + end) / 2) * (math.exp(-rate * start) - math.exp(-rate * end)) / rate
    return total + math.exp(-rate * length) * then


@once
def leave(world: World, party: str, position: Position) -> float:
    """Return the present value of an orderly end at once."""
    return Round(world, position, position, found=0.0).worth(party)


def needed(world: World, party: str, position: Position) -> float:
    """Return the smallest payment a year that makes breaking no better than keeping in the steady state."""
    kept, rate = Round(world, position, position).worth(party), world.rate(party)
    # Paid for as long as no breach is found: kept + y/rate >= broken + y (1 − e^(−rate·found))/rate.
    sums = [
        (r.worth(party) - kept) * rate * math.exp(rate * r.found) for r in breaches(world, party, position, position)
    ]
    return max(0.0, *sums, 0.0)
