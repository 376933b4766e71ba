"""Files of GMCR+ on the command line: what they come to, as a case and back, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import FEW, called
from tests.formats.gmcr.made import changed

KEYS = ("nash", "gmr", "smr", "seq", "sseq", "sim_one_sided", "sim")
MAKERS = ("The wardens", "The travellers")


@pytest.fixture
def bridge() -> str:
    Path("bridge.gmcr").write_text(changed(), encoding="utf-8")
    return "bridge.gmcr"


def test_the_document_names_everything_and_keeps_its_schema(bridge: str) -> None:
    ran = called("stability", bridge, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = ran.json
    Draft202012Validator(called("schema", "conflict").json).validate(found)
    assert found["meta"]["schema"] == "conflict/1"
    assert found["decision_makers"] == list(MAKERS)
    assert found["options"] == ["Let them cross", "Burn the bridge", "Send hostages"]
    assert found["states"] == ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"]
    assert tuple(found["stable"]) == tuple(found["equilibria"]) == KEYS
    for concept in KEYS:
        both = [set(found["stable"][concept][maker]) for maker in MAKERS]
        assert set(found["equilibria"][concept]) == both[0] & both[1]
    assert found["equilibria"]["nash"] == ["YNN", "NYN"]
    assert found["perceived"] == ["YNN", "NYN"]


def test_a_large_file_is_counted_and_says_so() -> None:
    options = [{"name": f"Option {n}", "permittedDirection": "both"} for n in range(13)]
    makers = [
        {"name": name, "options": owned, "preferences": [[[owned[0], "Y"]]]}
        for name, owned in (("A", [*range(6)]), ("B", [*range(6, 13)]))
    ]
    text = json.dumps({"options": options, "decisionMakers": makers, "infeasibles": []})
    Path("large.gmcr").write_text(text, encoding="utf-8")
    ran = called("stability", "large.gmcr", "--json")
    Draft202012Validator(called("schema", "conflict").json).validate(ran.json)
    assert (ran.json["listed"], ran.json["counts"]["states"], ran.json["states"]) == (False, 8192, [])
    assert len(ran.out) < 1_000_000
    said = called("stability", "large.gmcr").out
    assert "8,192 states that can be. So many are counted: --json lists equilibria alone" in " ".join(said.split())


def test_the_page_says_what_holds_and_who_would_move(bridge: str) -> None:
    ran = called("stability", bridge, "--full")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("bridge.gmcr\n")
    assert "\n2 decision makers, 3 options, 6 states that can be.\n" in ran.out
    assert "Three outcomes would hold: “Let them cross”, “Burn the bridge”" in ran.out
    assert "The wardens → YNY" in ran.out
    assert "Why each holds or not" in ran.out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_knows_few_letters(bridge: str, encoding: str) -> None:
    ran = called("stability", bridge, encoding=encoding)
    assert (ran.code, ran.err) == (0, "")


def test_as_a_case_it_comes_to_the_same_and_back(bridge: str) -> None:
    before = called("stability", bridge, "--json").json
    ran = called("convert", bridge, "bridge", "--date", "2026-05-01")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "Next: detente check ./bridge and detente stability ./bridge"
    assert called("check", "./bridge", "--json").json["lacks"]["stability"] == []
    as_case = called("stability", "./bridge", *FEW, "--json").json["conflict"]
    assert as_case["stable"] == before["stable"]
    document = called("convert", "./bridge", "again.gmcr", "--json").json
    Draft202012Validator(called("schema", "convert").json).validate(document)
    assert document["conflict"]["burn-the-bridge"] == "Burn the bridge"
    again = called("stability", "again.gmcr", "--json").json
    assert {key: again[key] for key in ("stable", "equilibria", "perceived", "upsets")} == {
        key: before[key] for key in ("stable", "equilibria", "perceived", "upsets")
    }


def test_a_bundled_conflict_as_a_file() -> None:
    ran = called("convert", "cuba-1962", "cuba.gmcr")
    assert (ran.code, ran.err) == (0, "")
    assert "the status quo NNNN was left out: the format has none" in ran.out
    assert called("stability", "cuba.gmcr", "--json").json["equilibria"]["seq"] == ["NNYN", "NYYN"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "x.gmcr:1: found text that is not JSON"),
        ("[]", "x.gmcr:1: found []; expected an object with options, decisionMakers and infeasibles"),
        ('{"options": [NaN], "decisionMakers": [], "infeasibles": 1}', "x.gmcr:1: options → 1: found nan"),
        ("[" * 100_000, "x.gmcr: found too many levels of nesting"),
        (changed((("infeasibles",), [[[0, "Y"]], [[0, "N"]]])), "found no feasible state"),
        (json.dumps({"options": [{"name": "a"}] * 30_000, "decisionMakers": [], "infeasibles": []}), "found 30,000 of"),
        ("x" * 1_000_001, "x.gmcr: found more than 1,000,000 bytes"),
    ],
    ids=range(7),
)
def test_what_is_wrong_is_told(text: str, said: str) -> None:
    Path("x.gmcr").write_text(text, encoding="utf-8")
    for ran in (called("stability", "x.gmcr"), called("convert", "x.gmcr", "out")):
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert "Traceback" not in ran.err
    assert not Path("out").exists()


def test_nothing_is_overwritten_and_nothing_is_made_up(bridge: str) -> None:
    before = Path(bridge).read_bytes()
    refused = called("convert", "cuba-1962", bridge)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "bridge.gmcr: found a file that is there already; expected a new one\n"
    assert Path(bridge).read_bytes() == before
    without = called("convert", "orange", "orange.gmcr")
    assert (without.code, without.out) == (2, "")
    assert "orange: found no conflict in stability.yaml" in without.err
    assert called("stability", "nowhere.gmcr").code == 2
    assert called("convert", bridge, "out", "--date", "today").code == 2
