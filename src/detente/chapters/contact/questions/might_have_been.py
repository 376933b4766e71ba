"""Counterfactuals: the same worlds with other channels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.questions.openings import arriving
from detente.chapters.contact.situation import Situation


@dataclass(frozen=True)
class MightHaveBeen:
    """What would have been with other channels; arrays (worlds).

    Attributes:
        counterfactual: Its id.
        believed: How likely the message that counts arrives in time and is believed, mean of both directions.
        given_incident: How likely an incident ends in war; None without a ladder.
    """

    counterfactual: str
    believed: Floats
    given_incident: Floats | None


def might_have_been(now: Situation) -> tuple[MightHaveBeen, ...]:
    """Return what would have been in each counterfactual of the case."""
    return tuple(_with_others(now, name) for name in now.part.counterfactuals)


def _with_others(now: Situation, name: str) -> MightHaveBeen:
    said = now.part.counterfactuals[name]
    then = now.with_replacements(name) if said.instead else now
    opened = now.today.union(said.opens) - {*said.closes}
    given = None
    if now.part.ladder is not None:
        given = np.broadcast_to(then.given_incident(opened), (now.size,))
    return MightHaveBeen(name, arriving(then, opened), given)
