"""Which program this is, to the last line: results are the same where it is, and only there."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

import detente


@cache
def program() -> str:
    """Return version and digest of the program, and the versions of Python and NumPy that its numbers rest on."""
    found = blake2b(digest_size=6)
    folder = Path(detente.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        found.update(path.relative_to(folder).as_posix().encode())
        found.update(path.read_bytes())
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"détente {detente.__version__} ({found.hexdigest()}), Python {python}, NumPy {np.__version__}"
