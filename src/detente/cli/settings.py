"""What one run of a command is about, and the helpers that it starts in time."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

MANY = 1024  # up to so many worlds, starting another process takes longer than it saves
READY = ("detente.chapters.agreement.analyse",)  # what takes long to load and every run needs


@dataclass(frozen=True)
class WhatIf:
    """How somebody wants the evidence of a case to be seen.

    Attributes:
        until: The day up to which it is weighed; that of the case if not given.
        strike: What is left out.
        doubt: What is doubted, each `ITEM=SHARE`.
        deception: What the other side may want us to believe, `HYPOTHESIS=SHARE`; not considered if not given.
    """

    until: str | None = None
    strike: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()
    deception: str | None = None


@dataclass(frozen=True)
class Settings:
    """The settings of a run.

    Attributes:
        case: A bundled case by name, or a folder.
        worlds: How many worlds to draw.
        seed: The seed.
        jobs: How many blocks of worlds to judge at a time.
        engine: How several jobs are run; chosen by the number of worlds if not given.
        party: The party advised; the case's own if not given.
        packages: Packages that the user wants to see side by side.
        what_if: How the evidence is to be seen.
        max_rounds: Rounds that a roadmap has at most; the case's own number if not given.
    """

    case: str
    worlds: int
    seed: int
    jobs: int
    engine: Literal["threads", "processes"] | None
    party: str | None
    packages: tuple[str, ...]
    what_if: WhatIf
    max_rounds: int | None = None


def settings(
    case: str,
    worlds: int,
    seed: int,
    jobs: int | None = None,
    engine: Literal["threads", "processes"] | None = None,
    party: str | None = None,
    packages: Sequence[str] = (),
    what_if: WhatIf | None = None,
    max_rounds: int | None = None,
) -> Settings:
    """Return the settings that a user gave; as many jobs as there are cores, unless told otherwise."""
    given = what_if or WhatIf()
    return Settings(case, worlds, seed, jobs or os.cpu_count() or 1, engine, party, tuple(packages), given, max_rounds)


@contextmanager
def helpers(settings: Settings) -> Iterator[Executor | None]:
    """Start other processes while this one is still loading what it needs, if the run will want them."""
    few = settings.engine is None and settings.worlds <= MANY
    if settings.jobs <= 1 or settings.engine == "threads" or few:
        yield None
        return
    from multiprocessing import get_context

    others = settings.jobs - 1
    with ProcessPoolExecutor(others, mp_context=get_context("spawn"), initializer=_quiet) as pool:
        for _ in range(others):
            pool.submit(_load)
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _quiet() -> None:
    """Leave it to the first process to say that somebody pressed Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _load() -> None:
    for name in READY:
        import_module(name)
