"""How likely each principal holds the others to be sincere, as the case states it: party by party, and all together."""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats, Ints
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.judging.belief_updates import after
from detente.worlds import Draws


def belief_path(case: Case, party: str, other: str) -> str:
    """Return the path of how likely a principal holds another to be sincere: of the pair, else of any other."""
    path = f"roadmap/beliefs/{party}"
    return path if path in case.judgements else f"{path}/{other}"


def stated_belief(draws: Draws, party: str, other: str) -> Floats:
    """Return array (worlds): how likely a principal holds another to be sincere before anything is done."""
    return draws.value(belief_path(draws.case, party, other))


def relied_upon(case: Case, target: OptionNumbers) -> dict[str, tuple[str, ...]]:
    """Return, for each principal, the others whose sincerity it depends on: those that carry something out.

    Args:
        case: The case.
        target: The package.
    """
    movers = {mover for issue, n in zip(case.issues.values(), target, strict=True) if n for mover in issue.movers}
    principals = case.principals
    return {party: tuple(q for q in principals if q != party and q in movers) for party in principals}


def all_sincere(draws: Draws, target: OptionNumbers, kept: Floats | None = None, rows: Ints | None = None) -> Floats:
    """How likely does each principal hold all the others to be sincere, given what they have kept so far?

    What it believes of one says nothing about another, so the probability is the product over the others of
    b / (b + (1 − b)·s); others that carry nothing out have nothing to keep.

    Args:
        draws: A block of worlds.
        target: The package.
        kept: Array (rounds, principals, worlds): s, how likely each keeps this round and all before if it is not
            sincere.
        rows: Array: numbers of the worlds of the block for which that is said; each once and in order if not given.

    Returns:
        Array (principals, worlds) without `kept`; else array (rounds, principals, worlds).
    """
    principals = draws.case.principals
    found = np.ones((len(principals), draws.size) if kept is None else kept.shape)
    for party, others in relied_upon(draws.case, target).items():
        for other in others:
            belief = stated_belief(draws, party, other)
            belief = belief if rows is None else belief[rows]
            held = belief if kept is None else after(belief, kept[:, principals.index(other)])
            found[..., principals.index(party), :] *= held
    return found
