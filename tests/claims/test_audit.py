"""What becomes of an argument: verdicts, what decides them beforehand, and claims beside each other."""

from __future__ import annotations

import numpy as np
import pytest

from detente.claims.audit import Audit, audit
from detente.claims.confronted import Exclusion
from detente.claims.decided_forms import FlagKind
from detente.claims.redrawn_weights import REDRAWS
from detente.claims.verdict_words import fate
from detente.outcomes.run import Outcomes


def test_a_claim_of_each_world_is_its_column(judged: Audit, orange: Outcomes) -> None:
    swap = judged.verdicts["swap"]
    assert swap.worldly
    assert swap.judges == ("agreement",)
    assert swap.share is not None
    assert swap.share.value == orange.share("agreement.attainable[swap]")
    assert swap.share.low < swap.share.value < swap.share.high
    columns = {column.name: column for column in judged.columns()}
    assert np.array_equal(
        columns["claims.holds[swap]"].values, orange.table.column("agreement.attainable[swap]").values
    )
    assert columns["claims.holds[swap]"].description == "the claim swap holds"
    assert "claims.holds[some]" not in columns


def test_a_claim_about_all_worlds_has_one_verdict_and_redraws(judged: Audit, orange: Outcomes) -> None:
    some = judged.verdicts["some"]
    assert some.true is True
    assert some.redraws is not None
    assert some.redraws.shape == (REDRAWS,)
    assert some.sure == some.redraws.mean()
    (side,) = some.sides
    assert side.text == "share(agreement.any)"
    assert side.value.value == pytest.approx(orange.share("agreement.any"))
    assert side.value.low <= side.value.value <= side.value.high


def test_redraws_are_as_wide_as_the_interval_of_a_share(judged: Audit, orange: Outcomes) -> None:
    little = judged.verdicts["worth-little"].sides[0].value
    spread = orange.worlds.judged(["positions/ann/flesh/ann"])["positions/ann/flesh/ann"].std()
    assert little.error == pytest.approx(1.645 * spread / np.sqrt(orange.worlds.size), rel=0.15)


@pytest.mark.parametrize(
    ("claim", "kind", "holds"),
    [
        ("more-together", "inclusion", True),
        ("more-narrow", "inclusion", False),
        ("sale", "red-line", False),
        ("dear", "cannot-fail", True),
        ("line", "red-line", None),
        ("own-line", "decision", None),
    ],
)
def test_what_decides_a_claim_beforehand_is_said(judged: Audit, claim: str, kind: FlagKind, holds: bool | None) -> None:
    (flag,) = judged.flags[claim]
    assert (flag.kind, flag.holds) == (kind, holds)


@pytest.mark.parametrize("claim", ["swap", "planting", "some", "dearer", "cheap", "weapons", "taste", "no-swap"])
def test_other_claims_have_no_flag(judged: Audit, claim: str) -> None:
    assert judged.flags[claim] == ()


def test_the_red_line_that_decides_is_named(judged: Audit) -> None:
    assert judged.flags["sale"][0].paths == ("red_lines/bea/pips/sold",)


def test_what_cannot_be_judged_says_why(judged: Audit) -> None:
    assert judged.verdicts["taste"].reason == "No chapter tastes"
    assert str(judged.verdicts["weapons"].reason).startswith("urgency lacks ")
    assert fate(judged.verdicts["weapons"]) == "unjudged"


def test_claims_that_exclude_each_other_are_found(judged: Audit) -> None:
    assert Exclusion("dearer", "cheap", True) in judged.exclusions
    assert Exclusion("swap", "no-swap", True) in judged.exclusions
    drawn = {(pair.one, pair.other) for pair in judged.exclusions if not pair.by_form}
    assert drawn == {("planting", "line"), ("swap", "own-line"), ("planting", "own-line")}


def test_a_claim_is_worth_no_more_than_what_it_rests_on(judged: Audit) -> None:
    planting, some = judged.support["planting"], judged.support["some"]
    assert planting.on == ("swap",)
    assert planting.together is not None
    swap, own = judged.verdicts["swap"].share, judged.verdicts["planting"].share
    assert swap is not None
    assert own is not None
    assert planting.together.value <= min(swap.value, own.value)
    assert some.on == ("planting", "swap")
    assert some.together is None
    assert some.fallen == ("planting",)


def test_rivals_share_out_the_worlds(judged: Audit) -> None:
    first, second = judged.rivals
    assert (first.one, first.other, first.declared) == ("swap", "no-swap", True)
    assert sum(share.value for share in first.shares.values()) == pytest.approx(1)
    assert first.shares["both"].value == first.shares["neither"].value == 0
    assert (second.one, second.other, second.shares) == ("dearer", "worth-little", {})


def test_one_argument_alone_can_be_asked_for(orange: Outcomes) -> None:
    alone = audit(orange, ["claims-halves"])
    assert list(alone.verdicts) == ["no-swap", "worth-little"]
    assert list(alone.arguments) == ["claims-halves"]
    assert alone.rivals == ()


def test_what_moves_a_claim_is_a_driver(judged: Audit) -> None:
    assert [driver.stream for driver in judged.verdicts["dearer"].drivers] == ["positions/ann/flesh"]
    assert judged.verdicts["planting"].drivers[0].stream == "red_lines/bea/pips!"


def test_when_a_claim_fails_is_found_where_it_was_planted(orange: Outcomes) -> None:
    (box,) = audit(orange, ["claims"], when=True).verdicts["dearer"].fails
    (restriction,) = box.restrictions
    assert restriction.path == "positions/ann/flesh/ann"
    assert restriction.high == pytest.approx(4, abs=0.05)
    assert restriction.low is None
    assert box.coverage == pytest.approx(1, abs=0.05)
    assert box.density == pytest.approx(1, abs=0.05)
