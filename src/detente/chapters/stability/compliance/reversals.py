"""What a party takes back of a position when the exchange ends: one rule, for roadmaps and for talks."""

from __future__ import annotations

from detente.arrays import Floats
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability.compliance.terms import Terms

HALF = 0.5  # of the worlds, by weight


def taken_back(terms: Terms, party: str, position: OptionNumbers, weight: Floats) -> list[tuple[int, int]]:
    """Return which measures a party takes back when the exchange ends.

    These are the measures that cost it something and can be taken back, both in at least half of the worlds.

    Args:
        terms: What the case says, in a block of worlds.
        party: A principal, or another party that carries something out.
        position: Option number of every issue when the exchange ends.
        weight: Weight of each world of the block, some of it not 0.

    Returns:
        Numbers of issues and of their options, in the order of the case.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read as read_case
        >>> from detente.chapters import schemas
        >>> from detente.chapters.stability.compliance import read
        >>> from detente.worlds import Worlds
        >>> case = read_case(locate("sinai-1974-75"), schemas())
        >>> draws = Worlds(case, size=100, seed=1).draws(0, 100)
        >>> lines = (1, 0, 1, 0, 0, 0)  # Israel withdraws, Egypt thins out its forces
        >>> found = taken_back(read(draws), "egypt", lines, draws.weights)
        >>> [(list(case.issues)[n], option) for n, option in found]
        [('forces', 1)]
    """
    found = []
    for n, option in enumerate(position):
        if option and party in terms.movers[n]:
            both = (terms.worth[party][n][option] < 0) & terms.measure(n, option).reversible
            if float(weight @ both / weight.sum()) >= HALF:
                found.append((n, option))
    return found
