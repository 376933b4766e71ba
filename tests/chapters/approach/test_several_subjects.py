"""A probe that tells of one subject is worth what it would be worth if the case had no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
from detente.chapters.approach import APPROACH
from detente.chapters.approach.probes.probing import Probing
from detente.outcomes.run import run
from detente.worlds import Worlds
from tests import faults

FOLDER = Path(faults.__file__).parent / "no-evidence"
ONE = "hypotheses: {good: {name: Good, prior: 0.5}, bad: {name: Bad, prior: 0.5}}\n"
TWO = f"""subjects:
  first:
    party: b
    {ONE}
  second:
    party: a
    hypotheses: {{dry: {{name: Dry, prior: 0.3}}, wet: {{name: Wet, prior: 0.5}}}}
    rest: something else
"""


def changed(folder: Path, reading: str, likelihoods: str = "{good: 1, bad: 0}") -> Case:
    """Return the case, in which the deal is refused where `bad` is true, with another reading and outcome."""
    shutil.copytree(FOLDER, folder)
    case, approach = (folder / f"{name}.yaml" for name in ("case", "approach"))
    case.write_text(case.read_text(encoding="utf-8").replace("-2.97", "-4"), encoding="utf-8")
    (folder / "proposal.yaml").write_text("asking: 20\n", encoding="utf-8")
    said = approach.read_text(encoding="utf-8")
    approach.write_text(said.replace("{good: 1, bad: 0}", likelihoods), encoding="utf-8")
    (folder / "reading.yaml").write_text(reading, encoding="utf-8")
    return read(folder, schemas())


def probing(case: Case) -> Probing:
    found = run(Worlds(case, 200, 1), only=["approach"]).result(APPROACH).probing
    assert found is not None
    return found


def test_another_subject_changes_nothing(tmp_path: Path) -> None:
    one, two = (probing(changed(tmp_path / name, said)) for name, said in (("one", ONE), ("two", TWO)))
    assert float(one.worths["ask"].information) > 0.1
    for what in ("information", "effect", "cost", "value"):
        told = [float(getattr(found.worths["ask"], what)) for found in (one, two)]
        assert told[1] == pytest.approx(told[0], rel=1e-6, abs=1e-9), what
    assert (two.now, two.perfect) == pytest.approx((one.now, one.perfect))


def test_a_probe_tells_of_one_subject(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="found hypotheses of the subjects first and second; expected those of one"):
        changed(tmp_path / "case", TWO, "{good: 1, dry: 0, otherwise: 0.5}")
