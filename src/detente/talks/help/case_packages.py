"""Packages of a record as packages of a case: do its issues and options exist there?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from detente.case.faults import nearest, one_of
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.talks.help.help_error import HelpError


class NotOfCaseError(HelpError):
    """A package that is none of the case; the message says what was found, what was expected, and the nearest name."""


def issues_of(case: Case) -> dict[str, list[str]]:
    """Return issue → options in order, as the opening of a record has them."""
    return {issue: list(case.ladder(issue)) for issue in case.issues}


def not_of_case(package: Mapping[str, str], issues: Mapping[str, Sequence[str]]) -> str | None:
    """Return what in a package is not of a case, or None if all is.

    Args:
        package: Issue → option.
        issues: Issue → options of the case.

    Example:
        >>> not_of_case({"exercices": "end"}, {"exercises": ["continue", "end"]})
        "package: found the unknown issue 'exercices'; expected exercises (did you mean 'exercises'?)"
    """
    for issue, option in package.items():
        if issue in issues and option in issues[issue]:
            continue
        found: tuple[Collection[str], str, str] = (issues, "the unknown issue", issue)
        if issue in issues:
            found = (issues[issue], f"{issue}: the unknown option", option)
        known, where, name = found
        close = nearest(name, known)
        hint = f" (did you mean {close!r}?)" if close else ""
        return f"package: found {where} {name!r}; expected {one_of(known, 20)}{hint}"
    return None


def numbered(case: Case, package: Mapping[str, str]) -> OptionNumbers:
    """Return the option numbers of a package; issues that it does not name stay as they are.

    Raises:
        NotOfCaseError: An issue or an option is not of the case.
    """
    if why := not_of_case(package, issues_of(case)):
        raise NotOfCaseError(why)
    return tuple(case.ladder(issue).index(package[issue]) if issue in package else 0 for issue in case.issues)
