"""Whether other seeds give the same core: `python -m benchmarks.cores [SEED…] [CASE…]`, a row each. No ratio."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import detente

CASES = ("korea-2021", "cuba-1962", "sinai-1974-75", "camp-david-1978", "gerd-2021")
HEAD = "| case | seed | core | open | packages not told apart |\n|---|---|---|---|---|"
FREE = {
    "cuba-1962": {"proposal/asking": 0.0}
}  # where nothing is worth asking for: what would be if asking cost nothing


def rows(names: Sequence[str], seeds: Sequence[int]) -> Iterator[str]:
    """Work out the core in each case with each seed, of 2,000 worlds; one row of Markdown at a time."""
    for name in names:
        case = detente.read(name)
        for changed in ({}, FREE[name]) if name in FREE else ({},):
            said = "".join(f", {path} {value:g}" for path, value in changed.items())
            for seed in seeds:
                inquiry = detente.Inquiry(worlds=2000, seed=seed, changed=changed)
                found = detente.run(detente.draw(case, inquiry), only=["proposal"]).reports["proposal"]
                terms = (", ".join(part) or "–" for part in (found.core, found.open))
                yield f"| `{name}`{said} | {seed} | {' | '.join(terms)} | {len(found.alike)} |"


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    print(HEAD)
    for row in rows([word for word in sys.argv[1:] if not word.isdecimal()] or CASES, asked or range(1, 6)):
        print(row, flush=True)
