"""What can be agreed in one world, as a mixed-integer programme, for cases whose packages cannot be listed or merged.

Solved by HiGHS ([HuangfuHall2018]) through SciPy, to the solver's own tolerance of about one part in a million:
this is the only part of the chapter that is not exact, and whoever uses it says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.arrays import TOLERANCE, Floats
from detente.case.formulas import Formula
from detente.case.model import Case
from detente.case.patterns import Pattern
from detente.chapters.agreement.space.consents import needs_by_option
from detente.chapters.agreement.space.packages import OptionNumbers, usable
from detente.chapters.agreement.space.scores import PartyScores, Scores

CUTS = 60  # tangents drawn for the Nash product
ALMOST = 1e-7
Coefficients = Mapping[int, float]


@dataclass
class _Model:
    """Variables and constraints."""

    binary: list[bool] = field(default_factory=list)
    rows: list[tuple[Coefficients, float, float]] = field(default_factory=list)

    def variable(self, binary: bool = True) -> int:
        self.binary.append(binary)
        return len(self.binary) - 1

    def add(self, row: Coefficients, low: float = -np.inf, high: float = np.inf) -> None:
        self.rows.append((row, low, high))

    def best(self, objective: Coefficients, extra: Sequence[tuple[Coefficients, float, float]] = ()) -> Floats | None:
        """Return the variables that make the objective largest; None where nothing is feasible."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        rows = [*self.rows, *extra]
        places = [(n, var, value) for n, (row, _, _) in enumerate(rows) for var, value in row.items()]
        at, var, value = zip(*places, strict=True)
        matrix = csr_array((value, (at, var)), shape=(len(rows), len(self.binary)))
        costs = np.zeros(len(self.binary))
        costs[list(objective)] = [-weight for weight in objective.values()]
        binary = np.array(self.binary)
        found = milp(
            costs,
            integrality=binary.astype(int),
            bounds=Bounds(np.where(binary, 0.0, -np.inf), np.where(binary, 1.0, np.inf)),
            constraints=LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows]),
            options={"mip_rel_gap": 0.0},
        )
        return None if found.x is None else np.asarray(found.x)


class Programme:
    """One world as a mixed-integer programme; the value of a party is counted in its own scale."""

    def __init__(self, case: Case, block: Scores, n: int) -> None:
        """State the options, linkages, rules, red lines and consents of world `n` of the block."""
        self.case, self.block, self.n = case, block, n
        self.issues = list(case.issues)
        self.model = _Model()
        self.options = [{o: self.model.variable() for o in options} for options in usable(case)]
        for options in self.options:
            self.model.add(dict.fromkeys(options.values(), 1.0), 1.0, 1.0)
        quo = [options[0] for options in self.options if 0 in options]
        if len(quo) == len(self.issues):
            self.model.add(dict.fromkeys(quo, 1.0), high=len(quo) - 1.0)
        for never in case.forbidden.values():
            members = self._members(never)
            self.model.add(_sum(members), high=len(members) - 1.0)
        self.values = {name: self._value(party) for name, party in block.parties.items()}
        for name in case.principals:
            self._accepts(name, block.parties[name].least, None)
        self._consents()

    def _members(self, pattern: Pattern) -> list[dict[int, float]]:
        """Return for each issue of a pattern the sum that is 1 where it is matched."""
        found = []
        for issue, which in pattern.items():
            ladder = self.case.ladder(issue)
            options = self.options[self.issues.index(issue)]
            numbers = [ladder.index(option) for option in which.of(ladder)]
            found.append({options[number]: 1.0 for number in numbers if number in options})
        return found

    def _value(self, party: PartyScores) -> dict[int, float]:
        scale = float(party.scale[self.n]) or 1.0
        row: dict[int, float] = {}
        for options, scores in zip(self.options, party.options, strict=True):
            row.update({var: float(scores[number, self.n]) / scale for number, var in options.items()})
        for name, worth in party.linkages.items():
            members = self._members(self.case.linkages[name].pattern)
            both = self.model.variable()
            for member in members:
                self.model.add({both: 1.0, **dict.fromkeys(member, -1.0)}, high=0.0)
            self.model.add({both: 1.0, **{v: -w for v, w in _sum(members).items()}}, low=1.0 - len(members))
            row[both] = float(worth[self.n]) / scale
        return row

    def _accepts(self, name: str, least: Floats, condition: int | None) -> None:
        """Require that a party accepts; with a condition, only where that variable is 1."""
        party = self.block.parties[name]
        threshold = float(least[self.n]) / (float(party.scale[self.n]) or 1.0)
        slack = {} if condition is None else {condition: -2.0 - abs(threshold)}
        low = threshold if condition is None else threshold - 2.0 - abs(threshold)
        self.model.add({**self.values[name], **slack}, low=low)
        for options, lines in zip(self.options, party.crossed, strict=True):
            for number, var in options.items() if lines is not None else ():
                if lines is not None and lines[number, self.n]:
                    self.model.add(
                        {var: 1.0, **({} if condition is None else {condition: 1.0})}, high=float(condition is not None)
                    )

    def _consents(self) -> None:
        met: dict[object, int | None] = {}
        asked: dict[tuple[str, bool], int] = {}
        for (issue, option), needs in needs_by_option(self.case).items():
            options = self.options[self.issues.index(issue)]
            var = options.get(self.case.ladder(issue).index(option))
            for need in needs if var is not None else ():
                if need not in met:
                    gates = {gate: bool(self.block.gates[path][self.n]) for gate, path in need.gates}
                    met[need] = self._true(need.formula, gates, asked)
                where = met[need]
                if where is not None and var is not None:
                    self.model.add({var: 1.0, where: -1.0}, high=0.0)

    def _true(self, formula: Formula, gates: Mapping[str, bool], asked: dict[tuple[str, bool], int]) -> int | None:
        """Return a variable that can be 1 only where a formula is true; None where it always is."""
        if formula.party is not None:
            party = str(formula.party)
            if party in self.case.principals or gates.get(party, False):
                return None
            if (party, formula.abstains) not in asked:
                asked[party, formula.abstains] = var = self.model.variable()
                if party in gates:
                    self.model.add({var: 1.0}, high=0.0)
                else:
                    scores = self.block.parties[party]
                    self._accepts(party, scores.forbears if formula.abstains else scores.least, var)
            return asked[party, formula.abstains]
        parts = [self._true(part, gates, asked) for part in formula.parts]
        needed = formula.k - sum(part is None for part in parts)
        if needed <= 0:
            return None
        whole = self.model.variable()
        self.model.add({whole: float(needed), **_sum([{part: -1.0} for part in parts if part is not None])}, high=0.0)
        return whole

    def gain(self, name: str) -> tuple[Coefficients, float]:
        """Return a party's gain over its reservation value, in its own scale: a sum, and what is added to it."""
        party = self.block.parties[name]
        return self.values[name], -float(party.reservation[self.n]) / (float(party.scale[self.n]) or 1.0)

    def package(self, found: Floats) -> OptionNumbers:
        """Read the package off a solution."""
        return tuple(max(options, key=lambda o: found[options[o]]) for options in self.options)


