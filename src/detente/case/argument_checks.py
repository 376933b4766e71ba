"""Do the claims of a case make sense? What they name must be there, and conditions must compare like with like."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from detente.case.arguments import Claim
from detente.case.condition_names import ConditionNames
from detente.case.condition_types import checked
from detente.case.faults import KeyPath, printable
from detente.case.language.grammar_kit import MisreadError
from detente.case.model import Case
from detente.case.references import Names, Problem, unknown


def check_arguments(
    case: Case, names: Names, claims: Mapping[str, Collection[str]], offered: ConditionNames | None
) -> Iterator[Problem]:
    """Yield a problem for whatever in the arguments of a case does not fit the rest of it.

    Args:
        case: The sound entries of the case.
        names: What the case defines.
        claims: Argument → the ids of its claims, sound or not.
        offered: What conditions may speak of; None to leave them alone.

    Yields:
        Problems, in no particular order.
    """
    first = {one: argument for argument, ids in reversed([*claims.items()]) for one in ids}
    for name, file in case.arguments.items():
        rivals = [one for one, argument in first.items() if argument != name]
        for one, claim in file.claims.items():
            place: KeyPath = (name, "claims", one)
            if first[one] != name:
                found = f"the claim {printable(one)!r} a second time (first in {first[one]}.yaml)"
                yield Problem(place, found, "each id once in all arguments of a case")
            for other in claim.rests_on:
                yield from unknown((*place, "rests_on"), other, claims[name], "claim")
            for other in claim.disputes:
                yield from unknown((*place, "disputes"), other, rivals, "claim of another argument")
            if offered is not None and claim.holds_if is not None:
                yield from _misread((*place, "holds_if"), claim.holds_if, offered, case)
        yield from _circles(name, file.claims)


def _misread(place: KeyPath, text: str, offered: ConditionNames, case: Case) -> Iterator[Problem]:
    try:
        checked(text, offered, case)
    except MisreadError as error:
        yield Problem(place, error.found, error.expected, error.nearest)


def _circles(name: str, claims: Mapping[str, Claim]) -> Iterator[Problem]:
    """Yield a problem for a claim that rests on itself, by way of others or at once."""
    resting = {one: {*claim.rests_on} & claims.keys() for one, claim in claims.items()}
    while ends := [one for one, on in resting.items() if not on]:
        for end in ends:
            del resting[end]
        resting = {one: on & resting.keys() for one, on in resting.items()}
    for one, on in resting.items():
        found = f"a claim that rests on {', '.join(sorted(on))}, and in the end on itself"
        yield Problem((name, "claims", one, "rests_on"), found, "claims that do not lead back to it")
