"""Claims beside each other: what cannot hold together, what a claim is worth with all it rests on, rival claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.arrays import Bools
from detente.case.language.condition_tree import condition, names
from detente.claims.decided_forms import Decided
from detente.claims.flags import contradictory
from detente.claims.redrawn_weights import REDRAWS
from detente.claims.verdicts import Verdict
from detente.worlds import Worlds
from detente.worlds.errors import Interval

BY_CHANCE = 0.01  # claims that are rarer together by chance alone are not said to exclude each other


@dataclass(frozen=True)
class Exclusion:
    """Two claims that hold, each by itself, and never together.

    Attributes:
        one: The one claim.
        other: The other.
        by_form: Whether definitions alone keep them apart; else they hold in no world together, though chance alone
            would let them.
    """

    one: str
    other: str
    by_form: bool


@dataclass(frozen=True)
class Rivals:
    """Two claims of different arguments about the same.

    Attributes:
        one: The claim of the one argument.
        other: That of the other.
        declared: Whether one says that it disputes the other; else both read the same columns.
        shares: Of two that are judged in each world: only-one, only-other, both, neither → in which share of worlds;
            empty for others.
    """

    one: str
    other: str
    declared: bool
    shares: Mapping[str, Interval]


@dataclass(frozen=True)
class Support:
    """A claim with all that it rests on, directly or by way of others.

    Attributes:
        on: The claims that it rests on.
        fallen: Those of them that do not hold: in most worlds, or at all.
        unjudged: Those that are not judged.
        together: Share of worlds in which it holds with all of them that are judged in each world; None where it is not
            judged so itself.
    """

    on: tuple[str, ...]
    fallen: tuple[str, ...]
    unjudged: tuple[str, ...]
    together: Interval | None


def exclusions(verdicts: Sequence[Verdict], worlds: Worlds, decided: Decided) -> Iterator[Exclusion]:
    """Yield the pairs of claims of which each holds somewhere, and both nowhere.

    Args:
        verdicts: Verdicts on claims.
        worlds: The worlds in which they were judged.
        decided: What is decided whatever the worlds.
    """
    worldly = [v for v in verdicts if v.holds is not None and v.share is not None and v.share.value > 0]
    overall = [v for v in verdicts if v.redraws is not None and v.redraws.any()]
    for some, number, weight in (
        (worldly, worlds.effective, worlds.weight()),
        (overall, REDRAWS, np.ones(REDRAWS)),
    ):
        rows = np.array([_rows(v) for v in some], dtype=np.float64).reshape(len(some), len(weight))
        each = weight / weight.sum()
        joint, shares = (rows * each) @ rows.T, rows @ each
        for one, other in combinations(range(len(some)), 2):
            if joint[one, other] > 0:
                continue
            by_form = contradictory(some[one], some[other], decided)
            if by_form or np.exp(-number * shares[one] * shares[other]) < BY_CHANCE:
                yield Exclusion(some[one].id, some[other].id, by_form)


def _rows(verdict: Verdict) -> Bools:
    found = verdict.holds if verdict.holds is not None else verdict.redraws
    assert found is not None
    return found


def rivals(verdicts: Mapping[str, Verdict], worlds: Worlds) -> Iterator[Rivals]:
    """Yield the pairs of claims of different arguments that are about the same.

    Args:
        verdicts: Claim → verdict.
        worlds: The worlds in which they were judged.
    """
    declared = {
        frozenset({one, other}): (one, other)
        for one, verdict in verdicts.items()
        for other in verdict.claim.disputes
        if other in verdicts
    }
    for pair in combinations(verdicts, 2):
        if verdicts[pair[0]].argument == verdicts[pair[1]].argument:
            continue
        stated = frozenset(pair) in declared
        if stated or _alike(*(verdicts[one] for one in pair)):
            first, second = (verdicts[one].holds for one in pair)
            yield Rivals(*pair, stated, _four_ways(first, second, worlds))


def _alike(one: Verdict, other: Verdict) -> bool:
    """Return whether two claims that are judged read the same columns."""
    if one.reason is not None or other.reason is not None:
        return False
    read, also = (set(names(condition(str(v.claim.holds_if)), "column")) for v in (one, other))
    return bool(read) and read == also


def _four_ways(one: Bools | None, other: Bools | None, worlds: Worlds) -> dict[str, Interval]:
    if one is None or other is None:
        return {}
    ways = {"only-one": one & ~other, "only-other": other & ~one, "both": one & other, "neither": ~(one | other)}
    return {way: worlds.sampled(holds) for way, holds in ways.items()}


def support(one: str, verdicts: Mapping[str, Verdict], worlds: Worlds) -> Support | None:
    """Return a claim with all that it rests on; None where it rests on nothing.

    Args:
        one: The claim.
        verdicts: Claim → verdict, of all claims of its argument.
        worlds: The worlds in which they were judged.
    """
    on: dict[str, None] = {}
    ahead = list(verdicts[one].claim.rests_on)
    while ahead:
        nxt = ahead.pop(0)
        if nxt not in on:
            on[nxt] = None
            ahead.extend(verdicts[nxt].claim.rests_on)
    if not on:
        return None
    below = [verdicts[other] for other in on]
    fallen = tuple(v.id for v in below if v.true is False or (v.share is not None and v.share.value < 0.5))
    unjudged = tuple(v.id for v in below if v.reason is not None)
    lines = [v.holds for v in (verdicts[one], *below) if v.holds is not None]
    together = worlds.sampled(np.logical_and.reduce(lines)) if verdicts[one].holds is not None else None
    if together is not None and any(v.true is False for v in below):
        together = worlds.sampled(np.zeros(worlds.size, dtype=np.bool_))
    return Support(tuple(on), fallen, unjudged, together)
