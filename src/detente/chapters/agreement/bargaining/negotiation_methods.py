"""Named methods of negotiation support, in one world: two-stage improvement (ICANS) and Adjusted Winner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TIE, TOLERANCE, Bools, Floats
from detente.case.model import Case
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.space.scores import Scores


@dataclass(frozen=True)
class TwoStage:
    """A common base, and how far all can gain on it.

    Attributes:
        base: The package that gives everybody at least what its own proposal would, and nobody much more.
        improved: The package with the largest smallest gain over the base.
        gain: That smallest gain, as a share of a party's distance between worst and best.
    """

    base: OptionNumbers
    improved: OptionNumbers
    gain: float


def two_stage(
    plan: Groundwork, block: Scores, worth: Mapping[str, Floats], there: Bools, proposals: Mapping[str, OptionNumbers]
) -> TwoStage | None:
    """Find how far all could gain on what they have put forward.

    Thiessen's ICANS (US patent 5,495,412); here all packages are listed, so no mixed-integer programme is needed.

    Args:
        plan: The groundwork of the case.
        block: The scores of one world.
        worth: Principal → value of every package, laid out as P(x).
        there: Which packages are attainable.
        proposals: Principal → the package that it has put forward.

    Returns:
        The answer; None where no attainable package gives everybody at least what its own proposal would.
    """
    valid = plan.packages.valid
    at = {p: plan.packages.place(x) for p, x in proposals.items()}
    scale = {p: block.parties[p].scale[0] for p in worth}
    span = {p: float(np.ptp(values[valid])) for p, values in worth.items()}
    counted = [p for p in worth if span[p] > TOLERANCE * scale[p]]
    enough = there.copy()
    for party, values in worth.items():
        enough &= values >= values[at[party]] - TOLERANCE * scale[party]
    if not enough.any():
        return None
    over = [(worth[p] - worth[p][at[p]]) / span[p] for p in counted]
    base = plan.packages.largest(-np.max(over, axis=0) if over else np.zeros(there.shape), enough)
    same = {*proposals.values()}
    if len(same) == 1 and there[next(iter(at.values()))]:
        base = same.pop()
    place = plan.packages.place(base)
    more = [(worth[p] - worth[p][place]) / span[p] for p in counted]
    least = np.min(more, axis=0) if more else np.zeros(there.shape)
    improved = plan.packages.largest(least, there)
    return TwoStage(base, improved, float(least[plan.packages.place(improved)]))


@dataclass(frozen=True)
class Division:
    """What Adjusted Winner gives two parties, issues taken as goods that can be divided.

    Attributes:
        settled: Issue → option, where one option is best for both.
        points: Party → issue → points out of 100.
        held: Party → issue → the part of it that the party wins.
        options: Party → issue → the option it would choose.
        totals: Party → points.
    """

    settled: Mapping[str, str]
    points: Mapping[str, Mapping[str, float]]
    held: Mapping[str, Mapping[str, float]]
    options: Mapping[str, Mapping[str, str]]
    totals: Mapping[str, float]


def adjusted_winner(case: Case, block: Scores) -> Division:
    """Divide the issues between two principals by Adjusted Winner.

    Source: [BramsTaylor1996]. Linkages, red lines, consents and rules are left out of it.

    Args:
        case: A case with two principals.
        block: The scores of one world.
    """
    one, two = case.principals
    scores = {p: [options[:, 0] for options in block.parties[p].options] for p in (one, two)}
    settled, contested = {}, []
    for n, issue in enumerate(case.issues):
        both = [k for k in range(len(scores[one][n])) if all(scores[p][n][k] == scores[p][n].max() for p in (one, two))]
        if both:
            settled[issue] = case.ladder(issue)[both[0]]
        else:
            contested.append(n)
    issues = list(case.issues)
    names = [issues[n] for n in contested]
    ranges = {p: np.array([float(np.ptp(scores[p][n])) for n in contested]) for p in (one, two)}
    points = {p: 100 * r / r.sum() if r.sum() > 0 else r for p, r in ranges.items()}
    part = divide(points[one], points[two])
    held = {one: part, two: 1 - part}
    return Division(
        settled=settled,
        points={p: dict(zip(names, map(float, points[p]), strict=True)) for p in points},
        held={p: dict(zip(names, map(float, held[p]), strict=True)) for p in held},
        options={
            p: {name: case.ladder(name)[int(scores[p][n].argmax())] for name, n in zip(names, contested, strict=True)}
            for p in held
        },
        totals={p: float((points[p] * held[p]).sum()) for p in held},
    )


def divide(first: Sequence[float] | Floats, second: Sequence[float] | Floats) -> Floats:
    """Return the part of each good that the first of two parties gets.

    Args:
        first: Points of the first party, for each good.
        second: Points of the second.

    Returns:
        The parts; the second party gets the rest.

    Example:
        >>> divide([35, 10, 20, 10, 5, 20], [55, 5, 10, 5, 20, 5]).round(3).tolist()  # Brams & Taylor: Camp David
        [0.167, 1.0, 1.0, 1.0, 0.0, 1.0]
    """
    mine, theirs = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    part = (mine >= theirs - TIE).astype(float)
    lead = float((mine * part).sum() - (theirs * (1 - part)).sum())
    giver, taker, sign = (mine, theirs, -1.0) if lead > 0 else (theirs, mine, 1.0)
    held = part == (1.0 if lead > 0 else 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(taker > 0, giver / taker, np.inf)
    left = abs(lead)
    for good in sorted(np.flatnonzero(held), key=lambda n: (ratios[n], n)):
        whole = giver[good] + taker[good]
        if left <= 0 or whole <= 0:
            continue
        moved = min(1.0, left / whole)
        part[good] += sign * moved
        left -= moved * whole
    return part
