"""The figures of the case pages are those of a run: few worlds say the same, within the errors of both."""

from __future__ import annotations

import math
import re
from types import ModuleType

import pytest

from tests.docs.manual import DOCS
from tests.sharing import found_in

NAMES = ("camp-david-1978", "cuba-1962", "gerd-2021", "korea-2021", "sinai-1974-75")
SIZES = (2000, 120)  # worlds of the page, and of the run here
SURE = 4  # standard errors of the difference; some hundred shares are compared


def table(text: str, head: str) -> dict[str, list[str]]:
    """Return the rows of a table of Markdown by their first cell."""
    lines = text.partition(f"| {head} |")[2].splitlines()[2:]
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return {row[0]: row[1:] for row in rows}


def share(cell: str) -> float | None:
    """Return the share that a cell says, in the middle of what it may mean; None where it says none."""
    found = re.fullmatch(r"(under |over )?(\d+) %", cell)
    return None if found is None else float(found[2]) / 100


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_a_run_says(name: str, figures: ModuleType) -> None:
    assert name in figures.NAMES
    outcomes = found_in(name)
    told = {chapter: report.model_dump(mode="json") for chapter, report in outcomes.reports.items()}
    page = (DOCS / "cases" / f"{name}.md").read_text(encoding="utf-8")
    _, begin, rest = page.partition(figures.BEGIN)
    written, end, _ = rest.partition(figures.END)
    assert begin
    assert end
    here = figures.figures(outcomes.case, told)
    effective = min(1.0, outcomes.worlds.effective / SIZES[1])
    for head in ("Package | Attainable | And kept", "Course | Its proposal is agreed | Something it seeks is possible"):
        said, found = table(written, head), table(here, head)
        assert said.keys() == found.keys(), "run docs/figures.py"
        for row, cells in said.items():
            for cell, other in zip(cells, found[row], strict=True):
                p, q = share(cell), share(other)
                assert (p is None) == (q is None) or "recommended" in row.lower()
                if p is not None and q is not None and "recommended" not in row.lower():
                    spread = max(p * (1 - p), 0.02) / effective
                    error = math.sqrt(sum(spread / size for size in SIZES))
                    assert abs(p - q) <= SURE * error + 0.01, (row, cell, other)
