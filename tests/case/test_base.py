from __future__ import annotations

from functools import cached_property

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from detente.case.base import Frozen, refuse
from detente.case.field_docs import Documented, field_docs


class Sum(Frozen):
    """Two numbers."""

    a: int
    """The one."""
    b: int = 0
    """The other."""

    @cached_property
    def total(self) -> int:
        return self.a + self.b


def test_a_part_cannot_be_changed() -> None:
    part = Sum(a=1)
    with pytest.raises(ValidationError, match="frozen"):
        part.a = 2  # type: ignore[misc]
    assert hash(part) == hash(Sum(a=1))


def test_unknown_keys_and_loose_types_are_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Sum.model_validate({"a": 1, "c": 2})
    with pytest.raises(ValidationError, match="valid integer"):
        Sum.model_validate({"a": "1"})


def test_a_changed_copy_computes_anew() -> None:
    part = Sum(a=1)
    assert part.total == 1
    changed = part.model_copy(update={"b": 5})
    assert (changed.total, part.total) == (6, 1)


def test_fields_are_described_by_the_sentence_below_them() -> None:
    assert field_docs(Sum) == {"a": "The one.", "b": "The other."}
    assert Sum.model_json_schema(schema_generator=Documented)["properties"]["b"]["description"] == "The other."


def test_refusal_says_what_and_where() -> None:
    with pytest.raises(PydanticCustomError, match="found this; expected that") as refused:
        refuse("this", "that", "those", at=("a", 1))
    assert refused.value.context == {"found": "this", "expected": "that", "nearest": "those", "at": ("a", 1)}
