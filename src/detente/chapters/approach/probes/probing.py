"""The worth of the probes of a case, alone and in sequence, and how it changes with doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.agreement import Agreement
from detente.chapters.approach.probes import public_probes as public
from detente.chapters.approach.probes.payoffs import Payoffs, payoffs, rate_of_one_off, shares_of_worlds
from detente.chapters.approach.probes.probe_values import (
    Probe,
    Step,
    Worth,
    at_once,
    best_plan,
    entropy,
    perfect,
    worth,
)
from detente.chapters.approach.schema import ApproachFile, ProbeForm, stated
from detente.chapters.contract import Upstream
from detente.chapters.reading import READING, Beliefs
from detente.chapters.roadmap import GestureStage
from detente.worlds import Draws, Worlds

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
    """The worth of probes to the party advised, points a year.

    Attributes:
        belief: Array (explanations): belief after the evidence, over all worlds.
        payoffs: The worth of the later decisions.
        rate: Yearly rate at which a later decision is worth less, on average over the worlds.
        probes: Probe → the probe, on average over the worlds.
        worths: Probe → its worth, on average over the worlds.
        by_world: Probe → array (worlds): its value by the judgements of each world.
        perfect: The value of knowing which explanation is true.
        now: The worth of deciding at once.
        plan: The first step of the best sequence of up to three probes.
        points: The worth of probing with other beliefs.
        windows: Gesture → array (3, worlds): smallest and largest share of the whole that a gesture may put at stake,
            and the share that this one does.
        voices: Probe that could be public → array (3, worlds): expected cost of backing down in public, probability
            that both sides are still bound when the outcome is due, and cost in private; costs in one-off points.
    """

    belief: Floats
    payoffs: Payoffs
    rate: float
    probes: Mapping[str, Probe]
    worths: Mapping[str, Worth]
    by_world: Mapping[str, Floats]
    perfect: float
    now: float
    plan: Step
    points: tuple[Point, ...]
    windows: Mapping[str, Floats]
    voices: Mapping[str, Floats]


def probing(case: Case, worlds: Worlds, agreement: Agreement, upstream: Upstream) -> Probing:
    """Return the worth of the probes of a case.

    Args:
        case: A case with probes, later decisions, a party advised, and hypotheses.
        worlds: The worlds.
        agreement: The result of the agreement chapter.
        upstream: Results of the other chapters; reading is needed.
    """
    beliefs = upstream.needed(READING)
    worlds = replace(worlds, jobs=1, helpers=None, notice=None)  # too little work to be worth sharing
    part: ApproachFile = case.parts["approach"]
    likely = _likely(beliefs)
    belief = likely.sum(axis=1) / likely.sum()
    found = payoffs(case, worlds, agreement, upstream, likely)
    weight = likely.sum(axis=0)
    blocks = list(worlds.each(partial(_drawn, part)))
    each = {name: _joined([block[name] for block in blocks]) for name in part.probes}
    (rates,) = worlds.judged(["approach/waiting"]).values()
    rate = float(np.average(rates, weights=weight))
    mean = {name: _mean(probe, likely, weight) for name, probe in each.items()}
    return Probing(
        belief=belief,
        payoffs=found,
        rate=rate,
        probes=mean,
        worths={name: worth(belief, found.table, probe, rate) for name, probe in mean.items()},
        by_world={name: worth(beliefs.posterior, found.table, probe, rates).value for name, probe in each.items()},
        perfect=float(perfect(belief, found.table)),
        now=float(at_once(belief, found.table)),
        plan=best_plan(belief, found.table, list(mean.values()), rate),
        points=points(case.explanations, belief, found.table, list(mean.values()), rate),
        windows=_windows(case, worlds, beliefs, part.probes),
        voices=_voices(worlds, part.probes),
    )


def points(
    explanations: tuple[str, ...], belief: Floats, payoff: Floats, probes: list[Probe], rate: float
) -> tuple[Point, ...]:
    """Return the worth of probing with beliefs on the way from today's to the uniform belief, and to each certainty.

    Args:
        explanations: Names of the explanations.
        belief: Today's belief.
        payoff: Array (decisions, explanations).
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


def _likely(beliefs: Beliefs) -> Floats:
    """Return array (explanations, worlds): weight · prior · likelihood of all evidence, up to a factor."""
    return np.asarray(beliefs.posterior * beliefs.weights)


def _drawn(part: ApproachFile, draws: Draws) -> dict[str, Probe]:
    yearly = draws.value(rate_of_one_off(part))
    return {name: _probe(name, form, yearly, draws) for name, form in part.probes.items()}


def _probe(name: str, form: ProbeForm, yearly: Floats, draws: Draws) -> Probe:
    case, path = draws.case, f"approach/probes/{name}"
    rows = []
    for outcome, body in form.outcomes.items():
        at = f"{path}/outcomes/{outcome}/likelihoods"
        rows.append([draws.value(f"{at}/{stated(case, e, body.likelihoods)}") for e in case.explanations])
    likelihood = np.array(rows)
    none = np.zeros(draws.size)
    effects = [
        none if body.effect is None else draws.value(f"{path}/outcomes/{outcome}/effect")
        for outcome, body in form.outcomes.items()
    ]
    scaled = likelihood / likelihood.sum(axis=0)
    return Probe(
        scaled, np.array(effects) * yearly, draws.value(f"{path}/cost") * yearly, draws.value(f"{path}/months")
    )


def _joined(blocks: list[Probe]) -> Probe:
    return Probe(
        np.concatenate([b.likelihood for b in blocks], axis=-1),
        np.concatenate([b.effect for b in blocks], axis=-1),
        np.concatenate([b.cost for b in blocks]),
        np.concatenate([b.months for b in blocks]),
    )


def _mean(probe: Probe, likely: Floats, weight: Floats) -> Probe:
    """Return a probe on average over the worlds; likelihoods under an explanation weigh worlds by its likelihood."""
    share = shares_of_worlds(likely)
    likelihood = (probe.likelihood * share).sum(axis=-1)
    effect, cost, months = (np.average(x, axis=-1, weights=weight) for x in (probe.effect, probe.cost, probe.months))
    return Probe(likelihood / likelihood.sum(axis=0), effect, np.asarray(cost), np.asarray(months))


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
