"""The worth of probes, alone and in sequence: information, raises, direct effect, cost and delay.

Values are points a year of the party advised; in a mediator’s view, shares of each principal’s best gain, of which the
smallest counts. Beliefs may be unnormalised: a belief that adds up to m stands for a situation that arises with
probability m, and all values for it are multiplied by m.

In the shape of an array, “…” stands for a last axis of worlds, which may be absent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from detente.arrays import Floats, Ints

MOST_PROBES = 3  # in a sequence


@dataclass(frozen=True)
class Probe:
    """Something that can be sent.

    Attributes:
        likelihood: Array (outcomes, hypotheses, …): probability of each outcome; adds up to 1 over outcomes.
        effect: Array (outcomes, …): points a year that each outcome brings by itself, of any sign.
        cost: Array (…): points a year that sending it costs.
        months: Array (…): months until the outcome is known.
        told: Array (outcomes, parties, decisions, hypotheses): what each decision is worth after each outcome; None
            where an outcome tells about the hypotheses alone, so that this is what it is worth anyway.
        raised: The same with the better or worse chance that the other side engages; None where no outcome changes it.
    """

    likelihood: Floats
    effect: Floats
    cost: Floats
    months: Floats
    told: Floats | None = None
    raised: Floats | None = None


@dataclass(frozen=True)
class Worth:
    """The worth of a probe in its parts; arrays (…).

    Attributes:
        information: Gain from deciding after the outcome is known; never negative.
        raises: Gain because an outcome makes it likelier that the other side engages; of any sign.
        effect: What the outcomes bring by themselves, on average.
        cost: What sending the probe costs.
        delay: What is lost because one decides later.
    """

    information: Floats
    raises: Floats
    effect: Floats
    cost: Floats
    delay: Floats

    @property
    def value(self) -> Floats:
        """Information + raises + effect − cost − delay."""
        return np.asarray(self.information + self.raises + self.effect - self.cost - self.delay)

    @property
    def unwaited(self) -> Floats:
        """Effect − cost: what it is worth to send it and to decide at once."""
        return np.asarray(self.effect - self.cost)

    def numbers(self) -> dict[str, float]:
        """Return its parts and its values by name; only for a worth that is the same in all worlds."""
        parts = {name: float(part) for name, part in vars(self).items()}
        return parts | {"value": float(self.value), "unwaited": float(self.unwaited)}


def at_once(belief: Floats, payoff: Floats) -> Floats:
    """Return the worth of deciding at once: the best decision for the party that gets least by it.

    Args:
        belief: Array (hypotheses, …).
        payoff: Array (parties, decisions, hypotheses): worth of each decision under each hypothesis.

    Returns:
        Array (…).

    Example:
        >>> float(at_once(np.array([0.5, 0.5]), np.array([[[1.0, 0.0], [0.0, 0.8]]])))
        0.5
    """
    return np.asarray(np.tensordot(payoff, belief, axes=(2, 0)).min(axis=0).max(axis=0))


def perfect(belief: Floats, payoff: Floats) -> float:
    """Return the value of perfect information: of knowing which hypothesis is true.

    Args:
        belief: Array (hypotheses): b.
        payoff: Array (parties, decisions, hypotheses): u.

    Returns:
        What the best rule from hypotheses to decisions is worth, less the best decision at once; never negative.

    Example:
        >>> perfect(np.array([0.5, 0.5]), np.array([[[1.0, 0.0], [0.0, 0.8]]]))
        0.4
    """
    known = (payoff * belief).transpose(2, 0, 1)  # (hypotheses, parties, decisions)
    if len(payoff) == 1:
        most = float(known[:, 0].max(axis=1).sum())
    else:
        sums = np.zeros((1, len(payoff)))
        for table in known:
            sums = _undominated((sums[:, None, :] + table.T[None]).reshape(-1, len(payoff)))
        most = float(sums.min(axis=1).max())
    return max(0.0, round(most - float(at_once(belief, payoff)), 15))


def _undominated(sums: Floats) -> Floats:
    """Return the rows, one for each party a column, that no other row is better than for all."""
    from moocore import is_nondominated

    return np.asarray(sums[is_nondominated(sums, maximise=True, keep_weakly=False)])


def best_rule(worth: Floats) -> tuple[Floats, Ints | None]:
    """Return what the best rule from outcomes to decisions is worth for the party that gets least by it.

    Args:
        worth: Array (outcomes, parties, decisions, …): what each decision brings after each outcome, times how likely
            the outcome is.

    Returns:
        Array (…); and the decision after each outcome, where there is no axis of worlds.
    """
    plain = worth.ndim == 3
    if worth.shape[1] == 1:
        chosen = worth[:, 0].argmax(axis=1) if plain else None
        return np.asarray(worth[:, 0].max(axis=1).sum(axis=0)), chosen
    best = np.full(worth.shape[3:], -np.inf)
    rule: Ints | None = None
    for decisions in product(range(worth.shape[2]), repeat=len(worth)):
        least = np.sum([worth[o, :, d] for o, d in enumerate(decisions)], axis=0).min(axis=0)
        if plain and least > best + 1e-12:
            rule = np.array(decisions, dtype=np.intp)
        best = np.maximum(best, least)
    return np.asarray(best), rule


def after_outcomes(belief: Floats, payoff: Floats, probe: Probe, raising: bool = True) -> Floats:
    """Return array (outcomes, parties, decisions, …): worth of decisions after outcomes, times their probability.

    Args:
        belief: Array (hypotheses, …).
        payoff: Array (parties, decisions, hypotheses).
        probe: The probe.
        raising: Whether what it changes about who engages counts.
    """
    joint = probe.likelihood * belief  # (outcomes, hypotheses, …)
    changed = probe.raised if raising and probe.raised is not None else probe.told
    if changed is None:
        return np.asarray(np.einsum("pdh,oh...->opd...", payoff, joint))
    return np.asarray(np.einsum("opdh,oh...->opd...", changed, joint))


def factor(probe: Probe, rate: Floats | float) -> Floats:
    """Return the discount factor for what comes after a probe, at a yearly rate."""
    return np.asarray(np.exp(-np.asarray(rate) * probe.months / 12))


def worth(belief: Floats, payoff: Floats, probe: Probe, rate: Floats | float) -> Worth:
    """Return the worth of one probe, if one decides after its outcome.

    Args:
        belief: Array (hypotheses, …).
        payoff: Array (parties, decisions, hypotheses).
        probe: The probe.
        rate: Yearly rate at which a later decision is worth less.

    Returns:
        Its parts.
    """
    now = at_once(belief, payoff)
    told = best_rule(after_outcomes(belief, payoff, probe, raising=False))[0]
    after = told if probe.raised is None else best_rule(after_outcomes(belief, payoff, probe))[0]
    joint = probe.likelihood * belief
    return Worth(
        information=np.asarray(np.maximum(0.0, told - now)),
        raises=np.asarray(after - told),
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


Seen = frozenset[tuple[int, int]]  # outcomes that change what decisions are worth, as (probe, outcome)
Situation = Callable[[Seen], tuple[Floats, Floats]]


class Planner:
    """Finds the best sequence of probes, for one party that counts.

    It is exact, by dynamic programming over the histories of outcomes. Each probe is sent at most once, and outcomes of
    different probes are independent given the hypothesis and the world.
    """

    def __init__(self, belief: Floats, probes: Sequence[Probe], rate: float, situation: Situation) -> None:
        """Take what is known before any probe.

        Args:
            belief: Array (hypotheses).
            probes: The probes, without an axis of worlds.
            rate: Yearly rate at which a later decision is worth less.
            situation: From what was seen, of probes with `told` or `raised`, to array (hypotheses): how likely the
                answers among it are; and array (decisions, hypotheses): what decisions are worth then.
        """
        self._belief, self._probes = belief, probes
        self._factors = [float(factor(probe, rate)) for probe in probes]
        self._situation, self._known = situation, dict[Seen, tuple[Floats, Floats]]()

    def best(self, most: int = MOST_PROBES) -> Step:
        """Return the first step; of equally good ones deciding is preferred, then the probe that comes first.

        Args:
            most: Largest number of probes.
        """
        return self._step(self._belief, frozenset(), tuple(range(len(self._probes))), most)

    def _at(self, seen: Seen) -> tuple[Floats, Floats]:
        if seen not in self._known:
            self._known[seen] = self._situation(seen)
        return self._known[seen]

    def _outcomes(self, plain: Floats, seen: Seen, k: int) -> list[tuple[Floats, Seen]]:
        """Return what is believed after each outcome, apart from answers, and what was seen then."""
        probe = self._probes[k]
        rows = range(len(probe.effect))
        if probe.told is None and probe.raised is None:
            return [(probe.likelihood[o] * plain, seen) for o in rows]
        return [(plain if probe.told is not None else probe.likelihood[o] * plain, seen | {(k, o)}) for o in rows]

    def _step(self, plain: Floats, seen: Seen, left: tuple[int, ...], more: int) -> Step:
        answered, payoff = self._at(seen)
        there = plain * answered
        expected = payoff @ there
        decision = int(expected.argmax())
        best = Step(there, float(expected[decision]), None, decision, ())
        for k in left if more else ():
            rest = tuple(n for n in left if n != k)
            outcomes = self._outcomes(plain, seen, k)
            chances = [float((p * self._at(s)[0]).sum()) for p, s in outcomes]
            if more == 1:  # for the last probe, the steps that follow are built only if it is chosen
                later = sum(float((self._at(s)[1] @ (p * self._at(s)[0])).max()) for p, s in outcomes)
            else:
                after = tuple(self._step(p, s, rest, more - 1) for p, s in outcomes)
                later = sum(follows.value for follows in after)
            spent = float(np.dot(chances, self._probes[k].effect) - self._probes[k].cost * there.sum())
            value = spent + self._factors[k] * later
            if value > best.value + 1e-12 * max(1.0, abs(best.value)):
                if more == 1:
                    after = tuple(self._step(p, s, rest, 0) for p, s in outcomes)
                best = Step(there, value, k, decision, after)
        return best


def best_single(belief: Floats, payoff: Floats, probes: Sequence[Probe], worths: Sequence[Worth]) -> Step:
    """Return what to do first where the points of several parties count: decide, or send the best probe and decide.

    Args:
        belief: Array (hypotheses).
        payoff: Array (parties, decisions, hypotheses).
        probes: The probes, without an axis of worlds.
        worths: What each is worth.
    """
    now = float(at_once(belief, payoff))
    expected = np.tensordot(payoff, belief, axes=(2, 0)).min(axis=0)
    decision = int(expected.argmax())
    best = max(range(len(probes)), key=lambda k: (float(worths[k].value), -k))
    value = float(worths[best].value)
    if value <= 1e-12:
        return Step(belief, now, None, decision, ())
    chosen = best_rule(after_outcomes(belief, payoff, probes[best]))[1]
    assert chosen is not None  # there is no axis of worlds
    rows = zip(probes[best].likelihood, chosen, strict=True)
    after = tuple(Step(row * belief, 0.0, None, int(n), ()) for row, n in rows)
    return Step(belief, now + value, best, decision, after)


def entropy(belief: Floats) -> float:
    """Return the entropy of a belief, in bits.

    Example:
        >>> entropy(np.array([0.5, 0.5, 0.0]))
        1.0
    """
    shares = belief[belief > 0] / belief.sum()
    return float(-(shares * np.log2(shares)).sum()) + 0.0
