"""What the processes of a run do before anybody asks for it, when they would stand idle."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from detente.chapters.contract import Chapter, settles, weighs
from detente.outcomes.table import InputsWritten
from detente.workers import loaded
from detente.worlds import Worlds


class WorkAhead:
    """Requests of chapters, and of the table of outcomes, as they are told to another process in good time."""

    def __init__(self, worlds: Worlds, order: Sequence[Chapter[Any, Any]], whole: bool) -> None:
        """Have this process load what chapters need when it would wait for another.

        Args:
            worlds: The worlds.
            order: The chapters, as they will run.
            whole: Whether the table of outcomes will be written, too.
        """
        self._told: set[str] = set()
        self._whole = whole
        worlds.aside(partial(loaded, module) for one in order for module in one.modules())

    def tell(self, worlds: Worlds, left: Sequence[Chapter[Any, Any]]) -> None:
        """Tell another process what will be asked of the worlds, if those are what all chapters left will see.

        Until the last chapter has chosen that settles results of others, the other process shares nearly all that there
        is to do: it is told what is asked until then, what takes least first. After that it has more time.

        Args:
            worlds: The worlds as they are now.
            left: The chapters that are still to run.
        """
        if any(weighs(one) for one in left):
            return
        places = [place for place, one in enumerate(left) if settles(one)]
        soon = [one for place, one in enumerate(left) if not places or place <= places[-1]]
        for one in sorted((one for one in soon if one.name not in self._told), key=lambda one: one.effort):
            self._told.add(one.name)
            with suppress(Exception):  # what goes wrong here goes wrong again when the chapter runs
                worlds.meanwhile(one.meanwhile(worlds), at_once=not places)
        if not places and self._whole:
            self._whole = False
            worlds.meanwhile(InputsWritten.all(worlds.size))
