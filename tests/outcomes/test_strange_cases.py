"""Cases at the edge of what can be said run through every chapter; warnings of NumPy are errors in all tests."""

from __future__ import annotations

import random

import numpy as np
import pytest

from detente.case.inquiry import Inquiry
from detente.case.judgements import parse
from detente.case.model import Case
from detente.case.schema import Issue, Position, Reservation
from detente.chapters import CHAPTERS
from detente.chapters.reading.schema import ReadingFile
from detente.outcomes.overturn import STEPS, hat
from detente.outcomes.run import run
from detente.outcomes.table import OutcomeTable
from detente.worlds import Worlds
from tests.chapters.roadmap import made

KINDS = ("plain", "one cares for nothing", "nobody cares", "nothing is attainable", "one is advised")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(5))
def test_it_runs_and_makes_its_pages(kind: str, seed: int) -> None:
    case = strange(kind, seed)
    outcomes = run(Worlds(case, 30, seed))
    for chapter in CHAPTERS:
        if chapter.name in outcomes.reports:
            chapter.page(case, outcomes.reports[chapter.name], Inquiry())


@pytest.mark.parametrize("seed", range(2))
def test_one_world_is_enough(seed: int) -> None:
    """No curve can be laid through one world: it is the mean of what there is."""
    case = strange("plain", seed)
    outcomes = run(Worlds(case, 1, seed))
    assert {chapter.name for chapter in CHAPTERS if chapter.name in outcomes.reports} >= {"agreement", "proposal"}
    assert not any(outcomes.switches.values())
    assert outcomes.overturns == ()
    assert hat(np.array([0.3]), np.ones(1)).ravel().tolist() == pytest.approx([1.0] * len(STEPS))


@pytest.mark.parametrize("seed", range(3))
def test_an_issue_with_one_option_changes_no_answer(seed: int) -> None:
    """There is nothing to agree on it, wherever it stands among the others."""
    case = strange("plain", seed)
    flag = Issue.model_validate({"name": "Flag", "movers": case.principals[:1], "options": {"kept": "Kept"}})
    before, after = ({"flag": flag, **case.issues}, {**case.issues, "flag": flag})
    plain, *others = (
        run(Worlds(case.model_copy(update={"issues": issues}), 30, seed)) for issues in (case.issues, before, after)
    )
    for other in others:
        assert other.reports.keys() == plain.reports.keys()
        said = OutcomeTable(tuple(c for c in other.table.columns if "[flag," not in c.name))
        assert [*said.csv()] == [*plain.table.csv()]


def strange(kind: str, seed: int) -> Case:
    """Return a random case with hypotheses, changed as its kind says."""
    case, nothing = with_reading(made.anything(seed)), Reservation(yearly=parse(0))
    one = random.Random(seed).choice(case.principals)
    who = {"one cares for nothing": (one,), "nobody cares": case.principals}.get(kind, ())
    positions = {p: _worthless(issues) if p in who else issues for p, issues in case.positions.items()}
    reservation = {p: nothing if p in who else held for p, held in case.reservation.items()}
    if kind == "nothing is attainable":
        reservation = {p: Reservation(yearly=parse(99)) for p in reservation}
    return case.model_copy(
        update={
            "positions": positions,
            "reservation": reservation,
            "linkages": {name: link for name, link in case.linkages.items() if link.party not in who},
            "advises": one if kind == "one is advised" else None,
        }
    )


def _worthless(issues: dict[str, dict[str, Position]]) -> dict[str, dict[str, Position]]:
    none = {"yearly": parse(0), "once": None, "when": ()}
    return {i: {o: body.model_copy(update=none) for o, body in options.items()} for i, options in issues.items()}


def with_reading(case: Case) -> Case:
    """Return the case with its hypotheses as `reading.yaml` has them."""
    if "reading" not in case.parts:
        return case
    named = case.parts["reading"].hypotheses
    said = {h: {"name": h, "prior": body.prior, "all_of": tuple(body.all_of)} for h, body in named.items()}
    part = ReadingFile.model_validate({"hypotheses": said, "rest": {"name": "rest"}})
    return case.model_copy(update={"parts": {**case.parts, "reading": part}})
