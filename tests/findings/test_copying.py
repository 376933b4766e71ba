"""Reports are filled by name, and strictly."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pytest
from pydantic import ValidationError

from detente.case.base import Frozen
from detente.findings.copying import copied


@dataclass(frozen=True)
class Found:
    """A result."""

    share: float = 0.5
    parties: tuple[str, ...] = ("ann", "bea")
    by_party: Any = field(default_factory=lambda: MappingProxyType({"ann": MappingProxyType({"peel": (1.0, 2.0)})}))
    hidden: str = "not part of the report"

    @property
    def twice(self) -> float:
        """A number that is worked out by the result itself."""
        return 2 * self.share


class FoundReport(Frozen):
    """Its report."""

    share: float
    """A number."""
    twice: float
    """Another."""
    parties: list[str]
    """A list."""
    by_party: dict[str, dict[str, list[float]]]
    """A nested mapping."""
    name: str
    """What the result does not have."""


def test_fields_are_copied_by_name() -> None:
    assert copied(FoundReport, Found(), name="orange").model_dump() == {
        "share": 0.5,
        "twice": 1.0,
        "parties": ["ann", "bea"],
        "by_party": {"ann": {"peel": [1.0, 2.0]}},
        "name": "orange",
    }


def test_what_is_worked_out_goes_first() -> None:
    assert copied(FoundReport, Found(), name="orange", share=0.25).share == 0.25


@pytest.mark.parametrize(
    ("source", "worked_out", "field"),
    [
        (Found(), {}, "name"),
        (Found(), {"name": "orange", "wrong": 1}, "wrong"),
        (Found(share="0.5"), {"name": "orange", "twice": 1.0}, "share"),  # type: ignore[arg-type]
        (Found(by_party=[]), {"name": "orange"}, "by_party"),
    ],
)
def test_nothing_is_filled_in_or_converted(source: Found, worked_out: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        copied(FoundReport, source, **worked_out)
    assert [error["loc"][0] for error in caught.value.errors()] == [field]
