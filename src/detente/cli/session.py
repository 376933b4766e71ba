"""What the commands share: opening a case, drawing its worlds, showing progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from typing import NoReturn

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from detente.case.bundled import locate
from detente.case.faults import nearest, one_of
from detente.case.model import Case
from detente.case.read import read
from detente.case.schema import Package
from detente.chapters import schemas
from detente.chapters.agreement.space.candidate_set import CandidateSet
from detente.cli import UsageProblemError
from detente.cli.settings import Settings, WhatIf
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from detente.worlds.engines import Engine


def console(stderr: bool = False) -> Console:
    """Return the terminal; a page of text is at most 100 columns wide."""
    found = Console(stderr=stderr, highlight=False, soft_wrap=False)
    return Console(stderr=stderr, highlight=False, width=min(found.width, 100))


def open_case(name: str, party: str | None) -> Case:
    """Read a case, for the party that is advised.

    Raises:
        CaseError: The case has faults.
        UsageProblemError: The party is not in the case.
    """
    case = read(locate(name), schemas())
    if party is None:
        return case
    if party not in case.parties:
        close = nearest(party, case.parties)
        hint = f" (did you mean {close!r}?)" if close else ""
        raise UsageProblemError(f"--for: found {party!r}; expected {one_of(case.parties, 20)}{hint}")
    advised = case.model_copy(update={"advises": party})
    advised.__dict__["digest"] = case.digest  # whoever is advised, it is the same case
    return advised


def with_packages(case: Case, asked: Sequence[str]) -> Case:
    """Return a case with the packages that the user wants to see beside its own.

    Args:
        case: The case.
        asked: Each a package of the case by its id, or `issue=option,issue=option`.

    Raises:
        UsageProblemError: A package, issue or option is not in the case.
    """
    packages, named = dict(case.packages), []
    for text in asked:
        options = packages[text].options if text in packages else _options(case, text)
        known = next((name for name, package in packages.items() if package.options == options), None)
        if known is None:
            known = f"asked-{len(packages) - len(case.packages) + 1}"
            name = "; ".join(case.issues[issue].options[option].name for issue, option in options.items())
            packages[known] = Package(name=name, options=options)
        named.append(known)
    if not asked:
        return case
    wider = case.model_copy(update={"packages": packages, "asked": tuple(dict.fromkeys(named))})
    wider.__dict__["digest"] = case.digest  # whatever is looked at, it is the same case
    return wider


def with_rounds(case: Case, most: int | None) -> Case:
    """Return a case whose roadmaps have at most so many rounds; as it is if nothing is asked or said about them."""
    if most is None or "roadmap" not in case.parts:
        return case
    said = case.parts["roadmap"].model_copy(update={"max_rounds": most})
    fewer = case.model_copy(update={"parts": {**case.parts, "roadmap": said}})
    fewer.__dict__["digest"] = case.digest  # however it is looked at, it is the same case
    return fewer


def _options(case: Case, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.split(","):
        issue, equals, option = (piece.strip() for piece in part.partition("="))
        if not equals:
            _unknown(issue, "a package of the case, or issue=option,…", case.packages)
        if issue not in case.issues:
            _unknown(issue, "an issue", case.issues)
        if option not in case.issues[issue].options:
            _unknown(option, f"an option of {issue}", case.issues[issue].options)
        if issue in found:
            raise UsageProblemError(f"--package: found {text!r}; expected one option of {issue}")
        found[issue] = option
    found = {i: found[i] for i in case.issues if i in found and found[i] != case.ladder(i)[0]}
    if not found:
        raise UsageProblemError(f"--package: found {text!r}; expected something that changes")
    known = CandidateSet(case)  # a case of any size
    if not known.is_valid(known.named(found)):
        raise UsageProblemError(f"--package: found {text!r}; expected a package that the rules of the case allow")
    return found


def _unknown(found: str, expected: str, names: Iterable[str]) -> NoReturn:
    known = list(names)
    close = nearest(found, known)
    hint = f" (did you mean {close!r}?)" if close else ""
    raise UsageProblemError(f"--package: found {found!r}; expected {expected}: {one_of(known, 20)}{hint}")


def explore(settings: Settings, pool: Executor | None, only: Iterable[str] | None = None) -> Outcomes:
    """Open a case and run the chapters over its worlds, with progress on the terminal."""
    case = with_packages(open_case(settings.case, settings.party), settings.packages)
    if settings.what_if != WhatIf():
        from detente.cli.evidence_options import what_if

        case = what_if(case, settings.what_if)
    case = with_rounds(case, settings.max_rounds)
    engine: Engine = "threads" if settings.engine == "threads" else "processes"
    jobs = 1 if settings.engine is None and pool is None else settings.jobs
    drawn = Worlds(case, settings.worlds, settings.seed, jobs=jobs, engine=engine, helpers=pool)
    with progress(drawn) as watched:
        outcomes = run(case, watched, only)
    if not outcomes.results or not set(only or ()) <= outcomes.results.keys():
        lines = [f"{chapter} lacks {line}" for chapter, lines in outcomes.missing.items() for line in lines]
        raise UsageProblemError(f"{settings.case}: nothing can be worked out yet.\n" + "\n".join(lines))
    return replace(outcomes, worlds=replace(outcomes.worlds, notice=None))  # what is shown later is no progress


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
