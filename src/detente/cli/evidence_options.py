"""`--until`, `--strike`, `--doubt` and `--deception`: another day, or other evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from detente.case.faults import nearest, one_of
from detente.case.model import Case
from detente.chapters.reading.consistency import CHAPTER
from detente.chapters.reading.likelihoods import reading_of
from detente.chapters.reading.what_if import as_of, doubted, struck, suspicious
from detente.cli import UsageProblemError
from detente.cli.settings import WhatIf


def what_if(case: Case, asked: WhatIf) -> Case:
    """Return the case as somebody wants to see it.

    Args:
        case: The case.
        asked: What is asked.

    Raises:
        UsageProblemError: It cannot be asked of this case.
    """
    if asked == WhatIf():
        return case
    if CHAPTER not in case.parts:
        raise UsageProblemError(f"{case.id}: there is no {CHAPTER}.yaml, and so no evidence to look at otherwise")
    part = reading_of(case)
    items = [name for name, item in part.evidence.items() if item.group is None] + list(part.groups)
    for name in asked.strike:
        _known("--strike", name, [*items, *part.recipients])
        case = struck(case, name)
    for text in asked.doubt:
        name, _, share = text.partition("=")
        _known("--doubt", name, items)
        case = doubted(case, name, _share("--doubt", share))
    if asked.deception is not None:
        target, _, share = asked.deception.partition("=")
        _known("--deception", target, part.simple)
        case = suspicious(case, target, _share("--deception", share, below=0.99))
    return case if asked.until is None else _until(case, asked.until)


def _until(case: Case, text: str) -> Case:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise UsageProblemError(f"--until: found {text!r}; expected a day such as {case.date}") from None
    try:
        return as_of(case, day)
    except LookupError:
        said = f"--until: found {day}; expected no later than {case.date}, since there is no {CHAPTER}-later.yaml"
        raise UsageProblemError(said) from None


def _known(option: str, name: str, names: Iterable[str]) -> None:
    known = list(names)
    if name not in known:
        close = nearest(name, known)
        hint = f" (did you mean {close!r}?)" if close else ""
        raise UsageProblemError(f"{option}: found {name!r}; expected {one_of(known, 40)}{hint}")


def _share(option: str, text: str, below: float = 1.0) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= below:
        raise UsageProblemError(f"{option}: found {text!r}; expected NAME=SHARE with a share from 0 to {below:g}")
    return share
