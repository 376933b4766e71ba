"""The command `detente`. Importing it loads nothing heavy; every command loads what it needs when it is called."""

from __future__ import annotations

import errno
import os
import signal
import sys

from detente.cli.surroundings import (
    STDOUT,
    StoppedError,
    check_address_space,
    flush,
    open_streams,
    seldom_tidied,
    stoppable,
)

LINEAR_ALGEBRA = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else Pydantic looks for some in every package that is installed
OF_STREAMS = {errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG}  # errors that name no file, from a stream


def main() -> None:
    """Run the command.

    Its exit code is 0 if it did what was asked, 1 if a chapter of a brief failed, 2 if what it was given is wrong or
    cannot be done here, and 128 more than the number of the signal that ended it: 130 for Ctrl-C.

    Jobs share the cores; threads of the linear algebra would take them from other jobs, and wait for each other.
    """
    for name in LINEAR_ALGEBRA:
        os.environ.setdefault(name, "1")
    os.environ.setdefault(*PLUGINS)
    seldom_tidied()
    open_streams()
    with stoppable():
        try:
            try:
                check_address_space()
                from detente.cli.app import app
                from detente.cli.named_command import named

                named(app, sys.argv[1:])()
            finally:
                flush()
        except (StoppedError, KeyboardInterrupt) as end:
            stopped = end if isinstance(end, StoppedError) else StoppedError(signal.SIGINT)
            sys.stderr.write(f"{stopped.says}\n" if stopped.says else "")
            sys.exit(stopped.code)
        except Exception as error:
            message = _explained(error)
            if message is None:
                raise
            sys.stderr.write(message + "\n")
            sys.exit(2)


def _explained(error: Exception) -> str | None:
    """Return what to tell the user about an error that is theirs to mend, or None for one that is ours."""
    if isinstance(error, UsageProblemError):
        return str(error)
    if isinstance(error, OSError):
        of = error.filename or (STDOUT if error.errno in OF_STREAMS else "")
        return f"{of}: {error.strerror or error}" if of else str(error.strerror or error)
    if _lacks_memory(error):
        return f"Not enough memory ({error or type(error).__name__}): fewer --worlds, or --jobs 1, need less."
    from detente.case.faults import CaseError

    if isinstance(error, CaseError):
        count = len(error.faults)
        return "\n".join(map(str, error.faults)) + (f"\n{count} faults." if count > 1 else "")
    return None


def _lacks_memory(error: BaseException | None) -> bool:
    """Whether memory was lacking: to work with, to load a library or to start a thread."""
    while error is not None:
        said = str(error).lower()
        if isinstance(error, MemoryError) or "allocate memory" in said or "map segment" in said:
            return True
        if isinstance(error, RuntimeError) and "can't start new thread" in said:
            return True
        error = error.__cause__ or error.__context__
    return False


class UsageProblemError(Exception):
    """Something the user asked for that cannot be done, said so that they can mend it."""
