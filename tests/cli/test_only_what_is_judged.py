"""Nothing is said to be carried out, kept or recommended where nobody has judged that."""

from __future__ import annotations

import pytest

from tests.cli.conftest import FEW, called

pytestmark = pytest.mark.usefixtures("remembered")


def test_a_package_is_not_said_to_be_carried_out_where_no_steps_are_judged(small: str) -> None:
    ran = called("proposal", small, *FEW, "--full")
    said = " ".join(ran.out.split())
    assert "If they engage, it is agreed in " in said
    assert "carried out" not in said
    assert "Agreed, then stopped not judged" in said
    assert "Agreed, then broken not judged" in said


def test_one_that_durability_is_judged_of_is_agreed_and_kept() -> None:
    said = " ".join(called("proposal", "camp-david-1978", "--worlds", "120", "--full").out.split())
    assert "If they engage, it is agreed and kept in " in said
    assert "carried out and kept" not in said


def test_what_stands_in_for_the_package_recommended_is_named() -> None:
    policies = called("agreement", "cuba-1962", "--worlds", "60", "--json").json["policies"]
    assert {one["name"] for one in policies if "recommended" in one["name"]} == {
        "Propose what is recommended (here: the package examined)"
    }
