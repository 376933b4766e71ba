from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case import schema
from detente.case.base import Frozen
from detente.case.faults import CaseError
from detente.case.read import read
from detente.case.schema import CaseFile
from detente.case.skeleton import create, skeleton
from detente.case.yaml_tree import read_tree

TEXT = skeleton("")["case.yaml"]


def test_it_reads_without_faults_and_has_what_a_first_case_needs(tmp_path: Path) -> None:
    create(tmp_path / "north-south")
    case = read(tmp_path / "north-south", {})
    assert case.title == "north-south"
    assert [party.role for party in case.parties.values()].count("principal") == 2
    assert [party.role for party in case.parties.values()].count("consulted") == 1
    assert len(case.issues) == 3
    assert case.valued == tuple(case.parties)
    counts = {"red_lines": 1, "linkages": 1, "packages": 2, "scopes": 2, "policies": 2, "sources": 1}
    assert {section: len(getattr(case, section)) for section in counts} == counts
    stated = [placed.judgement for placed in case.stated.values()]
    assert sum(judgement.worth is not None for judgement in stated) > len(stated) / 2


def test_every_section_but_the_advanced_ones_is_there() -> None:
    missing = {name for name in CaseFile.model_fields if not re.search(f"^{name}:", TEXT, re.MULTILINE)}
    assert missing == {
        "summary",
        "source",
        "gates",
        "abstains_within",
        "consent",
        "rules",
        "factors",
        "experts",
        "elicitation",
    }


def test_every_key_is_explained_where_it_first_stands() -> None:
    explained: set[str] = set()
    unexplained = []
    for line in TEXT.splitlines():
        code, _, comment = line.partition("#")
        for key in re.findall(r"(?:^ *|[{,] *)([a-z_]+):(?= |$)", code.rstrip()):
            if comment:
                explained.add(key)
            elif key not in explained:
                unexplained.append(key)
    parts = [part for part in vars(schema).values() if isinstance(part, type) and issubclass(part, Frozen)]
    assert {name for part in parts for name in part.model_fields} & {*unexplained} == set()


def test_reservation_is_explained() -> None:
    assert "if talks fail, life goes on as today" in TEXT
    assert "Below 0: failure makes things worse" in TEXT


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=50))
def test_any_name_becomes_the_title(name: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "case.yaml")
        path.write_text("\n".join(skeleton(name)["case.yaml"].splitlines()[:7]) + "\n", encoding="utf-8", newline="\n")
        tree = read_tree(path, "case.yaml")
    assert tree.faults or tree.value["title"] == name
    assert not tree.faults or not name.isprintable()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(CaseError, match=r"case\.yaml: found a file that is there already; expected none"):
        create(tmp_path)
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == "mine"


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CaseError, match="there already"):
        create(tmp_path)
    assert not (tmp_path / "elsewhere").exists()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    create(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.yaml", "notes.txt"]


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CaseError, match="found a folder that cannot be written"):
        create(tmp_path / "file" / "inner")
