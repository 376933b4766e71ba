"""Which packages are worth a closer look, from what the agreement chapter knows of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement import Agreement, CandidateSet, OptionNumbers, leader, strongest
from detente.worlds import Worlds
from detente.worlds.errors import Z

LEAST = 50
MOST = 150
WAYS = 3  # so many of the best on each count for every one that is needed


def candidates(found: Agreement, worlds: Worlds) -> tuple[OptionNumbers, ...]:
    """Which packages are judged closely?

    Args:
        found: What can be agreed.
        worlds: The worlds.

    Returns:
        The named and the recommended packages, those that solve the bargaining problem most often, and the best on each
        count in turns: at least 50, or all that are attainable in some world.
    """
    main = found.main
    packages, possible = main.packages, packages_possible(found)
    chosen = dict.fromkeys([*found.named.values(), *(r.package for r in found.recommended)])
    for solved in main.solved.values():
        best = leader(packages, solved, possible & (solved > 0))
        if best is not None:
            chosen[best[0]] = None
    counts = [main.share, *([] if main.surplus is None else [main.surplus]), *main.gains.values()]
    ranked = [_best(found, count) for count in counts]
    close = [_alike(found, count, order, worlds) for count, order in zip(counts, ranked, strict=True)]
    for several in (close, ranked):
        for package in (p for turn in zip_longest(*several) for p in turn if p is not None):
            if len(chosen) >= (MOST if several is close else LEAST):
                break
            chosen[package] = None
    return tuple(chosen)


def packages_possible(found: Agreement) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return which packages are attainable in some world, laid out as P(x)."""
    return np.asarray(found.main.packages.valid & (found.main.share > 0))


def neighbours(found: Agreement, package: OptionNumbers) -> Iterator[OptionNumbers]:
    """Yield the packages that differ on one issue and are attainable in some world."""
    packages = found.main.packages
    judged = {*packages.some} if isinstance(packages, CandidateSet) else None  # where not every package was
    for other in packages.amendments(package, 1):
        if (judged is None or other in judged) and found.main.share[packages.place(other)] > 0:
            yield other


def _best(found: Agreement, count: Floats) -> list[OptionNumbers]:
    """Return the best packages on one count, of those attainable in some world."""
    ranked = np.where(packages_possible(found), count, -np.inf)
    return [p for p in strongest(found.main.packages, ranked, WAYS * LEAST) if np.isfinite(count[_at(found, p)])]


def _alike(found: Agreement, count: Floats, order: Sequence[OptionNumbers], worlds: Worlds) -> list[OptionNumbers]:
    """Return those of the best whose share is within the sampling error of the best one's.

    A share s differs from another by no more than it could by chance where the difference is at most Z times
    √((s + s')/n), n the effective number of worlds: the two hold in the same worlds, and at most all of s + s' differ.
    """
    if not order or count is not found.main.share:
        return list(order[:1])
    top = float(count[_at(found, order[0])])
    return [
        p for p in order if top - count[_at(found, p)] <= Z * np.sqrt(2 * top * max(1 - top, 0.0) / worlds.effective)
    ]


def _at(found: Agreement, package: OptionNumbers) -> tuple[int, int]:
    return found.main.packages.place(package)
