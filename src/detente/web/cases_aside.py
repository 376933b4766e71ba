"""A case as it would be with some files changed, read aside; the folder stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from detente.case.model import Case
from detente.outcomes.opening import read
from detente.web.library import written_files


def read_aside(folder: Path, texts: Mapping[str, str], without: str = "\n") -> Case:
    """Return the case that a folder would hold with other texts in some files.

    Args:
        folder: The folder.
        texts: Name of a file → its text.
        without: How the names of files begin that are left out; none unless given.

    Raises:
        CaseError: It would have faults; their lines are those of the texts.
    """
    with TemporaryDirectory() as aside:
        there = Path(aside) / folder.name
        there.mkdir()
        for path in written_files(folder):
            if not path.name.startswith(without):
                copyfile(path, there / path.name)
        for name, text in texts.items():
            (there / name).write_text(text, encoding="utf-8")
        return read(there)
