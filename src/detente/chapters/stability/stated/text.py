"""A stated conflict as the text of `stability.yaml`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from detente.chapters.stability.stated.schema import NO_YES, ConflictOption, ConflictPart, Preferences
from detente.chapters.stability.stated.statements import Statement
from detente.chapters.stability.stated.states import States


def yaml_text(part: ConflictPart) -> str:
    """Return the text of a `stability.yaml` that holds a conflict and nothing else.

    Args:
        part: The conflict.

    Returns:
        YAML that reads as the same conflict.
    """
    return "\n".join(_lines(part)) + "\n"


def _lines(part: ConflictPart) -> Iterator[str]:
    yield "conflict:"
    yield "  decision_makers:"
    yield from (f"    {party}: [{', '.join(options)}]" for party, options in part.decision_makers.items())
    yield "  options:"
    yield from (f"    {option}: {_flow(_option(body))}" for option, body in part.options.items())
    if part.infeasible:
        yield "  infeasible:"
        yield from (f"    - {_flow(_states(states))}" for states in part.infeasible)
    if part.status_quo is not None:
        yield f"  status_quo: {_flow(_states(part.status_quo))}"
    yield "  preferences:" if part.preferences else "  preferences: {}"
    for party, wants in part.preferences.items():
        yield f"    {party}:"
        yield from (f"      {line}" for line in _preferences(wants))
    if part.misperceptions:
        yield "  misperceptions:"
        for party, misses in part.misperceptions.items():
            yield f"    {party}: {_flow([_states(states) for states in misses])}"
    if part.coalitions:
        yield "  coalitions:"
        yield from (f"    - [{', '.join(members)}]" for members in part.coalitions)


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _option(body: ConflictOption) -> dict[str, Any]:
    said: dict[str, Any] = {"name": body.name}
    said |= {} if body.levels == NO_YES else {"levels": list(body.levels)}
    said |= {} if body.direction == "both" else {"direction": body.direction}
    return said if body.jumps else said | {"jumps": False}


def _states(states: States) -> Any:
    return "".join(c if len(c) == 1 else f"({c})" for c in states.letters) if states.letters else states.levels


def _statement(statement: Statement) -> Any:
    parts = [_statement(part) for part in statement.parts]
    match statement.joins:
        case "states":
            return _states(statement.states)
        case "not":
            return {"not": parts[0]}
        case "if":
            return {"if": parts[0], "then": parts[1]}
    return {statement.joins: parts}


def _preferences(wants: Preferences) -> Iterator[str]:
    if wants.statements is not None:
        yield "statements:" if wants.statements else "statements: []"
        yield from (f"  - {_flow(_statement(statement))}" for statement in wants.statements)
    elif wants.ranking is not None:
        yield "ranking:"
        for tied in wants.ranking:
            states = [_states(one) for one in tied]
            yield f"  - {_flow(states if len(states) > 1 else states[0])}"
    else:
        yield "values:"
        yield from (f"  {_flow(text)}: {_flow(value.plain)}" for text, value in (wants.values or {}).items())
    for key, lists in (("greatly", wants.greatly), ("unknown", wants.unknown)):
        if lists:
            yield f"{key}:"
            yield from (f"  - {_flow([_states(states) for states in several])}" for several in lists)
