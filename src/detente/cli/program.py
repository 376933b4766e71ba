"""Which program this is, to the last line: results are the same where it is, and only there."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

import detente


@cache
def program() -> str:
    """Return version and digest of the program, and the versions of Python and NumPy that its numbers rest on."""
    found = sha256()
    folder = Path(detente.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        found.update(path.relative_to(folder).as_posix().encode())
        found.update(path.read_bytes())
    python = ".".join(map(str, sys.version_info[:2]))
    return f"détente {detente.__version__} ({found.hexdigest()[:12]}), Python {python}, NumPy {np.__version__}"
