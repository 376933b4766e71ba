"""Who works out first looks: one process, and a second one as soon as several wait, which says the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest

from detente.case.bundled import CASES
from detente.case.inquiry import Inquiry
from detente.web import asked_work, first_looks, judged_in_advance
from detente.web.answer_desk import stamped
from detente.web.asked_work import LastingPool
from detente.web.first_looks import Glance, glance
from detente.web.look_queue import LookQueue
from detente.web.questions_asked import CaseQuestion

WRITTEN = Inquiry(worlds=40, seed=1)
QUESTION = CaseQuestion(str(CASES / "orange"), stamped(CASES / "orange"), WRITTEN.model_dump_json())


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[LastingPool, LastingPool]]:
    """Two who work."""
    monkeypatch.setattr(asked_work, "workers", ThreadPoolExecutor)
    with LastingPool(1) as first, LastingPool(1) as second:
        yield first, second


@pytest.fixture
def asked() -> Iterator[str]:
    """A question of a change, to processes that know nothing of it."""
    yield WRITTEN.model_copy(update={"changed": {"positions/bea/peel/bea": {"low": -3, "high": 2}}}).model_dump_json()
    first_looks._seen.cache_clear()
    judged_in_advance._HELD.clear()


def soon(holds: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = monotonic() + 30
    while not holds():
        assert monotonic() < end
        sleep(0.01)


def test_nobody_is_asked_to_help_where_nobody_waits(pools: tuple[LastingPool, LastingPool], asked: str) -> None:
    queue = LookQueue(*pools)
    for _ in range(3):
        pool = queue.next_for(QUESTION)
        assert pool is pools[0]
        pool.submit(glance, QUESTION, QUESTION.asked, asked).result(60)
        soon(lambda: pools[0].waiting == 0)
    assert pools[1].waiting == 0
    assert QUESTION not in judged_in_advance._HELD


def test_where_looks_wait_a_second_process_helps_and_says_the_same(
    pools: tuple[LastingPool, LastingPool], asked: str
) -> None:
    (first, second), queue = pools, LookQueue(*pools)
    one = glance(QUESTION, QUESTION.asked, asked)
    first_looks._seen.cache_clear()
    gate = threading.Event()
    busy = first.submit(gate.wait, 30)
    assert queue.next_for(QUESTION) is first, "the second has nothing to go by yet"
    gate.set()
    busy.result(30)
    soon(lambda: QUESTION in judged_in_advance._HELD and second.waiting == 0)
    assert queue.next_for(QUESTION) is first, "nobody waits now"
    gate.clear()
    busy = first.submit(gate.wait, 30)
    soon(lambda: queue.next_for(QUESTION) is second)
    assert second.submit(glance, QUESTION, QUESTION.asked, asked).result(60) == one
    assert isinstance(one, Glance)
    assert one.now
    gate.set()


def test_where_nothing_is_recommended_nothing_is_handed_over(
    pools: tuple[LastingPool, LastingPool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judged_in_advance, "recommended_for", lambda written: None)
    (first, second), queue = pools, LookQueue(*pools)
    gate = threading.Event()
    busy = first.submit(gate.wait, 30)
    assert queue.next_for(QUESTION) is first
    gate.set()
    busy.result(30)
    soon(lambda: first.waiting == 0)
    gate.clear()
    first.submit(gate.wait, 30)
    assert queue.next_for(QUESTION) is first
    assert second.waiting == 0
    gate.set()
