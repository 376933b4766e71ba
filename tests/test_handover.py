"""What is handed to other processes again and again."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from detente.case.bundled import locate
from detente.case.read import read
from detente.chapters.agreement.analyse import plan_of
from detente.handover import HandedOver

T = TypeVar("T")


@dataclass(frozen=True)
class Sum(HandedOver):
    """Numbers, and their sum."""

    numbers: tuple[int, ...]

    @cached_property
    def total(self) -> int:
        """The sum."""
        return sum(self.numbers)


def handed(thing: T) -> T:
    """Return what another process has in its hands."""
    found: T = pickle.loads(pickle.dumps(thing))
    return found


def test_is_unpacked_once() -> None:
    one = Sum((1, 2))
    assert handed(one) is handed(one) is handed(Sum((1, 2)))
    assert handed(one) == one
    assert handed(replace(one, numbers=(3,))) == Sum((3,))


def test_what_was_worked_out_stays_behind() -> None:
    one = Sum((4, 5))
    assert one.total == 9
    other = handed(one)
    assert "total" not in other.__dict__
    assert other.total == 9


def test_cases_arrive_whole() -> None:
    case = read(locate("orange"), {})
    other = handed(case)
    assert other == case
    assert other is not case
    assert other.digest == case.digest
    assert other.model_fields_set == case.model_fields_set
    changed = case.model_copy(update={"title": "Another"})
    assert handed(changed).title == "Another"


def test_what_shares_a_case_shares_it_there_too() -> None:
    plan = plan_of(read(locate("orange"), {}))
    one, other = handed(plan), handed(replace(plan, full=False))
    assert one is not other
    assert one.packages is other.packages
    assert one.case is handed(plan.case)
