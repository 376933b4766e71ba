"""What one run of a command is about, and the helpers that it starts in time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from detente.chapters import running
from detente.cli import UsageProblemError
from detente.cli.clusters import START, check_engine, on_cluster
from detente.cli.common_options import TALKS
from detente.cli.output import note
from detente.cli.surroundings import tidily
from detente.workers import Handed, Workers, loaded, workers

MANY = 1024  # up to so many worlds, starting another process takes longer than it saves
LIGHT = 8  # so many times as many where no chapter takes long
SPECIAL = "detente.worlds.special_functions"
READY = ("agreement",)  # chapters that most runs need, and that take long to load
BEGINS = ("reading", "agreement")  # those with whose work a run of all chapters begins


@dataclass(frozen=True)
class TalksNamed:
    """A record of talks that was named for a run.

    Attributes:
        record: A file, or the URL of a database.
        at: The time up to which it counts, as it was typed; the last entry if not given.
        seen: Indicators that came true, each `indicator=entry`.
        recipient: Whose silence it is, where the case has several recipients.
    """

    record: str
    at: str | None
    seen: tuple[str, ...]
    recipient: str | None


@dataclass(frozen=True)
class Settings:
    """What was typed for a run.

    Attributes:
        case: A bundled case by name, or a folder.
        worlds: How many worlds to draw.
        seed: The seed.
        jobs: How many blocks of worlds to judge at a time.
        engine: How several jobs are run: threads, processes, or dask:// and an address; chosen by the number of worlds
            if not given.
        changed: Judgements replaced for this run, each `path=value`.
        given: Option of a chapter → what was given for it; options that were not given are absent.
        quiet: Whether no progress is shown, and of a brief only where it is.
        talks: The record of talks that the case takes in, if one was named.
    """

    case: str
    worlds: int
    seed: int
    jobs: int
    engine: str | None
    changed: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    quiet: bool = False
    talks: TalksNamed | None = None


@dataclass(frozen=True)
class Wanted:
    """In which form an answer is wanted.

    Attributes:
        json: Whether as JSON.
        full: Whether all of it, and not only what has room on forty lines.
        out: The file to write to; None for the terminal.
        overturn: Whether what would overturn the answer is tried in further runs.
        forms: The forms in which a brief is written, as `--to` names them.
    """

    json: bool
    full: bool
    out: Path | None = None
    overturn: bool = False
    forms: tuple[str, ...] = ("html",)


def settings(
    case: str,
    worlds: int,
    seed: int,
    jobs: int | None,
    engine: str | None,
    changed: list[str] | None,
    quiet: bool,
    **options: Any,
) -> Settings:
    """Return the settings that a user gave; as many jobs as there are cores, unless told otherwise.

    Raises:
        UsageProblemError: There is no such engine; or something was said of talks and no record was named.
    """
    check_engine(engine)
    talks = _talks(**{option.name: options.pop(option.name, None) for option in TALKS})
    given = {name: tuple(v) if isinstance(v, list) else v for name, v in options.items() if v not in (None, [])}
    return Settings(case, worlds, seed, jobs or os.cpu_count() or 1, engine, tuple(changed or ()), given, quiet, talks)


def _talks(talks: str | None, talks_at: str | None, seen: list[str] | None, recipient: str | None) -> TalksNamed | None:
    """Return the record of talks that was named, if one was.

    Raises:
        UsageProblemError: Something was said of talks, and no record was named.
    """
    if talks is not None:
        return TalksNamed(talks, talks_at, tuple(seen or ()), recipient)
    lonely = next((o.spelled for o, v in zip(TALKS[1:], (talks_at, seen, recipient), strict=True) if v), None)
    if lonely is not None:
        raise UsageProblemError(f"{lonely}: found no record of talks; expected {TALKS[0].spelled} FILE beside it")
    return None


def load_meanwhile(pool: Executor | None, module: str) -> None:
    """Have this process load a module when it would wait for another; nobody may rely on it that it did."""
    if isinstance(pool, Workers):
        pool.aside.append(partial(loaded, module))


@contextmanager
def helpers(settings: Settings, every: bool = False, only: str | None = None) -> Iterator[Executor | None]:
    """Start other processes while this one is still loading what it needs, if the run will want them.

    They have ended when the run has, whether it succeeds or fails.

    Args:
        settings: What was typed.
        every: Whether the run is one of all chapters.
        only: The chapter that is wanted, if it is one alone.
    """
    most = MANY * LIGHT if only is not None and _light(only) else MANY
    few = settings.engine is None and settings.worlds <= most
    if settings.engine is not None and settings.engine.startswith(START):
        with on_cluster(settings.engine, settings.jobs - 1) as cluster:
            tidily()
            yield cluster
        return
    if settings.jobs <= 1 or settings.engine == "threads" or few:
        yield None
        return
    with workers(settings.jobs - 1, note) as pool:
        tidily()
        ready = (
            *(f"detente.chapters.{name}.analyse" for name in (BEGINS if every else READY)),
            "detente.worlds.special_functions",
        )
        for _ in range(settings.jobs - 1):
            Handed(pool, _load, ready)
        yield pool


def _light(name: str) -> bool:
    """Return whether a chapter is worked out without those that take long."""
    return not {*READY} & {chapter.name for chapter in running([name])}


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        import_module(name)
