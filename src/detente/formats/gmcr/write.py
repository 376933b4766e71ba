"""Write a stated conflict as the text of a `.gmcr` file.

The format has options of two levels, conditions that list options, and for each decision maker statements or a ranking.
Options of more levels are refused. Whatever else it cannot say is left out, and `left_out` lists it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from detente import __version__
from detente.case.faults import CaseError, Fault
from detente.chapters.stability.stated import ConflictPart, Statement, StateNumbers, conflict_of, judged
from detente.formats.gmcr.gmcr_coalitions import disjoint, written_coalitions
from detente.formats.gmcr.numbering import counted_states
from detente.graph import Conflict
from detente.worlds.draws import Draws

# A statement that would take a compound condition of more members than this is written as a ranking.
MOST_MEMBERS = 64
DIRECTIONS = {"both": "both", "forward": "fwd", "back": "back"}
Literals = frozenset[tuple[int, int]]


class _TooManyError(Exception):
    """Raised for a statement that would take too many patterns."""


def left_out(part: ConflictPart) -> Iterator[str]:
    """Yield a sentence for each thing about a conflict that its file does not say."""
    if part.status_quo is not None:
        yield f"the status quo {part.status_quo.text} was left out: the format has none"
    if judged(part):
        yield "of preferences that are judgements, the ranking of the central world was written"
    if any(wants.greatly for wants in part.preferences.values()):
        yield "what is preferred greatly was left out: the format has no strength of preference"
    if any(wants.unknown for wants in part.preferences.values()):
        yield "unknown preferences were written as they are ranked: the format has none"
    if not disjoint(part.coalitions):
        yield "GMCR+ will find no coalitions: in the format nobody can be in two of them"
    elif part.coalitions:
        yield "GMCR+ will take a coalition for one decision maker; here its members can also move alone"


def gmcr_text(part: ConflictPart, names: Mapping[str, str], central: Draws | None, file: str) -> str:
    """Return the text of the `.gmcr` file of a conflict, in JSON.

    Args:
        part: The conflict, without faults and complete.
        names: Party → its name.
        central: The central world; needed only if preferences are judgements.
        file: The name of the file in messages.

    Raises:
        CaseError: The conflict has options of more than two levels.
    """
    odd = [option for option, levels in part.ladders.items() if len(levels) > 2]
    if odd:
        expected = "options of two levels: the format knows no others"
        raise CaseError(
            Fault(file, 0, f"conflict → options → {o}", f"{len(part.ladders[o])} levels", expected) for o in odd
        )
    grid = StateNumbers(part.ladders)
    statements = {
        party: _stated(part.preferences[party].statements, grid)
        for party in part.decision_makers
        if part.preferences[party].statements is not None
    }
    manual = len(statements) < len(part.decision_makers) or None in statements.values()
    conflict = conflict_of(part, names, central) if manual else None
    order = {party: n for n, party in enumerate(part.decision_makers)}
    controlled = [[grid.places[option] for option in options] for options in part.decision_makers.values()]
    coalitions = [tuple(order[party] for party in coalition) for coalition in part.coalitions if len(coalition) > 1]
    found = {
        "program": "detente",
        "version": __version__,
        "options": [
            {"name": body.name, "permittedDirection": DIRECTIONS[body.direction]} for body in part.options.values()
        ],
        "decisionMakers": [
            {
                "name": names[party],
                "options": options,
                "preferences": statements.get(party) or [],
                **({"preferenceRanking": _ranking(conflict, number, controlled)} if conflict is not None else {}),
                "misperceptions": [_pairs(grid.pattern(s)) for s in part.misperceptions.get(party, ())],
            }
            for number, (party, options) in enumerate(zip(part.decision_makers, controlled, strict=True))
        ],
        "infeasibles": [_pairs(grid.pattern(states)) for states in part.infeasible],
        **written_coalitions(coalitions, [names[party] for party in part.decision_makers], controlled),
        "useManualPreferenceRanking": manual,
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _pairs(pattern: tuple[tuple[int, int], ...]) -> list[list[int | str]]:
    return [[option, "NY"[level]] for option, level in pattern]


def _ranking(conflict: Conflict, number: int, controlled: Sequence[Sequence[int]]) -> list[int | list[int]]:
    """Return the feasible states, best first, ties as lists; of preferences by worlds those of the first world."""
    values = np.atleast_2d(conflict.preferences[number])[0][counted_states(conflict, controlled)]
    found: list[int | list[int]] = []
    for value in np.unique(values)[::-1]:
        tied = (np.flatnonzero(values == value) + 1).tolist()
        found.append(tied if len(tied) > 1 else tied[0])
    return found


def _stated(statements: tuple[Statement, ...] | None, grid: StateNumbers) -> list[Any] | None:
    """Return statements as conditions of the format; None if one of them would take too many members."""
    found: list[Any] = []
    for statement in statements or ():
        try:
            members = [*_alternatives(statement, True, grid)]
        except _TooManyError:
            return None
        if frozenset() in members:  # it holds everywhere, and tells no two states apart
            continue
        if members:
            lists = [_pairs(tuple(sorted(member))) for member in members]
            found.append(lists[0] if len(lists) == 1 else {"compound": True, "members": lists})
    return found


def _alternatives(statement: Statement, holds: bool, grid: StateNumbers) -> frozenset[Literals]:
    """Return patterns that together match the states in which a statement holds (or, with `holds` false, fails)."""
    parts = statement.parts
    match statement.joins, holds:
        case "states", True:
            return frozenset({frozenset(grid.pattern(statement.states))})
        case "states", False:
            return frozenset(frozenset({(option, 1 - level)}) for option, level in grid.pattern(statement.states))
        case "not", _:
            return _alternatives(parts[0], not holds, grid)
        case ("any", True) | ("all", False):
            return _either(*(_alternatives(part, holds, grid) for part in parts))
        case ("all", True) | ("any", False):
            return _both(*(_alternatives(part, holds, grid) for part in parts))
        case "if", True:
            return _either(_alternatives(parts[0], False, grid), _alternatives(parts[1], True, grid))
        case "if", False:
            return _both(_alternatives(parts[0], True, grid), _alternatives(parts[1], False, grid))
    first, second = ([_alternatives(part, way, grid) for way in (True, False)] for part in parts)
    return _either(_both(first[0], second[1 - holds]), _both(first[1], second[holds]))


def _either(*several: frozenset[Literals]) -> frozenset[Literals]:
    found = frozenset().union(*several)
    if len(found) > MOST_MEMBERS:
        raise _TooManyError
    return found


def _both(*several: frozenset[Literals]) -> frozenset[Literals]:
    found: frozenset[Literals] = frozenset({frozenset()})
    for more in several:
        pairs = (one | other for one, other in product(found, more))
        found = _either(frozenset(union for union in pairs if len({option for option, _ in union}) == len(union)))
    return found
