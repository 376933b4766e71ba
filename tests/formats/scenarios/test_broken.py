"""Every broken scenario is refused with all of its faults, exactly where they are, and with no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.faults import CaseError
from detente.formats.scenarios.folder import open_scenario
from tests.formats.scenarios.broken import CHANGED, MADE
from tests.formats.scenarios.folders import changed


def check(folder: Path, expected: tuple[str, ...]) -> None:
    with pytest.raises(CaseError) as refused:
        open_scenario(folder)
    messages = [str(fault) for fault in refused.value.faults]
    missing = []
    for words in expected:
        found = next((message for message in messages if words in message), None)
        if found is None:
            missing.append(words)
        else:
            messages.remove(found)
    assert (missing, messages) == ([], [])


@pytest.mark.parametrize("name", CHANGED)
def test_a_sound_scenario_with_something_changed(name: str, tmp_path: Path) -> None:
    scenario, changes, expected = CHANGED[name]
    check(changed(scenario, tmp_path / "s", changes), expected)


@pytest.mark.parametrize("name", MADE)
def test_files_of_their_own(name: str, tmp_path: Path) -> None:
    make, expected = MADE[name]
    check(make(tmp_path / "s"), expected)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = changed("harbour", tmp_path / "s", ())
    denied = PermissionError(13, "Permission denied")
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(denied))
    expected = "found a file that cannot be read (Permission denied); expected a file that can be read"
    check(folder, (f"arda.xml: {expected}", f"belm.xml: {expected}", f"harbour.xml: {expected}"))
