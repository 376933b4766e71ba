"""Likelihoods under each explanation, in every world of a block."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.arrays import Floats
from detente.case.model import REST, Case
from detente.chapters.reading.consistency import CHAPTER, OTHERWISE
from detente.chapters.reading.entries import Reading, Reliability
from detente.worlds import Draws


def reading_of(case: Case) -> Reading:
    """Return the `reading.yaml` of a case."""
    part: Reading = case.parts[CHAPTER]
    return part


def completed(case: Case, stated: Mapping[str, Floats], shown: bool = False) -> Floats:
    """Return a likelihood for every explanation, given those that the case states.

    An explanation for which none is stated gets

    - if it is a hypothesis that stands for itself: the value of `otherwise`;
    - if it is a combination: the mean of what it combines;
    - if it is a deception: the value of what it mimics for what was shown on purpose, else as the rest;
    - if it is the rest: the mean of all hypotheses that stand for themselves.

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
    """Return the mean likelihood over the hypotheses that stand for themselves.

    Args:
        case: The case.
        likelihoods: Array (explanations, worlds).

    Returns:
        Array (worlds).
    """
    simple = reading_of(case).simple
    return np.asarray(
        np.mean([row for h, row in zip(case.explanations, likelihoods, strict=True) if h in simple], axis=0)
    )


def drawn(draws: Draws, path: str, names: Mapping[str, object]) -> dict[str, Floats]:
    """Return name → array (worlds): the drawn values of the judgements that stand below a path."""
    return {name: draws.value(f"{path}/{name}") for name in names}


def likelihood_of_report(draws: Draws, path: str, trust: Reliability | None, likelihoods: Floats) -> Floats:
    """Return how likely a report is under each explanation, given how likely what it reports is.

    With hit and false alarm, L'_h = hit·L_h + false_alarm·(1 − L_h). With the probability ρ that the report says
    anything, L'_h = ρ·L_h + (1 − ρ)·mean L. The mean is over hypotheses and not weighted by belief; otherwise the
    result would depend on the order of the evidence.

    Args:
        draws: A block of worlds.
        path: Path of the item or group.
        trust: How far the report can be trusted; None if what is reported certainly happened.
        likelihoods: Array (explanations, worlds): likelihood of what is reported.

    Returns:
        Array (explanations, worlds): likelihood of the report.
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
    """Return the weights of worlds after one more observation.

    Args:
        draws: A block of worlds, with the weights that the evidence so far gives them.
        likelihoods: Hypothesis, `rest` or `otherwise` → array (worlds): probability of the observation; `completed`
            says what holds for explanations that are not named.

    Returns:
        Array (worlds): old weight · P(observation | the explanation that is true in the world).

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
    found = completed(draws.case, likelihoods)
    return np.asarray(draws.weights * found[draws.hypothesis, np.arange(draws.size)])
