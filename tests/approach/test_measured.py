"""How well demands are found, measured on sentences that were labelled by hand; the manual shows the same numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.approach.letter.raised import Reader
from detente.approach.letter.sentences import sentences
from tests.approach.conftest import opened

DATA = Path(__file__).parent / "data" / "sentences.yaml"
PAGE = Path(__file__).parents[2] / "docs" / "howto" / "letter.md"
ROWS: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(DATA.read_text(encoding="utf-8"))


def found(text: str, reader: Reader) -> set[str]:
    return {f"{m.issue}/{m.option}" for m in reader.mentions(sentences(text)) if m.standing == "raised"}


def measured(rows: list[dict[str, Any]]) -> tuple[float, float, list[str]]:
    """Return precision, recall, and the sentences that came out wrong."""
    reader = Reader(opened("korea-2021").parts["approach"])
    pairs = [(row["text"], found(row["text"], reader), set(row["raises"])) for row in rows]
    right = sum(len(got & wanted) for _, got, wanted in pairs)
    precision = right / sum(len(got) for _, got, _ in pairs)
    recall = right / sum(len(wanted) for _, _, wanted in pairs)
    return precision, recall, [text for text, got, wanted in pairs if got != wanted]


def test_there_are_enough_sentences_and_none_is_twice() -> None:
    texts = [row["text"] for rows in ROWS.values() for row in rows]
    assert len(ROWS["tuned"]) >= 60
    assert len(ROWS["held"]) >= 40
    assert len(texts) == len(set(texts))
    ladders = opened("korea-2021")
    for row in [row for rows in ROWS.values() for row in rows]:
        for pair in row["raises"]:
            issue, option = pair.split("/")
            assert option in ladders.ladder(issue)[1:]


@pytest.mark.parametrize(("part", "precision", "recall"), [("tuned", 0.97, 0.97), ("held", 0.8, 0.75)])
def test_precision_and_recall(part: str, precision: float, recall: float) -> None:
    got = measured(ROWS[part])
    print(f"{part}: precision {got[0]:.2f}, recall {got[1]:.2f} of {len(ROWS[part])} sentences; wrong: {got[2]}")
    assert got[0] >= precision
    assert got[1] >= recall


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_the_manual_shows_what_is_measured(part: str) -> None:
    precision, recall, _ = measured(ROWS[part])
    assert f"| {len(ROWS[part])} | {precision:.2f} | {recall:.2f} |" in PAGE.read_text(encoding="utf-8")
