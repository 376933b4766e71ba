"""What columns say of each other whatever the worlds: scopes that contain others, and red lines that are certain."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.model import Case
from detente.chapters.agreement.columns import ANY, ANY_IF_ASKED, ANY_IN_SCOPE, ANY_WITH, ANY_WITHOUT, ATTAINABLE

Options = dict[str, frozenset[str]]  # issue → options


def implications(case: Case) -> Iterator[tuple[str, str]]:
    """Yield pairs of columns of which the second holds wherever the first does, by definition.

    What is attainable in a scope is attainable in any scope that contains it, and with or without each option that all
    or none of its packages have; the same of a package.
    """
    scopes = {name: scope_options(case, name) for name in case.scopes}
    for name, options in scopes.items():
        yield from _of_packages(case, ANY_IN_SCOPE.named(name), options)
        for other, wider in scopes.items():
            if other != name and _within(options, wider):
                yield ANY_IN_SCOPE.named(name), ANY_IN_SCOPE.named(other)
    for name in case.packages:
        package = package_options(case, name)
        yield from _of_packages(case, ATTAINABLE.named(name), package)
        for scope, options in scopes.items():
            if _within(package, options):
                yield ATTAINABLE.named(name), ANY_IN_SCOPE.named(scope)
    for party in case.parties:
        yield ANY_IF_ASKED.named(party), ANY.name
    for issue in case.issues:
        for option in case.ladder(issue):
            yield ANY_WITH.named(issue, option), ANY.name
            yield ANY_WITHOUT.named(issue, option), ANY.name


def _of_packages(case: Case, column: str, options: Options) -> Iterator[tuple[str, str]]:
    """Yield what follows where one of the packages with these options is attainable, as a column says."""
    yield column, ANY.name
    for issue in case.issues:
        for option in case.ladder(issue):
            if options[issue] == {option}:
                yield column, ANY_WITH.named(issue, option)
            elif option not in options[issue]:
                yield column, ANY_WITHOUT.named(issue, option)


def _within(some: Options, wider: Options) -> bool:
    return all(options <= wider[issue] for issue, options in some.items())


def ruled_out(case: Case, column: str) -> tuple[str, ...]:
    """Return the red lines of principals, certain to be real, any one of which alone makes a column false."""
    measure, _, inner = column.removesuffix("]").partition("[")
    options: Options = {}
    if measure == ATTAINABLE.measure and inner in case.packages:
        options = package_options(case, inner)
    elif measure == ANY.measure and inner in case.scopes:
        options = scope_options(case, inner)
    elif measure == ANY_WITH.measure and (issue := inner.partition(",")[0]) in case.issues:
        options = {issue: frozenset({inner.partition(",")[2]})}
    found = []
    for party in case.principals:
        for issue, stated in case.red_lines.get(party, {}).items():
            ladder = case.ladder(issue)
            for option, judgement in stated.items():
                beyond = frozenset(ladder[ladder.index(option) :])
                if judgement.low >= 1 and issue in options and options[issue] <= beyond:
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
