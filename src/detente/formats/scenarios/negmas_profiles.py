"""Read the outcome space and the linear-additive utility functions of a NegMAS scenario, from YAML or JSON.

A value is worth the weight of its issue times what the value function of the issue gives it. Discounting functions are
unwrapped; the function inside keeps its reservation value.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from detente.case.faults import KeyPath, one_of, printable
from detente.formats.scenarios.negmas_values import evaluate, type_of
from detente.formats.scenarios.scenario import MOST_VALUES, Profile, ScenarioIssue
from detente.formats.source_file import SourceFile, spelled, written

MEANING = "Utilities are weight times value, as in NegMAS."
ADDITIVE = ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction")
NUMERIC = ("LinearUtilityFunction", "AffineUtilityFunction")
DISCOUNTED = ("ExpDiscountedUFun", "LinDiscountedUFun")
LISTED = ("CategoricalIssue", "DiscreteCardinalIssue", "DiscreteOrdinalIssue", "OrdinalIssue", "CardinalIssue")
WHOLE = ("ContiguousIssue",)


def read_domain(source: SourceFile) -> tuple[ScenarioIssue, ...]:
    """Return the issues of an outcome space in the order of the file, without those that have faults.

    Args:
        source: The file; faults are added to it.
    """
    found: dict[str, ScenarioIssue] = {}
    if "Cartesian" not in type_of(source.value) and type_of(source.value) != "OutcomeSpace":
        source.fault(("type",), f"an outcome space of the type {printable(type_of(source.value))!r}", "a Cartesian one")
    for number, said in enumerate(source.listing(source.value.get("issues"), ("issues",))):
        place: KeyPath = ("issues", number)
        name = spelled(said.get("name")) if isinstance(said, dict) and said.get("name") is not None else ""
        if not name or name in found:
            source.fault(place, f"the name {printable(name)!r}", "a name of its own for every issue")
        elif values := _values(source, said, place):
            found[name] = ScenarioIssue(name, values)
    return tuple(found.values())


def _values(source: SourceFile, said: Mapping[str, Any], place: KeyPath) -> tuple[str, ...]:
    kind, given = type_of(said), said.get("values")
    if kind not in {"", *LISTED, *WHOLE}:
        found = "a real-valued issue (ContinuousIssue)" if kind == "ContinuousIssue" else f"an issue of the type {kind}"
        source.fault(place, printable(found), f"{one_of((*LISTED, *WHOLE))}: a case lists every option")
        return ()
    match given:
        case int() if not isinstance(given, bool):
            low, high = 0, given - 1
        case [int() as low, int() as high] if kind in WHOLE:
            pass
        case [_, *_] if kind not in WHOLE:
            return _listed(source, given, (*place, "values"))
        case _:
            source.fault((*place, "values"), written(given), "[lowest, highest], whole numbers" if kind else "a list")
            return ()
    if not 0 <= high - low < MOST_VALUES:
        source.fault((*place, "values"), written(given), f"from 1 to {MOST_VALUES:,} values: each becomes an option")
        return ()
    return tuple(map(str, range(low, high + 1)))


def _listed(source: SourceFile, given: Sequence[object], place: KeyPath) -> tuple[str, ...]:
    values = tuple(spelled(value) for value in given)
    if len(set(values)) < len(values) or len(values) > MOST_VALUES:
        source.fault(place, written(given), f"up to {MOST_VALUES:,} values, each once")
        return ()
    return values


def read_profile(source: SourceFile, issues: Sequence[ScenarioIssue]) -> Profile | None:
    """Return the utility function of a party as a profile in neutral form; None if it has faults.

    Args:
        source: The file; faults are added to it.
        issues: The issues of the domain.
    """
    function, place, discount, reservations = _undiscounted(source)
    kind = type_of(function)
    if kind not in {*ADDITIVE, *NUMERIC}:
        found = f"a utility function of the type {printable(kind) or 'none'}"
        source.faults.clear()  # whatever else is wrong with it
        source.fault((*place, "type"), found, one_of((*ADDITIVE, *NUMERIC)))
        return None
    names = [issue.name for issue in issues]
    notes = []
    weights: list[Any] = [1.0] * len(issues)
    if function.get("weights") is None:
        notes.append("no weights: each issue has weight 1, as in NegMAS")
    else:
        weights = _aligned(source, function["weights"], names, (*place, "weights"))
    functions: list[Any] = [{"type": "IdentityFun"}] * len(issues)
    if kind in ADDITIVE:
        functions = _aligned(source, function.get("values"), names, (*place, "values"))
    if len(weights) != len(names) or len(functions) != len(names):
        return None
    numbers = [
        source.exact(weight, _place(function, place, "weights", issue, number))
        for number, (weight, issue) in enumerate(zip(weights, issues, strict=True))
    ]
    values = [
        evaluate(source, called, issue, _place(function, place, "values", issue, number))
        for number, (called, issue) in enumerate(zip(functions, issues, strict=True))
    ]
    bias = source.exact(function.get("bias") or 0, (*place, "bias"))
    for outcome, where in ((source.value, ()), (function, place)):
        if outcome.get("reserved_outcome") is not None:
            source.fault((*where, "reserved_outcome"), "a reserved outcome", "its utility, as reserved_value")
    told = [source.exact(value, where) for value, where in reservations if not _any_agreement(value)]
    if source.faults:
        return None
    if not told:
        notes.append("no reservation value: any agreement is better than none")
    return Profile(
        name=spelled(source.value.get("name") or source.stem),
        file=source.file,
        points=tuple(tuple((w or Fraction(0)) * v for v in vs or ()) for w, vs in zip(numbers, values, strict=True)),
        bias=bias or Fraction(0),
        reservation=told[0] if told else None,
        discount=discount,
        notes=tuple(notes),
    )


def _place(function: Mapping[str, Any], place: KeyPath, key: str, issue: ScenarioIssue, number: int) -> KeyPath:
    """Return the place of what `key` gives for an issue: by its name if that is a mapping, else by its number."""
    return (*place, key, issue.name if isinstance(function.get(key), dict) else number)


def _undiscounted(source: SourceFile) -> tuple[dict[str, Any], KeyPath, float | None, list[tuple[object, KeyPath]]]:
    """Unwrap discounting functions.

    Returns:
        The function inside, its place, the outermost discount, and the reservation values with their places, the
        outermost first.
    """
    function: dict[str, Any] = source.value
    place: KeyPath = ()
    discount: float | None = None
    reservations: list[tuple[object, KeyPath]] = [(function.get("reserved_value"), ("reserved_value",))]
    while type_of(function) in DISCOUNTED:
        said = function.get("discount", function.get("cost"))
        factor = None if said is None else source.number(said, (*place, "discount"))
        discount = factor if discount is None else discount
        place = (*place, "ufun")
        function = source.mapping(function.get("ufun"), place)
        reservations.append((function.get("reserved_value"), (*place, "reserved_value")))
    return function, place, discount, reservations


def _any_agreement(value: object) -> bool:
    """Whether a reservation value is missing or minus infinity: any agreement is better than none."""
    return value is None or (isinstance(value, float) and value == -math.inf)


def _aligned(source: SourceFile, given: object, names: Sequence[str], place: KeyPath) -> list[Any]:
    """Return what is given for each issue, by name or as a list, in the order of the issues; empty if it has faults."""
    if isinstance(given, dict) and given:
        for name in given:
            if name not in names:
                source.unknown((*place, name), "issue", name, names)
        if missing := [name for name in names if name not in given]:
            source.fault(place, f"nothing for {printable(missing[0])!r}", "something for every issue")
            return []
        return [given[name] for name in names]
    if isinstance(given, list) and len(given) == len(names):
        return given
    source.fault(place, written(given), f"a list of {len(names)}, one for each issue")
    return []
