"""What is said of boxes and of two runs: sentences, tables and the curve."""

from __future__ import annotations

import numpy as np

from detente.brief.comparison_page import comparison_page
from detente.brief.exploration_page import overview, page_of
from detente.brief.failing_section import NEVER, box_curve, failing
from detente.case.model import Case
from detente.findings import Lines, Table
from detente.outcomes.box_reports import box_report, box_sentences
from detente.outcomes.compared_runs import compared_runs
from detente.outcomes.exploration import explored
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds


def torn(low: float = 0) -> Outcomes:
    """Return the outcomes of a case in which two may agree on one package."""
    issue = {"name": "Land", "movers": ["a", "b"], "options": {"none": "None", "some": "Some"}}
    said = {
        "title": "Two who may agree",
        "date": "2021-08-31",
        "parties": {"a": "Ann", "b": "Bob"},
        "issues": {"land": issue},
        "positions": {"a": {"land": {"some": [low, 10]}}, "b": {"land": {"some": [0, 10]}}},
        "reservation": {"a": 4, "b": 5},
    }
    return run(Worlds(Case.model_validate(said), size=400, seed=1), only=["agreement"])


def test_an_outcome_is_told_with_its_drivers_boxes_and_curve() -> None:
    outcomes = torn()
    name = "agreement.any"
    holds, trace = outcomes.table.column(name).values.astype(bool), outcomes.headlines[name].trace
    one = explored(outcomes, name, outcomes.headlines[name].says, holds, trace)
    moving, fails, succeeds = page_of(outcomes.case, one).sections
    assert moving.answer[0].startswith("Most of all what “Land” is worth to Bob: it holds in 0")
    assert fails.answer[0].startswith("It fails mostly where what “Some (Land)” is worth to Ann is below ")
    assert fails.answer[1].startswith(
        "Of the rest, it fails more often where what “Some (Land)” is worth to Bob is below "
    )
    assert "(coverage)" in succeeds.answer[0]
    curve = succeeds.figures[0]
    assert isinstance(curve, Lines)
    ((*_, last),) = (line.at for line in curve.lines)
    assert last[0] == 1.0
    assert last[1] > float(one.share)  # of boxes that cover all, the densest
    assert all(b[0] - a[0] >= 0.039 for a, b in zip(curve.lines[0].at, curve.lines[0].at[1:], strict=False))
    (table,) = overview(outcomes.case, [one]).sections[0].figures
    assert isinstance(table, Table)
    assert table.rows[0][3].startswith("fails where what")


def test_a_box_that_is_drawn_too_close_is_told_so() -> None:
    outcomes = torn()
    one = explored(outcomes, "x", "x", np.arange(400) % 2 == 0, outcomes.case.judgements)
    assert box_sentences([box_report(box) for box in one.fails], "it fails", NEVER) == (NEVER,)
    holds = outcomes.table.column("agreement.any").values.astype(bool)
    (box,) = explored(outcomes, "x", "x", holds, outcomes.case.judgements).holds
    close = box_report(box).model_copy(update={"elsewhere": 0.5})
    assert box_sentences([close], "it holds", NEVER)[1].startswith(
        "Tried on worlds that had no part in finding it, such a box holds 50"
    )
    assert box_curve(close, "Curve").marks == ((close.coverage, "1"),)


def test_nothing_is_said_of_when_it_fails_where_nothing_is_asked_at_once() -> None:
    assert failing(torn()) == ()


def test_two_runs_are_told_side_by_side() -> None:
    one, other = torn(), torn(low=3)
    page = comparison_page(one, other, compared_runs(one, other), ("first", "second"))
    assert page.lead.startswith("They differ in 1 judgement. 2 headlines of 2 move beyond chance; most, whether ")
    file, moved, package = page.sections
    (judgements,) = file.figures
    assert judgements.rows == (
        (
            "What “Some (Land)” is worth to Ann (positions/a/land/some)",
            "0 to 10 points a year",
            "3 to 10 points a year",
        ),
    )
    (headlines,) = moved.figures
    assert isinstance(headlines, Table)
    assert [row[4] for row in headlines.rows] == ["yes", "yes"]
    assert package.figures[0].rows == (("Land", "Some", "Some"),)
