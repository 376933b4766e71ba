"""How well demands are found, measured on sentences that were labelled by hand; the manual shows the same numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.chapters.approach.letters.raised import Reader
from detente.chapters.approach.letters.sentences import sentences
from tests.chapters.approach.conftest import opened

DATA = Path(__file__).parent / "data"
PAGE = Path(__file__).parents[3] / "docs" / "howto" / "letter.md"
FILES = {"korea-2021": "sentences.yaml", "cuba-1962": "sentences-cuba.yaml"}
ROWS: dict[str, dict[str, list[dict[str, Any]]]] = {
    name: YAML(typ="safe").load((DATA / file).read_text(encoding="utf-8")) for name, file in FILES.items()
}
LEAST = {("korea-2021", "tuned"): 60, ("korea-2021", "held"): 40, ("cuba-1962", "tuned"): 20, ("cuba-1962", "held"): 20}


def found(text: str, reader: Reader) -> set[str]:
    return {f"{m.issue}/{m.option}" for m in reader.mentions(sentences(text)) if m.standing == "raised"}


def measured(name: str, part: str) -> tuple[float, float, list[str]]:
    """Return precision, recall, and the sentences that came out wrong."""
    reader = Reader(opened(name).parts["approach"])
    pairs = [(row["text"], found(row["text"], reader), set(row["raises"])) for row in ROWS[name][part]]
    right = sum(len(got & wanted) for _, got, wanted in pairs)
    precision = right / sum(len(got) for _, got, _ in pairs)
    recall = right / sum(len(wanted) for _, _, wanted in pairs)
    return precision, recall, [text for text, got, wanted in pairs if got != wanted]


@pytest.mark.parametrize("name", FILES)
def test_there_are_enough_sentences_and_none_is_twice(name: str) -> None:
    rows = [row for part in ROWS[name].values() for row in part]
    for part, some in ROWS[name].items():
        assert len(some) >= LEAST[name, part]
    assert len(rows) == len({row["text"] for row in rows})
    for row in rows:
        for pair in row["raises"]:
            issue, option = pair.split("/")
            assert option in opened(name).ladder(issue)[1:]


@pytest.mark.parametrize(
    ("name", "part", "precision", "recall"),
    [
        ("korea-2021", "tuned", 0.97, 0.97),
        ("korea-2021", "held", 0.8, 0.75),
        ("cuba-1962", "tuned", 0.97, 0.97),
        ("cuba-1962", "held", 0.8, 0.65),
    ],
)
def test_precision_and_recall(name: str, part: str, precision: float, recall: float) -> None:
    got = measured(name, part)
    told = f"{len(ROWS[name][part])} sentences; wrong: {got[2]}"
    print(f"{name}, {part}: precision {got[0]:.2f}, recall {got[1]:.2f} of {told}")
    assert got[0] >= precision
    assert got[1] >= recall


@pytest.mark.parametrize(("name", "part"), LEAST)
def test_the_manual_shows_what_is_measured(name: str, part: str) -> None:
    precision, recall, _ = measured(name, part)
    shown = f"| {len(ROWS[name][part])} | {precision:.2f} | {recall:.2f} |"
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8").partition(shown)[0].rpartition("\n")[2]
