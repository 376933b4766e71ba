"""Charts drawn ahead are the charts drawn on the spot, and each is drawn once."""

from __future__ import annotations

import os
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from detente.brief.drawing_engine import FONTS, engine
from detente.brief.drawings import Drawer, charts, draw
from detente.findings import Bar, Bars, Table

TWO = (Bar("one", (("yes", 0.25),), "25 %"), Bar("two", (("yes", 0.5),), "50 %"))
BARS = Bars("Title", "What it says.", "share of worlds", TWO)
EMPTY = Bars("Title", "What it says.", "share of worlds", ())
TABLE = Table("Title", "What it says.", ("a",), (("b",),))


class Counting(Executor):
    """Notes what it is given to do, and does it at once."""

    def __init__(self) -> None:
        self.given: list[tuple[Any, ...]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it."""
        self.given.append((fn, *args))
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def test_only_charts_with_something_on_them_are_drawn() -> None:
    assert charts([None, TABLE, EMPTY, BARS]) == [BARS]


def test_a_chart_drawn_ahead_is_the_one_drawn_on_the_spot() -> None:
    with ThreadPoolExecutor(1) as pool:
        drawer = Drawer(pool)
        drawer.ahead([BARS])
        assert drawer(BARS) == draw(BARS)


def test_a_chart_that_stands_twice_on_the_page_is_drawn_once() -> None:
    pool = Counting()
    drawer = Drawer(pool)
    drawer.ahead([BARS, None, TABLE])
    drawer.ahead([BARS, EMPTY])
    assert [given[1:] for given in pool.given] == [(BARS,)]
    assert drawer(BARS) is drawer(BARS)


def test_a_chart_that_nobody_announced_is_drawn_when_asked_for() -> None:
    pool = Counting()
    assert Drawer(pool)(BARS) == draw(BARS)
    assert [given[1:] for given in pool.given] == [(BARS,)]


@pytest.mark.parametrize("before", [None, "fonts.conf"])
def test_texts_are_measured_by_fonts_of_the_engine_and_the_users_choice_stays(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine looks for fonts once, where there are none: it would open those of this machine for each letter."""
    monkeypatch.delenv(FONTS, raising=False)
    if before is not None:
        monkeypatch.setenv(FONTS, before)
    seen = []
    monkeypatch.setattr("vl_convert.vegalite_to_svg", lambda _: seen.append(os.environ[FONTS]))
    engine.__wrapped__()
    assert [Path(path).read_text(encoding="utf-8").count("<dir>") for path in seen] == [1]
    assert os.environ.get(FONTS) == before
