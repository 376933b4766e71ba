"""What a command meets with in its surroundings: closed streams, readers that leave, signals. Loads nothing heavy."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOBase
from types import FrameType

STDOUT = "standard output"
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # as far as the system has them
BY_SIGNAL = 128  # exit codes of what a signal ended are so much above its number
Handler = Callable[[int, FrameType | None], None]


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
    """Leave at once when a signal says to stop, since modules may still be loading, until `tidily` is called."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = _handled(_leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def tidily() -> None:
    """From now on let a signal to stop be an error, so that files are removed and the terminal is as it was."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is _leave:
        _handled(_raise)


def _handled(handler: Handler) -> dict[int, signal.Handlers | Callable[[int, FrameType | None], object] | int | None]:
    """Handle the signals to stop, but for those that whoever started the command wants to be ignored."""
    numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    found = {number: was for number, was in before.items() if was not in (signal.SIG_IGN, None)}
    for number in found:
        signal.signal(number, handler)
    return dict(found)


def _leave(number: int, _: FrameType | None) -> None:
    with suppress(OSError):
        os.write(2, f"{StoppedError(number).says}\n".encode())
    os._exit(BY_SIGNAL + number)


def _raise(number: int, _: FrameType | None) -> None:
    raise StoppedError(number)
