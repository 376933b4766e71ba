"""The graph model of a package's commitments: who would break what, what deters it, and whether that is credible.

Every party may honour or break each commitment that it carries out. A state is worth to a party what it gets by the
year once everything broken has been taken back as far as possible; if nothing is kept, the worth of no agreement is
added. The model only explains: whether a package is durable is decided by present values (`commitments`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability.commitments import Commitment
from detente.chapters.stability.compliance import Terms
from detente.chapters.stability.compliance.courses import undone
from detente.findings import joined
from detente.graph import Conflict, Option, analyse

MOST = 6  # options of the model; a party's least tempting commitments share one beyond that
SHOWN = ("nash", "gmr", "seq")


@dataclass(frozen=True)
class BreachOption:
    """What one option of the model breaks.

    Attributes:
        party: Whose option it is.
        breaks: Numbers of the commitments that it breaks together.
    """

    party: str
    breaks: tuple[int, ...]


@dataclass(frozen=True)
class Game:
    """Whether everybody's honouring everything is stable, party by party; arrays of worlds.

    Attributes:
        moves: The options of the model.
        gains: Party → where it could gain by a move if nobody answered.
        deterred: Party → where the others could answer every gain so that it is none (general metarationality).
        credible: Party → where such answers would be in their own interest (sequential stability).
        first: Party → number of the move, of single ones, that gains most, or −1 where none does.
    """

    moves: tuple[BreachOption, ...]
    gains: dict[str, Bools]
    deterred: dict[str, Bools]
    credible: dict[str, Bools]
    first: dict[str, Floats]


def moves(made: Sequence[Commitment], tempting: Sequence[float]) -> tuple[BreachOption, ...]:
    """Choose which commitments are broken one by one, and which together.

    Args:
        made: The commitments.
        tempting: For each of them, how tempting it is; the least tempting ones of a party share a move.

    Returns:
        At most six moves for two parties: each party has half of them.
    """
    parties = tuple(dict.fromkeys(commitment.party for commitment in made))
    each = max(1, MOST // max(1, len(parties)))
    found = []
    for party in parties:
        own = sorted((n for n, c in enumerate(made) if c.party == party), key=lambda n: (-tempting[n], n))
        single = len(own) if len(own) <= each else each - 1
        found += [BreachOption(party, (n,)) for n in own[:single]]
        if own[single:]:
            found.append(BreachOption(party, tuple(sorted(own[single:]))))
    return tuple(found)


def play(terms: Terms, package: OptionNumbers, made: Sequence[Commitment], options: Sequence[BreachOption]) -> Game:
    """Find whether it is stable that everybody honours everything; empty where nobody with points has a move."""
    parties = tuple(dict.fromkeys(move.party for move in options))
    if not parties:
        return Game((), {}, {}, {}, {})
    states = range(2 ** len(options))
    values = {
        party: np.stack([_value(terms, party, package, _broken(made, options, s)) for s in states], axis=1)
        for party in parties
    }
    model = Conflict(
        parties,
        tuple(Option(str(n), str(n), (parties.index(move.party),)) for n, move in enumerate(options)),
        (),
        tuple(values[party] for party in parties),
    )
    stable = analyse(model, SHOWN)
    found = {concept: dict(zip(parties, stable[concept][:, :, 0], strict=True)) for concept in SHOWN}
    first = {}
    for party in parties:
        own = [n for n, move in enumerate(options) if move.party == party]
        gain = values[party][:, [2**n for n in own]] - values[party][:, :1]
        first[party] = np.where(gain.max(axis=1) > 0, np.array(own)[gain.argmax(axis=1)], -1)
    return Game(tuple(options), {p: ~found["nash"][p] for p in parties}, found["gmr"], found["seq"], first)


def _broken(made: Sequence[Commitment], options: Sequence[BreachOption], state: int) -> frozenset[Commitment]:
    return frozenset(made[k] for n, move in enumerate(options) if state >> n & 1 for k in move.breaks)


def _value(terms: Terms, party: str, package: OptionNumbers, broken: frozenset[Commitment]) -> Floats:
    """Return what a state is worth to a party, points a year, once what is broken has been taken back."""
    size = terms.rates[party].shape
    everywhere, stands = np.ones(size, dtype=bool), []
    total = np.zeros(size)
    for issue, option in enumerate(package):
        takers = {c.party: everywhere for c in broken if c.issue == issue}
        if not option or not takers:
            total = total + terms.worth[party][issue][option]
            stands.append(np.full(size, option))
            continue
        total = total + terms.worth[party][issue][option] * (1 - undone(terms, party, issue, option, takers))
        stands.append(np.where(terms.measure(issue, option).reversible, 0, option))
    for linkage in terms.linkages[party]:
        matches = [np.isin(stands[issue], list(options)) for issue, options in linkage.members.items()]
        total = total + linkage.value * np.logical_and.reduce(matches)
    kept = {(p, i) for i, o in enumerate(package) if o for p in terms.movers[i]} - {(c.party, c.issue) for c in broken}
    if not any(p in terms.worth for p, _ in kept):
        total = total + terms.reservation[party]
    return total


def joined_games(blocks: Sequence[Game]) -> Game:
    """Join what was found in blocks of worlds."""
    return Game(
        moves=blocks[0].moves,
        gains=joined([block.gains for block in blocks]),
        deterred=joined([block.deterred for block in blocks]),
        credible=joined([block.credible for block in blocks]),
        first=joined([block.first for block in blocks]),
    )
