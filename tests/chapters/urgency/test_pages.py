"""What the chapter says first where a case has few parts, or looks at less than a year."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters import schemas, skeletons
from detente.chapters.urgency.chapter import URGENCY
from detente.outcomes.run import run
from detente.worlds import Worlds

PARTS = ("arsenal", "waiting", "attention")


def lead_of(folder: Path, kept: tuple[str, ...], *changes: tuple[str, str]) -> str:
    """The first sentence on a new case with some parts of `urgency.yaml`, some places of it replaced."""
    create(folder / "x", skeletons(["urgency"]))
    path = folder / "x" / "urgency.yaml"
    text = path.read_text(encoding="utf-8")
    starts = [text.index(f"\n{part}:") for part in PARTS]
    parts = {name: text[a:b] for name, a, b in zip(PARTS, starts, [*starts[1:], len(text)], strict=True)}
    told = "".join(parts[name] for name in kept)
    for old, new in changes:
        assert old in told
        told = told.replace(old, new, 1)
    path.write_text(told, encoding="utf-8")
    found = run(Worlds(read(folder / "x", schemas()), size=20, seed=1), ["urgency"])
    return URGENCY.page(found.case, URGENCY.report(found.results["urgency"]), found.inquiry).lead  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kept", "changes", "says"),
    [
        (PARTS, (), "If one waits a year, Country B gains 0.9"),
        (PARTS, (("months: 36", "months: 1"),), "If one waits a month, Country B gains 0.1 weapons"),
        (("arsenal",), (), "If one waits a year, Country B gains 0.9"),
        (
            ("arsenal",),
            (("until: 2031-12-31", "until: 2026-06-30"), ("by: 2028-12-31", "by: 2026-06-30")),
            "Ten weapons by June 2026: in ",
        ),
        (("attention",), (), "In January 2026 there is time for a letter"),
        (("attention",), (("months: 6", "months: 1"),), "In January 2026 there is time for a letter"),
    ],
)
def test_the_first_sentence_speaks_of_what_the_case_has(
    tmp_path: Path, kept: tuple[str, ...], changes: tuple[tuple[str, str], ...], says: str
) -> None:
    assert lead_of(tmp_path, kept, *changes).startswith(says)
