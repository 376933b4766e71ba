"""Likelihoods under each explanation, in every world of a block."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.arrays import Floats
from detente.case.model import REST, Subject
from detente.chapters.reading.consistency import OTHERWISE
from detente.chapters.reading.entries import Explained, Reliability
from detente.worlds import Draws


def said_of(subject: Subject) -> Explained:
    """Return what the case says of a subject."""
    said: Explained = subject.said
    return said


def completed(subject: Subject, stated: Mapping[str, Floats], shown: bool = False) -> Floats:
    """Return a likelihood for every explanation, given those that the case states.

    An explanation for which none is stated gets

    - if it is a hypothesis that stands for itself: the value of `otherwise`;
    - if it is a combination: the mean of what it combines;
    - if it is a deception: the value of what it mimics for what was shown on purpose, else as the rest;
    - if it is the rest: the mean of all hypotheses that stand for themselves.

    Args:
        subject: The subject.
        stated: Hypothesis, `rest` or `otherwise` → array (worlds).
        shown: Whether the other side chose that we see it.

    Returns:
        Array (explanations, worlds), in the order of the subject's explanations.

    Raises:
        KeyError: A hypothesis that stands for itself has no value.
    """
    part = said_of(subject)
    known = {h: stated[h] if h in stated else stated[OTHERWISE] for h in part.simple}
    simple = np.array(list(known.values()))
    mean = simple.mean(axis=0)
    for name, body in part.hypotheses.items():
        if body.all_of:
            known[name] = stated.get(name, np.mean([known[member] for member in body.all_of], axis=0))
        elif body.mimics is not None:
            known[name] = stated.get(name, known[body.mimics] if shown else mean)
    if subject.rest is not None:
        known[subject.rest] = stated.get(REST, mean)
    return np.array([known[explanation] for explanation in subject.explanations])


def mean_of_simple(subject: Subject, likelihoods: Floats) -> Floats:
    """Return the mean likelihood over the hypotheses that stand for themselves.

    Args:
        subject: The subject.
        likelihoods: Array (explanations, worlds).

    Returns:
        Array (worlds).
    """
    simple = said_of(subject).simple
    return np.asarray(
        np.mean([row for h, row in zip(subject.explanations, likelihoods, strict=True) if h in simple], axis=0)
    )


def drawn(draws: Draws, path: str, names: Mapping[str, object]) -> dict[str, Floats]:
    """Return name → array (worlds): the drawn values of the judgements that stand below a path."""
    return {name: draws.value(f"{path}/{name}") for name in names}


def likelihood_of_report(
    draws: Draws, subject: Subject, path: str, trust: Reliability | None, likelihoods: Floats
) -> Floats:
    """Return how likely a report is under each explanation, given how likely what it reports is.

    With hit and false alarm, L'_h = hit·L_h + false_alarm·(1 − L_h). With the probability ρ that the report says
    anything, L'_h = ρ·L_h + (1 − ρ)·mean L. The mean is over hypotheses and not weighted by belief; otherwise the
    result would depend on the order of the evidence.

    Args:
        draws: A block of worlds.
        subject: The subject.
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
        likelihoods = rho * likelihoods + (1 - rho) * mean_of_simple(subject, likelihoods)
    return likelihoods


def where_true(draws: Draws, stated: Mapping[str, Floats]) -> Floats:
    """Return how likely something is in each world, given how likely each explanation makes it.

    Args:
        draws: A block of worlds.
        stated: Hypothesis, rest or `otherwise` → array (worlds); `completed` says what holds for explanations that are
            not named. Where hypotheses of several subjects are named, it takes all of them: the product.

    Returns:
        Array (worlds): what is stated of the explanation that is true there; of `otherwise` where none is named.

    Raises:
        KeyError: A hypothesis that stands for itself, of a subject that is named, has no value.
    """
    found, every = np.ones(draws.size), np.arange(draws.size)
    named = False
    for number, subject in enumerate(draws.case.subjects):
        own = {REST if h == subject.rest else h: value for h, value in stated.items() if h in subject.explanations}
        if own:
            likely = completed(subject, own | {h: value for h, value in stated.items() if h == OTHERWISE})
            found, named = found * likely[draws.true_of(number), every], True
    return found if named else np.asarray(stated[OTHERWISE])


def weights_after(draws: Draws, likelihoods: Mapping[str, Floats]) -> Floats:
    """Return the weights of worlds after one more observation.

    Args:
        draws: A block of worlds, with the weights that the evidence so far gives them.
        likelihoods: Hypothesis, rest or `otherwise` → array (worlds): probability of the observation, as for
            `where_true`.

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
    return np.asarray(draws.weights * where_true(draws, likelihoods))
