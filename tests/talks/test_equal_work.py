"""Timing: what is done with a secret takes the same steps, whatever the secret is. Steps are counted, not the time."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, combinations
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from detente.talks.help.proposed_texts import book_of
from detente.talks.help.sealed_positions import sealed
from detente.talks.help.stated_positions import positions_of
from detente.talks.rules.sealed_marks import marked
from detente.talks.seats.sealing import ALIKE, LENGTH, opened_bytes, readers, seal
from tests.sharing import bundled_case
from tests.talks.about_case import SINAI, sinai_talks
from tests.web.talks_service.served import ServedTalks, seated_talks

ASKED = ("/seat", "/entries", "/tracks", "/waiting", "/boxes/us", "/boxes/kp", "/boxes/kp+mediator", "/drafts/letter")


def calls(task: Callable[[], object]) -> Counter[str]:
    """Count the functions that a task calls, ours and those of the interpreter."""
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, called: Any) -> None:
        if event == "call":
            found[frame.f_code.co_qualname] += 1
        elif event == "c_call":
            found[called.__qualname__] += 1

    sys.setprofile(note)
    try:
        task()
    finally:
        sys.setprofile(None)
    return found


def test_marks_take_the_same_steps_and_the_same_room_whichever_they_are() -> None:
    talks = sinai_talks()
    to = readers(book_of(talks.record).roster, ["hk"])
    candidates = [*range(20, 27)]
    some = chain.from_iterable(combinations(candidates, size) for size in (0, 1, 3, 7))

    def work(accepts: set[int]) -> Counter[str]:
        return calls(lambda: seal("marks", marked(9, "egypt", candidates, accepts)[1], to, ALIKE))

    work(set())  # what is done once is done
    assert len({frozenset(work({*accepts}).items()) for accepts in some}) == 1
    told = [len(str(marked(9, "egypt", candidates, accepts)[1])) for accepts in (set(), {*candidates})]
    assert told[0] == told[1] < ALIKE[0] - LENGTH.size


def test_positions_take_the_same_steps_whatever_they_say() -> None:
    talks, stated = sinai_talks(), positions_of(bundled_case(SINAI), "egypt")

    def work(points: float) -> Counter[str]:
        told = {issue: dict.fromkeys(row, points) for issue, row in stated.points.items()}
        return calls(lambda: sealed(talks.record, replace(stated, points=told, reservation=points), ["hk"]))

    work(0.0)
    assert work(0.0) == work(-7.25) == work(123.125)


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[ServedTalks]:
    with seated_talks(str(tmp_path / "t.talks"), tmp_path) as found:
        yield found


def test_others_are_served_by_the_same_steps_whatever_is_in_a_caucus(
    talks: ServedTalks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No question to the state of the service, and nothing unsealed, more or less than before there was anything."""
    steps: list[tuple[object, ...]] = []

    def noting(work: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: Any) -> Any:
            steps.append((work.__name__, *given))
            return work(*given)

        return noted

    state = talks.app.state.parts.state
    monkeypatch.setattr(state, "_rows", noting(state._rows))
    monkeypatch.setattr("detente.web.talks_service.private_posts.opened_bytes", noting(opened_bytes))

    def asked() -> list[tuple[object, ...]]:
        steps.clear()
        for seat in ("kp", "kr", "un"):
            for path in ASKED:
                talks.ask(seat, "GET", path)
        return [*steps]

    assert talks.ask("kp", "POST", "/boxes/kp", json={"text": "Let us wait."}).status_code == 201
    before = asked()
    assert {one[0] for one in before} == {"_rows", "opened_bytes"}
    for box in ("us", "us+mediator"):
        for text in ("x", "our least is a moratorium" * 60):
            assert talks.ask("us", "POST", f"/boxes/{box}", json={"text": text}).status_code == 201
    talks.ask("us", "PUT", "/drafts/letter", json={"fields": {"text": "a"}})
    assert asked() == before
