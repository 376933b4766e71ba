"""The issues of the case that talks are about, as the opening of a record names them, and what is none of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from detente.case.faults import nearest, one_of

ISSUES = "issues"  # field of the opening


def known_issues(opening: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return issue → options, as an opening has them; empty where it names no case, or they have no such form."""
    said = opening.get(ISSUES)
    if not isinstance(said, Mapping):
        return {}
    return {issue: [*options] for issue, options in said.items() if isinstance(options, list)}


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
