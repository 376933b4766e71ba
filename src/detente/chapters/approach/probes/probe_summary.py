"""From what probes are worth to a report in plain numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.arrays import TIE, Floats
from detente.chapters.approach.probes.probe_reports import (
    DoubtReport,
    DoubtVerdict,
    GestureReport,
    ProbeOutcomeReport,
    ProbeReport,
    ProbeStepReport,
    ProbingReport,
    VoiceReport,
)
from detente.chapters.approach.probes.probe_values import Step
from detente.chapters.approach.probes.probing import Point, Probing
from detente.chapters.approach.schema import ApproachFile
from detente.worlds import Worlds
from detente.worlds.quantiles import median


def probing_report(worlds: Worlds, found: Probing) -> ProbingReport:
    """Put what probes are worth into plain numbers."""
    part: ApproachFile = worlds.case.parts["approach"]
    names = worlds.case.explanations
    best = found.payoffs.decisions[int((found.payoffs.table @ found.belief).argmax())]
    probes = [_probe(worlds, found, name) for name in found.probes]
    return ProbingReport(
        belief=dict(zip(names, map(float, found.belief), strict=True)),
        now=found.now,
        decision=best,
        does=part.decisions[best].name,
        payoffs={
            d: dict(zip(names, map(float, row), strict=True))
            for d, row in zip(found.payoffs.decisions, found.payoffs.table, strict=True)
        },
        kept=dict(found.payoffs.kept),
        perfect=found.perfect,
        probes=sorted(probes, key=lambda probe: -probe.value),
        sequence=found.plan.value,
        plan=list(_steps(part, found, found.plan, ())),
        verdict=verdict(found.points),
        points=[DoubtReport(**vars(point)) for point in found.points],
        gestures=[_gesture(worlds, part, name, lines) for name, lines in found.windows.items()],
        voices=[_voice(worlds, part, name, lines) for name, lines in found.voices.items()],
    )


def verdict(points: tuple[Point, ...]) -> DoubtVerdict:
    """Does the value of the best probe rise with doubt?"""
    today = next(point.value for point in points if point.share == 0)
    even = next(point.value for point in points if point.towards is None and point.share == 1)
    certain = [point.value for point in points if point.towards is not None and point.share == 1]
    if even > today + TIE and all(value < today - TIE for value in certain):
        return "rises"
    if even < today - TIE and all(value > today + TIE for value in certain):
        return "falls"
    return "neither"


def _probe(worlds: Worlds, found: Probing, name: str) -> ProbeReport:
    part: ApproachFile = worlds.case.parts["approach"]
    value, probe = found.worths[name], found.probes[name]
    outcomes = []
    for row, (outcome, body) in enumerate(part.probes[name].outcomes.items()):
        joint = probe.likelihood[row] * found.belief
        decision = found.payoffs.decisions[int((found.payoffs.table @ joint).argmax())]
        outcomes.append(
            ProbeOutcomeReport(
                outcome=outcome,
                name=body.name,
                chance=float(joint.sum()),
                belief=dict(zip(worlds.case.explanations, map(float, joint / joint.sum()), strict=True)),
                decision=decision,
                does=part.decisions[decision].name,
            )
        )
    return ProbeReport(
        probe=name,
        name=part.probes[name].name,
        information=float(value.information),
        effect=float(value.effect),
        cost=float(value.cost),
        delay=float(value.delay),
        value=float(value.value),
        share=worlds.share(found.by_world[name] > 0),
        outcomes=outcomes,
    )


def _steps(part: ApproachFile, found: Probing, step: Step, after: tuple[str, ...]) -> Iterator[ProbeStepReport]:
    names = list(found.probes)
    probe = names[step.probe] if step.probe is not None else None
    decision = found.payoffs.decisions[step.decision] if probe is None else None
    does = f"send: {part.probes[probe].name}" if probe else part.decisions[decision or ""].name
    yield ProbeStepReport(after=list(after), chance=step.chance, probe=probe, decision=decision, does=does)
    if probe:
        for body, follows in zip(part.probes[probe].outcomes.values(), step.after, strict=True):
            yield from _steps(part, found, follows, (*after, body.name))


def _gesture(worlds: Worlds, part: ApproachFile, name: str, lines: Floats) -> GestureReport:
    low, high, size = lines
    middle = [median(line, worlds.weight()) for line in lines]
    return GestureReport(
        probe=name,
        name=part.probes[name].name,
        low=middle[0],
        high=middle[1],
        size=middle[2],
        open=worlds.share(low <= high),
        fits=worlds.share((low <= size) & (size <= high)),
    )


def _voice(worlds: Worlds, part: ApproachFile, name: str, lines: Floats) -> VoiceReport:
    paid, locked, cost = (float(np.average(line, weights=worlds.weight())) for line in lines)
    return VoiceReport(probe=name, name=part.probes[name].name, paid=paid, locked=locked, private=cost)
