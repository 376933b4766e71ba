"""How the package is called that a brief speaks of most: recommended, or, where none is, only examined."""

from __future__ import annotations

RECOMMENDED, EXAMINED = "recommended", "examined"


def standing(recommended: bool) -> str:
    """Return the word for a package, or for the roadmap to it.

    Args:
        recommended: Whether somebody is advised to propose it; else it is only looked at.

    Example:
        >>> standing(True), standing(False)
        ('recommended', 'examined')
    """
    return RECOMMENDED if recommended else EXAMINED


def the_package(recommended: bool, *, begins: bool = False) -> str:
    """Return how the package is called within a sentence, where the case has no name for it.

    Args:
        recommended: Whether somebody is advised to propose it.
        begins: Whether the sentence begins with it.

    Example:
        >>> the_package(False), the_package(True, begins=True)
        ('the package examined', 'The package recommended')
    """
    return f"{'The' if begins else 'the'} package {standing(recommended)}"
