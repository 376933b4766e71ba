"""Which package to propose, by plain loops over packages and worlds.

Written from `docs/theory/proposal.md` alone, on top of `oracles.compliance`, which knows what keeping and breaking are
worth in one world. Of the program it knows only what a case file says (`detente.case`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.oracles.compliance import Position, Round, World, breaches, detected, leave

SMALL = 1e-9


@dataclass(frozen=True)
class Outcome:
    """What comes of a package in one world if the other side engages."""

    branch: str
    worth: dict[str, float]


@dataclass(frozen=True)
class Tables:
    """What two rounds and the steady state are worth to a party, as in the worked example: nothing fades."""

    flow: Sequence[float]
    final: float
    cheat: Sequence[float]
    victim: Sequence[float]
    leave: Sequence[float]
    belief: float

    def keep(self, k: int) -> float:
        """Return V_k."""
        return sum(self.flow[k:]) + self.final

    def requirement(self, k: int) -> float:
        """Return the least belief at which round k is begun, over all plans to leave before a later round or never."""
        least = math.inf
        for stop in [*range(k + 1, len(self.flow)), None]:
            last = len(self.flow) if stop is None else stop
            sincere = insincere = self.leave[last] if stop is not None else self.final
            insincere = min(insincere, self.victim[last]) if stop is None else insincere
            for j in reversed(range(k, last)):
                sincere = self.flow[j] + sincere
                insincere = min(self.victim[j], self.flow[j] + insincere)
            if insincere >= self.leave[k] - SMALL:
                least = 0.0
            elif sincere >= self.leave[k] - SMALL:
                least = min(least, (self.leave[k] - insincere) / (sincere - insincere))
        return least


def walked(parties: Mapping[str, Tables], attainable: bool = True) -> Outcome:
    """Return what comes of a roadmap, from what its rounds are worth; no talks are worth 0."""
    if not attainable:
        return Outcome("refused", dict.fromkeys(parties, 0.0))
    rounds = len(next(iter(parties.values())).flow)
    for k in range(rounds + 1):
        so_far = {p: sum(t.flow[:k]) for p, t in parties.items()}
        stops = (
            any(t.belief < t.requirement(k) - SMALL for t in parties.values())
            if k < rounds
            else any(t.final < t.leave[k] for t in parties.values())
        )
        if stops:
            return Outcome("stopped", {p: so_far[p] + t.leave[k] for p, t in parties.items()})
        tempted = {p: t.cheat[k] - t.keep(k) for p, t in parties.items() if t.cheat[k] > t.keep(k) + SMALL}
        if tempted:
            first = max(tempted, key=lambda p: tempted[p])
            ends = {p: t.cheat[k] if p == first else t.victim[k] for p, t in parties.items()}
            return Outcome("broken", {p: so_far[p] + ends[p] for p in parties})
    return Outcome("completed", {p: t.keep(0) for p, t in parties.items()})


def at_once(
    world: World, x: Position, attainable: bool, principals: Sequence[str], spans: Mapping[str, float]
) -> Outcome:
    """Return what comes of a package that is carried out at once: K = 0.

    Args:
        world: The world.
        x: The package.
        attainable: Whether it is attainable there.
        principals: The parties whose gain counts; here all whose conduct counts.
        spans: Party → distance between the best and the worst that options could bring it.
    """
    if not attainable:
        return Outcome("refused", dict.fromkeys(principals, 0.0))
    rate = {p: world.rate(p) for p in principals}
    nothing = {p: world.nothing(p) / rate[p] for p in principals}
    keep = {p: Round(world, x, x).worth(p) for p in principals}
    scale = {p: max(spans[p], 1.0) / rate[p] for p in principals}
    if any(keep[p] < leave(world, p, x) - SMALL * scale[p] for p in principals):
        return Outcome("stopped", {p: leave(world, p, x) - nothing[p] for p in principals})
    made = {p: list(breaches(world, p, x, x)) for p in principals}
    gains = {p: max((r.worth(p) for r in made[p]), default=-math.inf) - keep[p] for p in principals}
    tempted = {p: g * rate[p] / (spans[p] or 1.0) for p, g in gains.items() if g > SMALL * scale[p]}
    if not tempted:
        return Outcome("completed", {p: keep[p] - nothing[p] for p in principals})
    breakers = [p for p, gain in tempted.items() if gain >= max(tempted.values()) - SMALL]
    left = [_after(world, breaker, x, principals, SMALL * scale[breaker]) for breaker in breakers]
    return Outcome("broken", {p: math.fsum(o[p] for o in left) / len(left) - nothing[p] for p in principals})


def _after(world: World, breaker: str, x: Position, parties: Sequence[str], slight: float) -> dict[str, float]:
    """Return what each has after a party’s best breach: among those with the same first one, the worst for it."""
    alike: dict[Any, list[Round]] = {}
    for breach in breaches(world, breaker, x, x):
        for way in breach.broken:
            if detected(world, x, x, way) == breach.found:
                alike.setdefault(way, []).append(breach)
    best = {way: max(r.worth(breaker) for r in made) for way, made in alike.items()}
    top = max(best.values())
    chosen = [r for way, made in alike.items() if best[way] >= top - slight for r in made]
    return {p: top if p == breaker else min(r.worth(p) for r in chosen) for p in parties}


def from_silence(delivered: float, replies: float, hazard: float, months: float) -> float:
    """Return how likely somebody who has been silent for so long is to answer the next message."""
    late = replies * math.exp(-hazard * months)
    return delivered * late / (1 - replies + late)


def shifted(chance: float, odds: Sequence[float]) -> float:
    """Return a chance after its odds were multiplied."""
    if chance >= 1:
        return 1.0
    found = chance / (1 - chance) * math.prod(odds)
    return found / (1 + found)


def mean_error(values: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """Return a weighted mean and its standard error; weights add up to 1."""
    mean = math.fsum(o * x for o, x in zip(weights, values, strict=True))
    return mean, math.sqrt(math.fsum(o * o * (x - mean) ** 2 for o, x in zip(weights, values, strict=True)))


def place(mean: float, error: float, bound: float, trifle: float) -> tuple[bool, bool, bool]:
    """Return of a package whether it is near the best, whether it may be, and whether it surely is."""
    untold = mean + bound * error >= 0
    near, may, surely = (mean + k * error >= -trifle for k in (0, 2, -2))
    return untold or near, untold or may, surely


def firm(packages: Sequence[tuple[int, ...]]) -> set[tuple[int, int]]:
    """Return the issues on which all packages change to the same option, with that option."""
    return {(n, o) for n, o in enumerate(packages[0]) if o and all(x[n] == o for x in packages)}


def largest(
    differences: Sequence[Sequence[float]], weights: Sequence[float], times: int, rng: Random
) -> tuple[float, float]:
    """Return what the largest of the means, in standard errors, stays below in 95 and in 99 of 100 samples.

    Samples are made by giving the deviation in each world a normal factor, so that means hang together as they do.
    """
    told = [(d, *mean_error(d, weights)) for d in differences]
    found = []
    for _ in range(times):
        factor = [rng.gauss(0, 1) for _ in weights]
        found.append(
            max(
                math.fsum(o * (x - mean) * g for o, x, g in zip(weights, d, factor, strict=True)) / error
                for d, mean, error in told
                if error > 0
            )
        )
    found.sort()
    return found[round(0.95 * times)], found[round(0.99 * times)]


@dataclass(frozen=True)
class Judged:
    """Packages in some worlds; lists are by package, then by world.

    Attributes:
        weights: Weight of each world, adding up to 1.
        outcomes: What comes of each if the other side engages.
        engaged: How likely it engages.
        cost: What asking costs in each world.
        late: Principal → e^(−r·m) in each world.
        hoped: Principal → expected best gain, present value.
        advised: The side advised; None for a mediator.
        packages: Option numbers.
    """

    weights: Sequence[float]
    outcomes: Sequence[Sequence[Outcome]]
    engaged: Sequence[Sequence[float]]
    cost: Sequence[float]
    late: Mapping[str, Sequence[float]]
    hoped: Mapping[str, float]
    advised: str | None
    packages: Sequence[Position]

    def in_world(self, n: int, w: int, p: str) -> float:
        """Return what one expects for p in a world."""
        outcome, e = self.outcomes[n][w], self.engaged[n][w]
        asked = self.cost[w] if p == self.advised else 0.0
        refused = 1.0 if outcome.branch == "refused" else 0.0
        return e * outcome.worth[p] * self.late[p][w] - (1 - e + e * refused) * asked

    def gain(self, n: int, p: str) -> float:
        """Return E_p."""
        return math.fsum(omega * self.in_world(n, w, p) for w, omega in enumerate(self.weights))

    def joint(self, n: int) -> float:
        """Return the share of worlds in which a package is completed."""
        return math.fsum(
            o for o, found in zip(self.weights, self.outcomes[n], strict=True) if found.branch == "completed"
        )

    def attainable(self, n: int) -> float:
        """Return the share of worlds in which a package is attainable."""
        return math.fsum(
            o for o, found in zip(self.weights, self.outcomes[n], strict=True) if found.branch != "refused"
        )

    def shares(self, n: int) -> dict[str, float]:
        """Return each branch’s share."""
        found = {"no-answer": 1 - math.fsum(o * e for o, e in zip(self.weights, self.engaged[n], strict=True))}
        for name in ("refused", "stopped", "broken", "completed"):
            found[name] = math.fsum(
                o * e
                for o, e, outcome in zip(self.weights, self.engaged[n], self.outcomes[n], strict=True)
                if outcome.branch == name
            )
        return found

    def counts(self, n: int) -> str:
        """Return the principal that counts."""
        if self.advised is not None:
            return self.advised
        return min((p for p in self.hoped if self.hoped[p] > 0), key=lambda p: self.gain(n, p) / self.hoped[p])

    def objective(self, n: int) -> float:
        """Return what the choice looks at."""
        p = self.counts(n)
        return self.gain(n, p) / (1.0 if self.advised is not None else self.hoped[p])

    def term(self, n: int, w: int) -> float:
        """Return what a world adds to it."""
        p = self.counts(n)
        return self.in_world(n, w, p) / (1.0 if self.advised is not None else self.hoped[p])

    def beaten(self, n: int) -> bool:
        """Return whether another package is no worse on all that is shown, and better on something."""
        own = self._shown(n)
        for m in range(len(self.packages)):
            other = self._shown(m)
            if all(o >= s - SMALL for o, s in zip(other, own, strict=True)) and any(
                o > s + SMALL for o, s in zip(other, own, strict=True)
            ):
                return True
        return False

    def _shown(self, n: int) -> list[float]:
        return [self.attainable(n), self.joint(n), *(self.gain(n, p) for p in self.late)]

    def alike(self, bounds: tuple[float, float], among: Sequence[int]) -> tuple[int, list[int], list[int]] | None:
        """Return the package chosen, all that cannot be told apart from the best, and all that are near it; or None.

        Args:
            bounds: c and c′ of the theory page, which `largest` recounts.
            among: The packages that are compared with the best.
        """
        left = self.open_to()
        if not left or max(self.objective(n) for n in left) <= SMALL:
            return None
        best = self.best()
        found = [n for n in left if n in among and self._close(n, best, bounds[0])]
        lack = {n: math.fsum(o * self._less(n, best, w) for w, o in enumerate(self.weights)) for n in among}
        near = [n for n in among if self._close(n, best, bounds[1]) or lack[n] <= self.objective(best) / 20]
        return min(found, key=lambda n: (-round(self._others(n), 9), self._simple(n))), found, near

    def best(self) -> int:
        """Return the package with the largest objective, of those that can be chosen."""
        return min(self.open_to(), key=lambda n: (-round(self.objective(n), 9), self._simple(n)))

    def open_to(self) -> list[int]:
        """Return the packages that are not beaten; of these those that are completed in some world, if that pays."""
        left = [n for n in range(len(self.packages)) if not self.beaten(n)]
        return [n for n in left if self.joint(n) >= 0.01 and self.objective(n) > SMALL] or left

    def firm(self, near: Sequence[int]) -> dict[int, int]:
        """Return what all of some packages change to the same option."""
        first = self.packages[near[0]]
        return {i: o for i, o in enumerate(first) if o and all(self.packages[n][i] == o for n in near)}

    def open(self, near: Sequence[int]) -> list[int]:
        """Return the issues on which some packages differ."""
        return [i for i in range(len(self.packages[near[0]])) if len({self.packages[n][i] for n in near}) > 1]

    def _less(self, n: int, best: int, w: int) -> float:
        return self.term(best, w) - self.term(n, w)

    def _close(self, n: int, best: int, bound: float) -> bool:
        d = [self.term(n, w) - self.term(best, w) for w in range(len(self.weights))]
        mean, error = mean_error(d, self.weights)
        return mean + bound * error >= -SMALL

    def _others(self, n: int) -> float:
        found = [self.gain(n, q) / h for q, h in self.hoped.items() if h > 0 and q != self.advised]
        return min(found, default=0.0)

    def _simple(self, n: int) -> tuple[int, Position]:
        return sum(map(bool, self.packages[n])), self.packages[n]

    def sequence(self, first: int, among: Sequence[int], most: int) -> list[tuple[int, float]]:
        """Return the packages proposed one after the other, with the share of worlds in which one is accepted."""
        left = {w for w in range(len(self.weights)) if self.outcomes[first][w].branch == "refused"}
        found = [(first, 1 - math.fsum(self.weights[w] for w in left))]
        while len(found) < most:
            added = {
                n: math.fsum(self.weights[w] for w in left if self.outcomes[n][w].branch != "refused") for n in among
            }
            best = max(added, key=lambda n: added[n], default=None)
            if best is None or added[best] < 0.005:
                break
            left = {w for w in left if self.outcomes[best][w].branch == "refused"}
            found.append((best, 1 - math.fsum(self.weights[w] for w in left)))
        return found
