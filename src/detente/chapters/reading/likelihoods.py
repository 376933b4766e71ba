"""How likely what was seen is under each explanation, in every world of a block."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.arrays import Floats
from detente.case.model import REST, Case
from detente.chapters.reading.consistency import CHAPTER, OTHERWISE
from detente.chapters.reading.entries import Reading, Reliability
from detente.worlds import Draws


def reading_of(case: Case) -> Reading:
    """Return what a case says for this chapter."""
    part: Reading = case.parts[CHAPTER]
    return part


def spread(case: Case, stated: Mapping[str, Floats], shown: bool = False) -> Floats:
    """How likely is something under every explanation, given what is stated for some?

    A hypothesis that is not named has the value of `otherwise`. A combination that is not named has the mean of what it
    combines, the rest the mean of all hypotheses that stand for themselves, and so has a deception; of what was shown
    on purpose that has the value of what it mimics.

    Args:
        case: The case.
        stated: Hypothesis, `rest` or `otherwise` → array (worlds).
        shown: Whether the other side chose that we see it.

    Returns:
        Array (explanations, worlds), in the order of `case.explanations`.

    Raises:
        KeyError: A hypothesis that stands for itself has no value.
    """
    part = reading_of(case)
    known = {h: stated[h] if h in stated else stated[OTHERWISE] for h in part.simple}
    simple = np.array(list(known.values()))
    mean = simple.mean(axis=0)
    for name, body in part.hypotheses.items():
        if body.all_of:
            known[name] = stated.get(name, np.mean([known[member] for member in body.all_of], axis=0))
        elif body.mimics is not None:
            known[name] = stated.get(name, known[body.mimics] if shown else mean)
    known[REST] = stated.get(REST, mean)
    return np.array([known[explanation] for explanation in case.explanations])


def mean_of_simple(case: Case, likelihoods: Floats) -> Floats:
    """Return the mean over the hypotheses that stand for themselves, array (worlds)."""
    simple = reading_of(case).simple
    return np.asarray(
        np.mean([row for h, row in zip(case.explanations, likelihoods, strict=True) if h in simple], axis=0)
    )


def drawn(draws: Draws, path: str, names: Mapping[str, object]) -> dict[str, Floats]:
    """Return what the judgements of some names below a path are in each world."""
    return {name: draws.value(f"{path}/{name}") for name in names}


def reported(draws: Draws, path: str, trust: Reliability | None, likelihoods: Floats) -> Floats:
    """How likely is a report under every explanation, given how likely what it reports is?

    L'_h = hit·L_h + false_alarm·(1 − L_h), and with the share ρ that says anything, L'_h = ρ·L_h + (1 − ρ)·mean L. The
    mean is over hypotheses, not over beliefs: with those, the order of the evidence would matter.

    Args:
        draws: The block.
        path: Path of the item or group.
        trust: How far it can be trusted.
        likelihoods: Array (explanations, worlds).

    Returns:
        Array (explanations, worlds).
    """
    if trust is None:
        return likelihoods
    if trust.hit is not None:
        hit, false = (draws.value(f"{path}/reliability/{key}") for key in ("hit", "false_alarm"))
        likelihoods = hit * likelihoods + false * (1 - likelihoods)
    if trust.rho is not None:
        rho = draws.value(f"{path}/reliability/rho")
        likelihoods = rho * likelihoods + (1 - rho) * mean_of_simple(draws.case, likelihoods)
    return likelihoods


def weights_after(draws: Draws, likelihoods: Mapping[str, Floats]) -> Floats:
    """How much does every world count after something more was seen?

    Args:
        draws: A block of worlds with the weights that the evidence so far gives them.
        likelihoods: Hypothesis, `rest` or `otherwise` → probability of what was seen under it, array (worlds); of a
            combination, of the rest and of staging as in `spread` where not named.

    Returns:
        Array (worlds): w · P(seen | the explanation that is true in the world).

    Raises:
        KeyError: A hypothesis that stands for itself has no likelihood.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> from detente.chapters import schemas
        >>> from detente.worlds import Worlds
        >>> case = read(locate("cuba-1962"), schemas())
        >>> block = Worlds(case, size=100, seed=1).draws(0, 100)
        >>> bool((weights_after(block, {"otherwise": np.full(100, 0.5)}) == 0.5).all())
        True
    """
    found = spread(draws.case, likelihoods)
    return np.asarray(draws.weights * found[draws.hypothesis, np.arange(draws.size)])
