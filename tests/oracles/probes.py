"""What probes are worth, by plain loops over rules, outcomes, explanations and worlds.

Written from `docs/theory/approach.md` alone. It knows nothing of the program: whoever asks hands it what comes of each
decision under each explanation in each world, as the oracle of the chapter proposal tells it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

Table = Sequence[Sequence[float]]  # explanation, then world


@dataclass(frozen=True)
class Proposed:
    """What comes of one decision for one party, by explanation and world.

    Attributes:
        gain: e^(−r m) g, as if the other side engages; 0 where it is refused.
        refused: Whether it is refused, 1 or 0.
        engaged: How likely the other side is to engage.
        asking: c of this party, by world.
    """

    gain: Table
    refused: Table
    engaged: Table
    asking: Sequence[float]

    def worth(self, h: int, w: int, raised: float) -> float:
        """Return u before it is scaled."""
        e = self.engaged[h][w]
        e = raised * e / (1 - e + raised * e) if e < 1 else (1.0 if raised > 0 else 0.0)
        c = self.asking[w]
        return e * self.gain[h][w] - (1 - e + e * self.refused[h][w]) * c


@dataclass(frozen=True)
class Sent:
    """A probe.

    Attributes:
        likelihood: Outcome → explanation → world → how likely it is.
        raises: Outcome → world → what it multiplies the odds by.
        effect: Outcome → yearly points.
        cost: Yearly points.
        months: Months.
    """

    likelihood: Sequence[Table]
    raises: Sequence[Sequence[float]]
    effect: Sequence[float]
    cost: float
    months: float


@dataclass(frozen=True)
class Question:
    """All on which the value of probes depends.

    Attributes:
        joint: J.
        decisions: Decision → party → what comes of it; None for one that proposes nothing.
        scale: κ of each party that counts.
        rate: Yearly rate at which a later decision is worth less.
    """

    joint: Table
    decisions: Sequence[Sequence[Proposed] | None]
    scale: Sequence[float]
    rate: float
    _known: dict[object, float] = field(default_factory=dict)

    def _all(self) -> Iterator[tuple[int, int]]:
        return ((h, w) for h in range(len(self.joint)) for w in range(len(self.joint[0])))

    def sums(self, d: int, seen: Callable[[int, int], float], raised: Callable[[int], float]) -> list[float]:
        """Return Σ J · seen · u for each party."""
        told = self.decisions[d]
        if told is None:
            return [0.0] * len(self.scale)
        return [
            kappa * math.fsum(self.joint[h][w] * seen(h, w) * told[p].worth(h, w, raised(w)) for h, w in self._all())
            for p, kappa in enumerate(self.scale)
        ]

    def now(self) -> float:
        """Return what deciding at once is worth."""
        one = [self.sums(d, lambda h, w: 1.0, lambda w: 1.0) for d in range(len(self.decisions))]
        return max(map(min, one))

    def by_rule(self, rows: Sequence[Sequence[Sequence[float]]]) -> float:
        """Return the best of all rules, from case → decision → party → sum."""
        best = -math.inf
        for rule in product(range(len(self.decisions)), repeat=len(rows)):
            sums = [math.fsum(rows[o][d][p] for o, d in enumerate(rule)) for p in range(len(self.scale))]
            best = max(best, min(sums))
        return best

    def after(self, probe: Sent, raising: bool) -> float:
        """Return what deciding after a probe is worth, its raises counted or not."""
        rows = []
        for o, table in enumerate(probe.likelihood):
            raised = probe.raises[o] if raising else [1.0] * len(self.joint[0])
            rows.append(
                [
                    self.sums(d, lambda h, w, t=table: t[h][w], lambda w, y=raised: y[w])  # type: ignore[misc]
                    for d in range(len(self.decisions))
                ]
            )
        return self.by_rule(rows)

    def perfect(self) -> float:
        """Return what it would be worth to know the explanation."""
        rows = [
            [self.sums(d, lambda h, w, n=n: float(h == n), lambda w: 1.0) for d in range(len(self.decisions))]  # type: ignore[misc]
            for n in range(len(self.joint))
        ]
        return self.by_rule(rows) - self.now()

    def chance(self, table: Table) -> float:
        """Return how likely an outcome is."""
        return math.fsum(self.joint[h][w] * table[h][w] for h, w in self._all())

    def parts(self, probe: Sent) -> dict[str, float]:
        """Return the worth of a probe in its parts."""
        now, told, after = self.now(), self.after(probe, False), self.after(probe, True)
        effect = math.fsum(self.chance(t) * e for t, e in zip(probe.likelihood, probe.effect, strict=True))
        delay = (1 - math.exp(-self.rate * probe.months / 12)) * after
        found = {
            "information": told - now,
            "raises": after - told,
            "effect": effect,
            "cost": probe.cost,
            "delay": delay,
        }
        value = found["information"] + found["raises"] + effect - probe.cost - delay
        return found | {"value": value, "unwaited": effect - probe.cost}

    def plan(self, probes: Sequence[Sent], most: int) -> float:
        """Return W: the best sequence of probes, for one party that counts."""

        def best(seen: Table, raised: Sequence[float], left: tuple[int, ...]) -> float:
            most_now = max(
                self.sums(d, lambda h, w: seen[h][w], lambda w: raised[w])[0] for d in range(len(self.decisions))
            )
            if len(probes) - len(left) >= most:
                return most_now
            values = [most_now]
            for k in left:
                probe, rest = probes[k], tuple(n for n in left if n != k)
                value = -probe.cost * self.chance(seen)
                for o, table in enumerate(probe.likelihood):
                    after = [[a * b for a, b in zip(r, t, strict=True)] for r, t in zip(seen, table, strict=True)]
                    higher = [a * b for a, b in zip(raised, probe.raises[o], strict=True)]
                    value += self.chance(after) * probe.effect[o]
                    value += math.exp(-self.rate * probe.months / 12) * best(after, higher, rest)
                values.append(value)
            return max(values)

        size = len(self.joint[0])
        return best([[1.0] * size for _ in self.joint], [1.0] * size, tuple(range(len(probes))))


def answers(
    holds: Sequence[Sequence[bool]], strategic: Table, silent: Sequence[Table], claims: bool
) -> tuple[list[list[float]], list[list[float]]]:
    """Return how likely “it holds” and “it fails” are as answers to a question.

    Args:
        holds: Explanation → world → what is true.
        strategic: Share of those who say what they claim, whatever is true.
        silent: Outcome that is no answer → its chance, as stated.
        claims: What strategic answerers say.
    """
    found: tuple[list[list[float]], list[list[float]]] = ([], [])
    for h, row in enumerate(holds):
        for says, table in zip((True, False), found, strict=True):
            line = []
            for w, true in enumerate(row):
                left = max(0.0, 1 - sum(s[h][w] for s in silent))
                t = strategic[h][w]
                line.append(left * ((1 - t) * (says == true) + t * (says == claims)))
            table.append(line)
    return found
