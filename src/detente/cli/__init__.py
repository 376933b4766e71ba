"""The command `detente`. Importing it loads nothing heavy; every command loads what it needs when it is called."""

from __future__ import annotations

import os
import sys

LINEAR_ALGEBRA = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def main() -> None:
    """Run the command: exit code 0 if it did what was asked, 2 if what it was given is wrong.

    Jobs share the cores; threads of the linear algebra would take them from other jobs, and wait for each other.
    """
    for name in LINEAR_ALGEBRA:
        os.environ.setdefault(name, "1")
    from detente.cli.app import app

    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        message = _explained(error)
        if message is None:
            raise
        sys.stderr.write(message + "\n")
        sys.exit(2)


def _explained(error: Exception) -> str | None:
    """Return what to tell the user about an error that is theirs to mend, or None for one that is ours."""
    from detente.case.faults import CaseError

    if isinstance(error, CaseError):
        count = len(error.faults)
        return "\n".join(map(str, error.faults)) + (f"\n{count} faults." if count > 1 else "")
    if isinstance(error, UsageProblemError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or 'file'}: {error.strerror or error}"
    return None


class UsageProblemError(Exception):
    """Something the user asked for that cannot be done, said so that they can mend it."""
