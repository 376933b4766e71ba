"""`--for` changes the advice and not the facts: what does not depend on who is advised is the same to the last byte."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from detente.brief.compose import Brief, compose
from detente.case.bundled import CASES
from detente.case.inquiry import Inquiry
from detente.case.skeleton import create
from detente.chapters import skeletons
from detente.outcomes.opening import draw, read
from detente.outcomes.run import Outcomes, run

WORLDS = 40
ROLES = {"recommended", "proposed", "best-for", "fairest", "most-attainable"}  # packages that are chosen for somebody
ADVICE = ("approach.", "urgency.waiting_pays[", "proposal.worth[")  # columns of what the side advised should do


@cache
def seen_by(folder: Path, party: str) -> Outcomes:
    return run(draw(read(folder), Inquiry(worlds=WORLDS, advises=party)))


@pytest.fixture(scope="module")
def strait(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strait") / "strait"
    create(folder, skeletons(("reading", "stability", "roadmap", "proposal", "approach")))
    (folder / "proposal.yaml").unlink()  # which judges engagement for whoever is advised
    return folder


def facts(outcomes: Outcomes) -> dict[str, bytes]:
    """Return the columns that are no advice and speak of no package that was chosen for somebody."""
    return {
        column.name: column.values.tobytes()
        for column in outcomes.table.columns
        if not column.name.startswith(ADVICE) and not ROLES & set(column.name.partition("[")[2].rstrip("]").split(","))
    }


def slots(brief: Brief) -> dict[str, str]:
    return {slot.name: " ".join([*slot.says, *slot.actions]) for slot in brief.one.slots}


def test_the_facts_of_sinai_are_the_same_for_everybody() -> None:
    first, other = (facts(seen_by(CASES / "sinai-1974-75", party)) for party in ("egypt", "mediator"))
    assert len(first) > 100
    assert other == first


def test_the_facts_of_a_case_with_letters_are_the_same_for_everybody(strait: Path) -> None:
    first, *rest = (facts(seen_by(strait, party)) for party in ("a", "b", "mediator"))
    assert len(first) > 40
    for other in rest:
        assert other == first


def test_page_one_and_the_letter_follow_the_side(strait: Path) -> None:
    a, b = (compose(seen_by(strait, party), "./strait") for party in "ab")
    assert "side advised: Country A" in a.seen
    assert "side advised: Country B" in b.seen
    assert "Write to Country B" in slots(a)["first"]
    assert "Write to Country B" not in slots(b)["first"]
    assert slots(a)["recommendation"] != slots(b)["recommendation"]


def test_who_is_advised_does_not_wait_for_its_own_answer(strait: Path) -> None:
    """What Country B will do is doubtful to Country A, and not to Country B."""
    a, b = (slots(compose(seen_by(strait, party), "./strait")) for party in "ab")
    assert "Their silence suggests they engage" in a["recommendation"]
    assert "Whether they engage is not judged" in b["recommendation"]
    assert a["would-change"] != b["would-change"]
    assert b["would-change"] == "Not known: only the side advised itself is read."
