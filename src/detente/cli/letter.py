"""`detente letter draft` and `detente letter check`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from detente.brief.compose import warnings
from detente.brief.letter_formats import FORMATS
from detente.brief.terminal_text import said
from detente.case.faults import nearest, one_of
from detente.case.files import read_bytes
from detente.case.model import Case
from detente.case.saving import save
from detente.chapters.agreement import AGREEMENT
from detente.chapters.approach import APPROACH
from detente.chapters.approach.letters import (
    MOST_BYTES,
    Drafted,
    by_key,
    check,
    check_report,
    check_told,
    letter_report,
    text_of,
    why_unwritten,
)
from detente.cli import UsageProblemError
from detente.cli.documents import letter_model, meta
from detente.cli.output import say, say_folded, say_json
from detente.cli.session import console, explore
from detente.cli.settings import Settings
from detente.findings.speech import of_name

EXIT_CODES = {"clean": 0, "fatal": 1, "raised": 3, "not-judged": 4}  # 2 is a fault of the file or the case
ASKING = "proposal/asking"  # path of what it costs to ask in vain


class Between(NamedTuple):
    """Who writes to whom, as far as that was said.

    Attributes:
        sender: The party that writes.
        recipient: The party written to.
    """

    sender: str | None
    recipient: str | None


def draft_letter(
    settings: Settings,
    pool: Executor | None,
    between: Between,
    setting: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Draft a letter and print it, or write it to a file.

    Raises:
        UsageProblemError: There is no such sender or recipient, the case says too little for a letter, or the format is
            unclear.
    """
    form = _format(setting, out)
    outcomes = explore(settings, pool, only=["approach"])
    found = outcomes.result(APPROACH)
    drafted = found.letter(*_correspondents(outcomes.case, between))
    report = letter_report(found.worlds, drafted)
    if report is None or drafted.letter is None:
        raise UsageProblemError(f"{settings.case}: {_unwritten(outcomes.case, drafted)}")
    title = f"Letter to {of_name(outcomes.case.parties[drafted.recipient])}"
    file = save(out, FORMATS[form][1](drafted.letter, title)).resolve() if out is not None else None
    if as_json:
        about = {"file": str(file) if file else None, "meta": meta("letter-draft", outcomes, warnings(outcomes))}
        say_json(letter_model("draft").model_validate({**dict(report), **about}))
    elif file is not None:
        say(str(file))
    else:
        say_folded(drafted.letter.text.rstrip("\n"))


def _unwritten(case: Case, drafted: Drafted) -> str:
    """Say why there is no letter, and where nothing is worth asking for, how to have one all the same."""
    why = "; ".join(why_unwritten(drafted))
    if drafted.recommended:
        return f"no letter can be drafted: {why}"
    trial = "--set"
    if ASKING in case.judgements:
        trial = f"--set {ASKING}=0, as if to ask in vain cost nothing"
    return f"nothing is to be sent: {why}; to draft a letter all the same, change what speaks against it with {trial}"


def check_letter(settings: Settings, pool: Executor | None, file: Path, between: Between, as_json: bool) -> None:
    """Check a letter, and end with an exit code of `EXIT_CODES`.

    Raises:
        CaseError: The file cannot be read as a letter.
        UsageProblemError: There is no such sender or recipient, or the case says nothing about letters.
    """
    text = text_of(read_bytes(file, str(file), MOST_BYTES), str(file))
    outcomes = explore(settings, pool, only=["agreement"])  # all that a check needs, which saves the later chapters
    case = outcomes.case
    if lacking := APPROACH.lacks(case):
        absent = "\n".join(f"approach lacks {line}" for line in lacking)
        raise UsageProblemError(f"{settings.case}: nothing can be worked out yet.\n{absent}")
    sender, recipient = _correspondents(case, between)
    report = check_report(case, check(case, outcomes.result(AGREEMENT), recipient, text, sender))
    if as_json:
        about = {"file": str(file), "meta": meta("letter-check", outcomes, warnings(outcomes))}
        say_json(letter_model("check").model_validate({**dict(report), **about}))
    else:
        print_check(check_told(case, report))
    if code := EXIT_CODES[report.outcome]:
        sys.exit(code)


def print_check(told: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Print what was found in a letter: headings, and the lines below each."""
    screen = console()
    for heading, lines in told:
        screen.print(said(heading, screen, style="bold"))
        for line in lines:
            screen.print(said(f"  {line}", screen))


def _format(setting: str | None, out: Path | None) -> str:
    endings = {ending: name for name, (ending, _) in FORMATS.items()} | {".txt": "markdown", ".htm": "html"}
    by_ending = endings.get(out.suffix.lower()) if out is not None else "markdown"
    found = setting or by_ending
    if found is None:
        raise UsageProblemError(f"--out: found {str(out)!r}; expected an ending of {one_of(endings)}, or --format")
    if out is None and found != "markdown":
        raise UsageProblemError(f"--format: found {found!r} for the terminal; expected --out with a file to write to")
    return found


def _correspondents(case: Case, between: Between) -> tuple[str, str]:
    """Return who writes and to whom: the only ones of the case where they are not named."""
    known = list(by_key(case).values())
    if between.sender is None:
        recipients = list(dict.fromkeys(one.recipient for one in known))
        to = _one_of("--to", between.recipient, recipients)
        return next(one.sender for one in known if one.recipient == to), to
    sender = _one_of("--from", between.sender, list(case.parties))
    own = [one.recipient for one in known if one.sender == sender]
    if between.recipient is None and len(own) == 1:
        return sender, own[0]
    return sender, _one_of("--to", between.recipient, [party for party in case.parties if party != sender])


def _one_of(flag: str, named: str | None, valid: list[str]) -> str:
    if named is None and len(valid) == 1:
        return valid[0]
    if named is None or named not in valid:
        close = nearest(named, valid) if named else None
        hint = f" (did you mean {close!r}?)" if close else ""
        raise UsageProblemError(f"{flag}: found {named or 'nobody'!r}; expected {one_of(valid, 20)}{hint}")
    return named
