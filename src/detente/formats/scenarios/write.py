"""Turn a scenario into the text of `case.yaml`.

A scenario has no status quo, and a case has one on every issue, worth 0 to everybody. So each issue gets a first
option “No agreement”, and a rule that no package may have it: a package settles every issue, as an outcome does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.formats.case_folder import quoted, tidy
from detente.formats.ids import ids
from detente.formats.scenarios.exact_points import ExactPoints, number
from detente.formats.scenarios.scenario import Profile, Scenario

NONE = "none"
SOURCE = "scenario"


@dataclass(frozen=True)
class NamedScenario:
    """A scenario with the ids that its parties, issues and values have in the case.

    Attributes:
        scenario: The scenario.
        parties: The id of each profile's party, in the order of the profiles.
        issues: The id of each issue, in the order of the domain.
        options: For each issue, the id of each value.
    """

    scenario: Scenario
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was set aside or assumed: sentences about the whole, then about each party after its name."""
        parties = self.scenario.profiles
        return (*self.scenario.notes, *(f"{tidy(who.name)}: {note}" for who in parties for note in notes_about(who)))


def named(scenario: Scenario) -> NamedScenario:
    """Return a scenario with ids for its parties, issues and values; the same names always get the same ids."""
    return NamedScenario(
        scenario,
        parties=ids((profile.name for profile in scenario.profiles), "party"),
        issues=ids((issue.name for issue in scenario.issues), "issue", ["rest"]),
        options=tuple(ids(issue.values, "option", [NONE]) for issue in scenario.issues),
    )


def notes_about(profile: Profile) -> Iterator[str]:
    """Yield a sentence for each thing that was set aside or assumed about a party."""
    if profile.discount is not None:
        yield f"the discount {profile.discount:g} was set aside; utilities are those before any time has passed"
    if profile.bias:
        yield f"every outcome is worth {number(profile.bias)} more; the reservation value is lowered by as much"
    yield from profile.notes
    if (note := ExactPoints(profile).note) is not None:
        yield note


def case_text(case: NamedScenario, date: dt.date) -> str:
    """Return the text of `case.yaml`.

    Args:
        case: The scenario with its ids.
        date: The day from which the case is seen.
    """
    return "\n".join(_lines(case, date)) + "\n"


def _name(text: str) -> str:
    return quoted(tidy(text))


def _lines(case: NamedScenario, date: dt.date) -> Iterator[str]:
    scenario = case.scenario
    yield f"# Made by `detente convert` from a scenario of {scenario.format}."
    yield f"# {scenario.meaning}"
    yield "# A scenario has no status quo. Each issue begins with “No agreement”, which no package may have."
    yield from (f"# {note}" for note in case.notes)
    yield f"title: {_name(scenario.name)}"
    yield f"date: {date.isoformat()}"
    yield f"summary: {quoted(f'A scenario of {scenario.format}. ' + scenario.meaning)}"
    yield "parties:"
    for party, profile in zip(case.parties, scenario.profiles, strict=True):
        notes = "; ".join(notes_about(profile))
        note = f", note: {quoted(notes[:1].upper() + notes[1:] + '.')}" if notes else ""
        yield f"  {party}: {{name: {_name(profile.name)}{note}}}"
    yield "issues:"
    for issue, options, said in zip(case.issues, case.options, scenario.issues, strict=True):
        yield f"  {issue}:"
        yield f"    name: {_name(said.name)}"
        yield f"    movers: [{', '.join(case.parties)}]"
        yield "    options:"
        yield f"      {NONE}: No agreement"
        yield from (f"      {option}: {_name(value)}" for option, value in zip(options, said.values, strict=True))
    yield from _rules(case.issues)
    yield "positions:"
    for party, profile in zip(case.parties, scenario.profiles, strict=True):
        yield f"  {party}:"
        yield from _positions(case, profile)
    yield "reservation:"
    for party, profile in zip(case.parties, scenario.profiles, strict=True):
        yield f"  {party}: {_judgement(ExactPoints(profile).written(profile.threshold))}"
    yield "sources:"
    yield f"  {SOURCE}:"
    yield f"    name: {quoted(f'Scenario files of {scenario.format}: ' + ', '.join(map(tidy, scenario.files)))}"


def _rules(issues: Sequence[str]) -> Iterator[str]:
    yield "rules:"
    yield from (f"  settles-{issue}: {{never: {{{issue}: {NONE}}}}}" for issue in issues)


def _positions(case: NamedScenario, profile: Profile) -> Iterator[str]:
    exact = ExactPoints(profile)
    for issue, options, points in zip(case.issues, case.options, profile.points, strict=True):
        yield f"    {issue}:"
        yield from (
            f"      {option}: {_judgement(exact.written(worth))}" for option, worth in zip(options, points, strict=True)
        )


def _judgement(points: str) -> str:
    return f"{{value: {points}, source: {SOURCE}}}"
