"""Files of other programs that were once refused, or read otherwise than they are meant; and what is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import called

HERE = Path(__file__).parent
GMCR, CONVERT = HERE / "gmcr", HERE / "convert"


@pytest.mark.parametrize("name", ["current-keys.gmcr", "old-vector-key.gmcr", "UPPER.GMCR"])
def test_a_file_of_gmcr_plus_whatever_its_version(name: str) -> None:
    found = called("stability", str(GMCR / name), "--json").json
    held = {concept: {*states} for concept, states in found["equilibria"].items()}
    assert held["nash"] == held["seq"] == held["sseq"] == {"NNY", "YNY"}
    assert held["gmr"] == held["smr"] == {"NNN", "NNY", "YNY"}
    assert found["notes"] == []


def test_what_is_written_counts_states_as_gmcr_plus_does(tmp_path: Path) -> None:
    ran = called("convert", str(GMCR / "export-three"), str(tmp_path / "x.GMCR"), "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads((tmp_path / "x.GMCR").read_text(encoding="utf-8"))
    assert found["decisionMakers"][0]["preferenceRanking"] == [4, 1, 3, 2, 8, 5, 7, 6]
    assert found["coalitions"] == [[0, 1], 2]
    assert called("convert", str(tmp_path / "x.GMCR"), str(tmp_path / "again")).code == 0
    assert called("convert", str(tmp_path / "again"), str(tmp_path / "y.gmcr")).code == 0
    assert json.loads((tmp_path / "y.gmcr").read_text(encoding="utf-8")) == found


def test_a_pickle_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "old.gmcr").write_bytes(b"\x80\x03cdata_01_conflictModel\nConflictModel\nq\x00.")
    ran = called("stability", str(tmp_path / "old.gmcr"))
    assert ran.code == 2
    assert "old.gmcr:1: found a pickle of Python, in which the first versions of GMCR+ saved conflicts" in ran.err


def test_states_that_can_be_are_what_makes_a_conflict_large(tmp_path: Path) -> None:
    """Six decision makers with 20 options, most states of which are barred: 138,240 can be."""
    barred = [[[0, "N"], [3, "Y"]], [[6, "Y"], [7, "Y"]], [[6, "Y"], [8, "Y"]], [[9, "Y"], [10, "Y"]]]
    barred += [[[9, "Y"], [11, "Y"]], [[9, "N"], [11, "Y"]], [[12, "Y"], [13, "Y"]]]
    own = [[0, 1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11], [12, 13], [14, 15, 16], [17, 18, 19]]
    makers = [{"name": f"m{n}", "options": o, "preferences": []} for n, o in enumerate(own)]
    file = {
        "options": [{"name": f"o{n}", "permittedDirection": "both"} for n in range(20)],
        "decisionMakers": makers,
        "infeasibles": barred,
        "coalitions": [0],
        "coalitionsFull": [{"name": "m0", "options": own[0]}],
    }
    (tmp_path / "trade.gmcr").write_text(json.dumps(file), encoding="utf-8")
    ran = called("convert", str(tmp_path / "trade.gmcr"), str(tmp_path / "trade"))
    assert (ran.code, ran.err) == (0, "")
    makers = [{"name": f"m{n}", "options": [n, n + 4], "preferences": []} for n in range(16)]
    file |= {"decisionMakers": makers, "infeasibles": [], "coalitionsFull": []}
    (tmp_path / "more.gmcr").write_text(json.dumps(file), encoding="utf-8")
    refused = called("convert", str(tmp_path / "more.gmcr"), str(tmp_path / "more"))
    assert refused.code == 2
    assert "16 decision makers over 1,048,576 states that can be; expected at most 262,144" in refused.err


@pytest.mark.parametrize(
    "name", ["uncertain", "stray-pareto", "rounding-tie", "frontier-300", "geniusweb-not-a-mapping"]
)
def test_a_scenario_is_read_or_its_fault_named(name: str, tmp_path: Path) -> None:
    folder = HERE / name if name == "geniusweb-not-a-mapping" else CONVERT / name
    ran = called("convert", str(folder), str(tmp_path / "c"), "--json")
    if name == "geniusweb-not-a-mapping":
        assert ran.code == 2
        assert (
            "buyer.json:1: LinearAdditiveUtilitySpace: found 'x'; expected issueUtilities and issueWeights" in ran.err
        )
        return
    assert (ran.code, ran.err) == (0, "")
    central = called("agreement", str(tmp_path / "c"), "--worlds", "10", "--json").json["central"]
    if name in {"uncertain", "stray-pareto"}:
        assert [point["options"] for point in central["frontier"]] == [{"a": "z"}, {"a": "y"}, {"a": "x"}]
        assert [point["options"] for point in central["frontier"] if "nash" in point["solves"]] == [{"a": "y"}]
    said = {
        "uncertain": "a: the type UNCERTAIN was passed over: the utilities in the file are taken for certain",
        "stray-pareto": "pareto.xml was left out: text that is not XML",
        "rounding-tie": "so that they are exact and no tie is broken",
    }
    assert said.get(name, "") in " ".join(ran.json["notes"])
    sizes = {"rounding-tie": 7, "frontier-300": 300}
    assert len(central["frontier"]) == central["frontier_size"] == sizes.get(name, 3)
