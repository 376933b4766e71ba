"""What would overturn the answer: the value of a judgement at which it stops holding in most worlds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import TIE, Bools, Floats
from detente.case.model import Case
from detente.outcomes.joint import Joint
from detente.worlds import Worlds
from detente.worlds.errors import Interval

HALF = 0.5
STRONGEST = 10  # drivers that are looked at
WIDTH = 0.1  # bandwidth of the local regression, in shares of worlds
STEPS = np.linspace(0.02, 0.98, 49)


@dataclass(frozen=True)
class Overturn:
    """A judgement, and where in its range the joint share crosses a half.

    Attributes:
        stream: Stream of the judgement or ladder, as its driver has it.
        path: Path of the judgement.
        value: The value at which the share is a half, in the judgement's own unit; of one that has a few values only,
            the last at which the answer holds in most worlds.
        middle: The median that it has in these worlds.
        below: Whether the answer holds in most worlds below the value, and not above.
        together: Path → value of all judgements that move with it, itself among them, at the same place in their range.
        alone: Whether others hang on it by a common cause, which stay as they are in a run with these values.
        rerun: The share in a run with the judgement set to the value; None where none was asked for.
        confirmed: Whether a half is within the error of that share, or for one of a few values the share may be above
            it; None as well.
    """

    stream: str
    path: str
    value: float
    middle: float
    below: bool
    together: Mapping[str, float]
    alone: bool
    rerun: Interval | None = None
    confirmed: bool | None = None


def overturns(worlds: Worlds, joint: Joint) -> tuple[Overturn, ...]:
    """Where would the joint share cross a half, one judgement at a time, whoever's it is?

    Read off the table of worlds: all else varies as it does. Rungs of a ladder move together, so each is told.

    Args:
        worlds: The worlds of a run.
        joint: What holds at once of a package there, and what that turns on.

    Returns:
        The judgements among the strongest drivers for which there is such a value, in the order of the drivers.
    """
    draws, found = worlds.draws(0, worlds.size), []
    for driver in joint.drivers[:STRONGEST]:
        if driver.kind != "judgement":
            continue
        at = crossing(draws.uniform(driver.stream), joint.holds, worlds.weight())
        alone = worlds.dependence.shared(driver.stream)
        moved = {path: draws.value(path) for path in _moving(worlds.case, joint.trace, driver.stream)}
        for path, values in moved.items():
            told = None if at is None else (_value(values, at[0]), at[1])
            together = {} if at is None else {other: _value(drawn, at[0]) for other, drawn in moved.items()}
            if worlds.case.judgements[path].judgement.choices:
                told = last_value(values, joint.holds, worlds.weight())
                first = 0 if told is None else int(np.flatnonzero(values == told[0])[0])
                together = {other: float(drawn[first]) for other, drawn in moved.items()}
            if told is not None:
                middle = _value(values, HALF)
                found.append(Overturn(driver.stream, path, told[0], middle, told[1], together, alone))
    return tuple(found)


def _moving(case: Case, trace: Iterable[str], stream: str) -> list[str]:
    """Return the paths of the judgements of a uniform on which something rests."""
    known = {path: case.judgements[path] for path in sorted(trace)}
    return [
        path
        for path, placed in known.items()
        if placed.stream == stream and not placed.judgement.certain and not placed.judgement.experts
    ]


def crossing(u: Floats, holds: Bools, weights: Floats) -> tuple[float, bool] | None:
    """Where does the share of worlds in which something holds cross a half as a uniform rises?

    The share at each place is that of a local linear regression with a normal kernel ([FanGijbels1996]).

    Args:
        u: Array (worlds): the uniform.
        holds: Array (worlds): whether it holds.
        weights: Array (worlds): weight of each world.

    Returns:
        The place nearest to the middle, and whether the share is above a half below it; None where it never crosses.

    Example:
        >>> u = (np.arange(1000) + 0.5) / 1000
        >>> place, below = crossing(u, u < 0.3, np.ones(1000))
        >>> round(place, 2), below
        (0.3, True)
    """
    fitted = smoothed(u, np.asarray(holds, dtype=np.float64), weights) - HALF
    turns = np.flatnonzero(np.sign(fitted[:-1]) * np.sign(fitted[1:]) < 0)
    if not turns.size:
        return None
    part = fitted[turns] / (fitted[turns] - fitted[turns + 1])
    places = STEPS[turns] + part * (STEPS[turns + 1] - STEPS[turns])
    nearest = int(np.argmin(abs(places - HALF)))
    return float(places[nearest]), bool(fitted[turns[nearest]] > 0)


def last_value(values: Floats, holds: Bools, weights: Floats) -> tuple[float, bool] | None:
    """Which is the last of a few values of a judgement at which something holds in most worlds?

    Args:
        values: Array (worlds): the judgement, which has a few values only.
        holds: Array (worlds): whether it holds.
        weights: Array (worlds): weight of each world.

    Returns:
        That value, and whether it does not hold in most worlds at the next higher one; else it does not at the next
        lower one. None where neither is so anywhere.

    Example:
        >>> last_value(np.array([-20.0, -20.0, 0.0, 0.0]), np.array([False, False, True, True]), np.ones(4))
        (0.0, False)
    """
    known = np.unique(values[weights > 0])
    most = [
        weights[values == value] @ holds[values == value] > HALF * weights[values == value].sum() for value in known
    ]
    turns = [n for n in range(len(known) - 1) if most[n] != most[n + 1]]
    if not turns:
        return None
    below = bool(most[turns[0]])
    return float(known[turns[0] + (not below)]), below


def smoothed(u: Floats, values: Floats, weights: Floats) -> Floats:
    """Return array (steps): the local linear regression of values on a uniform at each of `STEPS`."""
    return np.asarray(hat(u, weights) @ values)


def hat(u: Floats, weights: Floats) -> Floats:
    """Return array (steps, worlds): how much each world counts in the local linear regression at each of `STEPS`.

    Where all that counts lies in one place, as with one world, no line can be laid through it, and it is their mean.
    """
    away = u - STEPS[:, None]
    kernel = weights * np.exp(-0.5 * (away / WIDTH) ** 2)
    total, first, second = (np.sum(kernel * away**power, axis=1)[:, None] for power in (0, 1, 2))
    spread = total * second - first**2
    alone = spread <= TIE * total * second
    return np.asarray(np.where(alone, kernel / total, kernel * (second - first * away) / np.where(alone, 1.0, spread)))


def _value(values: Floats, share: float) -> float:
    """Return the value below which a judgement lies in a share of the worlds drawn, before they are weighted."""
    return float(np.quantile(values, share))
