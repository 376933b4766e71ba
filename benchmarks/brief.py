"""The main job as a whole, and where its seconds go."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.timing import Row, compare, seconds, shortest
from detente.brief.compose import compose
from detente.chapters import CHAPTERS
from detente.claims.audit import audit
from detente.cli.briefing import write_brief
from detente.cli.settings import Wanted, helpers, settings
from detente.cli.surroundings import seldom_tidied
from detente.outcomes.opening import read

CASE, WORLDS, REPEATS = "korea-2021", 2000, 3
PRESSING = ("urgency", "precedent")
MOST_PRESSING = 3.0  # seconds that they may take together
WRITING, PAGE = "approach and outcomes", "charts and page"
# What each part may take in all, seconds; chapters by name.
BUDGET = {
    "start and read": (1.4, ()),
    "worlds and reading": (0.4, ("reading",)),
    "agreement with all ρ": (2.0, ("agreement",)),
    "stability, roadmap, proposal": (2.3, ("stability", "roadmap", "proposal")),
    WRITING: (0.7, ("approach",)),
    "contact, urgency, precedent, claims": (1.2, ("contact", "urgency", "precedent", "claims")),
    PAGE: (1.5, ()),
}


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    yield whole_brief()
    yield from parts()


def whole_brief() -> Row:
    """The main job, against starting Python and importing NumPy and SciPy's special functions."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "brief")

        def ours() -> None:
            run("-m", "detente", "brief", CASE, "--no-open", "--out", out)

        def theirs() -> None:
            run("-c", "import numpy, scipy.special")

        what, against = f"the whole brief, {CASE}, {WORLDS:,} worlds", "starting Python with NumPy and SciPy"
        return compare(what, ours, against, theirs, "ours under 10 s", REPEATS)


def parts() -> Iterator[Row]:
    """The parts of the main job, from the quickest of some runs in this process and its helpers."""
    start = "import detente.cli.briefing as b, detente.outcomes.opening as o; o.read('korea-2021')"
    started = shortest(lambda: run("-c", start), REPEATS)
    took = min((written() for _ in range(REPEATS)), key=lambda found: found["all"])
    chapters = sum(took.get(chapter.name, 0.0) for chapter in CHAPTERS)
    for part, (most, names) in BUDGET.items():
        ours = sum(took.get(name, 0.0) for name in names)
        if part == WRITING:
            ours += took["compose"]
        elif part == PAGE:
            ours = took["all"] - took["read"] - chapters - took["compose"] - took["claims"]
        elif not names:
            ours = started
        if ours:
            yield Row(f"of this, {part}", "", ours, None, f"{most:g} s")
    pressing = sum(took.get(name, 0.0) for name in PRESSING)
    if pressing:
        yield Row("of this, urgency and precedent", "", pressing, None, f"{MOST_PRESSING:g} s")


def written() -> dict[str, float]:
    """Return the seconds of one brief: each chapter by name, reading the case, claims, composing the pages, and all."""
    took: dict[str, float] = {}

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def done(*given: Any) -> Any:
            kept: list[Any] = []
            took[name] = seconds(lambda: kept.append(work(*given)))
            return kept[0]

        return done

    seldom_tidied()  # as the command does
    wanted = settings(CASE, WORLDS, 1, None, None, None, quiet=True)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(redirect_stdout(stack.enter_context(Path(os.devnull).open("w", encoding="utf-8"))))
        for chapter in CHAPTERS:
            stack.enter_context(patch.object(chapter, "analyse", timed(chapter.name, chapter.analyse)))
        stack.enter_context(patch("detente.cli.briefing.audit", timed("claims", audit)))
        stack.enter_context(patch("detente.cli.briefing.compose", timed("compose", compose)))
        stack.enter_context(patch("detente.cli.session.read", timed("read", read)))
        pool = stack.enter_context(helpers(wanted, every=True))
        if pool is not None:
            list(pool.map(abs, range(wanted.jobs)))  # the helpers are ready
        took["all"] = seconds(lambda: write_brief(wanted, pool, Path(folder), False, Wanted(json=False, full=False)))
    return took


def run(*arguments: str) -> None:
    """Run Python in a process of its own."""
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
