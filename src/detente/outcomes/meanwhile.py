"""Chapters that look at no other: another process works them out while this one is busy with one that it keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from detente import chapters
from detente.chapters.contract import Chapter, Result, Upstream
from detente.workers import Handed
from detente.worlds import Worlds


class Meanwhile:
    """Chapters that were handed to another process, by name."""

    def __init__(self) -> None:
        """Begin with none."""
        self._handed: dict[str, tuple[Worlds, Handed[Any]]] = {}

    def begun(self, chapter: Chapter[Any, Any], others: Iterable[Chapter[Any, Any]], worlds: Worlds) -> None:
        """Hand over the others that look at no other chapter, as this one begins, if it is such a chapter itself.

        Args:
            chapter: The chapter that begins.
            others: Those that are to be worked out after it.
            worlds: What it sees.
        """
        if not chapter.alone or worlds.helpers is None:
            return
        silent = replace(worlds, jobs=1, helpers=None, notice=None)
        for other in others:
            if other.alone and other.name not in self._handed:
                self._handed[other.name] = worlds, Handed(worlds.helpers, _analysed, other.name, silent)

    def analysed(self, chapter: Chapter[Any, Any], worlds: Worlds, upstream: Upstream) -> Result:
        """Return the result of a chapter, worked out here unless another process has begun it in the same worlds."""
        seen, handed = self._handed.pop(chapter.name, (None, None))
        found: Any = None
        if handed is not None and not handed.cancel() and seen is worlds:
            try:
                found = handed.result()
            except Exception:  # noqa: BLE001 - what goes wrong there goes wrong here, where it can be said
                found = None
        done: Result = chapter.analyse(worlds, upstream) if found is None else replace(found, worlds=worlds)
        return done


def _analysed(name: str, worlds: Worlds) -> Any:
    """Return the result of a chapter but for the worlds, which whoever asked has."""
    found: Any = chapters.chapter(name).analyse(worlds, Upstream())
    return replace(found, worlds=None)
