"""What an inquiry asks of the reading chapter: another day, or evidence seen otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NoReturn

from detente.case.faults import CaseError, Fault, nearest, one_of
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.case.percentages import in_shares
from detente.case.written_dates import meant
from detente.chapters.reading.consistency import CHAPTER
from detente.chapters.reading.entries import Explained
from detente.chapters.reading.likelihoods import said_of
from detente.chapters.reading.what_if import as_of, doubted, struck, suspicious


def asked(case: Case, inquiry: Inquiry) -> Case:
    """Return the case with the evidence that the inquiry strikes out, doubts, or takes from another day.

    Args:
        case: The case.
        inquiry: What is asked; of its options, `strike`, `doubt`, `deception` and `until`.

    Raises:
        CaseError: It cannot be asked of this case.
    """
    strike, doubt = (tuple(inquiry.options.get(name, ())) for name in ("strike", "doubt"))
    deception, until = (inquiry.options.get(name) for name in ("deception", "until"))
    if not (strike or doubt or deception or until):
        return case
    if CHAPTER not in case.parts:
        flag = next(f"--{n}" for n in ("strike", "doubt", "deception", "until") if inquiry.options.get(n))
        _refuse(flag, f"a case without {CHAPTER}.yaml, and so without evidence", "a case with that file")
    every = [said_of(subject) for subject in case.subjects]
    items = [name for part in every for name in (*_alone(part), *part.groups)]
    recipients = [name for part in every for name in part.recipients]
    for name in strike:
        _known("--strike", name, [*items, *recipients])
        case = struck(case, name)
    for text in doubt:
        name, _, share = text.partition("=")
        _known("--doubt", name, items)
        case = doubted(case, name, _share("--doubt", share))
    if deception is not None:
        target, _, share = deception.partition("=")
        _known("--deception", target, [h for part in every for h in part.simple])
        case = suspicious(case, target, _share("--deception", share, below=0.99))
    return case if until is None else _until(case, until)


def _alone(part: Explained) -> list[str]:
    return [name for name, item in part.evidence.items() if item.group is None]


def _until(case: Case, text: str) -> Case:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        _refuse("--until", f"{text!r}", f"a day such as {case.date}", meant(text))
    try:
        return as_of(case, day)
    except LookupError:
        _refuse("--until", str(day), f"no later than {case.date}, since there is no {CHAPTER}-later.yaml")


def _known(flag: str, name: str, names: Iterable[str]) -> None:
    known = list(names)
    if name not in known:
        _refuse(flag, f"{name!r}", one_of(known, 40), nearest(name, known))


def _share(flag: str, text: str, below: float = 1.0) -> float:
    try:
        stated = float(in_shares(text))
    except ValueError:
        stated = -1.0
    if not 0 <= stated <= below:
        _refuse(flag, f"{text!r}", f"NAME=SHARE with a share from 0 to {below:g}")
    return stated


def _refuse(flag: str, found: str, expected: str, close: str | None = None) -> NoReturn:
    raise CaseError([Fault(flag, 0, "", found, expected, close)])
