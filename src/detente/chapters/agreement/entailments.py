"""What columns say of each other whatever the worlds: scopes that contain others, and red lines that are certain."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.model import Case
from detente.chapters.agreement.columns import ANY, ANY_IN_SCOPE, ATTAINABLE

Options = dict[str, frozenset[str]]  # issue → options


def implications(case: Case) -> Iterator[tuple[str, str]]:
    """Yield pairs of columns of which the second holds wherever the first does, by definition.

    What is attainable in a scope is attainable in any scope that contains it; a package in every scope that it is in.
    """
    scopes = {name: scope_options(case, name) for name in case.scopes}
    for name, options in scopes.items():
        yield ANY_IN_SCOPE.named(name), ANY.name
        for other, wider in scopes.items():
            if other != name and all(options[issue] <= wider[issue] for issue in case.issues):
                yield ANY_IN_SCOPE.named(name), ANY_IN_SCOPE.named(other)
    for name in case.packages:
        yield ATTAINABLE.named(name), ANY.name
        package = package_options(case, name)
        for scope, options in scopes.items():
            if all(package[issue] <= options[issue] for issue in case.issues):
                yield ATTAINABLE.named(name), ANY_IN_SCOPE.named(scope)


def ruled_out(case: Case, column: str) -> tuple[str, ...]:
    """Return the red lines of principals, certain to be real, any one of which alone makes a column false."""
    measure, _, inner = column.removesuffix("]").partition("[")
    if measure == ATTAINABLE.name.partition("[")[0] and inner in case.packages:
        options = package_options(case, inner)
    elif measure == ANY.name and inner in case.scopes:
        options = scope_options(case, inner)
    else:
        return ()
    found = []
    for party in case.principals:
        for issue, stated in case.red_lines.get(party, {}).items():
            ladder = case.ladder(issue)
            for option, judgement in stated.items():
                beyond = frozenset(ladder[ladder.index(option) :])
                if judgement.low >= 1 and options[issue] <= beyond:
                    found.append(f"red_lines/{party}/{issue}/{option}")
    return tuple(found)


def scope_options(case: Case, name: str) -> Options:
    """Return the options that packages of a scope may have, for every issue."""
    scope, found = case.scopes[name], {}
    for issue in case.issues:
        ladder = case.ladder(issue)
        kept = set(scope.require[issue].of(ladder)) if issue in scope.require else set(ladder)
        kept -= set(scope.exclude[issue].of(ladder)) if issue in scope.exclude else set()
        found[issue] = frozenset(kept)
    return found


def package_options(case: Case, name: str) -> Options:
    """Return the option that a package has on every issue."""
    package = case.packages[name].options
    return {issue: frozenset({package.get(issue, case.ladder(issue)[0])}) for issue in case.issues}
