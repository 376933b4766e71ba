"""Random cases with roadmaps, and exchanges in equal steps."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from detente.case.model import Case
from detente.case.schema import Package
from detente.chapters.roadmap.schema import RoadmapFile
from detente.chapters.stability.schema import Crisis
from tests.chapters.stability import made

steps = made.steps


def with_roadmap(case: Case, **said: Any) -> Case:
    """Return a case with a part about roadmaps."""
    told = {"overhead": 3, "beliefs": dict.fromkeys(case.principals, 0.5)} | said
    return case.model_copy(update={"parts": {**case.parts, "roadmap": RoadmapFile.model_validate(told)}})


def anything(seed: int) -> Case:
    """Return a random case with a few rules about what comes first and what does not go together."""
    rng, case = random.Random(seed), made.anything(seed)
    issues = list(case.issues)
    said: dict[str, Any] = {
        "overhead": rng.choice((0, 3, [0, 6])),
        "beliefs": {p: belief(rng, p, case.principals) for p in case.principals},
    }
    if len(issues) > 1 and rng.random() < 0.5:
        one, other = rng.sample(issues, 2)
        said["order"] = {"o": {"first": {one: case.ladder(one)[1]}, "then": {other: case.ladder(other)[-1]}}}
    if len(issues) > 2 and rng.random() < 0.4:
        said["apart"] = {"a": {"options": {i: {"at_least": case.ladder(i)[1]} for i in rng.sample(issues, 2)}}}
    swap = random.Random(f"together {seed}")
    if len(issues) > 1 and swap.random() < 0.25:
        said["together"] = {"t": {"options": {i: swap.choice(case.ladder(i)[1:]) for i in swap.sample(issues, 2)}}}
    if rng.random() < 0.2:
        said["most_at_once"] = rng.choice((1, 2))
    return with_roadmap(in_crisis(case, seed), **said)


def in_crisis(case: Case, seed: int) -> Case:
    """Return a case in which, in half of all seeds, a crisis lasts until one or two options are reached."""
    rng = random.Random(f"crisis {seed}")
    if rng.random() < 0.5:
        return case
    until = {
        i: rng.choice(case.ladder(i)[1:])
        for i in rng.sample([*case.issues], min(rng.choice((1, 1, 2)), len(case.issues)))
    }
    outbreak = {p: [-6, -2] for p in case.principals if rng.random() < 0.5}
    said = {"hazard": rng.choice((0.3, [1, 6])), "until": until, "outbreak": outbreak}
    part = case.parts["stability"].model_copy(update={"crisis": Crisis.model_validate(said)})
    return case.model_copy(update={"parts": {**case.parts, "stability": part}})


def belief(rng: random.Random, party: str, principals: tuple[str, ...]) -> Any:
    """Return what a principal believes of the others: the same of all, or of each something else."""
    if rng.random() < 0.5:
        return rng.choice((0, 1, [0.2, 0.8]))
    return {q: rng.choice((0.9, 1, [0.2, 0.8])) for q in principals if q != party}


def dated(case: Case, seed: int) -> Case:
    """Return a case some of whose options, measures and packages have a first or last day within three years."""
    rng, issues = random.Random(seed), {}
    measures = {issue: dict(options) for issue, options in case.parts["stability"].measures.items()}

    def days() -> dict[str, dt.date]:
        last = {"until": case.date + dt.timedelta(days=rng.randrange(1000))} if rng.random() < 0.3 else {}
        first = {"first": case.date + dt.timedelta(days=rng.randrange(-100, 700))} if rng.random() < 0.3 else {}
        return last | first

    for issue, body in case.issues.items():
        options = dict(body.options)
        for option in list(options)[1:]:
            options[option] = options[option].model_copy(update=days())
            measures[issue][option] = measures[issue][option].model_copy(update=days())
        issues[issue] = body.model_copy(update={"options": options})
    part = case.parts["stability"].model_copy(update={"measures": measures})
    aim = {i: case.ladder(i)[o] for i, o in zip(case.issues, target(case, seed), strict=True)}
    package = Package(name="aim", options=aim).model_copy(update=days())
    parts = {**case.parts, "stability": part}
    return case.model_copy(update={"issues": issues, "parts": parts, "packages": {"aim": package}})


def target(case: Case, seed: int) -> tuple[int, ...]:
    """Return a random package of a case that changes something."""
    rng = random.Random(seed)
    found = tuple(rng.randrange(len(body.options)) for body in case.issues.values())
    return found if any(found) else tuple(len(body.options) - 1 for body in case.issues.values())
