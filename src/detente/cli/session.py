"""What the commands share: opening a case, drawing its worlds, showing progress."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext
from io import StringIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from detente import chapters
from detente.case.changed import stated_change
from detente.case.inquiry import Inquiry, TalksTaken
from detente.case.model import Case
from detente.chapters.options import FOR, PACKAGE
from detente.cli import UsageProblemError
from detente.cli.memory import check_room
from detente.cli.output import WIDTH
from detente.cli.settings import Settings
from detente.cli.surroundings import tidily
from detente.outcomes.opening import check_advised, draw, read
from detente.outcomes.reruns import tried
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from detente.worlds.dask_helpers import DaskHelpers
from detente.worlds.engines import Engine

MINUTE, MANY_SECONDS = 60, 99  # seconds


def console(stderr: bool = False) -> Console:
    """Return the terminal; a page of text is at most 100 columns wide."""
    found = Console(stderr=stderr, highlight=False, soft_wrap=False)
    return Console(stderr=stderr, highlight=False, width=min(found.width, WIDTH))


@contextmanager
def paged(full: bool) -> Iterator[Console]:
    """Hand out the terminal; what is printed in full goes through a pager where there is a terminal that has one."""
    screen = console()
    command = _pager() if full and screen.is_terminal else []
    if not command:
        yield screen
        return
    with screen.capture() as captured:
        yield screen
    less = {"LESS": "FRX"} | os.environ  # leave at the end of what fits on one screen; keep colours
    subprocess.run(command, input=captured.get(), text=True, encoding="utf-8", env=less, check=False)  # noqa: S603


def _pager() -> list[str]:
    """Return the words that call a pager: what `PAGER` says, or `less`; none where neither is there."""
    for said in (os.environ.get("PAGER", ""), "less"):
        name, *given = said.split() or [""]
        if found := shutil.which(name):
            return [found, *given]
    return []


@contextmanager
def on_paper() -> Iterator[tuple[Console, StringIO]]:
    """Hand out a terminal that is a text of 100 columns, without colours, in all letters."""
    text = StringIO()
    yield Console(file=text, width=WIDTH, highlight=False, color_system=None), text


def opened(settings: Settings) -> tuple[Case, TalksTaken | None]:
    """Open the case that was named, with what a record of talks adds to it if one was named, and say what that is.

    Raises:
        CaseError: Something is wrong with the case.
        UsageProblemError: Something is wrong with the record, or it does not go with the case.
    """
    if settings.talks is None:
        return read(settings.case), None
    from detente.cli.talks_flow import case_on_talks

    return case_on_talks(settings.case, settings.talks, settings.quiet)


def inquiry_of(settings: Settings, case: Case, talks: TalksTaken | None) -> Inquiry:
    """Return what was typed as an inquiry.

    Args:
        settings: What was typed.
        case: The case that was opened.
        talks: What it took from a record of talks.

    Raises:
        CaseError: The party advised is not in the case, or what a judgement should be is no YAML.
    """
    given = dict(settings.given)
    party = given.pop(FOR.name, None)
    check_advised(case, party)
    return Inquiry(
        worlds=settings.worlds,
        seed=settings.seed,
        advises=party,
        packages=given.pop(PACKAGE.name, ()),
        changed=dict(stated_change(text) for text in settings.changed),
        options=given,
        talks=talks,
    )


def worked_out(
    settings: Settings,
    pool: Executor | None,
    chapters_of: Callable[[Case], Iterable[str] | None],
) -> Outcomes:
    """Open a case and run chapters over its worlds as far as it lets them, with progress on the terminal.

    Args:
        settings: What was typed.
        pool: Helpers, if there are any.
        chapters_of: Returns the names of the chapters wanted of the case that was opened, None for all that can run;
            may refuse the case.
    """
    case, talks = opened(settings)
    check_room(case, settings.worlds)
    wanted = chapters_of(case)
    only = None if wanted is None else list(wanted)
    drawn = drawn_for(settings, case, talks, pool)
    tidily()
    with nullcontext() if settings.quiet else progress(drawn.case, only) as begins:
        outcomes = run(drawn, only, begins=begins, spares=only is None, early=only is None)
        outcomes = outcomes.silent()  # what is said now is no progress
        return outcomes.telling() if only is None else outcomes


def explore(
    settings: Settings,
    pool: Executor | None,
    only: Iterable[str] | None = None,
    overturn: bool = False,
    ready: Callable[[Case], None] | None = None,
) -> Outcomes:
    """Open a case and run the chapters over its worlds, with progress on the terminal.

    Args:
        settings: What was typed.
        pool: Helpers, if there are any.
        only: Names of the chapters wanted; all that can run if not given.
        overturn: Whether what would overturn the answer is tried in further runs.
        ready: Called with the case before any work is done; may refuse it.
    """
    wanted = None if only is None else [*only]
    opened: list[Case] = []

    def chapters_of(case: Case) -> Iterable[str] | None:
        opened.append(case)
        if ready is not None:
            ready(case)
        return wanted

    outcomes = worked_out(settings, pool, chapters_of)
    if not outcomes.results or not set(wanted or ()) <= outcomes.results.keys():
        lines = [f"{chapter} lacks {line}" for chapter, lines in outcomes.missing.items() for line in lines]
        lines += [f"{chapter} failed: {says}" for chapter, says in outcomes.failed.items()]
        raise UsageProblemError(f"{settings.case}: nothing can be worked out yet.\n" + "\n".join(lines))
    return tried(outcomes, opened[0]) if overturn else outcomes


def drawn_for(settings: Settings, case: Case, talks: TalksTaken | None, pool: Executor | None) -> Worlds:
    """Return the worlds that were asked for, of the case as the inquiry sees it."""
    engine: Engine = "threads" if settings.engine == "threads" else "processes"
    asked = inquiry_of(settings, case, talks)
    return draw(case, asked, jobs=jobs_of(settings, pool), engine=engine, helpers=pool)


def jobs_of(settings: Settings, pool: Executor | None) -> int:
    """Return how many blocks of worlds are judged at a time: on a cluster as many as it has cores, and one here."""
    if isinstance(pool, DaskHelpers):
        return pool.cores + 1
    return 1 if settings.engine is None and pool is None else settings.jobs


@contextmanager
def progress(case: Case, wanted: Iterable[str] | None) -> Iterator[Callable[[str], None] | None]:
    """Show what is being worked out, how far it is, and about how much time is left, if somebody is looking.

    Args:
        case: The case.
        wanted: Names of the chapters wanted; all if not given.

    Yields:
        What is to be called with the name of each chapter that begins.
    """
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield None
        return
    lacking = chapters.lacks(case)
    asked = wanted if wanted is not None else [chapter.name for chapter in chapters.CHAPTERS]
    names = [chapter.name for chapter in chapters.closure([*asked], "needs")]
    efforts = {chapter.name: chapter.effort for chapter in chapters.running(names) if not lacking[chapter.name]}
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[left]}"),
        console=screen,
        transient=True,
    ) as bar:
        task = bar.add_task("", total=sum(efforts.values()), left="")
        begun: list[str] = []

        def begins(name: str) -> None:
            done = sum(efforts.get(chapter, 0.0) for chapter in begun)
            begun.append(name)
            left = remaining(bar.tasks[0].elapsed or 0.0, done, sum(efforts.values()))
            bar.update(task, completed=done, description=name, left=left)

        yield begins


def remaining(elapsed: float, done: float, whole: float) -> str:
    """Say about how much time is left, from what was done in how much time.

    Args:
        elapsed: Seconds so far.
        done: What was done in them.
        whole: What is to be done in all, in the same unit.

    Example:
        >>> remaining(2.0, 1.0, 4.0), remaining(0.1, 0.0, 4.0), remaining(90.0, 1.0, 3.0)
        ('about 6 s left', '', 'about 3 min left')
    """
    if done <= 0:
        return ""
    left = elapsed * (whole - done) / done
    return f"about {left / MINUTE:.0f} min left" if left > MANY_SECONDS else f"about {max(left, 1):.0f} s left"


def browsable() -> bool:
    """Whether there is a screen on which a page could be opened."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
