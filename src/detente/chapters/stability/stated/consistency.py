"""Checks that a stated conflict fits together and into its case: names exist, every state is ranked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from operator import mul

import numpy as np

from detente.case.faults import KeyPath, nearest, one_of, printable, shown
from detente.case.model import Case
from detente.case.references import Problem, unknown
from detente.chapters.stability.stated.build import bare, preference
from detente.chapters.stability.stated.schema import ConflictPart, Preferences
from detente.chapters.stability.stated.state_numbers import MOST_STATES, MOST_VALUES, MOST_WORK, StateNumbers
from detente.chapters.stability.stated.statements import KEYS
from detente.chapters.stability.stated.states import States, level_of, parse
from detente.graph import Conflict, ConflictError

HERE: KeyPath = ("stability", "conflict")


def check(part: ConflictPart, case: Case) -> Iterator[Problem]:
    """Yield what does not fit together in a conflict, or with its case.

    Args:
        part: The conflict.
        case: The sound entries of the case.

    Yields:
        Problems, in no particular order.
    """
    for party in part.decision_makers:
        yield from unknown((*HERE, "decision_makers", party), party, case.parties, "party")
    yield from check_alone(part)


def check_alone(part: ConflictPart) -> Iterator[Problem]:
    """Yield what does not fit together in a conflict, without a look at the parties of its case.

    Args:
        part: The conflict.

    Yields:
        Problems, in no particular order.
    """
    found = [*_names(part)]
    grid = StateNumbers(part.ladders)
    # The product of all levels may be huge, so multiplying stops as soon as it is too large.
    if any(size > MOST_STATES for size in accumulate(map(len, part.ladders.values()), mul)):
        found.append(Problem((*HERE, "options"), f"more than {MOST_STATES:,} states", "fewer options or levels"))
    yield from found or _states(part, grid)


def _names(part: ConflictPart) -> Iterator[Problem]:
    """Yield the names that do not exist, and patterns of another length."""
    yield from _options(part)
    yield from _parties(part)
    for place, states in _mentioned(part):
        yield from _levels(part.ladders, place, states)


def _options(part: ConflictPart) -> Iterator[Problem]:
    """Yield what is wrong with options and who controls them."""
    for party, options in part.decision_makers.items():
        place = (*HERE, "decision_makers", party)
        if not options:
            yield Problem(place, "no option", "at least one that it controls")
        for option in options:
            yield from unknown(place, option, part.options, "option")
        yield from _twice(place, options, "option")
    controlled = {option for options in part.decision_makers.values() for option in options}
    for option, levels in part.ladders.items():
        place = (*HERE, "options", option)
        if option in KEYS:
            yield Problem(place, f"an option called {option}", f"another id: {option!r} is a keyword of statements")
        if option not in controlled and controlled <= {*part.options}:
            yield Problem(place, "an option that nobody controls", "a decision maker that controls it")
        yield from _twice((*place, "levels"), levels, "level")


def _parties(part: ConflictPart) -> Iterator[Problem]:
    """Yield what is wrong with the parties that have preferences, misperceptions or a coalition."""
    for section, parties in (("preferences", part.preferences), ("misperceptions", part.misperceptions)):
        for party in parties:
            yield from unknown((*HERE, section, party), party, part.decision_makers, "decision maker")
    for number, coalition in enumerate(part.coalitions):
        place = (*HERE, "coalitions", number)
        for party in coalition:
            yield from unknown(place, party, part.decision_makers, "decision maker")
        yield from _twice(place, coalition, "party")
        if len(coalition) < 2:
            yield Problem(place, "a coalition of fewer than two", "at least two parties")


def _twice(place: KeyPath, names: Iterable[str], what: str) -> Iterator[Problem]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem(place, f"the {what} {shown(name)} a second time", f"each {what} once")


def _mentioned(part: ConflictPart) -> Iterator[tuple[KeyPath, States]]:
    """Yield everything that is said about states, with its place."""
    yield from _listed((*HERE, "infeasible"), part.infeasible)
    if part.status_quo is not None:
        yield (*HERE, "status_quo"), part.status_quo
    for party, states in part.misperceptions.items():
        yield from _listed((*HERE, "misperceptions", party), states)
    for party, wants in part.preferences.items():
        yield from _of(party, wants)
        yield from _compared(party, wants)


def _of(party: str, wants: Preferences) -> Iterator[tuple[KeyPath, States]]:
    place = (*HERE, "preferences", party)
    for number, tied in enumerate(wants.ranking or ()):
        for states in tied:
            yield (*place, "ranking", number), states
    for number, statement in enumerate(wants.statements or ()):
        for states in statement.leaves():
            yield (*place, "statements", number), states
    for text in wants.values or ():
        yield (*place, "values", text), parse(text)


def _compared(party: str, wants: Preferences) -> Iterator[tuple[KeyPath, States]]:
    for key, lists in (("greatly", wants.greatly), ("unknown", wants.unknown)):
        for number, several in enumerate(lists):
            yield from _listed((*HERE, "preferences", party, key, number), several)


def _listed(place: KeyPath, which: Iterable[States]) -> Iterator[tuple[KeyPath, States]]:
    for number, states in enumerate(which):
        yield (*place, number), states


def _levels(ladders: Mapping[str, tuple[str, ...]], place: KeyPath, states: States) -> Iterator[Problem]:
    """Yield what is wrong with what is said about options."""
    if states.letters and len(states.letters) != len(ladders):
        expected = f"{len(ladders)}, one for each option: {printable(', '.join(ladders), 200)}"
        yield Problem(place, f"{len(states.letters)} letters in {states.text!r}", expected)
        return
    for option, text in states.said(ladders):
        if option not in ladders:
            yield from unknown(place, option, ladders, "option")
        elif level_of(ladders[option], text) is None:
            found = f"the unknown level {shown(text)} of {printable(option)}"
            yield Problem(place, found, one_of(ladders[option]), nearest(text, ladders[option]), text)


def _states(part: ConflictPart, grid: StateNumbers) -> Iterator[Problem]:
    """Yield what is wrong with the states that are meant, now that every name exists."""
    work = sum(grid.covers(states) for _, states in _mentioned(part))
    work += grid.size * sum(len(wants.statements or ()) for wants in part.preferences.values())
    if work > MOST_WORK:
        yield Problem(HERE, f"patterns that cover {work:,} states in all", f"at most {MOST_WORK:,}: fewer patterns")
        return
    try:
        board = bare(part)
    except ConflictError as error:
        yield Problem((*HERE, "infeasible"), error.found, error.expected)
        return
    can_be, makers = int(board.feasible.sum()), len(part.decision_makers)
    if can_be * makers**2 > MOST_VALUES:
        found = f"{makers} decision makers over {can_be:,} states that can be"
        most = f"at most {MOST_VALUES // makers**2:,} for so many: fewer decision makers or options, or more infeasible"
        yield Problem((*HERE, "decision_makers"), found, most)
        return
    yield from _begun(part, grid, board)
    for party, misses in part.misperceptions.items():
        if not (board.feasible & ~grid.mask(misses)).any():
            found = "patterns that leave no state that it takes for possible"
            yield Problem((*HERE, "misperceptions", party), found, "at least one")
    for party, wants in part.preferences.items():
        if wants.statements is None:
            yield from _told_once(party, wants, grid, board)
        yield from _pairs(party, wants, grid, board)


def _begun(part: ConflictPart, grid: StateNumbers, board: Conflict) -> Iterator[Problem]:
    """Yield what is wrong with the status quo."""
    if part.status_quo is not None:
        place = (*HERE, "status_quo")
        if grid.covers(part.status_quo) > 1:
            yield Problem(place, f"{part.status_quo.text}, which is more than one state", "one state")
        elif not board.feasible[grid.numbers(part.status_quo)].all():
            yield Problem(place, f"the state {part.status_quo.text}, which cannot be", "a state that can be")


def _pairs(party: str, wants: Preferences, grid: StateNumbers, board: Conflict) -> Iterator[Problem]:
    """Yield what is wrong with pairs of states.

    Both states must be possible, the first must be preferred to the second, and no pair may be both great and unknown.
    """
    at = (*HERE, "preferences", party)
    nowhere = [(place, s) for place, s in _compared(party, wants) if not board.feasible[grid.numbers(s)].any()]
    for place, states in nowhere:
        yield Problem(place, f"{states.text}, which cannot be", "states that can be")
    if nowhere:
        return
    doubtful = [grid.mask(group) & board.feasible for group in wants.unknown]
    for number, mask in enumerate(doubtful):
        if mask.sum() < 2:
            yield Problem((*at, "unknown", number), "a single state", "at least two")
    values = None if wants.values is not None else preference(party, wants, grid, None)
    for number, (first, second) in enumerate(wants.greatly):
        place = (*at, "greatly", number)
        one, other = (grid.mask([states]) & board.feasible for states in (first, second))
        if values is not None and values[one].min() <= values[other].max():
            found = f"{first.text}, which is not ranked above {second.text}"
            yield Problem(place, found, "first what is preferred, then what it is preferred to")
        elif any((mask & one).any() and (mask & other).any() for mask in doubtful):
            found = f"{first.text} and {second.text}, of which a pair is listed as unknown"
            yield Problem(place, found, "a pair under greatly or under unknown, not both")


def _told_once(party: str, wants: Preferences, grid: StateNumbers, board: Conflict) -> Iterator[Problem]:
    """Yield states that are ranked or valued twice, cannot be, or have no place."""
    told = np.zeros(grid.size, dtype=bool)
    way = "ranking" if wants.ranking is not None else "values"
    for place, states in _of(party, wants):
        own = grid.numbers(states)
        own = own[board.feasible[own]]
        if not own.size:
            yield Problem(place, f"{states.text}, which cannot be", "states that can be")
        elif told[own].any():
            again = board.state(int(own[told[own]][0]))
            yield Problem(place, f"the state {again} a second time", "each state once")
        told[own] = True
    missing = np.flatnonzero(board.feasible & ~told)
    if missing.size:
        named = ", ".join(board.state(int(state)) for state in missing[:4]) + (", …" if missing.size > 4 else "")
        found = f"no place for {missing.size:,} of {int(board.feasible.sum()):,} states: {named}"
        yield Problem((*HERE, "preferences", party, way), found, "a place for every state that can be")
