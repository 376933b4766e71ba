"""The worth of the probes of a case, alone and in sequence, and how it changes with doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.agreement import Agreement
from detente.chapters.approach.probes import public_probes as public
from detente.chapters.approach.probes.bound_decisions import BoundDecisions, bound_decisions
from detente.chapters.approach.probes.payoffs import Payoffs, payoffs
from detente.chapters.approach.probes.probe_likelihoods import drawn_probe, raises
from detente.chapters.approach.probes.probe_values import (
    Planner,
    Probe,
    Seen,
    Step,
    Worth,
    at_once,
    best_single,
    entropy,
    perfect,
    worth,
)
from detente.chapters.approach.probes.value_errors import standard_error
from detente.chapters.approach.schema import ApproachFile, ProbeForm
from detente.chapters.proposal import Proposals
from detente.chapters.reading import Beliefs
from detente.chapters.roadmap import GestureStage
from detente.worlds import Draws, Worlds
from detente.worlds.errors import Interval, mean

STEPS = 10  # on a path from today's belief to another


@dataclass(frozen=True)
class Point:
    """The worth of probing with another belief than today's.

    Attributes:
        towards: The explanation towards which the belief is moved; None for the uniform belief.
        share: How far it is moved, 0 to 1.
        entropy: Entropy of that belief, in bits.
        information: Largest information of a probe.
        value: Largest value of a probe.
    """

    towards: str | None
    share: float
    entropy: float
    information: float
    value: float


@dataclass(frozen=True)
class Probing:
    """The worth of probes: points a year of the party advised, or in a mediator’s view shares of the best gain.

    Attributes:
        belief: Array (explanations): belief after the evidence, over all worlds.
        payoffs: The worth of the later decisions.
        bound: The decisions, with the packages that they propose; and which are left out.
        rate: Yearly rate at which a later decision is worth less, on average over the worlds.
        probes: Probe → the probe, on average over the worlds.
        answers: Probe → for each outcome how likely it is, and what to believe then of each explanation.
        worths: Probe → its worth, on average over the worlds.
        errors: Probe → standard error of its value.
        by_world: Probe → array (worlds): its value by the judgements of each world.
        unwaited: Probe → array (worlds): what it is worth to send it and to decide at once.
        perfect: The value of knowing which explanation is true.
        now: The worth of deciding at once.
        plan: The first step of the best sequence of up to three probes; in a mediator’s view, of one.
        points: The worth of probing with other beliefs.
        windows: Gesture → array (3, worlds): smallest and largest share of the whole that a gesture may put at stake,
            and the share that this one does.
        voices: Probe that could be public → array (3, worlds): expected cost of backing down in public, probability
            that both sides are still bound when the outcome is due, and cost in private; costs in one-off points.
    """

    belief: Floats
    payoffs: Payoffs
    bound: BoundDecisions
    rate: float
    probes: Mapping[str, Probe]
    answers: Mapping[str, tuple[tuple[Interval, tuple[Interval, ...]], ...]]
    worths: Mapping[str, Worth]
    errors: Mapping[str, float]
    by_world: Mapping[str, Floats]
    unwaited: Mapping[str, Floats]
    perfect: float
    now: float
    plan: Step
    points: tuple[Point, ...]
    windows: Mapping[str, Floats]
    voices: Mapping[str, Floats]


def probing(worlds: Worlds, agreement: Agreement, beliefs: Beliefs, proposals: Proposals) -> Probing | None:
    """Return the worth of the probes of a case.

    Args:
        worlds: The worlds of a case with probes, later decisions and hypotheses.
        agreement: The result of the agreement chapter.
        beliefs: That of the reading chapter.
        proposals: That of the proposal chapter.

    Returns:
        What was found; None where no decision proposes a package and none is to do without.
    """
    case, worlds = worlds.case, replace(worlds, notice=None)
    part: ApproachFile = case.parts["approach"]
    likely = np.asarray(beliefs.posterior * beliefs.weights)
    bound = bound_decisions(worlds, agreement, proposals)
    if not bound.packages:
        return None
    found = payoffs(bound, worlds, agreement, likely)
    if not found.parties:
        return None
    belief, worlds = found.belief, replace(worlds, jobs=1, helpers=None)  # too little is left to be worth sharing
    each = {name: in_every_world(name, form, case, worlds) for name, form in part.probes.items()}
    (rates,) = worlds.judged(["approach/waiting"]).values()
    rate = float(np.average(rates, weights=likely.sum(axis=0)))
    table = found.table
    average = {name: _mean(part.probes[name], probe, odds, found) for name, (probe, odds) in each.items()}
    worths = {name: worth(belief, table, probe, rate) for name, probe in average.items()}
    now = float(at_once(belief, table))
    own = {name: judged_by(probe, average[name]) for name, (probe, _) in each.items()}
    values = {name: worth(beliefs.posterior, table, probe, rates) for name, probe in own.items()}
    return Probing(
        belief=belief,
        payoffs=found,
        bound=bound,
        rate=rate,
        probes=average,
        answers={name: _answers(average[name], probe, found) for name, (probe, _) in each.items()},
        worths=worths,
        errors={name: standard_error(found, average[name], *sent, rate) for name, sent in each.items()},
        by_world={name: value.value for name, value in values.items()},
        unwaited={name: value.unwaited for name, value in values.items()},
        perfect=perfect(belief, table),
        now=now,
        plan=_plan(found, list(each.values()), list(average.values()), list(worths.values()), rate),
        points=points(case.explanations, belief, table, list(average.values()), rate),
        windows=_windows(case, worlds, beliefs, part.probes),
        voices=_voices(worlds, part.probes),
    )


def in_every_world(name: str, form: ProbeForm, case: Case, worlds: Worlds) -> tuple[Probe, Floats]:
    """Return a probe as it is judged in every world, and what its outcomes multiply the odds by."""
    blocks = list(worlds.each(partial(_drawn, name, form)))
    probe = Probe(
        *(
            np.concatenate([getattr(block, part) for block, _ in blocks], axis=-1)
            for part in ("likelihood", "effect", "cost", "months")
        )
    )
    if case.advises not in case.principals:  # a mediator’s costs and effects are nobody’s points
        probe = replace(probe, effect=np.zeros_like(probe.effect), cost=np.zeros_like(probe.cost))
    return probe, np.concatenate([odds for _, odds in blocks], axis=-1)


def _drawn(name: str, form: ProbeForm, draws: Draws) -> tuple[Probe, Floats]:
    return drawn_probe(name, form, draws), raises(name, form, draws)


def _mean(form: ProbeForm, probe: Probe, odds: Floats, found: Payoffs) -> Probe:
    """Return a probe on average over the worlds, with what its answers tell and what its outcomes raise.

    Likelihoods under an explanation weigh worlds by how likely they are under it.
    """
    weight, every = found.likely.sum(axis=0), np.ones_like(found.likely)
    effect, cost, months = (np.average(x, axis=-1, weights=weight) for x in (probe.effect, probe.cost, probe.months))
    seen = probe.likelihood if form.asks is not None else [every] * len(odds)
    likelihood = np.array([found.chance(row) for row in probe.likelihood])
    plain = np.ones_like(weight)
    told = np.array([found.given(row, plain)[1] for row in seen]) if form.asks is not None else None
    raising = any(body.raises is not None for body in form.outcomes.values())
    raised = np.array([found.given(*pair)[1] for pair in zip(seen, odds, strict=True)]) if raising else None
    return Probe(likelihood / likelihood.sum(axis=0), effect, np.asarray(cost), np.asarray(months), told, raised)


def _answers(found: Probe, drawn: Probe, known: Payoffs) -> tuple[tuple[Interval, tuple[Interval, ...]], ...]:
    """Return, for each outcome of a probe, how likely it is and what to believe then, with errors of sampling.

    Args:
        found: The probe on average over the worlds.
        drawn: The probe as each world judges it.
        known: What decisions are worth, and how likely each explanation is in each world.
    """
    weight, told = known.likely.sum(axis=0), []
    for row, likelihood in zip(found.likelihood, drawn.likelihood, strict=True):
        joint, each = row * known.belief, likelihood * known.likely
        here, total = each.sum(axis=0), float(joint.sum())
        chance = _ends(total, mean(np.divide(here, weight, out=np.zeros_like(here), where=weight > 0), weight))
        if total <= 0:
            told.append((chance, tuple(Interval(float(b), float(b), float(b)) for b in known.belief)))
            continue
        parts = np.divide(each, here, out=np.zeros_like(each), where=here > 0)
        beliefs = [_ends(float(b), mean(p, here)) for b, p in zip(joint / total, parts, strict=True)]
        told.append((chance, tuple(beliefs)))
    return tuple(told)


def _ends(value: float, found: Interval) -> Interval:
    return Interval(value, min(value, max(0.0, found.low)), max(value, min(1.0, found.high)))


def judged_by(probe: Probe, mean: Probe) -> Probe:
    """Return a probe as each world judges it; what the answers to a question tell is what they tell on average."""
    if mean.told is not None:
        shape = (*mean.likelihood.shape, probe.cost.shape[0])
        probe = replace(probe, likelihood=np.broadcast_to(mean.likelihood[..., None], shape))
    return replace(probe, told=mean.told, raised=mean.raised)


def _plan(
    found: Payoffs, drawn: Sequence[tuple[Probe, Floats]], probes: list[Probe], worths: list[Worth], rate: float
) -> Step:
    """Return the best sequence of probes; in a mediator’s view the best single one."""

    def situation(seen: Seen) -> tuple[Floats, Floats]:
        answered, raised = np.ones_like(found.likely), np.ones(found.likely.shape[1])
        for k, outcome in sorted(seen):
            probe, odds = drawn[k]
            answered = answered * probe.likelihood[outcome] if probes[k].told is not None else answered
            raised = raised * odds[outcome]
        chance, table = found.given(answered, raised)
        return chance, table[0]

    if len(found.parties) == 1:
        return Planner(found.belief, probes, rate, situation).best()
    return best_single(found.belief, found.table, probes, worths)


def points(
    explanations: tuple[str, ...], belief: Floats, payoff: Floats, probes: list[Probe], rate: float
) -> tuple[Point, ...]:
    """Return the worth of probing with beliefs on the way from today's to the uniform belief, and to each certainty.

    Args:
        explanations: Names of the explanations.
        belief: Today's belief.
        payoff: Array (parties, decisions, explanations).
        probes: The probes.
        rate: Yearly rate at which a later decision is worth less.

    Returns:
        Points on straight paths from today's belief, those to the uniform belief first.
    """
    size = len(belief)
    ends: list[tuple[str | None, Floats]] = [(None, np.full(size, 1 / size))]
    ends += [(name, np.eye(size)[n]) for n, name in enumerate(explanations)]
    found = []
    for towards, end in ends:
        for share in np.linspace(0, 1, STEPS + 1):
            mixed = (1 - share) * belief + share * end
            worths = [worth(mixed, payoff, probe, rate) for probe in probes]
            information = max(float(w.information) for w in worths)
            value = max(float(w.value) for w in worths)
            found.append(Point(towards, float(share), entropy(mixed), information, value))
    return tuple(found)


def _windows(case: Case, worlds: Worlds, beliefs: Beliefs, forms: Mapping[str, ProbeForm]) -> dict[str, Floats]:
    found = {}
    for name, form in forms.items():
        if form.gesture is not None:
            trusted = set(form.gesture.trusted)
            rows = [n for n, e in enumerate(case.explanations) if case.implies(e) & trusted]
            at = f"approach/probes/{name}/gesture"
            paths = tuple(f"{at}/{key}" for key in ("loss", "trustworthy", "untrustworthy", "size"))
            loss, true, untrue, size = worlds.judged(paths).values()
            low, high = GestureStage(loss, true, untrue).window(beliefs.posterior[rows].sum(axis=0))
            found[name] = np.array([low, high, size])
    return found


def _voices(worlds: Worlds, forms: Mapping[str, ProbeForm]) -> dict[str, Floats]:
    found = {}
    for name, form in forms.items():
        if form.audience is not None:
            at = f"approach/probes/{name}"
            paths = (*(f"{at}/audience/{key}" for key in ("prize", "ours", "theirs")), f"{at}/months", f"{at}/cost")
            *given, cost = worlds.judged(paths).values()
            found[name] = np.array([public.paid(*given), public.locked(*given), cost])
    return found
