"""The graph model by brute force: plain sets and recursion, straight from the published definitions.

Moves, legal sequences, Nash, GMR, SMR, SEQ: Fang, Hipel & Kilgour 1993; Xu, Hipel, Kilgour & Fang 2018, chapter 4.
SSEQ: Rêgo & Vieira 2017. Simultaneous sanctions: Fraser & Hipel 1984. A state is the tuple of levels of the options.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

State = tuple[int, ...]
Allowed = Callable[[int, State, State], bool]


@dataclass
class Choice:
    """An option: who controls it, its levels, and how it may move."""

    owners: tuple[int, ...]
    levels: int = 2
    up: bool = True
    down: bool = True
    jumps: bool = True

    def may_move(self, old: int, new: int) -> bool:
        if new > old and not self.up:
            return False
        if new < old and not self.down:
            return False
        return self.jumps or abs(new - old) <= 1


@dataclass
class Game:
    """A conflict with the worth of every state for every decision maker, in the order of `grid`."""

    people: int
    choices: list[Choice]
    forbidden: list[dict[int, int]]
    worth: list[list[float]]
    found: dict[object, set[State]] = field(default_factory=dict)  # what was worked out before

    def grid(self) -> list[State]:
        """All states, feasible or not; the first option changes fastest."""
        return [s[::-1] for s in itertools.product(*(range(c.levels) for c in reversed(self.choices)))]

    def possible(self, state: State) -> bool:
        return not any(all(state[k] == level for k, level in bad.items()) for bad in self.forbidden)

    def states(self) -> list[State]:
        return [s for s in self.grid() if self.possible(s)]

    def number(self, state: State) -> int:
        return self.grid().index(state)

    def value(self, person: int, state: State) -> float:
        place = 0
        for choice, level in zip(reversed(self.choices), reversed(state), strict=True):
            place = place * choice.levels + level
        return self.worth[person][place]

    def moves(self, person: int, state: State) -> set[State]:
        """R_i(s): where a decision maker can take the conflict in one move."""
        if ("moves", person, state) not in self.found:
            reach = []
            for choice, level in zip(self.choices, state, strict=True):
                mine = person in choice.owners
                reach.append([x for x in range(choice.levels) if x == level or (mine and choice.may_move(level, x))])
            near = {s for s in itertools.product(*reach) if s != state and self.possible(s)}
            self.found["moves", person, state] = near
        return self.found["moves", person, state]

    def improves(self, person: int, old: State, new: State) -> bool:
        return self.value(person, new) > self.value(person, old)

    def improvements(self, person: int, state: State) -> set[State]:
        """R+_i(s)."""
        return {s for s in self.moves(person, state) if self.improves(person, state, s)}

    def others(self, *persons: int) -> list[int]:
        return [p for p in range(self.people) if p not in persons]

    def sequences(self, persons: Iterable[int], start: State, allowed: Allowed = lambda *_: True) -> set[State]:
        """R_H(s): what legal sequences reach, nobody moving twice in succession, every step allowed."""
        members = tuple(persons)
        if (members, start, allowed) in self.found:
            return self.found[members, start, allowed]
        seen: set[tuple[State, int]] = set()

        def walk(state: State, last: int | None) -> None:
            for person in members:
                if person != last:
                    for new in self.moves(person, state):
                        if allowed(person, state, new) and (new, person) not in seen:
                            seen.add((new, person))
                            walk(new, person)

        walk(start, None)
        self.found[members, start, allowed] = {state for state, _ in seen}
        return self.found[members, start, allowed]

    def replies(self, person: int, state: State) -> set[State]:
        """What the others can make of a state: R_{N-i}(s)."""
        return self.sequences(self.others(person), state)

    def credible(self, person: int, state: State) -> set[State]:
        """What the others can make of it when every one of them gains by its own steps: R+_{N-i}(s)."""
        return self.sequences(self.others(person), state, self.improves)


def held(game: Game, person: int, state: State, bad: State) -> bool:
    """Whether a sanction cannot be escaped: it is no better than `state`, nor is anything the person makes of it."""
    return not any(game.improves(person, state, s) for s in {bad, *game.moves(person, bad)})


def nash(game: Game, person: int, state: State) -> bool:
    return not game.improvements(person, state)


def gmr(game: Game, person: int, state: State) -> bool:
    return all(
        any(not game.improves(person, state, s2) for s2 in game.replies(person, s1))
        for s1 in game.improvements(person, state)
    )


def smr(game: Game, person: int, state: State) -> bool:
    return all(
        any(held(game, person, state, s2) for s2 in game.replies(person, s1)) for s1 in game.improvements(person, state)
    )


def seq(game: Game, person: int, state: State) -> bool:
    return all(
        any(not game.improves(person, state, s2) for s2 in game.credible(person, s1))
        for s1 in game.improvements(person, state)
    )


def sseq(game: Game, person: int, state: State) -> bool:
    return all(
        any(held(game, person, state, s2) for s2 in game.credible(person, s1))
        for s1 in game.improvements(person, state)
    )


def together(game: Game, start: State, ends: list[State]) -> State | None:
    """Where several moves made at the same time lead; None if they pull an option apart or to what cannot be."""
    joint = []
    for k, level in enumerate(start):
        new = {end[k] for end in ends if end[k] != level}
        if len(new) > 1:
            return None
        joint.append(new.pop() if new else level)
    return tuple(joint) if game.possible(tuple(joint)) else None


def overtaken(game: Game, person: int, state: State, s1: State, leaving: dict[int, set[State]]) -> bool:
    """Whether some of the others, leaving at the same time, spoil an improvement."""
    others = game.others(person)
    for size in range(1, len(others) + 1):
        for movers in itertools.combinations(others, size):
            for ends in itertools.product(*(leaving[k] for k in movers)):
                joint = together(game, state, [s1, *ends])
                if joint is not None and not game.improves(person, state, joint):
                    return True
    return False


def sim_one_sided(game: Game, person: int, state: State) -> bool:
    leaving = {k: game.improvements(k, state) for k in range(game.people)}
    return all(overtaken(game, person, state, s1, leaving) for s1 in leaving[person])


def unsanctioned(game: Game, person: int, state: State) -> set[State]:
    return {
        s1
        for s1 in game.improvements(person, state)
        if all(game.improves(person, state, s2) for s2 in game.credible(person, s1))
    }


def sim(game: Game, person: int, state: State) -> bool:
    leaving = {k: unsanctioned(game, k, state) for k in range(game.people)}
    return all(overtaken(game, person, state, s1, leaving) for s1 in leaving[person])


SOLVERS: dict[str, Callable[[Game, int, State], bool]] = {
    "nash": nash,
    "gmr": gmr,
    "smr": smr,
    "seq": seq,
    "sseq": sseq,
    "sim_one_sided": sim_one_sided,
    "sim": sim,
}
CONCEPTS = tuple(SOLVERS)


def table(game: Game, concept: str) -> list[list[bool]]:
    """For each decision maker, which states of the grid are stable; infeasible ones never are."""
    solver = SOLVERS[concept]
    return [[game.possible(s) and solver(game, i, s) for s in game.grid()] for i in range(game.people)]
