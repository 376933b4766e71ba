"""`detente letter draft` and `detente letter check`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
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
    CheckReport,
    Drafted,
    QuoteReport,
    RaisedReport,
    by_key,
    check,
    check_report,
    left_out,
    letter_report,
    text_of,
    why_unwritten,
)
from detente.cli import UsageProblemError
from detente.cli.documents import letter_model, meta
from detente.cli.output import say, say_json
from detente.cli.session import console, explore
from detente.cli.settings import Settings
from detente.findings.speech import of_name
from detente.findings.words import count, listed, percent, points

STANDINGS = {"denied": "denied or argued against", "reported": "said of others or of the past", "quoted": "quoted"}
EXIT_CODES = {"clean": 0, "fatal": 1, "raised": 3, "not-judged": 4}  # 2 is a fault of the file or the case
ASKING = "proposal/asking"  # path of what it costs to ask in vain
ROLES = {
    "asked": "asked of them",
    "offered": "offered",
    "together": "to be done together",
    "others": "for others to do",
}


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
        say(drafted.letter.text.rstrip("\n"))


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
        screen = console()
        for heading, lines in _told(case, report):
            screen.print(said(heading, screen, style="bold"))
            for line in lines:
                screen.print(said(f"  {line}", screen))
    if code := EXIT_CODES[report.outcome]:
        sys.exit(code)


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


def _told(case: Case, found: CheckReport) -> Iterator[tuple[str, list[str]]]:
    yield _verdict(found), []
    yield _judged(found), [f"{one.language}: {_quoted(one.sentence)}" for one in found.unjudged]
    for raised in found.raised:
        yield _heading(case, raised), [_quoted(sentence) for sentence in raised.sentences]
    if found.together is not None and len(found.together.options) > 1:
        yield f"All of it together: {_best(found.together.best)}.", []
    for tie in found.linkages:
        assert tie.sentence is not None
        yield f"Ties {listed(tie.names)}: {_best(tie.best)}", [_quoted(tie.sentence)]
    if left := left_out(case, found):
        name = of_name(case.parties[found.recipient])
        yield f"Leaves out what {name} says it is concerned about: {listed(left)}.", []
    yield from _listed("Threatens:", found.threats)
    yield from _listed("Sets a deadline:", found.deadlines)
    if found.set_aside:
        lines = [f"{m.name} ({STANDINGS[m.standing]}): {_quoted(m.sentence)}" for m in found.set_aside]
        yield "Mentioned and not counted (read these: the rules can be wrong):", lines
    if found.unmatched:
        lines = [_quoted(sentence) for sentence in found.unmatched]
        yield "Asks or offers something in words that the case does not know (read these, they are not judged):", lines
    if found.unread:
        names = listed(case.label(issue, option) for issue, option in found.unread)
        yield f"The case has no phrases for these, so no text can be found to raise them: {names}.", []


def _verdict(found: CheckReport) -> str:
    fatal = [raised for raised in found.raised if raised.verdict == "fatal"]
    read = count(found.sentences, "sentence")
    match found.outcome:
        case "fatal":
            return f"Fails: {count(len(fatal), 'demand')} of {read} would torpedo an agreement."
        case "not-judged":
            return "Not judged: nothing fatal was found, but not all of it could be judged, so it does not pass."
        case "raised":
            return f"Passes with remarks: nothing in its {read} would torpedo an agreement; read what is said below."
        case "clean":
            return f"Passes: nothing in its {read} would torpedo an agreement."


def _judged(found: CheckReport) -> str:
    known = found.sentences - len(found.unjudged)
    share = percent(found.judged)
    names = listed(f"{language} {number}" for language, number in found.languages.items())
    lead = f"Could judge {known} of {count(found.sentences, 'sentence')} ({share}), by language: {names}."
    return f"{lead} It reads English only; anything may stand in these:" if found.unjudged else lead


def _listed(heading: str, sentences: Iterable[QuoteReport]) -> Iterator[tuple[str, list[str]]]:
    lines = [f"{_quoted(sentence)} (“{sentence.words}”)" for sentence in sentences]
    if lines:
        yield heading, lines


def _heading(case: Case, raised: RaisedReport) -> str:
    said = f"{raised.verdict.capitalize()}: {raised.name} ({ROLES[raised.role]})"
    if raised.verdict == "unpriced":
        return f"{said}; the case has too many packages to price it."
    if raised.price is None or raised.required is None or raised.forbidden is None:
        return f"{said}; that is how things stand, so that there is no change to price."
    cost = f"{points(raised.price)}: some agreement in {percent(raised.forbidden)} of worlds without it, in "
    stipulated = listed(of_name(case.parties[party]) for party in raised.stipulated)
    assumed = f", most of that an assumed red line of {stipulated}" if stipulated else ""
    return f"{said} costs {cost}{percent(raised.required)} with it{assumed}."


def _best(best: float | None) -> str:
    return (
        "no package holds it" if best is None else f"the best proposal that holds it reaches {percent(best)} of worlds"
    )


def _quoted(sentence: QuoteReport) -> str:
    return f"“{sentence.text}” (paragraph {sentence.paragraph})"
