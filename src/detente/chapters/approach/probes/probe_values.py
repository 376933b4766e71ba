"""The worth of probes, alone and in sequence: information, direct effect, cost and delay.

All values are points a year of the party advised. Beliefs may be unnormalised: a belief that adds up to m stands for a
situation that arises with probability m, and all values for it are multiplied by m.

In the shape of an array, “…” stands for a last axis of worlds, which may be absent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats

MOST_PROBES = 3  # in a sequence


@dataclass(frozen=True)
class Probe:
    """Something that can be sent.

    Attributes:
        likelihood: Array (outcomes, hypotheses, …): probability of each outcome; adds up to 1 over outcomes.
        effect: Array (outcomes, …): points a year that each outcome brings by itself, of any sign.
        cost: Array (…): points a year that sending it costs.
        months: Array (…): months until the outcome is known.
    """

    likelihood: Floats
    effect: Floats
    cost: Floats
    months: Floats


@dataclass(frozen=True)
class Worth:
    """The worth of a probe in its parts; arrays (…) of points a year.

    Attributes:
        information: Gain from deciding after the outcome is known; never negative.
        effect: What the outcomes bring by themselves, on average.
        cost: What sending the probe costs.
        delay: What is lost because one decides later.
    """

    information: Floats
    effect: Floats
    cost: Floats
    delay: Floats

    @property
    def value(self) -> Floats:
        """Information + effect − cost − delay."""
        return np.asarray(self.information + self.effect - self.cost - self.delay)

    def numbers(self) -> dict[str, float]:
        """Return its parts and its value by name; only for a worth that is the same in all worlds."""
        return {**{name: float(part) for name, part in vars(self).items()}, "value": float(self.value)}


def at_once(belief: Floats, payoff: Floats) -> Floats:
    """Return the worth of deciding at once: the largest expected payoff of a decision.

    Args:
        belief: Array (hypotheses, …).
        payoff: Array (decisions, hypotheses): worth of each decision under each hypothesis.

    Returns:
        Array (…).

    Example:
        >>> float(at_once(np.array([0.5, 0.5]), np.array([[1.0, 0.0], [0.0, 0.8]])))
        0.5
    """
    return np.asarray(np.tensordot(payoff, belief, axes=(1, 0)).max(axis=0))


def perfect(belief: Floats, payoff: Floats) -> Floats:
    """Return the value of perfect information: of knowing which hypothesis is true.

    Args:
        belief: Array (hypotheses, …): b.
        payoff: Array (decisions, hypotheses): u.

    Returns:
        Array (…): Σ_h b_h max_d u(d, h) − max_d Σ_h b_h u(d, h), never negative.

    Example:
        >>> float(perfect(np.array([0.5, 0.5]), np.array([[1.0, 0.0], [0.0, 0.8]])))
        0.4
    """
    known = np.tensordot(payoff.max(axis=0), belief, axes=(0, 0))
    return np.maximum(0.0, np.asarray(known - at_once(belief, payoff)))


def factor(probe: Probe, rate: Floats | float) -> Floats:
    """Return the discount factor for what comes after a probe, at a yearly rate."""
    return np.asarray(np.exp(-np.asarray(rate) * probe.months / 12))


def worth(belief: Floats, payoff: Floats, probe: Probe, rate: Floats | float) -> Worth:
    """Return the worth of one probe, if one decides after its outcome.

    Args:
        belief: Array (hypotheses, …).
        payoff: Array (decisions, hypotheses).
        probe: The probe.
        rate: Yearly rate at which a later decision is worth less.

    Example:
        >>> telling = Probe(np.eye(2), np.zeros(2), np.array(0.1), np.array(0.0))
        >>> float(worth(np.array([0.5, 0.5]), np.array([[1.0, 0.0], [0.0, 0.8]]), telling, 0.1).value.round(9))
        0.3
    """
    joint = probe.likelihood * belief
    now = at_once(belief, payoff)
    after = np.sum([at_once(outcome, payoff) for outcome in joint], axis=0)
    return Worth(
        information=np.maximum(0.0, after - now),
        effect=np.asarray((joint.sum(axis=1) * probe.effect).sum(axis=0)),
        cost=np.asarray(probe.cost * belief.sum(axis=0)),
        delay=np.asarray((1 - factor(probe, rate)) * after),
    )


@dataclass(frozen=True)
class Step:
    """A step of a plan: send a probe and go on from its outcome, or decide.

    Attributes:
        belief: Array (hypotheses): the belief at this step; adds up to the probability of reaching it.
        value: Worth of the rest of the plan, not discounted for the time until this step, times that probability.
        probe: Number of the probe to send; None where one decides.
        decision: Number of the best decision with this belief.
        after: For each outcome of the probe, the step that follows.
    """

    belief: Floats
    value: float
    probe: int | None
    decision: int
    after: tuple[Step, ...]

    @property
    def chance(self) -> float:
        """Probability of reaching the step."""
        return float(self.belief.sum())


def best_plan(belief: Floats, payoff: Floats, probes: Sequence[Probe], rate: float, most: int = MOST_PROBES) -> Step:
    """Return the best plan: which probes to send one after the other, and when to stop and decide.

    It is exact, by dynamic programming over the histories of outcomes. Each probe is sent at most once, and outcomes of
    different probes are independent given the hypothesis.

    Args:
        belief: Array (hypotheses).
        payoff: Array (decisions, hypotheses).
        probes: The probes, without an axis of worlds.
        rate: Yearly rate at which a later decision is worth less.
        most: Largest number of probes.

    Returns:
        The first step. Of equally good steps, deciding is preferred, then the probe that comes first.
    """
    factors = [float(factor(probe, rate)) for probe in probes]

    def step(there: Floats, left: tuple[int, ...], more: int) -> Step:
        expected = payoff @ there
        decision = int(expected.argmax())
        best = Step(there, float(expected[decision]), None, decision, ())
        for k in left if more else ():
            joint = probes[k].likelihood * there
            rest = tuple(n for n in left if n != k)
            if more == 1:  # for the last probe, the steps that follow are built only if it is chosen
                later = float((payoff @ joint.T).max(axis=0).sum())
            else:
                after = tuple(step(outcome, rest, more - 1) for outcome in joint)
                later = sum(follows.value for follows in after)
            value = float(joint.sum(axis=1) @ probes[k].effect - probes[k].cost * there.sum()) + factors[k] * later
            if value > best.value + 1e-12 * max(1.0, abs(best.value)):
                if more == 1:
                    after = tuple(step(outcome, rest, 0) for outcome in joint)
                best = Step(there, value, k, decision, after)
        return best

    return step(belief, tuple(range(len(probes))), most)


def entropy(belief: Floats) -> float:
    """Return the entropy of a belief, in bits.

    Example:
        >>> entropy(np.array([0.5, 0.5, 0.0]))
        1.0
    """
    shares = belief[belief > 0] / belief.sum()
    return float(-(shares * np.log2(shares)).sum()) + 0.0
