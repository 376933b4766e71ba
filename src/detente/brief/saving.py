"""The files of a brief: the page, the table of all worlds, and every number."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable
from itertools import chain
from pathlib import Path


def write_text(path: Path, text: str) -> Path:
    """Write a UTF-8 file so that it is there whole or not at all, and return its path."""
    return write_bytes(path, text.encode())


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """Write a CSV file that Excel reads as UTF-8 (with a byte-order mark), whole or not at all, and return its path."""
    return _whole(path, chain([BOM_UTF8], (line.encode() for line in lines)))


def write_bytes(path: Path, raw: bytes) -> Path:
    """Write a file so that it is there whole or not at all, and return its path."""
    return _whole(path, [raw])


def _whole(path: Path, parts: Iterable[bytes]) -> Path:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.writelines(parts)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path
