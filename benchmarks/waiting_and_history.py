"""What the chapters urgency and precedent take by themselves, beyond the chapters whose results they read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import process_time
from typing import Any
from unittest.mock import patch

from benchmarks.brief import CASE, MOST_PRESSING, PRESSING, WORLDS
from benchmarks.timing import Row
from detente.case.bundled import locate
from detente.case.read import read
from detente.chapters import CHAPTERS, schemas
from detente.chapters.contract import Chapter
from detente.outcomes.run import run
from detente.worlds import Worlds

REPEATS = 2
PARTS = ("analyse", "report", "page")


def rows() -> Iterator[Row]:
    """Measure, one row at a time: processor seconds, in one process, of the quicker of two runs."""
    runs = [taken() for _ in range(REPEATS)]
    for name in PRESSING:
        yield Row(
            f"{name}, {CASE}, {WORLDS:,} worlds: analysis, report, page", "", min(r[name] for r in runs), None, ""
        )
    both = min(sum(took.values()) for took in runs)
    yield Row("both together", "", both, None, f"{MOST_PRESSING:g} s")


def taken() -> dict[str, float]:
    """Return the processor seconds of each of the two chapters in a run of both and of what they need."""
    took = dict.fromkeys(PRESSING, 0.0)

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def done(*given: Any) -> Any:
            began = process_time()
            found = work(*given)
            took[name] += process_time() - began
            return found

        return done

    worlds = Worlds(read(locate(CASE), schemas()), size=WORLDS, seed=1)
    with ExitStack() as stack:
        for chapter in _pressing():
            for part in PARTS:
                stack.enter_context(patch.object(chapter, part, timed(chapter.name, getattr(chapter, part))))
        outcomes = run(worlds, PRESSING)
        for chapter in _pressing():
            chapter.page(outcomes.case, outcomes.reports[chapter.name], outcomes.inquiry)
    return took


def _pressing() -> list[Chapter[Any, Any]]:
    return [chapter for chapter in CHAPTERS if chapter.name in PRESSING]
