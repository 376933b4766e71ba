"""Strength, doubt, coalitions, lookahead and paths by brute force: sets and recursion, from the published definitions.

Strength: Hamouda, Kilgour & Hipel 2004, 2006. Doubt: Li, Hipel, Kilgour & Fang 2004. Coalitions: Kilgour, Hipel, Fang &
Peng 2001; Inohara & Hipel 2008. Lookahead: Kilgour 1985; Fang, Hipel & Kilgour 1993. Paths: Li, Kilgour & Hipel 2005.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from tests.oracles.graph import Game, State

# What i thinks of b compared with a: ">>", ">", "=", "?", "<", "<<".
Compare = Callable[[int, State, State], str]


def stable(
    game: Game,
    person: int,
    state: State,
    concept: str,
    tempts: Callable[[State, State], bool],
    deters: Callable[[State, State], bool],
    believed: Callable[[int, State, State], bool],
) -> bool:
    """The pattern that all judged concepts share."""
    lures = [s1 for s1 in game.moves(person, state) if tempts(state, s1)]
    if concept == "nash":
        return not lures
    for s1 in lures:
        if concept == "seq":
            replies = game.sequences(game.others(person), s1, believed)
        else:
            replies = game.sequences(game.others(person), s1)
        sanctions = [s2 for s2 in replies if deters(state, s2)]
        if concept == "smr":
            sanctions = [s2 for s2 in sanctions if all(deters(state, s3) for s3 in game.moves(person, s2))]
        if not sanctions:
            return False
    return True


def strong(game: Game, compare: Compare, person: int, state: State, concept: str) -> bool:
    return stable(
        game,
        person,
        state,
        concept,
        lambda s, t: compare(person, s, t) in {">", ">>"},
        lambda s, t: compare(person, s, t) == "<<",
        lambda j, s, t: compare(j, s, t) in {">", ">>"},
    )


def general(game: Game, compare: Compare, person: int, state: State, concept: str) -> bool:
    return stable(
        game,
        person,
        state,
        concept,
        lambda s, t: compare(person, s, t) in {">", ">>"},
        lambda s, t: compare(person, s, t) in {"<", "<<", "="},
        lambda j, s, t: compare(j, s, t) in {">", ">>"},
    )


def doubtful(game: Game, compare: Compare, person: int, state: State, concept: str, extension: str) -> bool:
    lure = {">", ">>"} | ({"?"} if extension in {"a", "c"} else set())
    deter = {"<", "<<", "="} | ({"?"} if extension in {"c", "d"} else set())
    return stable(
        game,
        person,
        state,
        concept,
        lambda s, t: compare(person, s, t) in lure,
        lambda s, t: compare(person, s, t) in deter,
        lambda j, s, t: compare(j, s, t) in {">", ">>", "?"},
    )


def all_gain(game: Game, members: tuple[int, ...], old: State, new: State) -> bool:
    return all(game.improves(i, old, new) for i in members)


def coalition_improvements(game: Game, members: tuple[int, ...], state: State) -> set[State]:
    if ("gains", members, state) not in game.found:
        gains = {s for s in game.sequences(members, state) if all_gain(game, members, state, s)}
        game.found["gains", members, state] = gains
    return game.found["gains", members, state]


def joint_replies(game: Game, outside: list[int], start: State) -> set[State]:
    """Sequences of improvements by coalitions of those outside, none of them twice in succession."""
    if ("joint", *outside, start) in game.found:
        return game.found["joint", *outside, start]
    groups = [g for n in range(1, len(outside) + 1) for g in itertools.combinations(outside, n)]
    seen: set[tuple[State, tuple[int, ...]]] = set()

    def walk(state: State, last: tuple[int, ...]) -> None:
        for group in groups:
            if group != last:
                for new in coalition_improvements(game, group, state):
                    if (new, group) not in seen:
                        seen.add((new, group))
                        walk(new, group)

    walk(start, ())
    game.found["joint", *outside, start] = {state for state, _ in seen}
    return game.found["joint", *outside, start]


def coalition_stable(game: Game, members: tuple[int, ...], state: State, concept: str, joint: bool) -> bool:
    lures = coalition_improvements(game, members, state)
    outside = game.others(*members)
    if concept == "nash":
        return not lures
    for s1 in lures:
        if concept == "seq":
            replies = joint_replies(game, outside, s1) if joint else game.sequences(outside, s1, game.improves)
        else:
            replies = game.sequences(outside, s1)
        sanctions = [s2 for s2 in replies if not all_gain(game, members, state, s2)]
        if concept == "smr":
            sanctions = [
                s2
                for s2 in sanctions
                if all(not all_gain(game, members, state, s3) for s3 in game.sequences(members, s2))
            ]
        if not sanctions:
            return False
    return True


def outcomes(game: Game, person: int, state: State, horizon: int) -> tuple[bool, set[State]]:
    """Whether `person`, to choose at `state` with `horizon` moves ahead, moves, and where the conflict may then end.

    It moves to whatever has the best worst end for it, if that is better than staying; then any of the others that
    would move may. Ends of moves that are equally good for it are all possible.
    """
    best: float | None = None
    ends: set[State] = set()
    for new in game.moves(person, state) if horizon else ():
        after: set[State] = set()
        for other in game.others(person):
            goes, there = outcomes(game, other, new, horizon - 1)
            if goes:
                after |= there
        after = after or {new}
        worst = min(game.value(person, s) for s in after)
        if best is None or worst > best:
            best, ends = worst, set()
        if worst == best:
            ends |= after
    if best is None or best <= game.value(person, state):
        return False, {state}
    return True, ends


def shortest(game: Game, start: State, goal: State, improving: bool) -> int | None:
    """Length of the shortest legal sequence of moves (or of improvements) of anybody; None if there is none."""
    here = {(start, -1)}
    seen = set(here)
    length = 0
    while here:
        if any(state == goal for state, _ in here):
            return length
        here = {
            (new, person)
            for state, last in here
            for person in range(game.people)
            if person != last
            for new in game.moves(person, state)
            if not improving or game.improves(person, state, new)
        } - seen
        seen |= here
        length += 1
    return None
