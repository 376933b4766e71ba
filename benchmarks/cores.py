"""Whether other seeds give the same core: `python -m benchmarks.cores [CASE…]`, a row a case and seed. No ratio."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import detente

CASES = ("korea-2021", "cuba-1962", "sinai-1974-75", "camp-david-1978", "gerd-2021")
SEEDS = range(1, 6)
HEAD = "| case | seed | firm | probable | open | packages not told apart |\n|---|---|---|---|---|---|"


def rows(names: Sequence[str]) -> Iterator[str]:
    """Work out the core in each case with each seed, of 2,000 worlds; one row of Markdown at a time."""
    for name in names:
        case = detente.read(name)
        for seed in SEEDS:
            outcomes = detente.run(detente.draw(case, detente.Inquiry(worlds=2000, seed=seed)), only=["proposal"])
            found = outcomes.reports["proposal"]
            terms = (", ".join(part) or "–" for part in (found.core, found.probable, found.open))
            yield f"| `{name}` | {seed} | {' | '.join(terms)} | {len(found.alike)} |"


if __name__ == "__main__":
    print(HEAD)
    for row in rows(sys.argv[1:] or CASES):
        print(row, flush=True)
