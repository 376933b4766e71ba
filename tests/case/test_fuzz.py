"""Whatever stands in the files, reading them ends in a case or in a list of faults."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.faults import Fault
from detente.case.skeleton import TEMPLATE
from detente.case.yaml_tree import read_tree
from tests.case.chapters import ORANGE, READING, faults, write
from tests.case.strategies import SECTIONS, TREES

BROKEN = Path(__file__).parent.parent / "broken_cases"
SOUND = json.dumps(read_tree(TEMPLATE, "case.yaml").value)
SCRAPS = [
    *"{}[]:,-?&*!|>'\"%@`#\n\t ~\\",
    "\n  ",
    "\n    ",
    ": ",
    "- ",
    "no",
    "null",
    ".nan",
    "1e999",
    '"\\U',
    "&a",
    "*a",
]
SCRAPS += ["!!str ", "---", "...", "? ", "<<: ", "\x85", "\u2028", "\ufeff", "\x00", "0x", "é", "\\ud800", "ann", "bea"]


def read(files: dict[str, bytes]) -> tuple[Fault, ...]:
    """Write the files into a folder and read them; whatever is reported can be printed and found."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        found = faults(Path(folder))
    for fault in found:
        assert str(fault).isprintable()
        assert fault.line <= len(files[fault.file].replace(b"\r", b"\n").split(b"\n"))
    return found


@given(st.binary(max_size=200))
def test_random_bytes(content: bytes) -> None:
    assert read({"case.yaml": content})


@given(st.text(max_size=200))
def test_random_text(text: str) -> None:
    assert read({"case.yaml": text.encode("utf-8", "surrogatepass")})


@given(TREES)
def test_random_trees(tree: Any) -> None:
    assert read({"case.yaml": json.dumps(tree).encode()})


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(SECTIONS), TREES, min_size=1, max_size=3), TREES)
def test_random_sections_of_a_sound_case(sections: dict[str, Any], chapter: Any) -> None:
    text = ORANGE + "".join(f"{name}: {json.dumps(tree)}\n" for name, tree in sections.items())
    read({"case.yaml": text.encode(), "reading.yaml": json.dumps({"hypotheses": chapter}).encode()})


@settings(max_examples=40)
@given(st.sampled_from(SECTIONS), st.data())
def test_random_values_deep_in_a_sound_case(section: str, data: st.DataObject) -> None:
    tree = json.loads(SOUND)
    at, keys = tree, [section] if section in tree else ["title"]
    while isinstance(at[keys[-1]], dict) and data.draw(st.booleans(), label="deeper"):
        at = at[keys[-1]]
        keys.append(data.draw(st.sampled_from(sorted(at))))
    at[keys[-1]] = data.draw(TREES)
    read({"case.yaml": json.dumps(tree).encode()})


def _mutated(text: str, rng: random.Random) -> str:
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        start = rng.randrange(len(text) + 1)
        end = start + rng.choice([0, 0, 1, 2, 5, 40])
        other = rng.randrange(len(text) + 1)
        scrap = rng.choice(SCRAPS) if rng.random() < 0.8 else text[other : other + rng.randrange(60)]
        text = text[:start] + scrap + text[end:]
    return text


@pytest.mark.parametrize("text", [ORANGE, (BROKEN / "all_at_once" / "case.yaml").read_text(encoding="utf-8")])
@settings(max_examples=50)
@given(rng=st.randoms(use_true_random=False))
def test_random_mutations(text: str, rng: random.Random) -> None:
    read({"case.yaml": _mutated(text, rng).encode(), "reading.yaml": _mutated(READING, rng).encode()})


def test_a_line_less_or_twice(tmp_path: Path) -> None:
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines(keepends=True)
    for number in range(0, len(lines), 6):
        write(tmp_path, "".join(lines[:number] + lines[number + 1 :]))
        faults(tmp_path)
        write(tmp_path, "".join(lines[:number] + 2 * [lines[number]] + lines[number + 1 :]))
        faults(tmp_path)
