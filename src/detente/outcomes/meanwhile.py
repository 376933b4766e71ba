"""Chapters that look at no other: another process works them out while this one is busy with one that it keeps."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
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

    def analysed(
        self, chapter: Chapter[Any, Any], after: Iterable[Chapter[Any, Any]], worlds: Worlds, upstream: Upstream
    ) -> Result:
        """Return the result of a chapter, worked out here unless another process has begun it in the same worlds.

        If it looks at no other chapter, those after it that do not either are handed over first; this process then
        shares no work until it is done, since the other would come to that last.

        Args:
            chapter: The chapter.
            after: Those that are to be worked out after it.
            worlds: What it sees.
            upstream: Results of chapters before it.
        """
        found = self._there(chapter, worlds)
        if found is None and self._hand(chapter, after, worlds):
            found = chapter.analyse(replace(worlds, jobs=1, helpers=None), upstream)
        done: Result = chapter.analyse(worlds, upstream) if found is None else replace(found, worlds=worlds)
        return done

    def _hand(self, chapter: Chapter[Any, Any], after: Iterable[Chapter[Any, Any]], worlds: Worlds) -> bool:
        """Hand over what can be worked out while a chapter is, and return whether there is any."""
        if not chapter.alone or worlds.helpers is None:
            return False
        others = [other for other in after if other.alone and other.name not in self._handed]
        silent = replace(worlds, jobs=1, helpers=None, notice=None)
        for other in others:
            self._handed[other.name] = worlds, Handed(worlds.helpers, _analysed, other.name, silent)
        return bool(others)

    def _there(self, chapter: Chapter[Any, Any], worlds: Worlds) -> Any:
        """Return what another process found, but for the worlds; None where it has not begun, or has failed."""
        seen, handed = self._handed.pop(chapter.name, (None, None))
        if handed is None or handed.cancel() or seen is not worlds:
            return None
        with suppress(Exception):  # what goes wrong there goes wrong here, where it can be said
            return handed.result()
        return None


def _analysed(name: str, worlds: Worlds) -> Any:
    """Return the result of a chapter but for the worlds, which whoever asked has."""
    found: Any = chapters.chapter(name).analyse(worlds, Upstream())
    return replace(found, worlds=None)
