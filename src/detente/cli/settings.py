"""What one run of a command is about, and the helpers that it starts in time."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

MANY = 1024  # up to so many worlds, starting another process takes longer than it saves
READY = ("detente.chapters.agreement.analyse",)  # what takes long to load and every run needs


@dataclass(frozen=True)
class Settings:
    """What was typed for a run.

    Attributes:
        case: A bundled case by name, or a folder.
        worlds: How many worlds to draw.
        seed: The seed.
        jobs: How many blocks of worlds to judge at a time.
        engine: How several jobs are run; chosen by the number of worlds if not given.
        changed: Judgements replaced for this run, each `path=value`.
        given: Option of a chapter → what was given for it; options that were not given are absent.
        quiet: Whether no progress is shown, and of a brief only where it is.
    """

    case: str
    worlds: int
    seed: int
    jobs: int
    engine: Literal["threads", "processes"] | None
    changed: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    quiet: bool = False


def settings(
    case: str,
    worlds: int,
    seed: int,
    jobs: int | None,
    engine: Literal["threads", "processes"] | None,
    changed: list[str] | None,
    quiet: bool,
    **options: Any,
) -> Settings:
    """Return the settings that a user gave; as many jobs as there are cores, unless told otherwise."""
    given = {name: tuple(v) if isinstance(v, list) else v for name, v in options.items() if v not in (None, [])}
    return Settings(case, worlds, seed, jobs or os.cpu_count() or 1, engine, tuple(changed or ()), given, quiet)


@contextmanager
def helpers(settings: Settings) -> Iterator[Executor | None]:
    """Start other processes while this one is still loading what it needs, if the run will want them.

    They have ended when the run has, whether it succeeds or fails: a thread that still closes its pipes while Python
    exits is woken through a pipe that is closed already (“Bad file descriptor”).
    """
    few = settings.engine is None and settings.worlds <= MANY
    if settings.jobs <= 1 or settings.engine == "threads" or few:
        yield None
        return
    from multiprocessing import get_context

    others = settings.jobs - 1
    pool = ProcessPoolExecutor(others, mp_context=get_context("spawn"), initializer=_quiet)
    try:
        for _ in range(others):
            pool.submit(_load)
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _quiet() -> None:
    """Ignore Ctrl-C in helpers: the first process reports it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _load() -> None:
    for name in READY:
        import_module(name)
