"""Who must consent to what: the movers and clauses that each option calls upon, beyond the principals.

An option calls upon its issue's movers and on every clause that covers it. A clause is asked separately for each
option that it covers, since a body may be readier to pass one than another. Needs that come to the same are one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Ints
from detente.case.formulas import Formula
from detente.case.model import Case


@dataclass(frozen=True)
class Need:
    """A consent that some options call upon.

    Attributes:
        name: The clause's id, or `mover` and the party's id.
        formula: Who must agree.
        gates: Gate → path of its probability here.
    """

    name: str
    formula: Formula
    gates: tuple[tuple[str, str], ...]

    def parties(self, case: Case) -> frozenset[str]:
        """Return the parties with points whose view the need asks for."""
        return frozenset(str(leaf.party) for leaf in self.formula.leaves()) - case.gates.keys()

    def mentions(self, party: str) -> bool:
        """Whether the need asks for this party's or gate's consent."""
        return any(leaf.party == party for leaf in self.formula.leaves())

    def without(self, party: str) -> Need:
        """Return the need as it would be if this party's consent could be taken for granted."""
        return Need(self.name, _granted(self.formula, party), self.gates)


TRUE = Formula()


def _granted(formula: Formula, party: str) -> Formula:
    if formula.party == party:
        return TRUE
    return formula.model_copy(update={"parts": tuple(_granted(part, party) for part in formula.parts)})


def needs_by_option(case: Case) -> Mapping[tuple[str, str], tuple[Need, ...]]:
    """Return the needs that each option calls upon.

    Returns:
        (issue, option) → needs, for options that change something; principals are not listed.
    """
    found: dict[tuple[str, str], tuple[Need, ...]] = {}
    for issue, body in case.issues.items():
        movers = [m for m in body.movers if m not in case.principals]
        clauses = {name: clause for name, clause in case.consent.items() if issue in clause.covers}
        for option in case.ladder(issue)[1:] if movers or clauses else ():
            needs = [_need(case, f"mover {m}", Formula(party=m), issue, option) for m in movers]
            needs += [
                _need(case, name, clause.needs, issue, option)
                for name, clause in clauses.items()
                if option in clause.covers[issue].of(case.ladder(issue))
            ]
            if needs:
                found[issue, option] = tuple(dict.fromkeys(needs))
    return found


def every_need(by_option: Mapping[tuple[str, str], tuple[Need, ...]]) -> tuple[Need, ...]:
    """Return every need of a case once, from (issue, option) → needs."""
    return tuple(dict.fromkeys(need for needs in by_option.values() for need in needs))


def calls(
    case: Case, by_option: Mapping[tuple[str, str], tuple[Need, ...]], issues: Sequence[str], rows: Ints
) -> Bools:
    """Return which rows have an option that calls upon which need.

    Args:
        case: The case.
        by_option: (issue, option) → needs.
        issues: The issue of each column.
        rows: Array (rows, issues): option numbers.

    Returns:
        Array (rows, needs), the needs in the order of `every_need`.
    """
    numbers = {need: n for n, need in enumerate(every_need(by_option))}
    found = np.zeros((len(rows), len(numbers)), dtype=bool)
    for column, issue in enumerate(issues):
        for number, option in enumerate(case.ladder(issue)):
            for need in by_option.get((issue, option), ()):
                found[rows[:, column] == number, numbers[need]] = True
    return found


def _need(case: Case, name: str, formula: Formula, issue: str, option: str) -> Need:
    gates = {str(leaf.party) for leaf in formula.leaves()} & case.gates.keys()
    return Need(name, formula, tuple((gate, gate_path(case, gate, issue, option)) for gate in sorted(gates)))


def gate_path(case: Case, gate: str, issue: str, option: str) -> str:
    """Return the path of the probability that a gate passes an option."""
    if option in case.gates[gate].options.get(issue, {}):
        return f"gates/{gate}/options/{issue}/{option}"
    return f"gates/{gate}/passes"
