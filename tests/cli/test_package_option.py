"""`--package`: packages that somebody wants to see beside those of the case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from detente.case.bundled import locate
from detente.case.read import read
from detente.chapters import schemas
from tests.cli.conftest import FEW, SMALL, called, written

pytestmark = pytest.mark.usefixtures("remembered")
CASE = SMALL.replace(
    "issues:\n",
    "issues:\n  sea: {name: Sea, movers: [a], options: {closed: Closed, half: Half open, open: Open}}\n",
).replace("{land: {", "{sea: {half: [0, 1], open: [1, 2]}, land: {")
CASE += """\
packages: {both: {name: Both of them, options: {land: some, sea: open}}}
rules: {no-more: {never: {land: all, sea: open}}}
"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    return written(tmp_path / "two-issues", CASE)


def named(case: str, *asked: str) -> list[dict[str, Any]]:
    """Return the packages that the document names."""
    options = [word for text in asked for word in ("--package", text)]
    ran = called("agreement", case, *FEW, "--json", *options)
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, Any]] = ran.json["named"]
    return found


def test_without_it_the_packages_are_those_of_the_case(case: str) -> None:
    assert [(p["id"], p["options"]) for p in named(case)] == [("both", {"land": "some", "sea": "open"})]


def test_a_package_by_issues_and_options_is_added(case: str, published: Mapping[str, Any]) -> None:
    own, asked = named(case, "land=all,sea=half")
    assert own["id"] == "both"
    assert asked["options"] == {"land": "all", "sea": "half"}
    assert asked["name"] == "Half open; All"
    assert 0 <= asked["share"] <= 1
    ran = called("agreement", case, *FEW, "--json", "--package", "land=all,sea=half")
    Draft202012Validator(published["agreement"]).validate(ran.json)


def test_issues_not_named_and_those_at_the_status_quo_stay_as_they_are(case: str) -> None:
    for text in ("sea=half", "sea=half,land=none", " sea = half , land = none "):
        assert named(case, text)[1]["options"] == {"sea": "half"}


def test_several_are_each_added_once(case: str) -> None:
    asked = named(case, "sea=half", "land=all", "sea=half", "land=none,sea=half")
    assert [p["options"] for p in asked[1:]] == [{"sea": "half"}, {"land": "all"}]
    assert len({p["id"] for p in asked}) == 3


@pytest.mark.parametrize("text", ["both", "land=some,sea=open", "sea=open,land=some"])
def test_a_package_of_the_case_is_not_shown_twice(case: str, text: str) -> None:
    assert named(case, text) == named(case)


def test_it_changes_no_other_number(case: str) -> None:
    plain, asked = (
        called("agreement", case, *FEW, "--json", *more).json for more in ((), ("--package", "land=all,sea=half"))
    )
    for key in ("any", "blind", "recommended", "solutions", "asks", "robust", "dependence"):
        assert plain[key] == asked[key], key


def test_the_digest_is_that_of_the_case(case: str) -> None:
    digest = read(locate(case), schemas()).digest
    for command in ("agreement", "brief"):
        ran = called(command, case, *FEW, "--json", "--package", "land=all", *(["--no-open"] * (command == "brief")))
        assert (ran.code, ran.err) == (0, "")
        assert ran.json["meta"]["case_digest"] == digest


def test_the_brief_shows_it_side_by_side(case: str) -> None:
    ran = called("brief", case, *FEW, "--no-open", "--out", "out", "--package", "land=all,sea=half")
    assert (ran.code, ran.err) == (0, "")
    page = Path("out/brief.html").read_text(encoding="utf-8")
    table = page.split("Side by side")[1].split("</table>")[0]
    assert "Half open; All" in table
    assert "Both of them" in table


def test_one_that_is_never_attainable_is_shown_all_the_same() -> None:
    """However many packages the case names itself."""
    ran = called("agreement", "korea-2021", *FEW, "--package", "forward-forces=pull-back", "--full")
    assert (ran.code, ran.err) == (0, "")
    assert "Substantial pull-back" in ran.out.split("Side by side")[1].split("What would be efficient")[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bth", ("'bth'", "a package of the case, or issue=option", "did you mean 'both'?")),
        ("lnad=some", ("'lnad'", "an issue", "did you mean 'land'?")),
        ("land=sme", ("'sme'", "an option of land", "did you mean 'some'?")),
        ("land=some,sea", ("'sea'", "issue=option")),
        ("land=some,,sea=open", ("''", "issue=option")),
        ("", ("''", "issue=option")),
        ("land=some,land=all", ("'land=some,land=all'", "one option of land")),
        ("land=none", ("'land=none'", "something that changes")),
        ("land=none,sea=closed", ("something that changes",)),
        ("land=all,sea=open", ("'land=all,sea=open'", "the rules of the case allow")),
    ],
)
@pytest.mark.parametrize("command", ["agreement", "brief"])
def test_what_is_wrong_is_told_with_the_nearest(command: str, case: str, text: str, told: tuple[str, ...]) -> None:
    ran = called(command, case, *FEW, "--package", text)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--package: found ")
    assert "Traceback" not in ran.err
    for part in told:
        assert part in ran.err, ran.err
