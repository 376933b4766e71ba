"""When another process is told of requests that chapters will make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from detente import chapters
from detente.case.model import Case
from detente.outcomes.table import InputsWritten
from detente.outcomes.work_ahead import WorkAhead
from detente.worlds import RunEntry, Worlds


def test_it_is_told_once_it_is_known_which_worlds_chapters_see_and_when_it_has_time(
    cases: Mapping[str, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, bool]] = []

    def meanwhile(_: Worlds, entries: Iterable[RunEntry[object]], at_once: bool = True) -> None:
        told.extend((type(entry).__name__, at_once) for entry in entries)

    monkeypatch.setattr(Worlds, "meanwhile", meanwhile)
    worlds = Worlds(cases["korea-2021"], size=300, seed=1)
    order = list(chapters.running([one.name for one in chapters.CHAPTERS]))
    names = [one.name for one in order]
    ahead = WorkAhead(worlds, order, whole=True)
    ahead.tell(worlds, order)
    assert not told  # it weighs evidence first
    ahead.tell(worlds, order[1:])
    assert told == [("WhateverElse", False)]  # of contact, which runs before the choice of a package
    ahead.tell(worlds, order[2:])
    assert len(told) == 1
    ahead.tell(worlds, order[names.index("proposal") + 1 :])
    rest = [("RecordShows", True), ("PlansOfHours", True), ("PackagesJudgedLater", True)]
    assert told[1:] == [*rest, *(("InputsWritten", True) for _ in InputsWritten.all(300))]
    ahead.tell(worlds, [])
    assert len(told) == 6


def test_modules_that_running_a_chapter_loads_exist() -> None:
    from importlib.util import find_spec

    assert all(find_spec(name) is not None for one in chapters.CHAPTERS for name in one.modules())
