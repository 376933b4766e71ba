"""The contracts about imports hold, and each of them sees an offence that is planted for it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.contracts import contracts
from tests.house.source import ROOT

# For each contract, lines that are put into a module of a copy of the package.
OFFENCES = {
    "house": {"worlds/strata.py": "import detente.graph.moves"},
    "chapters": {"chapters/reading/ach.py": "def late():\n    from detente.chapters.stability import remedies"},
    "agreement": {"chapters/agreement/judging/survey.py": "from ..large import candidates"},
    "roadmap": {"chapters/roadmap/space/lattice.py": "import detente.chapters.roadmap.judging.round_values"},
    "contact": {"chapters/contact/network/elimination.py": "import detente.chapters.contact.situation"},
    "urgency": {"chapters/urgency/arsenal/month_grid.py": "import detente.chapters.urgency.result"},
    "talks": {"talks/record/canonical.py": "import detente.talks.seats.roster"},
    "faces-reading": {"chapters/approach/lacks.py": "from detente.chapters.reading.ach import ach"},
    "faces-agreement": {"outcomes/joint.py": "from detente.chapters.agreement.space import packages"},
    "faces-contact": {"brief/pageone.py": "from detente.chapters.contact.result import Contacts"},
    "faces-graph": {"formats/gmcr/write.py": "from detente.graph.moves import Move"},
    "faces-roadmap": {"cli/letter.py": "import detente.chapters.roadmap.result"},
    "faces-stability": {"chapters/roadmap/lacks.py": "from detente.chapters.stability.remedies import Remedy"},
    "faces-approach": {"brief/tree.py": "from detente.chapters.approach.result import Approaches"},
    "register": {"chapters/approach/lacks.py": "from detente.chapters import CHAPTERS"},
    "cycles": {"brief/tree.py": "from . import html", "brief/html.py": "from . import tree"},
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in a folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    return subprocess.run(
        [*command, str(ROOT / "pyproject.toml"), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_contracts_hold() -> None:
    found = lint(ROOT / "src")
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_contract_sees_a_planted_offence(tmp_path: Path) -> None:
    copy = tmp_path / "detente"
    shutil.copytree(ROOT / "src" / "detente", copy, ignore=shutil.ignore_patterns("__pycache__", "cases", "templates"))
    for texts in OFFENCES.values():
        for file, text in texts.items():
            with (copy / file).open("a", encoding="utf-8") as module:
                module.write(f"\n\n{text}\n")
    found = lint(tmp_path)
    assert found.returncode == 1, found.stdout + found.stderr
    assert OFFENCES.keys() == contracts().keys()
    for contract in contracts().values():
        broken = rf"^{re.escape(contract['name'])} BROKEN( \(.*\))?$"
        assert re.search(broken, found.stdout, re.MULTILINE), contract["name"]
