"""Probes in plain numbers: part of what `detente approach --json` prints."""

from __future__ import annotations

from typing import Literal

from detente.case.base import Frozen

DoubtVerdict = Literal["rises", "falls", "neither"]


class ProbeOutcomeReport(Frozen):
    """One way in which a probe may end."""

    outcome: str
    """Id."""
    name: str
    """What would be seen."""
    chance: float
    """Probability of it, by the beliefs after the evidence."""
    belief: dict[str, float]
    """Explanation → belief if it is seen."""
    decision: str
    """What one would then do: id of a decision."""
    does: str
    """The same in words."""


class ProbeReport(Frozen):
    """What a probe is worth, points a year of the party advised."""

    probe: str
    """Id."""
    name: str
    """Printed name."""
    information: float
    """How much better one decides, knowing its outcome; between 0 and the value of perfect information."""
    effect: float
    """What its outcomes bring by themselves, on average; of any sign."""
    cost: float
    """What sending it costs."""
    delay: float
    """What is lost since one decides later."""
    value: float
    """information + effect − cost − delay."""
    share: float
    """Share of worlds by whose judgements its value is above 0."""
    outcomes: list[ProbeOutcomeReport]
    """How it may end, and what one would then do."""


class ProbeStepReport(Frozen):
    """One step of the best sequence."""

    after: list[str]
    """The outcomes that lead there, in words; empty for the first step."""
    chance: float
    """Probability of getting there."""
    probe: str | None
    """Id of the probe to send; null where one decides."""
    decision: str | None
    """Id of the decision; null where a probe is sent."""
    does: str
    """What to do, in words."""


class DoubtReport(Frozen):
    """What probing is worth with another belief."""

    towards: str | None
    """Explanation that the belief is moved to; null for the uniform belief."""
    share: float
    """How far, 0 (today's belief) to 1."""
    entropy: float
    """How uncertain that belief is, in bits."""
    information: float
    """Largest information of a probe."""
    value: float
    """Largest value of a probe."""


class GestureReport(Frozen):
    """How large a gesture may be (Kydd)."""

    probe: str
    """Id."""
    name: str
    """Printed name."""
    low: float
    """Smallest share of the whole that reassures, median over worlds."""
    high: float
    """Largest share that a trustworthy side dares, median over worlds."""
    size: float
    """Share that this gesture puts at stake, median over worlds."""
    open: float
    """Share of worlds in which some gesture reassures and is dared."""
    fits: float
    """Share of worlds in which this one does."""


class VoiceReport(Frozen):
    """Public against private (Fearon)."""

    probe: str
    """Id."""
    name: str
    """Printed name."""
    paid: float
    """What backing down can be expected to cost if it is said in public, one-off points."""
    locked: float
    """Probability that both sides are still bound by what they said when the outcome is due."""
    private: float
    """What it costs in private, one-off points: paid whatever comes."""


class ProbingReport(Frozen):
    """What could be sent to learn more, and whether it pays; points a year of the party advised."""

    belief: dict[str, float]
    """Explanation → belief after the evidence."""
    now: float
    """What deciding at once is worth."""
    decision: str
    """The best decision at once: id."""
    does: str
    """The same in words."""
    payoffs: dict[str, dict[str, float]]
    """Decision → explanation → what the decision is worth if that is true."""
    kept: dict[str, float]
    """Decision → share of the worlds in which its package is attainable that also find it durable and reachable, as far
    as those chapters ran."""
    perfect: float
    """What it would be worth to know which explanation is true."""
    probes: list[ProbeReport]
    """The probes, the best first."""
    sequence: float
    """What the best sequence of up to three probes is worth, deciding included."""
    plan: list[ProbeStepReport]
    """That sequence, step by step."""
    verdict: DoubtVerdict
    """Whether the value of the best probe rises with doubt: rises if it is larger at the uniform belief than today, and
    larger today than under certainty of any explanation; falls if both are the other way round."""
    points: list[DoubtReport]
    """What probing is worth with other beliefs."""
    gestures: list[GestureReport]
    """How large gestures may be."""
    voices: list[VoiceReport]
    """Public against private."""
