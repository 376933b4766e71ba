"""Folders with scenarios: those beside this file, and copies of them with something changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from pathlib import Path

from detente.formats.scenarios.folder import open_scenario
from detente.formats.scenarios.scenario import Profile, Scaling, Scenario

DATA = Path(__file__).parent / "data"

# File, what stands in it, what to put in its place.
Change = tuple[str, str, str]


def opened(name: str, scaling: Scaling = "genius") -> Scenario:
    return open_scenario(DATA / name, scaling)


def changed(name: str, folder: Path, changes: Iterable[Change]) -> Path:
    """Copy a scenario and change some of its text; each change must find its text."""
    shutil.copytree(DATA / name, folder)
    for file, old, new in changes:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, (file, old)
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def party(scenario: Scenario, name: str) -> Profile:
    return next(profile for profile in scenario.profiles if profile.name == name)


def plain(*numbers: Fraction | None) -> tuple[float | None, ...]:
    """Return fractions as floating-point numbers, which must be the same numbers."""
    assert all(number is None or Fraction(float(number)) == number for number in numbers)
    return tuple(None if number is None else float(number) for number in numbers)


def points(scenario: Scenario, name: str, issue: str) -> dict[str, Fraction]:
    """Return what the values of an issue are worth to a party."""
    number = [issue.name for issue in scenario.issues].index(issue)
    return dict(zip(scenario.issues[number].values, party(scenario, name).points[number], strict=True))


def outcomes(scenario: Scenario) -> Iterable[tuple[int, ...]]:
    return product(*(range(len(issue.values)) for issue in scenario.issues))
