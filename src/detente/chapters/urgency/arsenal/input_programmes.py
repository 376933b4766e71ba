"""What the ranges of a case allow: every input of an arsenal at one end, by whose ranges are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.case.judgements import Judgement
from detente.chapters.urgency.arsenal.judged_arsenal import AT, JudgedArsenal, WeaponCount
from detente.worlds.quantiles import quantile

End = Literal["fewest", "central", "most"]
ENDS: tuple[End, ...] = ("fewest", "central", "most")
FEWER = {"loss", "a_year", "takes"}  # keys of inputs of which more means fewer weapons; of all others it means more
EVEN = 0.5  # what is at least as likely happens in a central programme


@dataclass(frozen=True)
class InputProgramme:
    """A value for every input of an arsenal.

    Attributes:
        school: Id of the expert whose ranges are taken where experts differ; None where none do.
        end: fewest: each input at the end of its range that gives the fewest weapons; most: the most; central: medians.
        values: Path of an input → its value; of a probability only its value, and `happens` says what comes of it.
        happens: Path of a probability → whether it happens.
    """

    school: str | None
    end: End
    values: Mapping[str, float]
    happens: Mapping[str, bool]

    def mixed(self, other: InputProgramme, path: str) -> InputProgramme:
        """Return it with one input as in another programme."""
        happens = {path: other.happens[path]} if path in self.happens else {}
        return replace(self, values={**self.values, path: other.values[path]}, happens={**self.happens, **happens})


@dataclass(frozen=True)
class SchoolStep:
    """An input on which two schools differ, and what it alone moves.

    Attributes:
        path: Its path.
        low: Its median by the school with fewer weapons.
        high: By the school with more.
        added: Weapons more on the last day if the school with fewer took this input alone from the other.
        missed: Weapons fewer if the school with more did.
    """

    path: str
    low: float
    high: float
    added: float
    missed: float


@dataclass(frozen=True)
class InputProgrammes:
    """Programmes of inputs side by side.

    Attributes:
        listed: The programmes: for every school fewest, central, most.
        count: What they amount to; arrays (months + 1, programmes).
        fewer: The school with the fewest weapons on the last day by its central programme; None where nobody differs.
        more: The school with the most.
        steps: What lies between these two, by what it adds, the most first.
    """

    listed: tuple[InputProgramme, ...]
    count: WeaponCount
    fewer: str | None
    more: str | None
    steps: tuple[SchoolStep, ...]


def input_programmes(judged: JudgedArsenal, paths: Sequence[str]) -> InputProgrammes:
    """Return what the ranges of a case allow where nobody intervenes.

    An arsenal never falls where a stock, a rate, the time that a source runs, its growth, the chance that it exists or
    that a weapon can be built, or the shares that are turned into weapons and put together rise, nor where losses,
    uses and kilograms a weapon fall. So the two ends are the least and the most that any world can have.

    Args:
        judged: The arsenal.
        paths: The judgements that decide it.
    """
    judgements = {path: judged.worlds.case.judgements[path].judgement for path in sorted(paths)}
    experts = sorted({expert.who for one in judgements.values() for expert in one.experts})
    schools: list[str | None] = [*experts] or [None]
    listed = tuple(_programme(judgements, judged, school, end) for school in schools for end in ENDS)
    count = _counted(judged, listed)
    central = {one.school: one for one in listed if one.end == "central"}
    middle = {one.school: n for one, n in zip(listed, count.weapons[-1].tolist(), strict=True) if one.end == "central"}
    fewer, more = min(schools, key=lambda school: middle[school]), max(schools, key=lambda school: middle[school])
    if fewer == more:
        return InputProgrammes(listed, count, None, None, ())
    apart = [path for path, one in judgements.items() if {fewer, more} <= {expert.who for expert in one.experts}]
    return InputProgrammes(listed, count, fewer, more, _steps(judged, central[fewer], central[more], apart))


def _programme(
    judgements: Mapping[str, Judgement], judged: JudgedArsenal, school: str | None, end: End
) -> InputProgramme:
    values, happens = {}, {}
    for path, judgement in judgements.items():
        says = next((expert.says for expert in judgement.experts if expert.who == school), judgement)
        value = _value(says, end, _key(path) in FEWER)
        values[path] = value
        if path in judged.happens:
            happens[path] = {"fewest": value >= 1, "central": value >= EVEN, "most": value > 0}[end]
    return InputProgramme(school, end, values, happens)


def _key(path: str) -> str:
    """Return what an input says, such as `rate`, from its path."""
    ids = path.removeprefix(f"{AT}/").split("/")
    return ids[2] if len(ids) > 2 else ids[0]


def _value(says: Judgement, end: End, fewer: bool) -> float:
    if end == "central":
        return says.central if says.experts else float(quantile(says, np.array([EVEN]))[0])
    return says.high if (end == "most") != fewer else says.low


def _counted(judged: JudgedArsenal, listed: Sequence[InputProgramme]) -> WeaponCount:
    """Return what programmes amount to, each as if it were a world."""
    values: dict[str, Floats] = {path: np.array([one.values[path] for one in listed]) for path in listed[0].values}
    happens = {path: np.array([one.happens[path] for one in listed]) for path in listed[0].happens}
    return replace(judged, values=values, happens=happens, schools={}).count()


def _steps(
    judged: JudgedArsenal, fewer: InputProgramme, more: InputProgramme, paths: Sequence[str]
) -> tuple[SchoolStep, ...]:
    tried = [fewer, more, *(fewer.mixed(more, p) for p in paths), *(more.mixed(fewer, p) for p in paths)]
    low, high, *rest = _counted(judged, tried).weapons[-1].tolist()
    found = [
        SchoolStep(path, fewer.values[path], more.values[path], rest[n] - low, high - rest[n + len(paths)])
        for n, path in enumerate(paths)
    ]
    return tuple(sorted(found, key=lambda step: -abs(step.added + step.missed)))
