"""Errors of the program in one chapter, so that they do not take the answers of the others along."""

from __future__ import annotations

from traceback import extract_tb


def told(error: Exception) -> str:
    """Say in a line what went wrong, and in which line of the program.

    Example:
        >>> told(ZeroDivisionError("division by zero"))
        'an error in détente: ZeroDivisionError: division by zero'
    """
    frames = extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename.rpartition('detente/')[2]}:{frames[-1].lineno})" if frames else ""
    said = " ".join(str(error).split())
    kind = type(error).__name__
    if isinstance(error, MemoryError):
        return f"not enough memory{place}: fewer --worlds need less"
    return f"an error in détente: {f'{kind}: {said}' if said else kind}{place}"
