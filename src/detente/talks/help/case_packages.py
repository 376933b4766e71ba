"""Packages of a record as packages of a case: do its issues and options exist there?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.talks.help.help_error import HelpError
from detente.talks.rules.known_issues import ISSUES, not_of_case


class NotOfCaseError(HelpError):
    """A package that is none of the case; the message says what was found, what was expected, and the nearest name."""


def issues_of(case: Case) -> dict[str, list[str]]:
    """Return issue → options in order."""
    return {issue: list(case.ladder(issue)) for issue in case.issues}


def opening_of(case: Case) -> dict[str, Any]:
    """Return what the opening of a record says of the case that the talks are about."""
    return {"case": case.id, "digest": case.digest, ISSUES: issues_of(case)}


def numbered(case: Case, package: Mapping[str, str]) -> OptionNumbers:
    """Return the option numbers of a package; issues that it does not name stay as they are.

    Raises:
        NotOfCaseError: An issue or an option is not of the case.
    """
    if why := not_of_case(package, issues_of(case)):
        raise NotOfCaseError(why)
    return tuple(case.ladder(issue).index(package[issue]) if issue in package else 0 for issue in case.issues)
