"""What the reading chapter found, in plain numbers: the JSON of `detente reading --json` and all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from detente.case.base import Frozen


class BeliefReport(Frozen):
    """One explanation: a hypothesis, a combination of several, or the rest."""

    id: str
    """Its id; `rest` for the rest."""
    name: str
    """Printed name, a clause."""
    short: str
    """The same in a few words."""
    kind: Literal["hypothesis", "combination", "deception", "rest"]
    """Whether it stands for itself, combines others, mimics another, or is what they leave."""
    prior: float
    """Belief that it is the true explanation, before the evidence, over all worlds."""
    posterior: float
    """The same after the evidence."""
    low: float
    """Tenth percentile over worlds of the belief after the evidence."""
    high: float
    """Ninetieth percentile of the same."""
    holds_before: float
    """Belief that it holds, alone or as part of a combination, before the evidence."""
    holds: float
    """The same after the evidence."""


class DayReport(Frozen):
    """Beliefs at the end of a day."""

    date: dt.date
    """The day."""
    events: list[str]
    """Ids of what was weighed from that day on."""
    beliefs: dict[str, float]
    """Explanation → belief at the end of the day."""


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


class RankReport(Frozen):
    """How one hypothesis fares in an analysis of competing hypotheses (ACH)."""

    id: str
    """The hypothesis."""
    plain: float
    """Sum of −2 for each piece that is very inconsistent with it, −1 for each that is inconsistent, 0 for any other."""
    weighted: float
    """The same, each times credibility and relevance: low 1/√2, medium 1, high √2."""
    squared: float
    """Sum of the squares of the plain scores, so that one strong objection counts more than two weak ones."""


class DisagreementReport(Frozen):
    """Two hypotheses that inconsistency ranks the other way round."""

    better: str
    """The one that the evidence makes likelier."""
    worse: str
    """The one that the weighted inconsistency score ranks first."""
    bits: float
    """By how many bits the former is likelier."""
    prior: float
    """Bits that come from the priors, which the score leaves out."""
    fit: float
    """Bits that come from pieces consistent with both, of which the score sees no difference."""
    strength: float
    """The remaining bits, from pieces inconsistent with at least one: the score has steps instead of likelihoods."""


class AchReport(Frozen):
    """The inconsistency score beside the beliefs."""

    ranks: list[RankReport]
    """Every hypothesis that stands for itself, the least inconsistent first, by the weighted score."""
    disagreements: list[DisagreementReport]
    """Where it ranks two hypotheses differently, the largest difference first."""


class PostMortemReport(Frozen):
    """How good the judgements were, now that the truth is known."""

    truth: str
    """What turned out to be true."""
    prior: float
    """Log score of the prior: bits, 0 at best."""
    posterior: float
    """Log score of the belief after the evidence."""
    chance: float
    """Log score of believing every explanation alike."""


class ReadingReport(Frozen):
    """Everything the chapter found."""

    day: dt.date
    """The day up to which the evidence was weighed."""
    effective: float
    """How many equally weighted worlds say as much as the worlds with their new weights."""
    explanations: list[BeliefReport]
    """The explanations, as in the case; their beliefs add up to 1."""
    entropy_before: float
    """How much is open before the evidence, in bits."""
    entropy: float
    """How much is open after it."""
    course: list[DayReport]
    """Beliefs over time: one entry for each day on which something was weighed, and the day of the case."""
    pieces: list[PieceReport]
    """What was weighed: in order of time, then the recipients."""
    silences: list[SilenceReport]
    """What was heard from recipients."""
    indicators: list[IndicatorReport]
    """What to look out for, what tells most first."""
    ach: AchReport
    """Inconsistency scores, for comparison with the beliefs."""
    post_mortem: PostMortemReport | None
    """How good the judgements were; null where the truth is not known."""
