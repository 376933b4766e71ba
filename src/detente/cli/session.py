"""What the commands share: opening a case, drawing its worlds, showing progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from detente.case.faults import CaseError, Fault, nearest, one_of
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.case.yaml_tree import parsed
from detente.chapters.options import FOR, PACKAGE
from detente.cli import UsageProblemError
from detente.cli.settings import Settings
from detente.outcomes.opening import draw, read
from detente.outcomes.reruns import tried
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from detente.worlds.engines import Engine


def console(stderr: bool = False) -> Console:
    """Return the terminal; a page of text is at most 100 columns wide."""
    found = Console(stderr=stderr, highlight=False, soft_wrap=False)
    return Console(stderr=stderr, highlight=False, width=min(found.width, 100))


def inquiry_of(settings: Settings, case: Case) -> Inquiry:
    """Return what was typed as an inquiry.

    Raises:
        CaseError: The party advised is not in the case, or what a judgement should be is no YAML.
    """
    given = dict(settings.given)
    party = given.pop(FOR.name, None)
    if party is not None and party not in case.parties:
        close = nearest(party, case.parties)
        raise CaseError([Fault(FOR.spelled, 0, "", f"{party!r}", one_of(case.parties, 20), close)])
    return Inquiry(
        worlds=settings.worlds,
        seed=settings.seed,
        advises=party,
        packages=given.pop(PACKAGE.name, ()),
        changed=dict(_changed(text) for text in settings.changed),
        options=given,
    )


def _changed(text: str) -> tuple[str, Any]:
    """Split `path=value` into the path and the plain value that YAML makes of the text."""
    path, equals, value = text.partition("=")
    if not equals or not value.strip():
        expected = "PATH=VALUE, such as reservation/us=2 or reservation/us=[1, 3]"
        raise CaseError([Fault("--set", 0, "", f"{text!r}", expected)])
    tree = parsed(value, "--set")
    if tree.faults:
        raise CaseError(tree.faults)
    return path.strip(), tree.value


def explore(
    settings: Settings, pool: Executor | None, only: Iterable[str] | None = None, overturn: bool = False
) -> Outcomes:
    """Open a case and run the chapters over its worlds, with progress on the terminal.

    Args:
        settings: What was typed.
        pool: Helpers, if there are any.
        only: Names of the chapters wanted; all that can run if not given.
        overturn: Whether what would overturn the answer is tried in further runs.
    """
    case = read(settings.case)
    engine: Engine = "threads" if settings.engine == "threads" else "processes"
    jobs = 1 if settings.engine is None and pool is None else settings.jobs
    drawn = draw(case, inquiry_of(settings, case), jobs=jobs, engine=engine, helpers=pool)
    with progress(drawn) as watched:
        outcomes = run(watched, only)
    if not outcomes.results or not set(only or ()) <= outcomes.results.keys():
        lines = [f"{chapter} lacks {line}" for chapter, lines in outcomes.missing.items() for line in lines]
        raise UsageProblemError(f"{settings.case}: nothing can be worked out yet.\n" + "\n".join(lines))
    found = replace(outcomes, worlds=replace(outcomes.worlds, notice=None))  # what is shown later is no progress
    return tried(found, case) if overturn else found


@contextmanager
def progress(worlds: Worlds) -> Iterator[Worlds]:
    """Show how many worlds have been judged while the work goes on, if somebody is looking."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield worlds
        return
    with Progress(
        TextColumn("judging packages"),
        BarColumn(pulse_style="blue"),
        TextColumn("{task.completed:,} worlds"),
        TimeElapsedColumn(),
        console=screen,
        transient=True,
    ) as bar:
        task = bar.add_task("worlds", total=None)
        yield replace(worlds, notice=lambda done: bar.advance(task, done))


def browsable() -> bool:
    """Whether there is a screen on which a page could be opened."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
