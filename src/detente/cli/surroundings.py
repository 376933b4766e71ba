"""What a command meets with in its surroundings: closed streams, readers that leave, signals. Loads nothing heavy."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOBase
from types import FrameType

STDOUT = "standard output"
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # as far as the system has them
BY_SIGNAL = 128  # exit codes of what a signal ended are so much above its number
ADDRESS_SPACE = 2**30  # bytes that it takes to load everything
NEW_OBJECTS = (50_000, 20, 100)  # after which Python looks for garbage; by itself (700, 10, 10)


class StoppedError(BaseException):
    """A signal said to stop, or whoever read the output is gone; nobody but the command may handle that."""

    def __init__(self, number: int) -> None:
        """Keep the number of the signal."""
        super().__init__(number)
        self.code = BY_SIGNAL + number
        self.says = "" if number == getattr(signal, "SIGPIPE", 0) else f"Stopped ({signal.Signals(number).name})."


class ClosedStream(TextIOBase):
    """Standard output where there is none: whoever prints is told."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        """Say that nothing can be printed.

        Raises:
            OSError: Always.
        """
        raise OSError(errno.EBADF, "closed, so that nothing can be printed", STDOUT)


def open_streams() -> None:
    """Put something in the place of standard streams that are closed, before any file takes their numbers."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None and not _is_open(number):
            handle = os.open(os.devnull, os.O_RDWR)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            os.set_inheritable(number, True)
    sys.stdin = sys.stdin or os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
    sys.stdout = sys.stdout or ClosedStream()
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def seldom_tidied() -> None:
    """Look seldom for objects that nobody can reach: nearly all go at once, and the few others are small.

    At its end, Python would look through all that there is, which takes a quarter of a second after a brief.
    """
    gc.set_threshold(*NEW_OBJECTS)
    atexit.register(gc.freeze)


def flush() -> None:
    """Hand on all that was printed.

    Raises:
        OSError: It cannot be written.
        StoppedError: Nobody reads it any more.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop()
        raise StoppedError(signal.SIGPIPE) from None
    except OSError as error:
        _drop()
        raise OSError(error.errno, error.strerror, STDOUT) from None


def _drop() -> None:
    """Let what is still to be printed go nowhere, so that Python does not complain at its end."""
    with suppress(OSError, ValueError):
        handle = os.open(os.devnull, os.O_WRONLY)
        os.dup2(handle, sys.stdout.fileno())
        os.close(handle)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let signals to stop end this process at once, without a traceback of what is still loading, until `tidily`."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _numbers()}
    if before[signal.SIGINT] is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def tidily() -> None:
    """From now on let a signal to stop be an error, so that files are removed and the terminal is as it was.

    Signals that whoever started the command wants to be ignored still are.
    """
    if threading.current_thread() is threading.main_thread():
        for number in _numbers():
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _raise)


def _numbers() -> list[int]:
    return [int(getattr(signal, name)) for name in SIGNALS if hasattr(signal, name)]


def check_address_space() -> None:
    """Make sure that the libraries can be loaded: some of them end the process, or hang, where they cannot.

    Raises:
        MemoryError: The process may use too little (`ulimit -v`).
    """
    try:
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit
    except ImportError:  # not a system that limits it
        return
    most = getrlimit(RLIMIT_AS)[0]
    if most != RLIM_INFINITY and most < ADDRESS_SPACE:
        raise MemoryError(
            f"may use {most // 2**20:,} MB of address space (ulimit -v); needs {ADDRESS_SPACE // 2**20:,}"
        )


def _raise(number: int, _: FrameType | None) -> None:
    raise StoppedError(number)
