"""When the price of a demand counts as dear, and when as fatal."""

from __future__ import annotations

DEAR = 0.25  # a demand is worth a warning if it lowers the share of worlds with some agreement by this much
FATAL = 0.5  # and it torpedoes an agreement if it leaves less than this part of that share


def dear(required: float, forbidden: float) -> bool:
    """Whether insisting on a demand costs dear.

    Args:
        required: P(any) if every package must hold it.
        forbidden: P(any) if none may.

    Example:
        >>> dear(0.7, 1.0), dear(0.8, 1.0)
        (True, False)
    """
    return forbidden - required >= DEAR


def fatal(required: float, forbidden: float) -> bool:
    """Whether insisting on a demand torpedoes an agreement.

    Args:
        required: P(any) if every package must hold it.
        forbidden: P(any) if none may.

    Example:
        >>> fatal(0.1, 1.0), fatal(0.6, 1.0)
        (True, False)
    """
    return dear(required, forbidden) and required < FATAL * forbidden
