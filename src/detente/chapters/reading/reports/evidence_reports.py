"""The parts of the reading report about what was seen, what was heard, and what to look out for.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.case.base import Frozen
from detente.chapters.reading.belief_sums import BeliefSums
from detente.chapters.reading.likelihoods import said_of
from detente.chapters.reading.outstanding_time import months, outstanding
from detente.chapters.reading.result import SubjectBeliefs, entropy, evidence, shares
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds.errors import Interval

WORTHLESS = 1.2  # a largest ratio of likelihoods below this tells nothing


class PieceReport(Sampled):
    """One thing that was weighed: an item, a group of items, or what a recipient let be heard."""

    id: str
    """Its id."""
    name: str
    """Printed name."""
    kind: Literal["item", "group", "recipient"]
    """What it is."""
    date: dt.date
    """The day from which it counts; of a recipient the day of the first approach."""
    likelihoods: dict[str, float]
    """Explanation → mean over worlds of its likelihood, reliability counted."""
    ratio: float
    """Largest ratio of two of these likelihoods, between hypotheses that stand for themselves: 1 tells nothing."""
    worthless: bool
    """Whether it fits every hypothesis about as well, so that it tells nothing."""
    moves: float
    """How much of the belief would lie elsewhere without it: half the sum of all differences."""
    without: dict[str, float]
    """Explanation → belief if this were struck out."""
    raises: str
    """The explanation that gains most by it."""
    lowers: str
    """The explanation that loses most by it."""
    expected: float | None
    """How likely it was held to be the moment before it was known; null for a recipient."""
    score: float | None
    """Where the truth is known: bits by which this moved the belief in it, up or down."""


def piece_reports(found: SubjectBeliefs) -> list[PieceReport]:
    """Return a report on everything that was weighed: pieces in order of time, then recipients."""
    return [_piece(found, row) for row in range(len(found.weighed))]


def _piece(found: SubjectBeliefs, row: int) -> PieceReport:
    part, name, weighing = said_of(found.subject), found.weighed[row], found.found
    piece = next((piece for piece in found.plan.pieces if piece.id == name), None)
    likelihoods = weighing.sums.mean[row] / found.worlds.total
    simple = likelihoods[found.simple_rows]
    ratio = float(simple.max() / simple.min())
    posterior, without = found.mean_posterior, shares(weighing.sums.without[row])
    change = posterior - without
    expected: Interval | None = None
    score = None
    if piece is not None:
        (expected,) = found.sampled(lambda s: _one(evidence(s.after[..., row, :]) - evidence(s.before[..., row, :])))
    if found.true is not None:
        true = found.explanations.index(found.true)
        score = float(np.log2(posterior[true] / without[true]))
    return copied(
        PieceReport,
        found,
        id=name,
        name=part.recipients[name].name if piece is None else piece.said.name,
        kind="recipient" if piece is None else piece.kind,
        date=min(a.date for a in part.recipients[name].approaches.values()) if piece is None else piece.date,
        likelihoods=found.by_explanation(likelihoods),
        ratio=ratio,
        worthless=ratio < WORTHLESS,
        moves=found.sampled(lambda sums: _moved(sums, row))[0],
        without=found.sampled_beliefs(lambda sums: sums.without[..., row, :]),
        raises=found.explanations[int(np.argmax(change))],
        lowers=found.explanations[int(np.argmin(change))],
        expected=expected,
        score=score,
    )


def _one(logarithm: Floats) -> Floats:
    """Return a probability from its logarithm, as an array of one."""
    return np.asarray(np.exp(logarithm))[..., None]


def _moved(sums: BeliefSums, row: int) -> Floats:
    """Return how much of the belief would lie elsewhere without a piece, as an array of one."""
    change = shares(sums.course[..., -1, :]) - shares(sums.without[..., row, :])
    return np.asarray(np.abs(change).sum(axis=-1, keepdims=True) / 2)


class SilenceReport(Frozen):
    """What was heard from one recipient."""

    id: str
    """Id of the recipient."""
    name: str
    """Printed name."""
    approaches: int
    """How many approaches there were."""
    answers: int
    """How many answers came."""
    months: float
    """For how long anything was outstanding, in months."""
    ratio: float
    """Largest ratio of the likelihoods of what was heard under two hypotheses."""
    apart: float | None
    """The same if every approach counted as a question of its own, which is wrong; null after an answer."""


def silence_reports(found: SubjectBeliefs, pieces: list[PieceReport]) -> list[SilenceReport]:
    """Return a report on each recipient.

    Args:
        found: The result.
        pieces: The reports on everything that was weighed, recipients included.
    """
    case, part = found.plan.case, said_of(found.subject)
    ratios = {piece.id: piece.ratio for piece in pieces}
    reports = []
    for row, name in enumerate(found.plan.recipients):
        recipient, apart = part.recipients[name], found.found.sums.apart[row][found.simple_rows]
        reports.append(
            SilenceReport(
                id=name,
                name=recipient.name,
                approaches=len(recipient.approaches),
                answers=len(recipient.answers),
                months=months(outstanding(recipient, case.date)),
                ratio=ratios[name],
                apart=None if recipient.answers else float(apart.max() / apart.min()),
            )
        )
    return reports


class IndicatorReport(Sampled):
    """Something to look out for."""

    id: str
    """Its id."""
    name: str
    """Printed name."""
    chance: float
    """How likely it is to be seen."""
    bits: float
    """How many bits it is expected to tell about which explanation is true, seen or not."""
    settles: float
    """The same as a part of the bits that are open now."""
    seen: dict[str, float]
    """Explanation → belief if it is seen."""
    unseen: dict[str, float]
    """Explanation → belief if it is not."""


def indicator_reports(found: SubjectBeliefs) -> list[IndicatorReport]:
    """Return a report on each indicator, the one that is expected to tell most first."""
    reports = [
        _indicator(found, row, name, indicator.name)
        for row, (name, indicator) in enumerate(said_of(found.subject).indicators.items())
    ]
    return sorted(reports, key=lambda r: -r.bits)


def _indicator(found: SubjectBeliefs, row: int, name: str, printed: str) -> IndicatorReport:
    chance, bits, settles = found.sampled(lambda sums: _told(sums, row), most=np.inf)
    return copied(
        IndicatorReport,
        found,
        id=name,
        name=printed,
        chance=replace(chance, high=min(1.0, chance.high)),
        bits=bits,
        settles=replace(settles, high=min(1.0, settles.high)),
        seen=found.sampled_beliefs(lambda sums: _after(sums, row)[0]),
        unseen=found.sampled_beliefs(lambda sums: _after(sums, row)[1]),
    )


def _after(sums: BeliefSums, row: int) -> tuple[Floats, Floats]:
    """Return logarithms of what to believe if an indicator is seen, and if not; if it must be, the same twice."""
    seen, unseen = sums.seen[..., row, :], sums.unseen[..., row, :]
    open_either_way = np.isfinite(unseen).any(axis=-1, keepdims=True)
    return seen, np.where(open_either_way, unseen, seen)


def _told(sums: BeliefSums, row: int) -> Floats:
    """Return how likely an indicator is, the bits that it is expected to tell, and which part of all bits that is."""
    last = sums.course[..., -1, :]
    chance = np.exp(evidence(sums.seen[..., row, :]) - evidence(last))
    seen, unseen = (entropy(shares(beliefs)) for beliefs in _after(sums, row))
    now = entropy(shares(last))
    bits = np.maximum(0.0, now - (chance * seen + (1 - chance) * unseen))
    return np.stack([chance, bits, bits / np.where(now > 0, now, 1.0)], axis=-1)
