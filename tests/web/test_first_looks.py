"""First sight of a change: what the evidence weighed before is taken over where nothing that it rests on changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.case.bundled import locate
from detente.case.inquiry import Inquiry
from detente.outcomes.opening import draw
from detente.outcomes.run import run
from detente.web import first_looks
from detente.web.answer_desk import stamped
from detente.web.first_looks import worlds_of
from detente.web.judged_in_advance import Recommended
from detente.web.questions_asked import CaseQuestion, opened
from detente.worlds import Worlds

GERD = Path(locate("gerd-2021"))
WRITTEN = Inquiry(worlds=40, seed=3)
QUESTION = CaseQuestion(str(GERD), stamped(GERD), WRITTEN.model_dump_json())


@pytest.fixture(scope="module")
def read() -> Recommended:
    """What the evidence says in a few worlds of the case as it is written."""
    outcomes = run(draw(opened(QUESTION.folder, QUESTION.stamp), WRITTEN), ["reading"])
    return Recommended(outcomes.worlds, "", (), {}, weighed=True, proposes=False)


def changed(path: str, value: Any) -> str:
    return WRITTEN.model_copy(update={"changed": {path: value}}).model_dump_json()


def anew(asked: str) -> Worlds:
    worlds = draw(opened(QUESTION.folder, QUESTION.stamp), Inquiry.model_validate_json(asked))
    return run(worlds, ["reading"]).worlds


def assert_same(one: Worlds, other: Worlds) -> None:
    paths = [*other.case.judgements]
    assert one.evidence is not None
    assert other.evidence is not None
    assert np.array_equal(one.weight(), other.weight())
    assert one.evidence.digest == other.evidence.digest
    assert (one.case.digest, one.inquiry) == (other.case.digest, other.inquiry)
    mine, theirs = one.judged(paths), other.judged(paths)
    assert all(np.array_equal(mine[path], theirs[path]) for path in paths)


def test_evidence_is_not_weighed_again_for_what_it_does_not_rest_on(
    read: Recommended, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = next(path for path in read.worlds.case.stated if path.startswith("reservation/"))
    expected = [anew(asked) for asked in (changed(path, 1.0), changed(path, [0.5, 2.0]))]
    monkeypatch.delattr(first_looks, "run")
    for asked, other in zip((changed(path, 1.0), changed(path, [0.5, 2.0])), expected, strict=True):
        assert_same(worlds_of(QUESTION, read, asked), other)


def test_evidence_is_weighed_again_for_what_it_rests_on(read: Recommended) -> None:
    path = next(path for path in read.worlds.case.stated if path.endswith("/prior"))
    found = worlds_of(QUESTION, read, changed(path, 0.05))
    assert_same(found, anew(changed(path, 0.05)))
    assert not np.array_equal(found.weight(), read.worlds.weight())
