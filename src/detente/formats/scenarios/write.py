"""A scenario as a case: the text of `case.yaml`, and writing it into a new folder.

A scenario has no status quo, and a case has one on every issue, worth 0 to everybody. So each issue gets a first
option “No agreement”, and a rule that no package may have it: a package settles every issue, as an outcome does.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.read import MAIN
from detente.case.yaml_tree import MAX_BYTES
from detente.formats.ids import ids
from detente.formats.scenarios.scenario import Profile, Scenario

NONE = "none"
SOURCE = "scenario"
LONGEST_NAME = 200


@dataclass(frozen=True)
class NamedScenario:
    """A scenario with the ids that it has in the case.

    Attributes:
        scenario: The scenario.
        parties: Id of each profile's party.
        issues: Id of each issue.
        options: For each issue, the id of each value.
    """

    scenario: Scenario
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was set aside or assumed, in words that begin with the name of the party."""
        parties = self.scenario.profiles
        return (*self.scenario.notes, *(f"{tidy(who.name)}: {note}" for who in parties for note in notes_of(who)))


def named(scenario: Scenario) -> NamedScenario:
    """Which ids do the parties, issues and values of a scenario get?

    Args:
        scenario: The scenario.

    Returns:
        The scenario with its ids, which are the same for the same names.
    """
    return NamedScenario(
        scenario,
        parties=ids((profile.name for profile in scenario.profiles), "party"),
        issues=ids((issue.name for issue in scenario.issues), "issue", ["rest"]),
        options=tuple(ids(issue.values, "option", [NONE]) for issue in scenario.issues),
    )


def notes_of(profile: Profile) -> Iterator[str]:
    """Yield what was set aside or assumed about a party."""
    if profile.discount is not None:
        yield f"the discount {profile.discount:g} was set aside; utilities are those before any time has passed"
    if profile.bias:
        yield f"every outcome is worth {number(profile.bias)} more; the reservation value is lowered by as much"
    yield from profile.notes


def tidy(text: str) -> str:
    """Return a name as it can be printed: one line, no odd characters, not too long.

    Example:
        >>> tidy("  North   Korea ")
        'North Korea'
    """
    words = "".join(letter if letter.isprintable() else " " for letter in text).split()
    return " ".join(words)[:LONGEST_NAME].strip() or "(no name)"


def number(value: float) -> str:
    """Write a number for a case: twelve digits, which is what sums of decimals are good for.

    Example:
        >>> number(0.1 * 3), number(-0.0), number(1e-7)
        ('0.3', '0', '1e-07')
    """
    return f"{value + 0.0:.12g}"


def text_of(case: NamedScenario, date: dt.date) -> str:
    """What does the file of the case say?

    Args:
        case: The scenario with its ids.
        date: The day from which the case is seen.

    Returns:
        The text of `case.yaml`.
    """
    return "\n".join(_lines(case, date)) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(tidy(text), ensure_ascii=False)


def _lines(case: NamedScenario, date: dt.date) -> Iterator[str]:
    scenario = case.scenario
    yield f"# Made by `detente convert` from a scenario of {scenario.format}."
    yield f"# {scenario.meaning}"
    yield "# A scenario has no status quo. Each issue begins with “No agreement”, which no package may have."
    yield from (f"# {note}" for note in case.notes)
    yield f"title: {_quoted(scenario.name)}"
    yield f"date: {date.isoformat()}"
    yield f"summary: {_quoted_whole(f'A scenario of {scenario.format}. ' + scenario.meaning)}"
    yield "parties:"
    for party, profile in zip(case.parties, scenario.profiles, strict=True):
        notes = "; ".join(notes_of(profile))
        note = f", note: {_quoted_whole(notes[:1].upper() + notes[1:] + '.')}" if notes else ""
        yield f"  {party}: {{name: {_quoted(profile.name)}{note}}}"
    yield "issues:"
    for issue, options, said in zip(case.issues, case.options, scenario.issues, strict=True):
        yield f"  {issue}:"
        yield f"    name: {_quoted(said.name)}"
        yield f"    movers: [{', '.join(case.parties)}]"
        yield "    options:"
        yield f"      {NONE}: No agreement"
        yield from (f"      {option}: {_quoted(value)}" for option, value in zip(options, said.values, strict=True))
    yield from _rules(case.issues)
    yield "positions:"
    for party, profile in zip(case.parties, scenario.profiles, strict=True):
        yield f"  {party}:"
        yield from _positions(case, profile)
    yield "reservation:"
    for party, profile in zip(case.parties, scenario.profiles, strict=True):
        yield f"  {party}: {_judgement(profile.threshold)}"
    yield "sources:"
    yield f"  {SOURCE}:"
    yield f"    name: {_quoted_whole(f'Scenario files of {scenario.format}: ' + ', '.join(map(tidy, scenario.files)))}"


def _quoted_whole(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _rules(issues: Sequence[str]) -> Iterator[str]:
    yield "rules:"
    yield from (f"  settles-{issue}: {{never: {{{issue}: {NONE}}}}}" for issue in issues)


def _positions(case: NamedScenario, profile: Profile) -> Iterator[str]:
    for issue, options, points in zip(case.issues, case.options, profile.points, strict=True):
        yield f"    {issue}:"
        yield from (f"      {option}: {_judgement(worth)}" for option, worth in zip(options, points, strict=True))


def _judgement(value: float) -> str:
    return f"{{value: {number(value)}, source: {SOURCE}}}"


def write(folder: Path, text: str, **parts: str) -> Path:
    """Write a case into a folder that is empty or not there yet.

    Args:
        folder: The folder.
        text: The text of `case.yaml`.
        **parts: Chapter → text of its own file.

    Returns:
        The full path of `case.yaml`.

    Raises:
        CaseError: The folder is not empty or cannot be written, or the case would be too large to be read.
    """
    texts = {MAIN: text, **{f"{chapter}.yaml": own for chapter, own in parts.items()}}
    for size in (len(said.encode()) for said in texts.values()):
        if size > MAX_BYTES:
            found = f"a case of {size:,} bytes"
            raise CaseError([Fault(str(folder), 0, "", found, f"at most {MAX_BYTES:,}: a smaller scenario")])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CaseError([Fault(str(folder), 0, "", "a folder that is not empty", "a new or an empty one")])
        for name, said in texts.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(said)
    except OSError as error:
        found = f"a folder that cannot be written ({error.strerror})"
        raise CaseError([Fault(str(folder), 0, "", found, "a folder that can")]) from None
    return (folder / MAIN).resolve()
