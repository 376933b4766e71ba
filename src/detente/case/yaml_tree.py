"""Read one YAML 1.2 file into plain values with the line of each, refusing what a case never needs.

Aliases, tags, several documents, duplicate keys, deep nesting and large files are refused: they are how a
hostile file exhausts a machine, and how a careless one says something twice. A sound file is read by a quick parser
(`detente.case.quick_yaml`); any other by one that says what is wrong where (`detente.case.faulty_yaml`).
"""

from __future__ import annotations

from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.file_tree import Tree
from detente.case.files import read_bytes
from detente.case.quick_yaml import quickly

MAX_BYTES = 1_000_000

# Characters that the parser counts as line breaks and editors do not.
NO_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")


def read_tree(path: Path, file: str) -> Tree:
    """Parse a YAML file into plain values with the line of each.

    Args:
        path: The file.
        file: Its name in messages.

    Returns:
        The tree of plain values, with what is wrong in some places.

    Raises:
        CaseError: It cannot be read at all: too large, not UTF-8, not YAML, or nested too deep.
    """
    return parsed(read_text(path, file), file)


def parsed(text: str, file: str) -> Tree:
    """Parse YAML text into plain values with the line of each.

    Args:
        text: The text.
        file: What it is called in messages.

    Returns:
        The tree of plain values, with what is wrong in some places.

    Raises:
        CaseError: It cannot be read at all: not YAML, or nested too deep.
    """
    text = text.translate(NO_BREAKS)
    sound = quickly(text)
    if sound is not None:
        return Tree(file, *sound)
    from detente.case.faulty_yaml import parse_carefully  # slow to load, and not needed where all is sound

    found = Tree(file)
    parse_carefully(text, found)
    return found


def read_text(path: Path, file: str) -> str:
    """Return the text of a file.

    Args:
        path: A UTF-8 file of bounded size, with or without a byte-order mark.
        file: Its name in messages.

    Returns:
        Its text.

    Raises:
        CaseError: It is no ordinary file, cannot be read, is too large or is not UTF-8.
    """
    raw = read_bytes(path, file, MAX_BYTES)
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise CaseError([Fault(file, 1, "", "a file in UTF-16", "text saved as UTF-8")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CaseError([Fault(file, line, "", f"the byte {raw[error.start]:#04x}", "text saved as UTF-8")]) from None
