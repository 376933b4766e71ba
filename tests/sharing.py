"""What many tests look at and none changes, worked out once a process: bundled cases, and what chapters find there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from hypothesis import settings

from detente.case.bundled import CASES
from detente.case.condition_names import ConditionNames
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import CHAPTERS, schemas
from detente.chapters.contract import Chapter, Upstream
from detente.outcomes.names_offered import names_offered
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds

FEW_WORLDS = 120  # of whole runs; what pages may say was set on them
PART = 3  # of the examples that a test asks for, one in an ordinary run
LEAST = 5  # examples of any test that asks for so many
FOUND: dict[Hashable, Any] = {}  # what each analysis found, by what it was asked
AnyChapter = Chapter[Any, Any]


def fewer(examples: int, least: int = LEAST) -> int:
    """Return how many examples this run tries where a test asks for so many: a third, or all in a thorough one."""
    ordinary = settings.get_current_profile_name() == "ordinary"
    return min(examples, max(least, examples // PART)) if ordinary else examples


def tried(seeds: range, least: int = LEAST) -> range:
    """Return the seeds that this run tries: the first third, or all in a thorough one."""
    return seeds[: fewer(len(seeds), least)]


@cache
def bundled_case(name: str) -> Case:
    """Return a bundled case."""
    return read(CASES / name, schemas(), names_offered())


@cache
def found_in(name: str, size: int = FEW_WORLDS) -> Outcomes:
    """Return what all chapters find in a few worlds of a bundled case."""
    case = bundled_case(name)
    with unmeasured(), remembering():
        return run(Worlds(case, size=size, seed=1))


def remembered(chapter: AnyChapter) -> Callable[[Worlds, Upstream], Any]:
    """Return the analysis of a chapter; what it is asked a second time, in one process it knows by heart."""
    analyse = chapter.analyse

    def found(worlds: Worlds, upstream: Upstream) -> Any:
        if worlds.jobs > 1 or worlds.helpers is not None:
            return analyse(worlds, upstream)
        weights = None if worlds.weights is None else worlds.weights.tobytes()
        told = None if worlds.evidence is None else worlds.evidence.digest
        known = tuple(id(upstream.results.get(name)) for name in (*chapter.needs, *chapter.after))
        drawn = (worlds.size, worlds.seed, worlds.general, repr(worlds.shifts), weights, told)
        asked = (chapter.name, repr(worlds.case), repr(worlds.inquiry), *drawn, known)
        if asked not in FOUND:
            FOUND[asked] = analyse(worlds, upstream), upstream  # kept, so that no other result has its identity
        return FOUND[asked][0]

    return found


def read_once(folder: Path, known: Mapping[str, Any], offered: ConditionNames | None = None) -> Case:
    """Read a case, and a bundled one only the first time."""
    return bundled_case(folder.name) if folder.parent == CASES else read(folder, known, offered)


@contextmanager
def reading_once() -> Iterator[None]:
    """Let the command read each bundled case once a process."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("detente.outcomes.opening.read_folder", read_once)
        patched.setattr("detente.cli.casework.read", read_once)
        yield


@contextmanager
def remembering() -> Iterator[None]:
    """Let whoever runs chapters, or the command, meet what was worked out before."""
    with reading_once(), pytest.MonkeyPatch.context() as patched:
        for chapter in CHAPTERS:
            patched.setattr(chapter, "analyse", remembered(chapter))
        yield


@contextmanager
def unmeasured() -> Iterator[None]:
    """Leave out of what is measured for coverage; measuring makes a run of a case nearly twice as long."""
    measuring = Coverage.current()
    if measuring is not None:
        measuring.stop()
    try:
        yield
    finally:
        if measuring is not None:
            measuring.start()
