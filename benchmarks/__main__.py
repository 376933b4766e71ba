"""Print the table of ratios, in Markdown."""

from __future__ import annotations

from benchmarks.rows import rows
from benchmarks.timing import machine


def main() -> None:
    """Measure every row and print it as it is done."""
    print(f"Measured on {machine()}; ratios of minima over repeated runs.\n")
    print("| work | against | ours, s | theirs, s | ratio | to reach |\n|---|---|---|---|---|---|")
    for row in rows():
        ratio = f"{row.ratio:.2f}" if row.ratio >= 0.01 else f"1/{1 / row.ratio:,.0f}"
        print(f"| {row.what} | {row.against} | {row.ours:.3f} | {row.theirs:.3f} | {ratio} | {row.reach} |", flush=True)


main()
