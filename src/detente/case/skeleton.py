"""A new case, filled in with a placeholder dispute and explained line by line, for somebody to write over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.saving import FilesTogether

TEMPLATE = Path(__file__).with_name("skeleton.yaml")


def skeleton(name: str) -> dict[str, str]:
    """Return the files of a new case, with a placeholder dispute explained line by line.

    Args:
        name: Name of the case, which becomes its title.

    Returns:
        File name → text. It reads without fault as it stands.

    Example:
        >>> print(skeleton("My dispute")["case.yaml"].splitlines()[5])
        title: "My dispute"               # The title of the case, as it should be printed.
    """
    text = TEMPLATE.read_text(encoding="utf-8")
    if not name:
        return {"case.yaml": text}
    title = f"title: {json.dumps(name, ensure_ascii=not name.isprintable())}"
    return {"case.yaml": re.sub("title: A and B +#", lambda _: f"{title:<34} #", text, count=1)}


def create(folder: Path, chapters: Iterable[Path] = ()) -> tuple[str, ...]:
    """Write a new case into a folder, which is made if need be.

    Args:
        folder: The folder; its name becomes the title.
        chapters: Skeletons of the files of chapters, each in the folder of its chapter.

    Returns:
        The names of the files.

    Raises:
        CaseError: There is a case already, or the folder cannot be written.
    """
    files = skeleton(folder.resolve().name)
    files |= {f"{path.parent.name}.yaml": path.read_text(encoding="utf-8") for path in chapters}
    try:
        taken = [file for file in files if (folder / file).exists() or (folder / file).is_symlink()]
        if taken:
            raise CaseError(Fault(str(folder / file), 0, "", "a file that is there already", "none") for file in taken)
        with FilesTogether(folder, replaces=False) as written:
            for file, text in files.items():
                written.text(file, text)
    except OSError as error:
        found = f"a folder that cannot be written ({error.strerror})"
        raise CaseError([Fault(str(folder), 0, "", found, "a folder that can")]) from None
    return tuple(files)
