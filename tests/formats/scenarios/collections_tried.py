"""Count what `detente convert` makes of every scenario below a folder.

Run as `python -m tests.formats.scenarios.collections_tried FOLDER`. Each folder with XML files is read, written as a
case, and the case is read again. What is refused is counted by its reason, with an example; anything but a case or a
fault is a fault of ours.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from detente import chapters
from detente.case.faults import CaseError
from detente.case.read import read
from detente.formats import write_case
from detente.formats.scenarios import case_text, named, open_scenario

READ = "read as a case"
NAMES = re.compile(r"'[^']*'|\d[\d,]*|<[^>]*>|→ [^:]*:")


def made_of(folder: Path) -> str:
    """Say what becomes of a folder: a case, or the first reason why not, without the names in it."""
    try:
        scenario = named(open_scenario(folder, "genius"))
        with TemporaryDirectory() as there:
            target = Path(there) / "case"
            write_case(target, case_text(scenario, dt.date(2021, 8, 31)))
            read(target, chapters.schemas())
    except CaseError as error:
        fault = error.faults[0]
        return f"found {NAMES.sub('…', fault.found)}; expected {NAMES.sub('…', fault.expected)}"
    return READ


def folders(root: Path) -> Iterator[Path]:
    """Yield every folder that has XML files in it."""
    yield from sorted({path.parent for path in root.rglob("*.xml")})


def main(root: Path) -> None:
    """Print how many folders are read, and how many are not for which reason."""
    reasons: Counter[str] = Counter()
    examples: dict[str, Path] = {}
    for folder in folders(root):
        reason = made_of(folder)
        reasons[reason] += 1
        examples.setdefault(reason, folder)
    for reason, number in reasons.most_common():
        print(f"{number:5}  {reason}  ({examples[reason].relative_to(root)})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
