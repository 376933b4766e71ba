"""`detente agreement`: the document, what may not change it, and what must."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from detente import __version__
from detente.case.bundled import locate
from detente.case.read import read
from detente.chapters import schemas
from detente.chapters.agreement.report import AgreementReport
from detente.findings.words import percent
from detente.outcomes.run import Outcomes, run
from tests.cli.conftest import FEW, SMALL, Ran, called, started, written
from tests.sharing import FEW_WORLDS, bundled_case

BLOCKS = ("--worlds", "1100")  # more than two blocks, so that there is something to share out


def agreement(*args: str) -> Ran:
    ran = called("agreement", *args)
    assert (ran.code, ran.err) == (0, "")
    return ran


def test_the_document_keeps_its_schema(small: str, published: Mapping[str, Any]) -> None:
    for case in ("orange", small):
        document = agreement(case, *FEW, "--json").json
        Draft202012Validator(published["agreement"]).validate(document)
        assert set(document) == {*AgreementReport.model_fields, "headlines", "meta"}


def test_meta_says_where_it_comes_from() -> None:
    meta = agreement("orange", *FEW, "--seed", "5", "--json").json["meta"]
    assert meta["schema"] == "agreement/2"
    assert meta["version"] == __version__
    assert meta["case"] == "orange"
    assert meta["case_digest"] == bundled_case("orange").digest
    assert (meta["seed"], meta["worlds"], meta["effective_worlds"]) == (5, FEW_WORLDS, FEW_WORLDS)
    assert meta["advises"] is None


def test_meta_warns_of_few_worlds_as_the_brief_does() -> None:
    few = agreement("orange", *FEW, "--json").json["meta"]["warnings"]
    brief = called("brief", "orange", *FEW, "--no-open", "--json").json["meta"]["warnings"]
    assert few == brief
    assert any(str(FEW_WORLDS) in warning for warning in few)
    assert agreement("orange", "--worlds", "600", "--json").json["meta"]["warnings"] == []


def test_headlines_are_shares_with_what_they_turn_on(small: str) -> None:
    document = agreement(small, "--worlds", "600", "--json").json
    judgements = read(locate(small), schemas()).judgements
    assert document["headlines"]
    for name, headline in document["headlines"].items():
        assert name.startswith("agreement.")
        assert 0 <= headline["share"] <= 1
        assert set(headline["trace"]) <= judgements.keys()
        assert [d["eta2"] for d in headline["turns_on"]] == sorted(
            (d["eta2"] for d in headline["turns_on"]), reverse=True
        )
    assert any(headline["turns_on"] for headline in document["headlines"].values())
    assert document["headlines"]["agreement.any"]["share"] == document["any"]


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert agreement("orange", *FEW, "--json").out == agreement("orange", *FEW, "--json").out


def test_another_seed_gives_other_numbers(small: str) -> None:
    one, two = (agreement(small, *FEW, "--seed", seed, "--json").json for seed in "12")
    assert one.pop("meta")["seed"] != two.pop("meta")["seed"]
    assert one != two


def test_threads_give_the_same_bytes() -> None:
    alone = agreement("orange", *BLOCKS, "--jobs", "1", "--json").out
    assert agreement("orange", *BLOCKS, "--jobs", "2", "--json").out == alone
    assert agreement("orange", *BLOCKS, "--json").out == alone


def test_processes_give_the_same_bytes(tmp_path: Path, small: str) -> None:
    """One block, since every pass over the worlds starts its processes anew; sharing out blocks is tried by threads."""
    alone = agreement(small, *FEW, "--jobs", "1", "--json").out
    ran = started("agreement", small, *FEW, "--jobs", "2", "--engine", "processes", "--json", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == alone


def test_for_adds_what_is_best_for_the_party() -> None:
    kinds = {None: {"most-attainable", "fairest"}, "ann": {"most-attainable", "fairest", "best-for"}}
    for party, expected in kinds.items():
        document = agreement("orange", *FEW, "--json", *(["--for", party] if party else [])).json
        assert {r["kind"] for r in document["recommended"]} == expected
        assert document["meta"]["advises"] == party


def test_for_does_not_change_the_digest() -> None:
    digests = {
        agreement("orange", *FEW, "--json", *more).json["meta"]["case_digest"] for more in ([], ["--for", "ann"])
    }
    assert len(digests) == 1


def test_an_unknown_party_is_told_with_the_nearest() -> None:
    ran = called("agreement", "korea-2021", "--for", "dprl")
    assert (ran.code, ran.out) == (2, "")
    assert "'dprl'" in ran.err
    assert "did you mean 'dprk'?" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(("typed", "meant"), [("ornage", "orange"), ("korea", "korea-2021"), ("Orange", "orange")])
def test_an_unknown_case_is_told_with_the_nearest(typed: str, meant: str) -> None:
    ran = called("agreement", typed)
    assert (ran.code, ran.out) == (2, "")
    assert f"did you mean {meant!r}?" in ran.err


def test_a_folder_here_is_pointed_at(small: str) -> None:
    ran = called("agreement", "small")
    assert ran.code == 2
    assert "./small" in ran.err


def test_text_says_what_the_document_says() -> None:
    ran = agreement("orange", *FEW)
    document = agreement("orange", *FEW, "--json").json
    for name in ("Flesh", "Peel", "Ann", "Bea"):
        assert name in ran.out
    assert percent(document["any"]) in ran.out


LACKING = {
    "reservation: {a: 0, b: 0}": ("reservation: {a: 0}", "reservation → b"),
    "  b: {land: {some: [-1, 2], all: [-4, 1]}}\n": ("", "positions → b → land"),
}


@pytest.mark.parametrize("there", LACKING)
def test_what_the_case_lacks_is_named(there: str, tmp_path: Path) -> None:
    instead, named = LACKING[there]
    assert there in SMALL
    ran = called("agreement", written(tmp_path / "half", SMALL.replace(there, instead)))
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
    assert "Traceback" not in ran.err


def test_a_chapter_that_could_not_run_is_told_even_if_others_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chapter may need the result of another one: that one runs, and the one asked for is still missing."""

    def other(*args: Any, **more: Any) -> Outcomes:
        done = run(*args, **more)
        return replace(done, results={"other": done.results["agreement"]}, missing={"agreement": ("nets: to fish",)})

    monkeypatch.setattr("detente.cli.session.run", other)
    ran = called("agreement", "orange", *FEW)
    assert (ran.code, ran.out) == (2, "")
    assert "nets: to fish" in ran.err


