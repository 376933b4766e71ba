"""NegMAS: an outcome space and linear-additive utility functions in YAML or JSON.

A value is worth its weight times what the issue's value function makes of it: a table, or a straight line over numbers.
Discounting functions are taken off; the function inside keeps its reservation value.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from detente.case.faults import KeyPath, one_of, printable
from detente.formats.scenarios.negmas_values import evaluate
from detente.formats.scenarios.scenario import MOST_VALUES, Profile, ScenarioIssue
from detente.formats.source_file import SourceFile, text_of, written

MEANING = "Utilities are weight times value, as in NegMAS."
ADDITIVE = ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction")
NUMERIC = ("LinearUtilityFunction", "AffineUtilityFunction")
DISCOUNTED = ("ExpDiscountedUFun", "LinDiscountedUFun")
LISTED = ("CategoricalIssue", "DiscreteCardinalIssue", "DiscreteOrdinalIssue", "OrdinalIssue", "CardinalIssue")
WHOLE = ("ContiguousIssue",)

# What NegMAS calls the key that says which class an object has, in files and in memory.
CLASS = ("type", "__python_class__")


def type_of(value: object) -> str:
    """Return the class of an object of NegMAS, without its module; empty where there is none.

    Example:
        >>> type_of({"type": "negmas.outcomes.CategoricalIssue"})
        'CategoricalIssue'
    """
    named = next((value[key] for key in CLASS if key in value), "") if isinstance(value, dict) else ""
    return named.rsplit(".", 1)[-1] if isinstance(named, str) else ""


def read_domain(paper: SourceFile) -> tuple[ScenarioIssue, ...]:
    """Which issues does an outcome space have?

    Args:
        paper: The file, which takes the faults.

    Returns:
        The issues in the order of the file, as far as they are sound.
    """
    found: dict[str, ScenarioIssue] = {}
    if "Cartesian" not in type_of(paper.value) and type_of(paper.value) != "OutcomeSpace":
        paper.fault(("type",), f"an outcome space of the type {printable(type_of(paper.value))!r}", "a Cartesian one")
    for number, said in enumerate(paper.listing(paper.value.get("issues"), ("issues",))):
        place: KeyPath = ("issues", number)
        name = text_of(said.get("name")) if isinstance(said, dict) and said.get("name") is not None else ""
        if not name or name in found:
            paper.fault(place, f"the name {printable(name)!r}", "a name of its own for every issue")
        elif values := _values(paper, said, place):
            found[name] = ScenarioIssue(name, values)
    return tuple(found.values())


def _values(paper: SourceFile, said: Mapping[str, Any], place: KeyPath) -> tuple[str, ...]:
    kind, given = type_of(said), said.get("values")
    if kind not in {"", *LISTED, *WHOLE}:
        found = "a real-valued issue (ContinuousIssue)" if kind == "ContinuousIssue" else f"an issue of the type {kind}"
        paper.fault(place, printable(found), f"{one_of((*LISTED, *WHOLE))}: a case lists every option")
        return ()
    match given:
        case int() if not isinstance(given, bool):
            low, high = 0, given - 1
        case [int() as low, int() as high] if kind in WHOLE:
            pass
        case [_, *_] if kind not in WHOLE:
            return _listed(paper, given, (*place, "values"))
        case _:
            paper.fault((*place, "values"), written(given), "[lowest, highest], whole numbers" if kind else "a list")
            return ()
    if not 0 <= high - low < MOST_VALUES:
        paper.fault((*place, "values"), written(given), f"from 1 to {MOST_VALUES:,} values: each becomes an option")
        return ()
    return tuple(map(str, range(low, high + 1)))


def _listed(paper: SourceFile, given: Sequence[object], place: KeyPath) -> tuple[str, ...]:
    values = tuple(text_of(value) for value in given)
    if len(set(values)) < len(values) or len(values) > MOST_VALUES:
        paper.fault(place, written(given), f"up to {MOST_VALUES:,} values, each once")
        return ()
    return values


def read_profile(paper: SourceFile, issues: Sequence[ScenarioIssue]) -> Profile | None:
    """What does the party of a utility function want?

    Args:
        paper: The file, which takes the faults.
        issues: The issues of the domain.

    Returns:
        The profile; None where it has faults.
    """
    function, place, discount, reservations = _undiscounted(paper)
    kind = type_of(function)
    if kind not in {*ADDITIVE, *NUMERIC}:
        found = f"a utility function of the type {printable(kind) or 'none'}"
        paper.faults.clear()  # whatever else is wrong with it
        paper.fault((*place, "type"), found, one_of((*ADDITIVE, *NUMERIC)))
        return None
    names = [issue.name for issue in issues]
    notes = []
    weights: list[Any] = [1.0] * len(issues)
    if function.get("weights") is None:
        notes.append("no weights: each issue has weight 1, as in NegMAS")
    else:
        weights = _aligned(paper, function["weights"], names, (*place, "weights"))
    functions: list[Any] = [{"type": "IdentityFun"}] * len(issues)
    if kind in ADDITIVE:
        functions = _aligned(paper, function.get("values"), names, (*place, "values"))
    if len(weights) != len(names) or len(functions) != len(names):
        return None
    numbers = [
        paper.number(weight, _place(function, place, "weights", issue, number))
        for number, (weight, issue) in enumerate(zip(weights, issues, strict=True))
    ]
    values = [
        evaluate(paper, called, issue, _place(function, place, "values", issue, number))
        for number, (called, issue) in enumerate(zip(functions, issues, strict=True))
    ]
    bias = paper.number(function.get("bias") or 0.0, (*place, "bias"))
    for outcome, where in ((paper.value, ()), (function, place)):
        if outcome.get("reserved_outcome") is not None:
            paper.fault((*where, "reserved_outcome"), "a reserved outcome", "its utility, as reserved_value")
    told = [paper.number(value, where) for value, where in reservations if not _endless(value)]
    if paper.faults:
        return None
    if not told:
        notes.append("no reservation value: any agreement is better than none")
    return Profile(
        name=text_of(paper.value.get("name") or paper.stem),
        file=paper.file,
        points=tuple(tuple((w or 0.0) * v for v in vs or ()) for w, vs in zip(numbers, values, strict=True)),
        bias=bias or 0.0,
        reservation=told[0] if told else None,
        discount=discount,
        notes=tuple(notes),
    )


def _place(function: Mapping[str, Any], place: KeyPath, key: str, issue: ScenarioIssue, number: int) -> KeyPath:
    """Where in the file does something stand that is given for each issue, by name or as a list?"""
    return (*place, key, issue.name if isinstance(function.get(key), dict) else number)


def _undiscounted(paper: SourceFile) -> tuple[dict[str, Any], KeyPath, float | None, list[tuple[object, KeyPath]]]:
    """Take off discounting: the function inside, its place, the discount, the reservation values from outside in."""
    function: dict[str, Any] = paper.value
    place: KeyPath = ()
    discount: float | None = None
    reservations: list[tuple[object, KeyPath]] = [(function.get("reserved_value"), ("reserved_value",))]
    while type_of(function) in DISCOUNTED:
        said = function.get("discount", function.get("cost"))
        factor = None if said is None else paper.number(said, (*place, "discount"))
        discount = factor if discount is None else discount
        place = (*place, "ufun")
        function = paper.mapping(function.get("ufun"), place)
        reservations.append((function.get("reserved_value"), (*place, "reserved_value")))
    return function, place, discount, reservations


def _endless(value: object) -> bool:
    """Whether a reservation value says that any agreement will do; NegMAS has minus infinity for that."""
    return value is None or (isinstance(value, float) and value == -math.inf)


def _aligned(paper: SourceFile, given: object, names: Sequence[str], place: KeyPath) -> list[Any]:
    """Bring what is given for each issue, as a list or by name, into the order of the issues; empty with faults."""
    if isinstance(given, dict) and given:
        for name in given:
            if name not in names:
                paper.unknown((*place, name), "issue", name, names)
        if missing := [name for name in names if name not in given]:
            paper.fault(place, f"nothing for {printable(missing[0])!r}", "something for every issue")
            return []
        return [given[name] for name in names]
    if isinstance(given, list) and len(given) == len(names):
        return given
    paper.fault(place, written(given), f"a list of {len(names)}, one for each issue")
    return []
