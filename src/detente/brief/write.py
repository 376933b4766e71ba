"""The files of a brief: the page, the table of all worlds, and every number."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write_text(path: Path, text: str) -> Path:
    """Write a UTF-8 file so that it is there whole or not at all, and return its path."""
    return _whole(path, "utf-8", [text])


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """Write a CSV file that Excel reads as UTF-8 (with a byte-order mark), whole or not at all, and return its path."""
    return _whole(path, "utf-8-sig", lines)


def _whole(path: Path, encoding: str, lines: Iterable[str]) -> Path:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding=encoding, newline="") as file:
            file.writelines(lines)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path
