"""All arguments of a case, judged by the outcomes of one run."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from detente.case.arguments import ArgumentFile
from detente.case.language.condition_tree import condition
from detente.case.model import Case
from detente.claims.confronted import Exclusion, Rivals, Support, exclusions, rivals, support
from detente.claims.decided_forms import Decided, Flag
from detente.claims.flags import flagged
from detente.claims.readings import Readings, needed
from detente.claims.verdicts import Verdict, verdicts
from detente.findings import Column
from detente.findings.columns import ColumnForm
from detente.outcomes.run import Outcomes
from detente.outcomes.scenarios import boxes
from detente.worlds import Worlds

HOLDS = ColumnForm("claims.holds[CLAIM]", "the claim CLAIM holds")


@dataclass(frozen=True)
class Audit:
    """What became of the arguments of a case.

    Attributes:
        worlds: The worlds in which they were judged.
        arguments: Name → argument, those that were asked for.
        verdicts: Claim → what became of it, in the order of the files.
        flags: Claim → why its verdict says less than it seems to.
        exclusions: Claims that hold, each by itself, and never together.
        rivals: Claims of different arguments about the same.
        support: Claim that rests on others → what it is worth with them.
    """

    worlds: Worlds
    arguments: Mapping[str, ArgumentFile]
    verdicts: Mapping[str, Verdict]
    flags: Mapping[str, tuple[Flag, ...]]
    exclusions: tuple[Exclusion, ...]
    rivals: tuple[Rivals, ...]
    support: Mapping[str, Support]

    def of(self, argument: str) -> tuple[Verdict, ...]:
        """Return the verdicts on the claims of one argument, in the order of its file."""
        return tuple(found for found in self.verdicts.values() if found.argument == argument)

    def columns(self) -> tuple[Column, ...]:
        """Return in which worlds each claim holds that is judged in each world."""
        found = ((one, told.holds) for one, told in self.verdicts.items())
        return tuple(HOLDS.column(holds, one) for one, holds in found if holds is not None)


def failing(verdict: Verdict, worlds: Worlds) -> Verdict:
    """Return the verdict on a claim with the boxes of worlds in which it fails, where it is judged in each world."""
    if verdict.holds is None:
        return verdict
    return replace(verdict, fails=boxes(~verdict.holds, worlds, verdict.trace))


def asked(case: Case, only: Collection[str] = ()) -> dict[str, ArgumentFile]:
    """Return the arguments of a case that are asked for, by name; all if none is named."""
    return {name: file for name, file in case.arguments.items() if not only or name in only}


def chapters_needed(arguments: Mapping[str, ArgumentFile]) -> tuple[str, ...]:
    """Return the chapters that must run for these arguments to be judged."""
    claims = [claim for file in arguments.values() for claim in file.claims.values()]
    return needed(condition(claim.holds_if) for claim in claims if claim.holds_if is not None)


def audit(outcomes: Outcomes, only: Collection[str] = (), *, when: bool = False) -> Audit:
    """Judge the arguments of a case.

    Args:
        outcomes: The outcomes of a run; claims about chapters that did not run are not judged, and say so.
        only: Names of the arguments that are wanted; all if none is named.
        when: Whether it is looked for when each claim fails, which takes a tenth of a second a claim.
    """
    arguments, readings = asked(outcomes.case, only), Readings(outcomes)
    claims = {one: (name, claim) for name, file in arguments.items() for one, claim in file.claims.items()}
    found = verdicts(claims, readings)
    worlds, decided = outcomes.worlds, Decided(outcomes.case)
    if when:
        found = {one: failing(told, worlds) for one, told in found.items()}
    resting = {one: support(one, found, worlds) for one in found}
    return Audit(
        worlds,
        arguments,
        found,
        flags={one: flagged(told, decided) for one, told in found.items()},
        exclusions=tuple(exclusions(list(found.values()), worlds, decided)),
        rivals=tuple(rivals(found, worlds)),
        support={one: on for one, on in resting.items() if on is not None},
    )
