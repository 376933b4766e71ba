"""Finished parts of a long run, in files whose names say of what they are, so that it goes on where it stopped."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from detente.case.saving import save
from detente.outcomes.chunks import DamagedChunkError, rows_of, sums_of

PARTS = ".detente-parts"  # folder, within that of the table
DIGITS = 12  # bytes of a digest in a name


class PartFiles:
    """The parts of one run in a folder.

    A part is there whole or not at all. Its name is a digest of everything that its bytes depend on, so no part of
    another run, or of another version of the program, is taken for one of this.
    """

    def __init__(self, folder: Path, *depends: str) -> None:
        """Look at a folder.

        Args:
            folder: The folder of the table.
            *depends: All that the parts depend on, but for which worlds they have.
        """
        digest = blake2b(digest_size=DIGITS)
        for text in depends:
            digest.update(blake2b(text.encode()).digest())
        self.key = digest.hexdigest()
        self.folder = folder / PARTS

    def path(self, name: str) -> Path:
        """Return the path of a part."""
        return self.folder / f"{self.key}-{name}"

    def span(self, span: range) -> Path:
        """Return the path of the part with some worlds."""
        return self.path(f"{span.start:08d}-{span.stop:08d}.zip")

    def has(self, span: range) -> bool:
        """Return whether a part is there and whole; a damaged one is removed."""
        path = self.span(span)
        try:
            packed = path.read_bytes()
            rows_of(packed)
            sums_of(packed)
        except FileNotFoundError:
            return False
        except DamagedChunkError:
            path.unlink(missing_ok=True)
            return False
        return True

    def keep(self, span: range, packed: bytes) -> None:
        """Keep a part."""
        self.folder.mkdir(parents=True, exist_ok=True)
        save(self.span(span), packed)

    def remove(self, paths: Iterable[Path]) -> None:
        """Remove files that are no longer needed, what a killed run left half written, and the folder with the last."""
        for path in (*paths, *self.folder.glob(f".{self.key}-*")):
            path.unlink(missing_ok=True)
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            shutil.rmtree(self.folder)
