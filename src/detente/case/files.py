"""Reading files whole, within bounds."""

from __future__ import annotations

import stat
from pathlib import Path

from detente.case.faults import CaseError, Fault


def read_bytes(path: Path, file: str, most: int) -> bytes:
    """Return the bytes of a file.

    Args:
        path: The file.
        file: Its name in messages.
        most: How many bytes it may have.

    Returns:
        Its bytes.

    Raises:
        CaseError: It is no ordinary file, cannot be read, or is too large.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CaseError([Fault(file, 0, "", "something other than a file", "an ordinary file")])
        with path.open("rb") as opened:
            raw = opened.read(most + 1)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        raise CaseError([Fault(file, 0, "", found, "a file that can be read")]) from None
    if len(raw) > most:
        raise CaseError([Fault(file, 0, "", f"more than {most:,} bytes", f"at most {most:,} bytes")])
    return raw
