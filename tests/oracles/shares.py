"""What can be agreed over many worlds, by brute force: every share, price, recommendation and amendment.

Written from `docs/theory/agreement.md` alone, on top of `oracles.agreement`, which answers in one world.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.case.model import Case
from tests.oracles.agreement import AS_STATED, TOLERANCE, Package, Rules, World, changed, inside, matches, packages

Chosen = Callable[[Package], bool]
NO_RED_LINES = Rules(red_lines=False)


def everything(_: Package) -> bool:
    """Choose every package."""
    return True


@dataclass(frozen=True)
class Price:
    """The price of a demand; `points` is its share without red lines, `to` is the price to each party."""

    price: float
    blind: float
    points: float
    to: dict[str, float]


@dataclass(frozen=True)
class Amendment:
    """In one world, the cheapest ways to bring a party aboard: how many issues change, and the packages."""

    changes: int
    loss: float
    packages: tuple[int, ...]


class Shares:
    """All packages of a case in all worlds of a run."""

    def __init__(self, case: Case, worlds: Sequence[World], weights: Sequence[float]) -> None:
        """Hold the worlds and the weight of each."""
        self.case = case
        self.worlds = worlds
        self.weights = weights
        self.packages = packages(case)
        self._tables: dict[Rules, list[list[bool]]] = {}
        self._shares: dict[tuple[int, Rules], float] = {}
        self._expected: dict[str, list[float]] = {}

    @cached_property
    def total(self) -> float:
        """Sum of the weights."""
        return sum(self.weights)

    def table(self, rules: Rules = AS_STATED) -> list[list[bool]]:
        """Return, world by world, which packages are attainable."""
        if rules not in self._tables:
            self._tables[rules] = [[w.attainable(x, rules) for x in self.packages] for w in self.worlds]
        return self._tables[rules]

    @cached_property
    def gains(self) -> dict[str, list[list[float]]]:
        """Party with points → world by world, its gain from every package."""
        return {p: [[w.gain(p, x) for x in self.packages] for w in self.worlds] for p in self.case.valued}

    @cached_property
    def best(self) -> dict[str, list[float]]:
        """Party with points → world by world, its gain from the best attainable package, at least 0."""
        return {
            p: [
                max((gain for gain, can in zip(row, held, strict=True) if can), default=0.0)
                for row, held in zip(rows, self.table(), strict=True)
            ]
            for p, rows in ((p, [[max(0.0, g) for g in row] for row in rows]) for p, rows in self.gains.items())
        }

    def left(self, w: int) -> list[str]:
        """Return the principals who could gain something in a world."""
        return [p for p in self.case.principals if self.best[p][w] > self.worlds[w].tolerance[p]]

    @cached_property
    def surplus(self) -> list[list[float]]:
        """World by world, the surplus of every package."""
        return [[self._surplus(w, x) for x in range(len(self.packages))] for w in range(len(self.worlds))]

    def _surplus(self, w: int, x: int) -> float:
        if not self.table()[w][x] or not self.left(w):
            return 0.0
        return max(0.0, min(self.gains[p][w][x] / self.best[p][w] for p in self.left(w)))

    def mean(self, values: Sequence[float]) -> float:
        """Return the weighted mean of one value a world."""
        return sum(w * v for w, v in zip(self.weights, values, strict=True)) / self.total

    def share(self, x: int, rules: Rules = AS_STATED) -> float:
        """P(x): the share of worlds in which a package is attainable."""
        if (x, rules) not in self._shares:
            self._shares[x, rules] = self.mean([row[x] for row in self.table(rules)])
        return self._shares[x, rules]

    def any(self, chosen: Chosen = everything, rules: Rules = AS_STATED) -> float:
        """P(any | C): the share of worlds in which some chosen package is attainable."""
        some = [x for x, package in enumerate(self.packages) if chosen(package)]
        return self.mean([any(row[x] for x in some) for row in self.table(rules)])

    def blind(self, chosen: Chosen = everything, rules: Rules = AS_STATED) -> float:
        """Return the largest P(x) among the chosen packages, 0 where there is none."""
        some = [x for x, package in enumerate(self.packages) if chosen(package)]
        return max((self.share(x, rules) for x in some), default=0.0)

    def scope(self, name: str) -> Chosen:
        """Choose the packages of a scope."""
        return lambda x: inside(self.case, name, x)

    @cached_property
    def expected_surplus(self) -> list[float]:
        """Package by package, the expected surplus."""
        return [self.mean([row[x] for row in self.surplus]) for x in range(len(self.packages))]

    def expected_gain(self, party: str) -> list[float]:
        """G: package by package, the expected gain of a party, in its points."""
        if party not in self._expected:
            pairs = list(zip(self.gains[party], self.table(), strict=True))
            packages = range(len(self.packages))
            self._expected[party] = [self.mean([gain[x] * held[x] for gain, held in pairs]) for x in packages]
        return self._expected[party]

    # Prices

    def price(self, issue: str, option: str) -> Price:
        """Return the price of a demand for an option."""
        return Price(
            self._fall(self.any, issue, option, AS_STATED),
            self._fall(self.blind, issue, option, AS_STATED),
            self._fall(self.any, issue, option, NO_RED_LINES),
            {party: self._price_to(party, issue, option) for party in self.case.valued},
        )

    def _fall(self, measure: Callable[[Chosen, Rules], float], issue: str, option: str, rules: Rules) -> float:
        free = measure(lambda x: x[issue] != option, rules)
        return free - measure(lambda x: x[issue] == option, rules)

    def _price_to(self, party: str, issue: str, option: str) -> float:
        """Return the price to a party; the best of no package is worth 0, as is the price where nothing can be had."""
        gains = self.expected_gain(party)
        required = [g for g, x in zip(gains, self.packages, strict=True) if x[issue] == option]
        free = [g for g, x in zip(gains, self.packages, strict=True) if x[issue] != option]
        scale = self.mean(self.best[party])
        return (max(free, default=0.0) - max(required, default=0.0)) / scale if scale > 0 else 0.0

    def stipulated(self, issue: str, option: str) -> list[str]:
        """Return who stipulated a red line on the option, where most of the price of the demand comes from red lines.

        Of the options up to the one demanded, the last that is named says how likely the line is real.
        """
        price = self.price(issue, option)
        if price.price <= 0 or price.price - price.points <= price.price / 2 + TOLERANCE:
            return []
        needed = {*self.case.principals, *(mover for body in self.case.issues.values() for mover in body.movers)}
        for clause in self.case.consent.values():
            needed |= {str(leaf.party) for leaf in clause.needs.leaves()}
        found = []
        for party, lines in self.case.red_lines.items():
            last = None
            for rung in self.case.issues[issue].options:
                last = lines.get(issue, {}).get(rung, last)
                if rung == option:
                    break
            if party in needed and last is not None and last.high > 0:
                found.append(party)
        return found

    def veto(self, party: str, measure: Callable[[Rules], float] | None = None) -> float:
        """Return the price of a veto: how far a measure (by default P(any)) falls if the party could block."""
        ask = measure or (lambda rules: self.any(everything, rules))
        return ask(AS_STATED) - ask(Rules(veto=party))

    def waiver(self, rules: Rules) -> float:
        """Return how far P(any) rises if a consent could be taken for granted."""
        return self.any(everything, rules) - self.any()

    # Recommendations

    @cached_property
    def possible(self) -> list[int]:
        """The packages that are attainable in some world that counts; only these are recommended."""
        return [x for x in range(len(self.packages)) if self.share(x) > 0]

    def first_best(self, values: Sequence[float], among: Sequence[int]) -> int:
        """Return the package with the largest value; ties go to fewer changes, then to the one that comes first."""
        top = max(values[x] for x in among)
        tied = [x for x in among if values[x] >= top - TOLERANCE * abs(top)]
        return min(tied, key=lambda x: (len(changed(self.case, self.packages[x])), x))

    def fairest(self) -> int:
        """Return the package with the largest expected surplus."""
        return self.first_best(self.expected_surplus, self.possible)

    def most_attainable(self) -> int:
        """Return the package with the largest P among those with half the expected surplus of the fairest."""
        floor = max(self.expected_surplus) / 2
        among = [x for x in self.possible if self.expected_surplus[x] >= floor - TOLERANCE]
        return self.first_best([self.share(x) for x in range(len(self.packages))], among)

    def best_for(self, party: str) -> int:
        """Return the package with the largest expected gain of a party."""
        return self.first_best(self.expected_gain(party), self.possible)

    # Amendments and blame

    def amendment(self, w: int, x: int, party: str) -> Amendment | None:
        """Return the cheapest amendment of a package that brings a party aboard in a world, None if there is none."""
        mine = self.packages[x]
        found: list[tuple[int, float, int]] = []
        for y, package in enumerate(self.packages):
            if self.table()[w][y] and self.worlds[w].accepts(party, package):
                changes = sum(mine[issue] != package[issue] for issue in mine)
                losses = [(self.gains[p][w][x] - self.gains[p][w][y]) / self.best[p][w] for p in self.left(w)]
                found.append((changes, max(losses, default=0.0), y))
        if not found:
            return None
        fewest = min(changes for changes, _, _ in found)
        least = min(loss for changes, loss, _ in found if changes == fewest)
        near = [y for changes, loss, y in found if changes == fewest and loss <= least + TOLERANCE]
        return Amendment(fewest, least, tuple(near))

    def amendments(self, x: int, party: str) -> dict[int | None, float]:
        """Return changes → weight, over the worlds in which a package is attainable but the party refuses it."""
        found: dict[int | None, float] = {}
        for w, world in enumerate(self.worlds):
            if self.table()[w][x] and not world.accepts(party, self.packages[x]):
                cheapest = self.amendment(w, x, party)
                changes = None if cheapest is None else cheapest.changes
                found[changes] = found.get(changes, 0.0) + self.weights[w]
        return found

    def refusing(self, w: int, x: int) -> list[str]:
        """Return who refuses a package in a world: principals, and consents beyond them, each once."""
        world, package = self.worlds[w], self.packages[x]
        found: dict[str, None] = {}
        for asking in world.asked(package):
            if asking.kind == "mover" and asking.name in self.case.principals:
                continue
            if not world.granted(asking, package):
                found[f"mover {asking.name}" if asking.kind == "mover" else f"{asking.kind} {asking.name}"] = None
        return list(found)

    def refusals(self, x: int) -> dict[str, tuple[float, float]]:
        """Return who refuses → share of worlds in which it does, and in which it alone does."""
        found: dict[str, tuple[float, float]] = {}
        for w, weight in enumerate(self.weights):
            refusing = self.refusing(w, x)
            for name in refusing:
                refuses, alone = found.get(name, (0.0, 0.0))
                part = weight / self.total
                found[name] = refuses + part, alone + (part if len(refusing) == 1 else 0.0)
        return found

    def left_open(self, x: int, names: Sequence[str]) -> list[float]:
        """Return the share of worlds in which none of the first 1, 2, … of some consents is missing."""
        found = [0.0] * len(names)
        for w, weight in enumerate(self.weights):
            refusing = self.refusing(w, x)
            for n in range(len(names)):
                if not any(name in refusing for name in names[: n + 1]):
                    found[n] += weight / self.total
        return found

    def refused_over(self, x: int, party: str) -> dict[str, float]:
        """Return issue or linkage → share of worlds in which a party refuses a package over it."""
        found: dict[str, float] = {}
        for weight, world in zip(self.weights, self.worlds, strict=True):
            if not world.accepts(party, self.packages[x]):
                issue = self.over(world, party, self.packages[x])
                found[issue] = found.get(issue, 0.0) + weight / self.total
        return found

    def unwilling(self, party: str) -> float:
        """Return the share of worlds in which a party accepts no package."""
        none = [not any(world.accepts(party, x) for x in self.packages) for world in self.worlds]
        return self.mean([float(refuses) for refuses in none])

    @staticmethod
    def over(world: World, party: str, x: Package) -> str:
        """Return what a party refuses over: a crossed red line first, else the change or linkage it scores lowest."""
        crossed = world.crosses(party, x)
        if crossed:
            return crossed[0]
        scores = {issue: world.score(party, issue, x[issue]) for issue in changed(world.case, x)}
        for name, link in world.case.linkages.items():
            if link.party == party and world.linkages[name] < 0 and matches(world.case, link.pattern, x):
                scores[f"linkage {name}"] = world.linkages[name]
        return min(scores, key=lambda issue: scores[issue])
