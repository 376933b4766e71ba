"""Print the table of ratios, in Markdown: of all groups, or of those that are named."""

from __future__ import annotations

import sys

from benchmarks.register import GROUPS, HEAD, rows
from benchmarks.timing import machine


def main(names: list[str]) -> None:
    """Measure every row and print it as it is done."""
    if unknown := sorted(set(names) - set(GROUPS)):
        sys.exit(f"no such benchmarks: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    print(f"Measured on {machine()}; ratios of minima over repeated runs.\n")
    print(HEAD)
    for row in rows(names or GROUPS):
        print(row.printed(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
