"""The cases that a workbench offers: the bundled ones, and those of the user's own folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from detente.case.bundled import CASES, MAIN, bundled
from detente.case.faults import CaseError, Fault

NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
WRITTEN = (".yaml", ".csv", ".md", ".txt")  # endings of files of a case: what is written, and tables beside it
MOST_CASES = 200  # of somebody's own


@dataclass(frozen=True)
class CaseLibrary:
    """Where cases are.

    Attributes:
        own: The folder of the user's own cases.
    """

    own: Path

    def names(self) -> Iterator[tuple[str, bool]]:
        """Yield the name of each case, and whether it is the user's own; these come first."""
        if self.own.is_dir():
            for folder in sorted(self.own.iterdir()):
                if NAME.fullmatch(folder.name) and not folder.is_symlink() and (folder / MAIN).is_file():
                    yield folder.name, True
        taken = {path.name for path in self.own.iterdir()} if self.own.is_dir() else set()
        yield from ((name, False) for name in bundled() if name not in taken)

    def folder(self, name: str) -> Path:
        """Return the folder of a case.

        Raises:
            KeyError: There is none of that name; whatever is no name, such as a path, is none.
        """
        if not NAME.fullmatch(name):
            raise KeyError(name)
        own = self.own / name
        if (own / MAIN).is_file() and not own.is_symlink():
            return own
        if name in bundled():
            return CASES / name
        raise KeyError(name)

    def free(self, name: str) -> Path:
        """Return the folder that a new case of a name would have.

        Raises:
            CaseError: The name cannot be a name, or is taken, or there are too many cases.
        """
        expected = "a free name of small letters, digits and hyphens, such as strait"
        if not NAME.fullmatch(name):
            raise CaseError([Fault("name", 0, "", f"{name!r}", expected)])
        if (self.own / name).exists() or name in bundled():
            raise CaseError([Fault("name", 0, "", f"{name!r}, which is taken", expected)])
        if self.own.is_dir() and sum(1 for _ in self.own.iterdir()) >= MOST_CASES:
            raise CaseError([Fault("name", 0, "", f"{MOST_CASES} cases of your own", "fewer; remove some first")])
        return self.own / name

    def remove(self, name: str) -> None:
        """Remove one of the user's own cases: first from sight, then from the disk.

        Raises:
            KeyError: The user has no case of that name.
        """
        if not NAME.fullmatch(name) or not (self.own / name / MAIN).is_file() or (self.own / name).is_symlink():
            raise KeyError(name)
        aside = self.own / f".removed-{token_hex(8)}"
        (self.own / name).rename(aside)
        shutil.rmtree(aside)


def written_files(folder: Path) -> list[Path]:
    """Return the files of a case in order of their names; links are none of them."""
    return [
        path for path in sorted(folder.iterdir()) if path.suffix in WRITTEN and path.is_file() and not path.is_symlink()
    ]
