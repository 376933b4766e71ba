"""The condition under which a state is stable for a decision maker, in terms of how it ranks other states."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from detente.findings.words import listed, with_article
from detente.graph.bit_rows import checked, legally_reached, places
from detente.graph.condition_counts import RankCondition, Term, simplified
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.edges import Edges
from detente.graph.moves import at_once, changed_options

COUNTED_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim_one_sided")


def condition(conflict: Conflict, decision_maker: int, state: int, concept: str) -> RankCondition:
    """Return the condition under which a state is stable for a decision maker, given the preferences of the others.

    Under every concept but `sim`, stability depends only on which states the decision maker prefers to the given one.
    For each of its moves it must not prefer the state that the move reaches, or not prefer one of the states to which
    the others can then bring it (for `smr` and `sseq` nor any state that it can reach from there).

    Args:
        conflict: The conflict, with preferences given once; those of the decision maker itself are not used.
        decision_maker: Its number.
        state: The number of the state.
        concept: One of `COUNTED_CONCEPTS`.

    Returns:
        A set of clauses, all of which must hold. A clause is a set of terms, one of which must hold. A term is a set of
        numbers of states, none of which may be preferred. No part of the condition follows from the rest.

    Raises:
        ConflictError: The state is not feasible, there is no such concept, or there are too many states or moves.

    Example:
        >>> import numpy as np
        >>> from detente.graph import Option
        >>> options = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> prisoners = Conflict(("A", "B"), options, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> sorted(sorted(term) for clause in condition(prisoners, 0, 3, "seq") for term in clause)
        [[0], [2]]
    """
    if concept not in COUNTED_CONCEPTS:
        raise ConflictError(f"the concept {concept}", f"one of {', '.join(COUNTED_CONCEPTS)}")
    edges = Edges(conflict)
    place = edges.place(state)
    own = edges.moves[decision_maker]
    if concept == "nash":
        replies: dict[int, list[int]] = {}
    elif concept == "sim_one_sided":
        replies = dict(_at_once(edges, decision_maker, place))
    else:
        replies = _answers(edges, decision_maker, place, credible=concept in {"seq", "sseq"})
    symmetric = concept in {"smr", "sseq"}
    clauses = []
    for lure in map(int, own.of(place)):
        terms = [{lure}]
        terms += [{bad, *(map(int, own.of(bad)) if symmetric else ())} for bad in replies.get(lure, ())]
        clauses.append([frozenset(int(edges.states[s]) for s in term if s != place) for term in terms])
    return simplified(clause for clause in clauses if frozenset() not in clause)


def _answers(edges: Edges, decision_maker: int, place: int, credible: bool) -> dict[int, list[int]]:
    """Return, for each place that the decision maker can reach, the places to which the others can bring it."""
    others = [j for j in edges.people if j != decision_maker]
    theirs = [edges.improvements(j) if credible else edges.moves[j] for j in others]
    rows = legally_reached(theirs, checked(edges))
    return {int(lure): places(rows, lure).tolist() for lure in edges.moves[decision_maker].of(place)}


def _at_once(edges: Edges, decision_maker: int, place: int) -> Iterator[tuple[int, list[int]]]:
    """Yield each place that the decision maker can reach, with where the conflict ends if others improve too."""
    conflict, start = edges.conflict, int(edges.states[place])

    def to(end: int) -> dict[int, int]:
        return changed_options(conflict, start, int(edges.states[end]))

    leaving = [[to(end) for end in edges.improvements(j).of(place)] for j in edges.people if j != decision_maker]
    for lure in map(int, edges.moves[decision_maker].of(place)):
        mine, ends = to(lure), set()
        for chosen in itertools.product(*([None, *each] for each in leaving)):
            others = [moved for moved in chosen if moved is not None]
            if others and (joint := at_once(conflict, start, (mine, *others))) is not None:
                ends.add(edges.place(joint))
        yield lure, sorted(ends)


def described(
    formula: RankCondition,
    conflict: Conflict,
    decision_maker: int,
    state: int,
    label: Callable[[int], str] | None = None,
) -> tuple[str, ...]:
    """Return a condition in sentences, the part without alternatives first.

    Args:
        formula: The condition.
        conflict: The conflict.
        decision_maker: The number of the decision maker.
        state: The number of the state.
        label: Returns the name of a state, by number; if not given, the levels of its options as letters.

    Example:
        >>> import numpy as np
        >>> from detente.graph import Option
        >>> options = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> prisoners = Conflict(("A", "B"), options, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> described(condition(prisoners, 0, 3, "seq"), prisoners, 0, 3)
        ('For A, YY must be at least as good as NN or NY.',)
    """
    name = label or conflict.state
    start = f"For {with_article(conflict.decision_makers[decision_maker])}, {name(state)}"
    if not formula:
        return (f"{start} is stable whatever it prefers.",)
    firm = sorted(v for clause in formula if len(clause) == 1 for term in clause for v in term)
    loose = [sorted(clause, key=lambda term: (len(term), sorted(term))) for clause in formula if len(clause) > 1]
    said = [listed([name(v) for v in firm])] if firm else []
    said += [_choice(terms, name) for terms in sorted(loose, key=lambda terms: [sorted(term) for term in terms])]
    return tuple(f"{start} must be at least as good as {what}." for what in said)


def _choice(terms: list[Term], name: Callable[[int], str]) -> str:
    """Return in words that one of several terms must hold."""
    parts = [[name(v) for v in sorted(term)] for term in terms]
    if all(len(part) == 1 for part in parts):
        return listed([part[0] for part in parts], "or")
    said = (p[0] if len(p) == 1 else f"{'both' if len(p) == 2 else 'all of'} {listed(p)}" for p in parts)
    return ", or as ".join(said)
