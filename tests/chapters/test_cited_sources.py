"""A source that is cited and not listed is a fault wherever it is cited, in the file of any chapter or argument."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from detente.case.bundled import CASES
from detente.case.faults import CaseError
from detente.case.read import read
from detente.chapters import schemas
from detente.outcomes.names_offered import names_offered

CITED = re.compile(r"\bessay-1\b")


def test_every_place_that_cites_an_unlisted_source_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "korea"
    shutil.copytree(CASES / "korea-2021", folder)
    main = folder / "case.yaml"
    main.write_text(main.read_text().replace("\n  essay-1: {", "\n  essay-one: {"))
    cited = {
        (path.name, number)
        for path in folder.glob("*.yaml")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if CITED.search(line)
    }
    assert {file for file, _ in cited} > {"approach.yaml", "claims.yaml", "contact.yaml", "reading.yaml"}
    with pytest.raises(CaseError) as caught:
        read(folder, schemas(), names_offered())
    assert all("essay-1" in fault.found for fault in caught.value.faults)
    assert cited <= {(fault.file, fault.line) for fault in caught.value.faults}
