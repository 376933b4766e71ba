"""A model is filled by name, and as strictly as if every field were written out."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pydantic import ValidationError

from detente.case.base import Frozen
from detente.findings.copied import copied


class Report(Frozen):
    id: str
    share: float
    double: float


@dataclass(frozen=True)
class Found:
    id: str
    share: float
    rest: int = 0

    @property
    def double(self) -> float:
        return 2 * self.share


def test_fields_and_properties_are_copied_by_name() -> None:
    assert copied(Report, Found("a", 0.25)) == Report(id="a", share=0.25, double=0.5)


def test_what_is_given_goes_before_what_the_source_has() -> None:
    assert copied(Report, Found("a", 0.25), id="b", double=0.0) == Report(id="b", share=0.25, double=0.0)


def test_a_field_that_nobody_has_is_an_error() -> None:
    with pytest.raises(AttributeError, match="share"):
        copied(Report, object(), id="a", double=0.0)


def test_what_is_no_field_is_an_error() -> None:
    with pytest.raises(ValidationError, match="rest"):
        copied(Report, Found("a", 0.25), rest=1)


def test_nothing_is_converted() -> None:
    with pytest.raises(ValidationError, match="share"):
        copied(Report, Found("a", 0.25), share="0.25")
