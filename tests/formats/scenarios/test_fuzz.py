"""Whatever a file of a scenario says, it is read, or refused with faults; nothing else comes out."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.faults import CaseError, Fault
from detente.case.read import read
from detente.formats import write_case
from detente.formats.scenarios import case_text, named
from detente.formats.scenarios.folder import open_scenario
from detente.formats.scenarios.scenario import Scaling
from tests.formats.scenarios.folders import DATA

FILES = {
    name: {path.name: path.read_text(encoding="utf-8") for path in sorted((DATA / name).iterdir())}
    for name in ("harbour", "market", "village-yaml", "village-json")
}
SCALINGS: tuple[Scaling, ...] = ("genius", "raw")
PIECES = [
    "",
    "null",
    "-1",
    "1e400",
    "nan",
    '"',
    "[]",
    "{}",
    "[[",
    "<a>",
    "&x;",
    "\x00",
    "é",
    "true",
    "-.inf",
    "9" * 400,
]


@st.composite
def mutated(draw: st.DrawFn, name: str) -> dict[str, str]:
    """Put pieces in place of a few words of a scenario, or take lines out of it."""
    files = dict(FILES[name])
    for _ in range(draw(st.integers(1, 3))):
        file = draw(st.sampled_from(sorted(files)))
        if draw(st.booleans()):
            lines = files[file].splitlines(keepends=True)
            del lines[draw(st.integers(0, max(0, len(lines) - 1)))]
            files[file] = "".join(lines) or " "
        else:
            words = [match.span() for match in re.finditer(r"[\w.%-]+", files[file])] or [(0, 0)]
            start, end = draw(st.sampled_from(words))
            files[file] = files[file][:start] + draw(st.sampled_from(PIECES)) + files[file][end:]
    return files


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=60)
@given(st.data())
def test_it_is_read_or_refused(name: str, data: st.DataObject) -> None:
    files = data.draw(mutated(name))
    root = Path(tempfile.mkdtemp())
    try:
        for file, text in files.items():
            (root / file).write_text(text, encoding="utf-8")
        for scaling in SCALINGS:
            check(root, scaling)
    finally:
        shutil.rmtree(root)


def check(root: Path, scaling: Scaling) -> None:
    faults: tuple[Fault, ...] | None = None
    try:
        scenario = open_scenario(root, scaling)
    except CaseError as refused:
        faults = refused.faults
    if faults is None:
        write_case(root / scaling, case_text(named(scenario), dt.date(2026, 3, 1)))
        assert len(read(root / scaling, {}).parties) == len(scenario.profiles)
    else:
        assert faults
        assert all(str(fault).isprintable() for fault in faults)
