"""Chapters that another process works out meanwhile have the result that they have here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import replace
from pickle import dumps, loads
from typing import Any

import pytest

from detente import chapters
from detente.case.model import Case
from detente.chapters.contract import Upstream
from detente.outcomes.meanwhile import Meanwhile
from detente.worlds import Worlds

FIRST, LATER = chapters.chapter("contact"), chapters.chapter("precedent")


class Elsewhere(Executor):
    """Does what it is given at once, on copies, as another process would."""

    def __init__(self, fails: bool = False) -> None:
        """Do it, or fail."""
        self.fails, self.given = fails, 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Do it."""
        done: Future[Any] = Future()
        done.set_running_or_notify_cancel()
        self.given += 1
        if self.fails:
            done.set_exception(ZeroDivisionError("there"))
        else:
            done.set_result(loads(dumps(work(*loads(dumps(args))))))
        return done


@pytest.fixture
def worlds(cases: Mapping[str, Case]) -> Worlds:
    """Some worlds of a case that has both chapters."""
    return Worlds(cases["korea-2021"], 40, 1)


@pytest.mark.parametrize("fails", [False, True])
def test_what_another_process_finds_is_what_is_found_here(worlds: Worlds, fails: bool) -> None:
    elsewhere, meanwhile = Elsewhere(fails), Meanwhile()
    shared = replace(worlds, helpers=elsewhere)
    first: Any = meanwhile.analysed(FIRST, [LATER], shared, Upstream())
    found: Any = meanwhile.analysed(LATER, [], shared, Upstream())
    here: Any = LATER.analyse(worlds, Upstream())
    assert elsewhere.given == 1
    assert found.worlds is first.worlds is shared
    assert LATER.report(found) == LATER.report(here)


def test_nothing_is_handed_over_by_a_chapter_that_looks_at_others(worlds: Worlds) -> None:
    elsewhere = Elsewhere()
    Meanwhile().analysed(chapters.chapter("reading"), [LATER], replace(worlds, helpers=elsewhere), Upstream())
    assert elsewhere.given == 0


def test_what_was_found_in_other_worlds_is_not_taken(worlds: Worlds) -> None:
    meanwhile, shared = Meanwhile(), replace(worlds, helpers=Elsewhere())
    meanwhile.analysed(FIRST, [LATER], shared, Upstream())
    other = replace(shared, seed=2)
    found: Any = meanwhile.analysed(LATER, [], other, Upstream())
    assert found.worlds is other
