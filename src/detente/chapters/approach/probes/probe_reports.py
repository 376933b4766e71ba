"""The part of the approach report about probes.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from detente.arrays import TIE, Floats
from detente.case.base import Frozen
from detente.chapters.agreement import Agreement
from detente.chapters.approach.probes.decision_reports import DecisionReport, decision_reports
from detente.chapters.approach.probes.probe_values import Step, after_outcomes, best_rule
from detente.chapters.approach.probes.probing import Point, Probing
from detente.chapters.approach.schema import ApproachFile
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds
from detente.worlds.errors import Interval, Z, mean, of_quantile
from detente.worlds.quantiles import spread

DoubtVerdict = Literal["rises", "falls", "neither"]


class ProbeOutcomeReport(Sampled):
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


class ProbeReport(Sampled):
    """What a probe is worth: points a year of the party advised; in a mediator’s view, shares of the best gain."""

    probe: str
    """Id."""
    name: str
    """Printed name."""
    information: float
    """How much better one decides, knowing its outcome; never negative."""
    raises: float
    """What is gained because an outcome makes it likelier that a later proposal is taken up; of any sign."""
    effect: float
    """What its outcomes bring by themselves, on average; of any sign."""
    cost: float
    """What sending it costs."""
    delay: float
    """What is lost since one decides later."""
    value: float
    """information + raises + effect − cost − delay."""
    low: float
    """Lower end of its 90 % interval of sampling."""
    high: float
    """Upper end."""
    share: float
    """Share of worlds by whose judgements its value is above 0."""
    unwaited: float
    """effect − cost: what it is worth to send it and to decide at once, without waiting for the outcome."""
    unwaited_share: float
    """Share of worlds by whose judgements that is above 0."""
    asks: str | None
    """For a question: the path of what is asked about; else null."""
    outcomes: list[ProbeOutcomeReport]
    """How it may end, and what one would then do."""


def _probe(worlds: Worlds, found: Probing, name: str) -> ProbeReport:
    part: ApproachFile = worlds.case.parts["approach"]
    form = part.probes[name]
    chosen = best_rule(after_outcomes(found.belief, found.payoffs.table, found.probes[name]))[1]
    assert chosen is not None  # there is no axis of worlds
    outcomes = []
    for row, (outcome, body) in enumerate(form.outcomes.items()):
        decision = found.payoffs.decisions[int(chosen[row])]
        chance, belief = found.answers[name][row]
        outcomes.append(
            copied(
                ProbeOutcomeReport,
                body,
                outcome=outcome,
                name=body.name,
                chance=chance,
                belief=dict(zip(worlds.case.explanations, belief, strict=True)),
                decision=decision,
                does=part.decisions[decision].name,
            )
        )
    value, error = float(found.worths[name].value), Z * found.errors[name]
    return copied(
        ProbeReport,
        form,
        probe=name,
        low=value - error,
        high=value + error,
        share=worlds.sampled(found.by_world[name] > 0),
        unwaited_share=worlds.sampled(found.unwaited[name] > 0),
        asks=None if form.asks is None else form.asks.path,
        outcomes=outcomes,
        **found.worths[name].numbers(),
    )


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


def _steps(part: ApproachFile, found: Probing, step: Step, after: tuple[str, ...]) -> Iterator[ProbeStepReport]:
    """Yield the report of a step, then those of all steps that may follow it."""
    probe = list(found.probes)[step.probe] if step.probe is not None else None
    decision = found.payoffs.decisions[step.decision] if probe is None else None
    does = f"send: {part.probes[probe].name}" if probe else part.decisions[decision or ""].name
    yield ProbeStepReport(after=list(after), chance=step.chance, probe=probe, decision=decision, does=does)
    if probe:
        for body, follows in zip(part.probes[probe].outcomes.values(), step.after, strict=True):
            yield from _steps(part, found, follows, (*after, body.name))


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


def doubt_verdict(points: tuple[Point, ...]) -> DoubtVerdict:
    """Return whether the value of the best probe rises with doubt."""
    today = next(point.value for point in points if point.share == 0)
    even = next(point.value for point in points if point.towards is None and point.share == 1)
    certain = [point.value for point in points if point.towards is not None and point.share == 1]
    if even > today + TIE and all(value < today - TIE for value in certain):
        return "rises"
    if even < today - TIE and all(value > today + TIE for value in certain):
        return "falls"
    return "neither"


class GestureReport(Sampled):
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


def _gesture(worlds: Worlds, name: str, window: Floats) -> GestureReport:
    low, high, size = window
    levels = (0.5, *of_quantile(0.5, worlds.effective))
    medians = [Interval(*spread(line, worlds.weight(), levels)) for line in window]
    return copied(
        GestureReport,
        worlds,
        probe=name,
        name=worlds.case.parts["approach"].probes[name].name,
        low=medians[0],
        high=medians[1],
        size=medians[2],
        open=worlds.sampled(low <= high),
        fits=worlds.sampled((low <= size) & (size <= high)),
    )


class VoiceReport(Sampled):
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


def _voice(worlds: Worlds, name: str, voice: Floats) -> VoiceReport:
    paid, locked, cost = (mean(line, worlds.weight()) for line in voice)
    printed = worlds.case.parts["approach"].probes[name].name
    return copied(VoiceReport, voice, probe=name, name=printed, paid=paid, locked=locked, private=cost)


class ProbingReport(Frozen):
    """What could be sent to learn more, and whether it pays; points a year, or shares of the best gain."""

    belief: dict[str, float]
    """Explanation → belief after the evidence."""
    now: float
    """What deciding at once is worth."""
    decision: str
    """The best decision at once: id."""
    does: str
    """The same in words."""
    parties: list[str]
    """Whose points count: the party advised; in a mediator’s view every principal that could gain something, and all
    numbers are shares of the best gain, for the one that gets least."""
    decisions: list[DecisionReport]
    """What was looked at: each decision with its package."""
    unbound: dict[str, str]
    """Decision left out → why."""
    perfect: float
    """What it would be worth to know which explanation is true."""
    probes: list[ProbeReport]
    """The probes, the best first."""
    sequence: float
    """What the best sequence of up to three probes is worth, deciding included; in a mediator’s view, of one."""
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


def probing_report(worlds: Worlds, agreement: Agreement, found: Probing) -> ProbingReport:
    """Return the report of what probes are worth."""
    part: ApproachFile = worlds.case.parts["approach"]
    payoffs = found.payoffs
    best = payoffs.decisions[found.plan.decision]
    probes = [_probe(worlds, found, name) for name in found.probes]
    return copied(
        ProbingReport,
        found,
        belief=_by_explanation(worlds, found.belief),
        decision=best,
        does=part.decisions[best].name,
        parties=list(payoffs.parties),
        decisions=decision_reports(worlds, agreement, found.bound, payoffs),
        unbound=dict(found.bound.unbound),
        probes=sorted(probes, key=lambda probe: -probe.value),
        sequence=found.plan.value,
        plan=list(_steps(part, found, found.plan, ())),
        verdict=doubt_verdict(found.points),
        points=[copied(DoubtReport, point) for point in found.points],
        gestures=[_gesture(worlds, name, window) for name, window in found.windows.items()],
        voices=[_voice(worlds, name, voice) for name, voice in found.voices.items()],
    )


def _by_explanation(worlds: Worlds, values: Floats) -> dict[str, float]:
    return dict(zip(worlds.case.explanations, map(float, values), strict=True))
