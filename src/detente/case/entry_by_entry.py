"""Validate a file so that a fault in one entry hides none in another: faulty entries are set aside, others kept."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Annotated, Any

from pydantic import ValidationError, create_model
from pydantic_core import ErrorDetails

from detente.case.base import Frozen
from detente.case.explain import explained
from detente.case.faults import Fault, KeyPath, shown
from detente.case.file_tree import Tree

# How many keys lead to what is set aside as one, by section; elsewhere three: the section, an id and a field.
ENTRY = {"positions": 4, "reservation": 2, "red_lines": 4}


@dataclass(frozen=True)
class Sifted:
    """What is left of a file.

    Attributes:
        part: Its sound entries in the shape of the schema, None for a required key that is missing; None where
            nothing can be kept.
        faults: What is wrong with the others.
        lost: Places that were set aside.
    """

    part: Any
    faults: tuple[Fault, ...]
    lost: frozenset[KeyPath]


def sift(schema: type[Frozen], tree: Tree) -> Sifted:
    """Return the sound entries of a file, and what is wrong with the others.

    Args:
        schema: The schema of the file.
        tree: The file as parsed; its own faults are part of the answer.

    Returns:
        The sound entries and all faults. Without faults, `part` is the whole file as the schema has it.
    """
    if not isinstance(tree.value, dict):
        expected = f"keys and values, such as '{next(iter(schema.model_fields), 'key')}: …'"
        whole = () if tree.spoilt else (Fault(tree.file, 1, "", shown(tree.value), expected),)
        return Sifted(None, (*tree.faults, *whole), frozenset({()}))
    lost = set(tree.spoilt)
    part, details = _validated(schema, _without(tree.value, lost))
    around = {place[:end] for place in lost for end in range(len(place) + 1)}
    own = (detail for detail in details if not _follows(detail, tree, around))
    faults = (*tree.faults, *(explained(detail, tree, schema) for detail in own))
    if details:
        lenient = _lenient(schema)
        part, details = _validated(lenient, _without(tree.value, lost))
        while details and () not in (cuts := {_cut(detail, tree, lost) for detail in details}):
            lost |= cuts
            part, details = _validated(lenient, _without(tree.value, lost))
    return Sifted(part, faults, frozenset(lost))


def _validated(schema: type[Frozen], raw: dict[str, Any]) -> tuple[Frozen | None, list[ErrorDetails]]:
    try:
        return schema.model_validate(raw), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


@cache
def _lenient(schema: type[Frozen]) -> type[Frozen]:
    """Return the same schema with no key required, so that setting entries aside comes to an end."""
    optional: dict[str, Any] = {
        name: (Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation, None)
        for name, field in schema.model_fields.items()
        if field.is_required()
    }
    return create_model(schema.__name__, __base__=schema, **optional)


def _cut(detail: ErrorDetails, tree: Tree, lost: Collection[KeyPath]) -> KeyPath:
    """Which place must be set aside for this error? An unknown key alone, else what it belongs to."""
    place = tree.known(detail["loc"])
    place = place if detail["type"] == "extra_forbidden" else place[: ENTRY.get(str(place[0]), 3)] if place else ()
    while place in lost and place:
        place = place[:-1]
    return place


def _follows(detail: ErrorDetails, tree: Tree, around: Collection[KeyPath]) -> bool:
    """Whether something is only amiss because a value at or below this place could not be read."""
    return (detail["loc"] if detail["type"] == "missing" else tree.known(detail["loc"])) in around


def _without(raw: dict[str, Any], lost: Iterable[KeyPath]) -> dict[str, Any]:
    """Return a copy without these places; of a list the whole, since its other items would move."""
    kept = copy.deepcopy(raw)
    for place in lost:
        *around, last = tuple(takewhile(lambda step: isinstance(step, str), place))
        inner: Any = kept
        for step in around:
            inner = inner.get(step) if isinstance(inner, dict) else None
        if isinstance(inner, dict):
            inner.pop(last, None)
    return kept
