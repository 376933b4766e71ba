"""What the papers around the program say agrees with the program."""

from __future__ import annotations

import datetime as dt
import re
import tomllib

from ruamel.yaml import YAML

import detente
from detente.case.bundled import CASES
from tests.docs.manual import DOCS, README, ROOT, Page

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_python_version_is_that_of_the_project() -> None:
    required = PROJECT["requires-python"].removeprefix(">=")
    for page in (README, DOCS / "install.md"):
        assert set(re.findall(r"Python (3\.\d+) or later", Page(page).text)) == {required}


def test_citation_names_the_version() -> None:
    citation = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == detente.__version__
    assert citation["license"] == PROJECT["license"]
    assert citation["cff-version"] == "1.2.0"
    assert {"title", "message", "authors", "type"} <= citation.keys()


def test_changelog_has_an_entry_for_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entry = re.search(rf"(?m)^## \[?{re.escape(detente.__version__)}\]? - (\d{{4}}-\d{{2}}-\d{{2}})$", changelog)
    assert entry is not None
    assert dt.date.fromisoformat(entry[1])
    body = changelog[entry.end() :].split("\n## ")[0]
    assert "### Results" in body, "the entry must say which results change"


def test_readme_shows_the_orange_in_full() -> None:
    shown = [block.body for block in Page(README).blocks("yaml")]
    assert (CASES / "orange" / "case.yaml").read_text(encoding="utf-8") in shown


def test_commands_of_make_are_real() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z]+):", makefile))
    for page in (README, DOCS / "install.md"):
        named = set(re.findall(r"\bmake ([a-z]+)`", Page(page).text)) | set(
            re.findall(r"(?m)^\$ make ([a-z]+)$", Page(page).text)
        )
        assert named
        assert named <= targets