LADDER = ("none", "one", "two", "three")
LOOKED_AT = ("--worlds", "20", "--package", "i0=three,i1=three")


@pytest.fixture
def huge(tmp_path: Path) -> str:
    """A case with 4¹⁴ packages, many of them attainable."""
    n = 14
    options = "{" + ", ".join(f"{o}: {o.capitalize()}" for o in LADDER) + "}"
    issues = "\n".join(f"  i{k}: {{name: Issue {k}, movers: [a, b], options: {options}}}" for k in range(n))
    positions = ""
    for party, own in (("a", 0), ("b", 1)):
        steps = [(f"[{-1 - k % 3}, 1]", "[-2, 4]", "[-4, 3]") if (k + own) % 2 else ("1", "2", "3") for k in range(n)]
        worth = [", ".join(f"{o}: {value}" for o, value in zip(LADDER[1:], values, strict=True)) for values in steps]
        positions += f"  {party}: {{" + ", ".join(f"i{k}: {{{text}}}" for k, text in enumerate(worth)) + "}\n"
    text = f"title: T\ndate: 2021-08-31\nparties: {{a: Ann, b: Bob}}\nissues:\n{issues}\npositions:\n{positions}"
    return written(tmp_path / "huge", text + "reservation: {a: 0, b: 0}\n")


@pytest.mark.whole
@pytest.mark.usefixtures("remembered")
def test_a_case_with_any_number_of_packages_is_judged_by_candidates(huge: str, published: Mapping[str, Any]) -> None:
    document = agreement(huge, *LOOKED_AT, "--json").json
    Draft202012Validator(published["agreement"]).validate(document)
    assert document["method"] == "candidates"
    assert 0 <= document["blind"] <= document["any"] <= 1
    assert 0 < document["packages"] < 20_000
    assert document["programmes"] == 0
    said = agreement(huge, *LOOKED_AT).out
    assert "candidates" in said
    assert "too many packages to judge them all" in " ".join(said.split())


@pytest.mark.whole
@pytest.mark.usefixtures("remembered")
def test_its_brief_works_too_and_a_package_can_be_looked_at(huge: str) -> None:
    """A demand that no candidate meets costs nothing that is known, and is not said to torpedo the talks."""
    ran = called("brief", huge, *LOOKED_AT, "--no-open", "--out", "out")
    assert (ran.code, ran.err) == (0, "")
    assert "candidates" in ran.out
    page = Path("out/brief.html").read_text(encoding="utf-8")
    assert "Three; Three" in page.split("Side by side")[1].split("</table>")[0]
    slot = json.loads(Path("out/result.json").read_text(encoding="utf-8"))["page_one"]["leave-out"]
    assert slot["says"] == ["Not known: the case has too many packages to price a demand."]


def test_check_says_how_many_combinations_it_has(huge: str, published: Mapping[str, Any]) -> None:
    ran = called("check", huge)
    assert (ran.code, ran.err) == (0, "")
    assert "268,435,456 combinations of options" in ran.out
    document = called("check", huge, "--json").json
    Draft202012Validator(published["check"]).validate(document)
    assert document["packages"] == 4**14
