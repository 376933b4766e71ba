"""What is not drawn: a specification that asks for more than ours do, so that nothing is left out silently."""

from __future__ import annotations

from collections.abc import Iterable


class UndrawableError(ValueError):
    """A specification asks for something that is not known here."""

    def __init__(self, place: str, found: object, expected: Iterable[object]) -> None:
        """Say where, what was found, and what may stand there."""
        may = ", ".join(sorted(str(one) for one in expected))
        super().__init__(f"{place}: found {found!r}; expected one of {may}")
