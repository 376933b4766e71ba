"""Files that appear whole or not at all, and those of one run together."""

from __future__ import annotations

import os
import threading
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from types import TracebackType

MODE = 0o666  # of new files, less what the user's mask takes away


class FilesTogether:
    """Files of one folder that are written under names of their own, and given their names when all are there.

    Whatever goes wrong before, the folder stays as it was. Two runs that write to one folder at once do not mix: each
    gives its files their names while the other waits.
    """

    def __init__(self, folder: Path, replaces: bool = True) -> None:
        """Write to a folder, which is made if need be.

        Args:
            folder: The folder.
            replaces: Whether files that are there already are replaced; otherwise they are an error.
        """
        self.folder = folder
        self._replaces = replaces
        self._made: list[Path] = []
        self._parts: dict[Path, Path] = {}

    def __enter__(self) -> FilesTogether:
        """Make the folder."""
        absent = [path for path in (self.folder, *self.folder.parents) if not path.exists()]
        self.folder.mkdir(parents=True, exist_ok=True)
        self._made = absent
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Give the files their names, or remove them."""
        try:
            if kind is None:
                self._named()
        finally:
            for part in self._parts.values():
                part.unlink(missing_ok=True)
            for folder in self._made:
                with suppress(OSError):  # something is in it
                    folder.rmdir()

    def text(self, name: str, text: str) -> Path:
        """Write a UTF-8 file, and return the path that it will have."""
        return self.raw(name, [text.encode()])

    def lines(self, name: str, lines: Iterable[str]) -> Path:
        """Write a CSV file that Excel reads as UTF-8 (with a byte-order mark); return the path that it will have."""
        return self.raw(name, chain([BOM_UTF8], (line.encode() for line in lines)))

    def raw(self, name: str, parts: Iterable[bytes]) -> Path:
        """Write a file of bytes, and return the path that it will have.

        Raises:
            OSError: It cannot be written; the error names the file.
        """
        path = self.folder / name
        with naming(path):
            handle, part = self._new(name)
            self._parts[path] = part
            with os.fdopen(handle, "wb") as file:
                file.writelines(parts)
        return path

    def _new(self, name: str) -> tuple[int, Path]:
        """Open a file that is not there yet, so that no link that somebody has laid is followed."""
        for number in count():
            part = self.folder / f".{name[:100]}.{os.getpid()}-{threading.get_ident()}-{number}.part"
            with suppress(FileExistsError):
                return os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), MODE), part
        raise AssertionError  # count has no end

    def _named(self) -> None:
        with undisturbed(), alone_in(self.folder):
            if not self._replaces:
                for path in self._parts:
                    if os.path.lexists(path):
                        raise FileExistsError(17, "File exists", str(path))
            for path, part in self._parts.items():
                with naming(path):
                    part.replace(path)


def save(path: Path, raw: bytes, replaces: bool = True) -> Path:
    """Write a file so that it is there whole or not at all, and return its path."""
    with FilesTogether(path.parent, replaces) as files:
        files.raw(path.name, [raw])
    return path


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let every error of the system name a file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run gives files of a folder their names; without effect where folders cannot be locked."""
    try:
        import fcntl
    except ImportError:  # not a system of that kind
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system that knows no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals wait, so that nothing but the end of the machine comes between two names."""
    import signal

    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    wait = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, wait)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
