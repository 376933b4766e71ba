"""Put the errors of the schema into plain words, with the line of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin

from pydantic_core import ErrorDetails

from detente.case.base import ID_PATTERN, Frozen
from detente.case.faults import Fault, KeyPath, nearest, one_of, shown, where
from detente.case.file_tree import Tree

# Kind of error → what was expected, from what the schema says about it.
EXPECTED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "string_type": lambda _: "text (in quotes where it looks like something else)",
    "string_too_short": lambda _: "text that is not empty",
    "string_too_long": lambda limits: f"at most {limits['max_length']} characters",
    "dict_type": lambda _: "keys with values, indented below it",
    "tuple_type": lambda _: "a list, such as [a, b]",
    "list_type": lambda _: "a list, such as [a, b]",
    "too_short": lambda limits: f"at least {limits['min_length']} of them",
    "too_long": lambda limits: f"at most {limits['max_length']} of them",
    "float_type": lambda _: "a number",
    "int_type": lambda _: "a whole number",
    "bool_type": lambda _: "true or false",
    "greater_than_equal": lambda limits: f"{limits['ge']:g} or more",
    "greater_than": lambda limits: f"more than {limits['gt']:g}",
    "less_than_equal": lambda limits: f"{limits['le']:g} or less",
    "less_than": lambda limits: f"less than {limits['lt']:g}",
}


def explained(detail: ErrorDetails, tree: Tree, schema: type[Frozen]) -> Fault:
    """Return the fault of the file behind an error of the schema.

    Args:
        detail: The error.
        tree: The file.
        schema: The schema of the file.

    Returns:
        The fault, at the line of the key or item that is wrong.
    """
    place = tree.known((*detail["loc"], *detail.get("ctx", {}).get("at", ())))
    around = place[:-1] if detail["type"] == "extra_forbidden" else place
    return Fault(tree.file, tree.line(place), where(around), *said(detail, place, schema))


def said(detail: ErrorDetails, place: KeyPath, schema: type[Frozen]) -> tuple[str, str, str | None]:
    """Return what was found, what was expected, and the nearest valid name."""
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    match kind:
        case "fault":
            return context["found"], context["expected"], context["nearest"]
        case "missing":
            key = detail["loc"][-1]
            if isinstance(key, int):
                return f"a list of {key or 'none'}", f"one of at least {key + 1}", None
            return f"no key {key!r}", f"the key {key!r}", None
        case "extra_forbidden":
            valid = _keys(schema, place[:-1])
            return f"the unknown key {shown(place[-1])}", one_of(valid, 30), nearest(place[-1], valid)
        case "literal_error":
            valid = tuple(re.findall("'([^']*)'", context["expected"]))
            return shown(given), one_of(valid), nearest(given, valid)
        case "model_type":
            return shown(given), f"keys with values: {', '.join(_keys(schema, place))}", None
        case "string_pattern_mismatch" if context["pattern"] == ID_PATTERN:
            slug = re.sub("[^a-z0-9]+", "-", given.lower()).lstrip("-0123456789").rstrip("-")
            return shown(given), "an id: lower-case letters, digits and hyphens, a letter first", slug or None
    return shown(given), EXPECTED[kind](context) if kind in EXPECTED else detail["msg"], None


def _keys(annotation: Any, place: KeyPath) -> tuple[str, ...]:
    """Return the keys that the schema knows at a place below an annotation."""
    while get_origin(annotation) not in {None, dict, tuple}:
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        annotation = inner[0] if inner else None
    if get_origin(annotation) is not None:
        item = get_args(annotation)[1 if get_origin(annotation) is dict else 0]
        return _keys(item, place[1:]) if place else ()
    fields = annotation.model_fields if isinstance(annotation, type) and issubclass(annotation, Frozen) else {}
    if not place:
        return tuple(field.alias or name for name, field in fields.items())
    return _keys(fields[str(place[0])].annotation, place[1:]) if place[0] in fields else ()
