"""What one would propose after each answer to a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import EXPERTS, experts_of
from detente.chapters.approach.knowledge.fair_rules import decided
from detente.chapters.approach.knowledge.held_out_means import fitted
from detente.chapters.approach.knowledge.regression_terms import smooth_terms
from detente.chapters.approach.knowledge.what_to_ask import Unknown
from detente.chapters.approach.knowledge.worth_knowing import Asked, Decisions, Knowledge
from detente.worlds.errors import Interval, Z, interval

PARTS = 50  # of a uniform, in each of which one decision is taken
LEAST = 0.05  # likelier answers are told apart


@dataclass(frozen=True)
class AfterAnswer:
    """An answer, and what one would do after it.

    Attributes:
        answer: yes or no of an event; the id of an explanation; the number of a class; low, between or high of a
            judgement; any where all answers lead to the same.
        chance: How likely it is, with its error.
        decision: Row of the decision then.
        more: How much more that is worth there than the package recommended, as a share of the best gain.
        values: Path → smallest and largest value that the judgement has there.
    """

    answer: str
    chance: Interval
    decision: int
    more: float
    values: Mapping[str, tuple[float, float]]


def after_answers(known: Knowledge, name: str) -> tuple[AfterAnswer, ...]:
    """What would one decide after each answer to a question about one unknown?

    Returns:
        The answers, those to a judgement from low to high; neighbours after which one would decide alike are one.
    """
    unknown, asked, decisions = known.unknowns[name], known.asked[name], known.decisions
    places = _places(unknown)[decisions.table.order]
    count = PARTS if unknown.uniform is not None else int(places.max()) + 1
    wanted = _wanted(decisions, unknown, asked, count)
    chance = np.bincount(places, weights=decisions.table.weight, minlength=count).astype(np.float64)
    runs = _runs(wanted, chance) if unknown.uniform is not None else [np.array([n]) for n in np.flatnonzero(chance)]
    if unknown.uniform is not None:
        runs = _joined(known, asked, places, wanted, runs)
    found = []
    for n, run in enumerate(runs):
        inside = np.isin(places, run)
        row, more = _kept(known, asked, int(wanted[run[0]]), inside)
        said = _said(known, unknown, n, len(runs), run)
        likely = replace(interval(inside, decisions.table.weight), value=float(chance[run].sum()))
        found.append(AfterAnswer(said, likely, row, more, _values(known, unknown, run)))
    return tuple(found)


def _joined(known: Knowledge, asked: Asked, places: Ints, wanted: Ints, runs: list[Ints]) -> list[Ints]:
    """Return runs of parts, those joined after which the same decision is kept; `wanted` becomes what is kept."""
    found: list[Ints] = []
    for run in runs:
        wanted[run] = _kept(known, asked, int(wanted[run[0]]), np.isin(places, run))[0]
        if found and wanted[found[-1][0]] == wanted[run[0]]:
            found[-1] = np.concatenate([found[-1], run])
        else:
            found.append(run)
    return found


def _places(unknown: Unknown) -> Ints:
    """Return the part, or the class, in which each world lies."""
    if unknown.uniform is not None:
        return (unknown.uniform * PARTS).astype(np.intp)
    assert unknown.classes is not None
    return unknown.classes.astype(np.intp)


def _wanted(decisions: Decisions, unknown: Unknown, asked: Asked, count: int) -> Ints:
    """Return the best decision after each answer, by the regression on all worlds."""
    principals, rows, _ = decisions.worth.shape
    terms = unknown.terms
    coefficients = fitted(terms.at(decisions.table.order), decisions.table, asked.penalty)
    if unknown.uniform is not None:
        columns = smooth_terms((np.arange(count) + 0.5) / count).columns
    else:
        places = _places(unknown)
        columns = np.zeros((count, terms.columns.shape[1]))
        columns[places] = terms.columns
    means = coefficients[0] + columns @ coefficients[1:]
    return decided(means.T.reshape(principals, rows, count), asked.principals)


def _runs(wanted: Ints, chance: Floats) -> list[Ints]:
    """Return runs of parts with the same decision, those that are hardly likely joined to a neighbour."""
    edges = np.flatnonzero(np.diff(wanted)) + 1
    runs = np.split(np.arange(len(wanted)), edges)
    while len(runs) > 1:
        mass = [chance[run].sum() for run in runs]
        n = int(np.argmin(mass))
        if mass[n] >= LEAST:
            break
        near = [m for m in (n - 1, n + 1) if 0 <= m < len(runs)]
        other = max(near, key=lambda m: mass[m])
        wanted[runs[n]] = wanted[runs[other][0]]
        first, second = sorted((n, other))
        runs[first : second + 1] = [np.concatenate([runs[first], runs[second]])]
    return runs


def _kept(known: Knowledge, asked: Asked, row: int, inside: Bools) -> tuple[int, float]:
    """Return the decision to take in some worlds, and how much more it is worth there than the package recommended.

    That package stays where the difference could be chance.
    """
    decisions, start = known.decisions, known.start
    weight = decisions.table.weight[inside]
    differs = asked.principals @ (decisions.worth[:, row] - decisions.worth[:, start])[:, inside]
    mean = float(weight @ differs / weight.sum())
    error = float(np.sqrt(np.sum((weight * (differs - mean)) ** 2)) / weight.sum())
    return (row, mean) if row != start and mean > Z * error else (start, 0.0)


def _said(known: Knowledge, unknown: Unknown, number: int, count: int, run: Ints) -> str:
    """Return the name of an answer."""
    if unknown.uniform is not None:
        return "any" if count == 1 else "low" if number == 0 else "high" if number == count - 1 else "between"
    assert unknown.classes is not None
    for subject in known.found.worlds.case.subjects:
        if unknown.name == subject.stream:
            return subject.explanations[int(run[0])]
    if unknown.name.startswith(EXPERTS):
        return experts_of(unknown.name)[int(run[0])]
    return ("no", "yes")[int(run[0])] if unknown.classes.dtype == np.bool_ else str(int(run[0]) + 1)


def _values(known: Knowledge, unknown: Unknown, run: Ints) -> dict[str, tuple[float, float]]:
    """Return the smallest and largest value of each judgement in the worlds of an answer."""
    worlds = known.found.worlds
    inside = np.isin(_places(unknown), run)
    found = worlds.judged(unknown.paths)
    return {path: (float(values[inside].min()), float(values[inside].max())) for path, values in found.items()}
