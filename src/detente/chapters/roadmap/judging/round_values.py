"""The worth of a roadmap, kept and betrayed, from the worth of its rounds, in every world of a block.

keep        V_k = A_k + d_k·V_{k+1}             A: flow of the round, d = e^{−rτ}
slack       V_k − C_k                           C: the most that cheating in round k brings
worst       W_k = min(U_k, A_k + d_k·W_{k+1})   U: what is left if the other cheats in round k
exposure    max over k of X_k − U_k             X: orderly exit from where round k begins
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats


@dataclass(frozen=True)
class Rounds:
    """Some rounds in a block of worlds; arrays are (rounds, parties, worlds) unless said otherwise.

    Attributes:
        parties: The parties whose conduct counts.
        flow: A, what flows during the round.
        fade: d, discount factor from the end of the round to its beginning.
        cheat: C; −∞ where a party has nothing to withhold or take back.
        victim: U.
        exit: X, an orderly exit from where the round begins.
        years: Array (rounds, worlds): length of the round.
        final: Array (parties, worlds): worth of the package once all is done, V_{K+1}.
        final_cheat: Array (parties, worlds): the most that cheating brings once all is done, C_{K+1}.
        final_victim: Array (parties, worlds): what is left if the other cheats once all is done, U_{K+1}.
        final_exit: Array (parties, worlds): an orderly exit once all is done, X_{K+1}.
        nothing: Array (parties, worlds): N, no talks.
        scale: Array (parties, worlds): size of what is at stake, against which a slack counts as nothing.
        span: Array (parties, worlds): distance between the best and the worst that options could bring, present value.
    """

    parties: tuple[str, ...]
    flow: Floats
    fade: Floats
    cheat: Floats
    victim: Floats
    exit: Floats
    years: Floats
    final: Floats
    final_cheat: Floats
    final_victim: Floats
    final_exit: Floats
    nothing: Floats
    scale: Floats
    span: Floats

    def __len__(self) -> int:
        """Return the number of rounds."""
        return len(self.flow)

    def some(self, order: Sequence[int]) -> Rounds:
        """Return some of the rounds, by number, in the order given."""
        at = np.asarray(order, dtype=np.intp)
        of_rounds = ("flow", "fade", "cheat", "victim", "exit", "years")
        return replace(self, **{name: getattr(self, name).take(at, axis=0) for name in of_rounds})

    def carried_out(self, number: int) -> Rounds:
        """Return the rounds of a roadmap of which the first have been carried out: no time, no breach any more."""
        if not number:
            return self
        told = {"flow": 0.0, "fade": 1.0, "years": 0.0, "cheat": -np.inf, "victim": np.inf}
        changed = {name: getattr(self, name).copy() for name in told}
        for name, value in told.items():
            changed[name][:number] = value
        return replace(self, **changed)

    def in_world(self, world: int) -> Rounds:
        """Return the rounds in one world of the block, by number."""
        arrays = (f.name for f in fields(self) if f.name != "parties")
        return replace(self, **{name: getattr(self, name)[..., world : world + 1] for name in arrays})

    @property
    def tail(self) -> Floats:
        """Array (parties, worlds): W_{K+1} = min(V_{K+1}, U_{K+1}), the least that is left once all is done."""
        return np.minimum(self.final, self.final_victim)

    @property
    def settled(self) -> Bools:
        """Array (worlds): whether nobody gains by cheating once all is done."""
        return np.asarray((self.final - self.final_cheat >= -TOLERANCE * self.scale).all(axis=0))

    @property
    def lasts(self) -> Bools:
        """Array (worlds): whether nobody would rather leave once all is done: V_{K+1} ≥ X_{K+1}."""
        return np.asarray((self.final - self.final_exit >= -TOLERANCE * self.scale).all(axis=0))


@dataclass(frozen=True)
class Walk:
    """A roadmap in a block of worlds.

    Arrays are (rounds, parties, worlds), with rounds in order, unless said otherwise.

    Attributes:
        keep: V at the beginning of each round.
        worst: W at the beginning of each round.
        slack: V − C of each round, and as last entry that of the steady state.
        exposure: X − U of each round.
        years: Array (rounds, worlds): length of each round.
        nothing: Array (parties, worlds): N.
        exit: X at the beginning of each round.
        scale: Array (parties, worlds): size of what is at stake.
    """

    keep: Floats
    worst: Floats
    slack: Floats
    exposure: Floats
    years: Floats
    nothing: Floats
    exit: Floats
    scale: Floats

    @property
    def holds(self) -> Bools:
        """Array (rounds + 1, parties, worlds): whether the party gains nothing by cheating in the round."""
        return np.asarray(self.slack >= -TOLERANCE * self.scale)

    @property
    def enforcing(self) -> Bools:
        """Array (worlds): whether nobody gains by cheating in any round or afterwards."""
        return np.asarray(self.holds.all(axis=(0, 1)))


def walk(rounds: Rounds, order: Sequence[int]) -> Walk:
    """Return the worth of a roadmap from each of its rounds on.

    Args:
        rounds: Rounds in a block of worlds.
        order: Numbers of the rounds that make up the roadmap, first round first.

    Returns:
        The roadmap in every world of the block.
    """
    at = list(order)
    keep, worst = rounds.final, rounds.tail
    kept, worsts = [], []
    for n in reversed(at):
        keep = rounds.flow[n] + rounds.fade[n] * keep
        worst = np.minimum(rounds.victim[n], rounds.flow[n] + rounds.fade[n] * worst)
        kept.append(keep)
        worsts.append(worst)
    values = np.array(kept[::-1])
    return Walk(
        keep=values,
        worst=np.array(worsts[::-1]),
        slack=np.concatenate([values - rounds.cheat[at], (rounds.final - rounds.final_cheat)[None]]),
        exposure=rounds.exit[at] - rounds.victim[at],
        years=rounds.years[at],
        nothing=rounds.nothing,
        exit=rounds.exit[at],
        scale=rounds.scale,
    )
