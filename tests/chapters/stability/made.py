"""Random cases with measures, and symmetric exchanges in equal steps."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from pydantic import Field

from detente.case.base import Frozen, Id
from detente.case.judgements import Probability
from detente.case.model import Case
from detente.chapters.stability.schema import StabilityFile
from detente.worlds import Draws
from tests.oracles.compliance import World

PARTIES = ("ann", "bea", "cas")


class Hypothesis(Frozen):
    """An explanation, as far as `when:` needs it."""

    prior: Probability
    all_of: tuple[Id, ...] = Field(default=(), strict=False)


class Reading(Frozen):
    """A chapter that names hypotheses."""

    hypotheses: dict[Id, Hypothesis]


def case(issues: dict[str, Any], positions: dict[str, Any], measures: dict[str, Any], **more: Any) -> Case:
    """Return a case with measures."""
    said = {
        "title": "Made",
        "date": "2021-08-31",
        "parties": {party: party.title() for party in positions},
        "issues": issues,
        "positions": positions,
        "reservation": dict.fromkeys(positions, 0),
        "discount_rates": dict.fromkeys(positions, 0.1),
    }
    hazard, hypotheses = more.pop("hazard", 0), more.pop("hypotheses", None)
    read = Case.model_validate(said | more)
    parts: dict[str, Any] = {"stability": StabilityFile.model_validate({"measures": measures, "hazard": hazard})}
    parts |= {"reading": Reading.model_validate({"hypotheses": hypotheses})} if hypotheses else {}
    return read.model_copy(update={"parts": parts})


def remeasured(case: Case, measures: dict[str, Any]) -> Case:
    """Return a case with other measures."""
    part = case.parts["stability"].model_copy(update={"measures": measures})
    return case.model_copy(update={"parts": {**case.parts, "stability": part}})


def worlds_of(case: Case, draws: Draws) -> list[World]:
    """Return the worlds of a block for the enumeration."""
    values = {path: draws.value(path) for path in case.judgements}
    uniforms = draws.uniform("hypothesis!") if case.hypotheses else np.zeros(draws.size)
    return [
        World(case, {path: float(v[n]) for path, v in values.items()}, float(uniforms[n])) for n in range(draws.size)
    ]


def anything(seed: int) -> Case:
    """Return a random case: ladders, linkages, joint movers, votes; now and then nothing to take back.

    In half of them what options and no agreement are worth depends on hypotheses.
    """
    rng = random.Random(seed)
    parties = PARTIES[: rng.choice((2, 2, 3))]
    issues, measures = {}, {}
    positions: dict[str, Any] = {party: {} for party in parties}
    for n in range(rng.choice((1, 2, 3, 4))):
        name = f"i{n}"
        movers = rng.sample(parties, rng.choice((1, 1, 2)))
        options = [f"o{k}" for k in range(rng.choice((2, 2, 3)))]
        issues[name] = {
            "name": name,
            "movers": movers,
            "options": {option: option for option in options},
            "joint": rng.choice(("any_breaks", "each_own_part")),
        }
        measures[name] = {option: _measure(rng) for option in options[1:]}
        for party in parties:
            low, high = (-4, 1) if party in movers else (-1, 5)
            positions[party][name] = {option: _range(rng, low, high) for option in options[1:]}
    linkages = {f"l{n}": _linkage(rng, issues, parties) for n in range(rng.choice((0, 1, 2, 3)))}
    reservation = {party: _range(rng, -2, 0.5) for party in parties}
    rates = {party: [0.03, 0.3] for party in parties}
    more: dict[str, Any] = {"linkages": linkages, "reservation": reservation, "discount_rates": rates}
    if seed % 2:
        more |= _explained(random.Random(f"hypotheses {seed}"), positions, reservation)
    return case(issues, positions, measures, **more, hazard=[0, 0.2])


def _explained(rng: random.Random, positions: dict[str, Any], reservation: dict[str, Any]) -> dict[str, Any]:
    """Return hypotheses, and reservation values that depend on them; some positions are made to depend on them too."""
    hypotheses: dict[str, Any] = {"firm": {"prior": [0.2, 0.5]}, "soft": {"prior": 0.3}}
    if rng.random() < 0.5:
        hypotheses["both"] = {"prior": [0.1, 0.6], "all_of": ["firm", "soft"]}

    def depends(value: list[float], low: float, high: float) -> dict[str, Any]:
        names = rng.sample(sorted(hypotheses), rng.choice((1, 2)))
        return {"yearly": value, "when": [{"hypothesis": h, "yearly": _range(rng, low, high)} for h in names]}

    for issues in positions.values():
        for options in issues.values():
            for option in options:
                options[option] = depends(options[option], -4, 5) if rng.random() < 0.2 else options[option]
    held = {p: depends(value, -3, 1.5) if rng.random() < 0.7 else value for p, value in reservation.items()}
    return {"hypotheses": hypotheses, "reservation": held}


def _range(rng: random.Random, low: float, high: float) -> list[float]:
    return sorted((round(rng.uniform(low, high), 2), round(rng.uniform(low, high), 2)))


def _measure(rng: random.Random) -> dict[str, Any]:
    def months() -> Any:
        return rng.choice((0, [0, 3], [1, 24]))

    def share() -> Any:
        return rng.choice((0, 1, [0, 1], [0.2, 0.9]))

    return {
        "lead": months(),
        "detection": months(),
        "snapback": months(),
        "reversible_others": share(),
        "reversible_own": share(),
        "restored_by": rng.choice((None, None, None, "vote")),
    }


def _linkage(rng: random.Random, issues: dict[str, Any], parties: tuple[str, ...]) -> dict[str, Any]:
    members = rng.sample(sorted(issues), rng.randint(1, min(3, len(issues))))
    pattern = {i: rng.sample(sorted(issues[i]["options"]), rng.choice((1, 1, 2))) for i in members}
    return {"party": rng.choice(parties), "pattern": pattern, "value": _range(rng, -3, 4)}


def steps(n: int, cost: float, reversible: float, months: float, rate: float = 0.1) -> Case:
    """Return an exchange of n equal steps each way: each costs its mover `cost` for every point it is worth."""
    ladder = {f"s{k}": f"s{k}" for k in range(n + 1)}
    issues = {f"from-{p}": {"name": p, "movers": [p], "options": ladder} for p in ("ann", "bea")}
    worth = {
        p: {f"from-{q}": {f"s{k}": (-cost if p == q else 1) * k / n for k in range(1, n + 1)} for q in ("ann", "bea")}
        for p in ("ann", "bea")
    }
    one = {
        "lead": 0,
        "detection": months,
        "snapback": 0,
        "reversible_others": reversible,
        "reversible_own": reversible,
    }
    measures = {issue: dict.fromkeys([*ladder][1:], one) for issue in issues}
    return case(issues, worth, measures, discount_rates={"ann": rate, "bea": rate})
