"""The parts of the reading report about what was seen, what was heard, and what to look out for.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import numpy as np

from detente.case.base import Frozen
from detente.chapters.reading.likelihoods import said_of
from detente.chapters.reading.outstanding_time import months, outstanding
from detente.chapters.reading.result import SubjectBeliefs, entropy, evidence, shares

WORTHLESS = 1.2  # a largest ratio of likelihoods below this tells nothing


class PieceReport(Frozen):
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
    likelihoods = weighing.mean[row] / found.worlds.total
    simple = likelihoods[found.simple_rows]
    ratio = float(simple.max() / simple.min())
    posterior, without = found.mean_posterior, shares(weighing.without[row])
    change = posterior - without
    expected = score = None
    if piece is not None:
        expected = float(np.exp(evidence(weighing.after[row]) - evidence(weighing.before[row])))
    if found.true is not None:
        true = found.explanations.index(found.true)
        score = float(np.log2(posterior[true] / without[true]))
    return PieceReport(
        id=name,
        name=part.recipients[name].name if piece is None else piece.said.name,
        kind="recipient" if piece is None else piece.kind,
        date=min(a.date for a in part.recipients[name].approaches.values()) if piece is None else piece.date,
        likelihoods=found.by_explanation(likelihoods),
        ratio=ratio,
        worthless=ratio < WORTHLESS,
        moves=float(np.abs(change).sum() / 2),
        without=found.by_explanation(without),
        raises=found.explanations[int(np.argmax(change))],
        lowers=found.explanations[int(np.argmin(change))],
        expected=expected,
        score=score,
    )


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
        recipient, apart = part.recipients[name], found.found.apart[row][found.simple_rows]
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


class IndicatorReport(Frozen):
    """Something to look out for."""

    id: str
    """Its id."""
    name: str
    """Printed name."""
    chance: float
    """How likely it is to be seen."""
    bits: float
    """How many bits it is expected to tell about which explanation is true, seen or not."""
    seen: dict[str, float]
    """Explanation → belief if it is seen."""
    unseen: dict[str, float]
    """Explanation → belief if it is not."""


def indicator_reports(found: SubjectBeliefs) -> list[IndicatorReport]:
    """Return a report on each indicator, the one that is expected to tell most first."""
    part, last = said_of(found.subject), found.found.course[-1]
    open_now = entropy(shares(last))
    reports = []
    for row, (name, indicator) in enumerate(part.indicators.items()):
        seen, unseen = found.found.seen[row], found.found.unseen[row]
        chance = float(np.exp(evidence(seen) - evidence(last)))
        after = [shares(seen), shares(unseen) if np.isfinite(unseen).any() else shares(seen)]
        left = chance * entropy(after[0]) + (1 - chance) * entropy(after[1])
        reports.append(
            IndicatorReport(
                id=name,
                name=indicator.name,
                chance=chance,
                bits=max(0.0, open_now - left),
                seen=found.by_explanation(after[0]),
                unseen=found.by_explanation(after[1]),
            )
        )
    return sorted(reports, key=lambda r: -r.bits)
