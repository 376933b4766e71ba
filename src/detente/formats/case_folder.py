"""Write a converted case into a new folder, with names that are safe to print and to quote in YAML."""

from __future__ import annotations

import json
from pathlib import Path

from detente.case.bundled import MAIN
from detente.case.faults import CaseError, Fault
from detente.case.saving import FilesTogether
from detente.case.yaml_tree import MAX_BYTES

LONGEST_NAME = 200


def tidy(text: str) -> str:
    """Return a name as it can be printed: on one line, without control characters, cut where it is long.

    Example:
        >>> tidy("  North   Korea ")
        'North Korea'
    """
    words = "".join(letter if letter.isprintable() else " " for letter in text).split()
    return " ".join(words)[:LONGEST_NAME].strip() or "(no name)"


def quoted(text: str) -> str:
    """Return a text as YAML and JSON quote it.

    Example:
        >>> quoted("the swap: two steps")
        '"the swap: two steps"'
    """
    return json.dumps(text, ensure_ascii=False)


def write_case(folder: Path, text: str, **parts: str) -> Path:
    """Write a case into a folder that is empty or does not exist yet.

    Args:
        folder: The folder.
        text: The text of `case.yaml`.
        **parts: Chapter → text of its own file.

    Returns:
        The full path of `case.yaml`.

    Raises:
        CaseError: The folder is not empty or cannot be written, or a file would be too large to be read back.
    """
    texts = {MAIN: text, **{f"{chapter}.yaml": own for chapter, own in parts.items()}}
    for size in (len(said.encode()) for said in texts.values()):
        if size > MAX_BYTES:
            found = f"a case of {size:,} bytes"
            raise CaseError([Fault(str(folder), 0, "", found, f"at most {MAX_BYTES:,}: a smaller scenario")])
    try:
        if folder.exists() and any(folder.iterdir()):
            raise CaseError([Fault(str(folder), 0, "", "a folder that is not empty", "a new or an empty one")])
        with FilesTogether(folder, replaces=False) as files:
            for name, said in texts.items():
                files.text(name, said)
    except OSError as error:
        found = f"a folder that cannot be written ({error.strerror})"
        raise CaseError([Fault(str(folder), 0, "", found, "a folder that can")]) from None
    return (folder / MAIN).resolve()
