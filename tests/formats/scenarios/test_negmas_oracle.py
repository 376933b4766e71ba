"""NegMAS as an oracle: what it makes of a scenario, read raw, is what we make of it.

Where it is known to differ: a discounting function loses the reservation value of the function inside, which we keep.
What it cannot read is not asked of it: nested objectives of Genius, ranges and later names of GeniusWeb, its own JSON.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.formats.scenarios.folder import open_scenario
from tests.formats.scenarios.folders import DATA, outcomes

pytestmark = pytest.mark.skipif(importlib.util.find_spec("negmas") is None, reason="NegMAS is not installed")

SEEDS = range(5)
FOLDERS = (*(f"made-{seed}" for seed in SEEDS), "ten", "stall", "village-yaml")

DOMAIN = (
    '{"name": "Stall", "issuesValues": {"Colour": {"values": ["red", "blue"]}, "Size": {"values": ["s", "m", "l"]}}}'
)
BUYER = """{"LinearAdditiveUtilitySpace": {
  "name": "buyer",
  "domain": %s,
  "issueUtilities": {
    "Colour": {"discreteutils": {"valueUtilities": {"red": 0.3, "blue": 1.0}}},
    "Size": {"discreteutils": {"valueUtilities": {"s": 0.1, "m": 0.7, "l": 0.45}}}},
  "issueWeights": {"Colour": 0.35, "Size": 0.65},
  "reservationBid": {"issuevalues": {"Colour": "red", "Size": "m"}}
}}"""


def genius(folder: Path, seed: int) -> None:
    """Write a scenario of Genius with random numbers: weights that do not add up, integers from any bound."""
    of = random.Random(seed)
    issues = []
    for index in range(1, 4):
        if of.random() < 0.4:
            low = of.randint(-3, 5)
            issues.append((index, "integer", [str(low + step) for step in range(of.randint(1, 4))]))
        else:
            issues.append((index, "discrete", [f"v{index}-{step}" for step in range(of.randint(1, 4))]))
    heads = {index: f'<issue index="{index}" name="I{index}" type="{kind}" etype="{kind}"' for index, kind, _ in issues}
    bounds = {index: f' lowerbound="{values[0]}" upperbound="{values[-1]}">' for index, _, values in issues}
    domain, parties = "", ["", ""]
    for index, kind, values in issues:
        listed = "".join(f'<item index="{n}" value="{v}"/>' for n, v in enumerate(values, 1))
        domain += heads[index] + (bounds[index] if kind == "integer" else f">{listed}") + "</issue>\n"
        for party in range(2):
            items = "".join(
                f'<item index="{n}" value="{v}" evaluation="{of.uniform(0, 9):.4f}"/>' for n, v in enumerate(values, 1)
            )
            line = f'<evaluator ftype="linear" offset="{of.uniform(-1, 1):.3f}" slope="{of.uniform(-1, 1):.3f}"/>'
            body = bounds[index] + line if kind == "integer" else f">{items}"
            weight = f'<weight index="{index}" value="{of.uniform(0, 2):.3f}"/>\n'
            parties[party] += weight + heads[index] + body + "</issue>\n"
    objective = '<objective index="0" name="root" type="objective" etype="objective">'
    folder.mkdir()
    (folder / "domain.xml").write_text(
        f"<negotiation_template><utility_space>{objective}\n{domain}</objective></utility_space></negotiation_template>",
        encoding="utf-8",
    )
    for party, text in enumerate(parties):
        (folder / f"p{party}.xml").write_text(
            f'<utility_space>{objective}\n{text}</objective><reservation value="{of.random():.3f}"/></utility_space>',
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("scenarios")
    for seed in SEEDS:
        genius(root / f"made-{seed}", seed)
    (root / "stall").mkdir()
    (root / "stall" / "stall.json").write_text(DOMAIN, encoding="utf-8")
    buyer = BUYER % DOMAIN
    (root / "stall" / "buyer.json").write_text(buyer, encoding="utf-8")
    (root / "stall" / "seller.json").write_text(
        buyer.replace("buyer", "seller").replace("0.35", "0.75").replace("0.65", "0.25"), encoding="utf-8"
    )
    return {name: root / name if (root / name).exists() else DATA / name for name in FOLDERS}


@pytest.fixture(scope="module")
def theirs(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Everything NegMAS says, asked once: it takes seconds to load."""
    ran = subprocess.run(
        [sys.executable, Path(__file__).with_name("ask_negmas.py"), *map(str, folders.values())],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(tmp_path_factory.mktemp("home")), "PYTHONWARNINGS": "ignore"},
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("name", FOLDERS)
def test_every_outcome_has_the_utility_that_negmas_gives_it(
    name: str, folders: dict[str, Path], theirs: dict[str, Any]
) -> None:
    scenario = open_scenario(folders[name], "raw")
    said = theirs[str(folders[name])]
    assert {profile.name for profile in scenario.profiles} == set(said)
    for profile in scenario.profiles:
        utilities = {tuple(values): utility for values, utility in said[profile.name]["utilities"]}
        every = list(outcomes(scenario))
        assert len(every) == len(utilities)
        for outcome in every:
            values = tuple(issue.values[n] for issue, n in zip(scenario.issues, outcome, strict=True))
            assert profile.utility(outcome) == pytest.approx(utilities[values], abs=1e-9)


@pytest.mark.parametrize("name", FOLDERS)
def test_reservation_values_are_those_of_negmas(name: str, folders: dict[str, Path], theirs: dict[str, Any]) -> None:
    for profile in open_scenario(folders[name], "raw").profiles:
        outer, inner = theirs[str(folders[name])][profile.name]["reservations"]
        assert profile.reservation == (inner if inner is None else pytest.approx(inner))
        if profile.discount is not None:
            assert (outer, inner) == (None, 0.5), "a discounting function has lost the reservation value inside"