def solve(case: Case, block: Scores, n: int) -> list[OptionNumbers]:
    """Return the packages that are best in a world; an empty list where nothing is attainable.

    Args:
        case: The case.
        block: The scores of a block of worlds.
        n: Number of the world in it.

    Returns:
        The best for each principal, the utilitarian, the Kalai–Smorodinsky and the Nash solution, each once.
    """
    programme = Programme(case, block, n)
    model, packages = programme.model, []
    best: dict[str, float] = {}
    for party in case.principals:
        row, more = programme.gain(party)
        found = model.best(row)
        if found is None:
            return []
        packages.append(programme.package(found))
        best[party] = _at(row, found) + more
    shares = {}
    for party in (p for p in best if best[p] > max(TOLERANCE, ALMOST)):
        row, more = programme.gain(party)
        shares[party] = ({var: value / best[party] for var, value in row.items()}, more / best[party])
    if shares:
        packages += [
            programme.package(found) for found in _solutions(model, list(shares.values())) if found is not None
        ]
    return list(dict.fromkeys(packages))


def _solutions(model: _Model, shares: list[tuple[Coefficients, float]]) -> list[Floats | None]:
    """Return the utilitarian, the Kalai–Smorodinsky and the Nash solution, in this order.

    Kalai–Smorodinsky by sums of the smallest shares (Ogryczak), Nash by tangents of the logarithm.
    """
    total = _sum([row for row, _ in shares])
    found: list[Floats | None] = [model.best(total)]
    extra: list[tuple[Coefficients, float, float]] = []
    point: Floats | None = None
    for count in range(1, len(shares) + 1):
        level = model.variable(binary=False)
        model.add({level: 1.0}, -1.0, 2.0)
        below = [model.variable(binary=False) for _ in shares]
        for under, (row, more) in zip(below, shares, strict=True):
            model.add({under: 1.0}, low=0.0)
            model.add({under: 1.0, level: -1.0, **row}, low=-more)
        objective = {level: float(count), **dict.fromkeys(below, -1.0)}
        point = model.best(objective, extra)
        if point is None:
            break
        extra.append((objective, _at(objective, point) - ALMOST, np.inf))
    return [*found, point, _nash(model, shares)]


def _nash(model: _Model, shares: list[tuple[Coefficients, float]]) -> Floats | None:
    logs = [model.variable(binary=False) for _ in shares]
    for log, (row, more) in zip(logs, shares, strict=True):
        model.add({log: 1.0}, high=0.0)
        model.add(dict(row), low=ALMOST - more)
        _tangent(model, log, row, more, 0.5)
    point = None
    for _ in range(CUTS):
        found = model.best(dict.fromkeys(logs, 1.0))
        if found is None:
            return None
        point = found
        at = [max(_at(row, found) + more, ALMOST) for row, more in shares]
        if sum(found[log] for log in logs) <= np.log(at).sum() + ALMOST:
            break
        for log, (row, more), share in zip(logs, shares, at, strict=True):
            _tangent(model, log, row, more, share)
    return point


def _tangent(model: _Model, log: int, row: Coefficients, more: float, at: float) -> None:
    """Require that the logarithm lies under its tangent: log ≤ ln a + (share − a) / a."""
    model.add({log: 1.0, **{var: -value / at for var, value in row.items()}}, high=float(np.log(at)) - 1.0 + more / at)


def _sum(rows: Sequence[Coefficients]) -> dict[int, float]:
    total: dict[int, float] = {}
    for row in rows:
        for var, value in row.items():
            total[var] = total.get(var, 0.0) + value
    return total


def _at(row: Coefficients, found: Floats) -> float:
    return float(sum(value * found[var] for var, value in row.items()))
