"""How well demands are found, measured on sentences that were labelled by hand; the manual shows the same numbers."""

from __future__ import annotations

import math
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.chapters.approach.letters.raised import Reader, deadlines, threats
from detente.chapters.approach.letters.sentences import sentences
from detente.chapters.approach.schema import ApproachFile
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
    reader = Reader.of(opened(name))
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
        ("cuba-1962", "held", 0.75, 0.65),
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


# --- Sentences on which the rules of demanding were written: disputes of no bundled case ------------------------------

DEVELOPMENT: dict[str, dict[str, Any]] = YAML(typ="safe").load((DATA / "development.yaml").read_text(encoding="utf-8"))


def test_the_rules_of_demanding_do_what_they_were_written_for() -> None:
    right = marked = there = number = 0
    for dispute in DEVELOPMENT.values():
        reader = Reader(ApproachFile.model_validate({"wording": dispute["wording"]}))
        for row in dispute["sentences"]:
            got, wanted = found(row["text"], reader), set(row["raises"])
            right, marked, there = right + len(got & wanted), marked + len(got), there + len(wanted)
            number += 1
    assert number >= 60
    told = f"On {number} sentences on four other disputes"
    assert right / marked >= 0.95
    assert right / there >= 0.8
    shown = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"{told}, precision is {right / marked:.2f} and recall {right / there:.2f}" in shown


def test_the_rules_for_threats_do_what_they_were_written_for() -> None:
    said = YAML(typ="safe").load((DATA / "development-threats.yaml").read_text(encoding="utf-8"))
    found = {kind: sum(any(threats(sentences(text))) for text in said[kind]) for kind in ("threat", "none")}
    assert found["none"] == 0
    of = f"{found['threat']} of {len(said['threat'])} threats"
    shown = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"{len(said['threat']) + len(said['none'])} sentences on other disputes: there they find {of}" in shown


# --- Sentences in the manner of statesmen: demands, threats and deadlines --------------------------------------------

STATESMEN: dict[str, dict[str, list[dict[str, Any]]]] = {
    file.stem: YAML(typ="safe").load(file.read_text(encoding="utf-8")) for file in sorted(DATA.glob("statesmen/*.yaml"))
}
# Written afresh, before the rules of the version that they measure were looked at: counted, never read one by one.
FRESH: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load((DATA / "fresh.yaml").read_text(encoding="utf-8"))
FROZEN = "315d2f55bf56505e"
FROZEN_FRESH = "d8f840aaf33d3bd1"
PARTS = ("tuned", "held", "fresh")
KINDS = ("raises", "threat", "deadline")
Tally = tuple[int, int, int]  # right, marked, there


def marks(name: str, row: dict[str, Any]) -> dict[str, tuple[set[str], set[str]]]:
    """Return what is marked in a sentence and what is there, by kind."""
    case = opened(name)
    read = tuple(sentences(row["text"]))
    threat, deadline = any(threats(read)), any(deadlines(read, case.date))
    return {
        "raises": (found(row["text"], Reader.of(case)), set(row["raises"])),
        "threat": ({"it"} if threat else set(), {"it"} if row.get("threat") else set()),
        "deadline": ({"it"} if deadline else set(), {"it"} if row.get("deadline") else set()),
    }


def rows_of(name: str, part: str) -> list[dict[str, Any]]:
    return FRESH[name] if part == "fresh" else STATESMEN[name][part]


@cache
def tallied(name: str, part: str) -> dict[str, Tally]:
    """Return how many marks are right, how many there are, and how many there should be, by kind."""
    rows = [marks(name, row) for row in rows_of(name, part)]
    pairs = {kind: [row[kind] for row in rows] for kind in KINDS}
    return {
        kind: (sum(len(a & b) for a, b in both), sum(len(a) for a, _ in both), sum(len(b) for _, b in both))
        for kind, both in pairs.items()
    }


def total(part: str, kind: str) -> Tally:
    right, marked, there = zip(*(tallied(name, part)[kind] for name in STATESMEN), strict=True)
    return sum(right), sum(marked), sum(there)


def test_enough_is_held_back_from_four_disputes_and_nothing_is_in_both_parts() -> None:
    assert set(STATESMEN) == {"korea-2021", "cuba-1962", "camp-david-1978", "gerd-2021"}
    held = [row["text"] for parts in STATESMEN.values() for row in parts["held"]]
    tuned = [row["text"] for parts in STATESMEN.values() for row in parts["tuned"]]
    assert len(set(held)) == len(held) >= 120
    assert not set(held) & set(tuned)
    for name, parts in STATESMEN.items():
        for row in (*parts["tuned"], *parts["held"]):
            assert row.keys() <= {"text", "raises", "threat", "deadline"}
            for pair in row["raises"]:
                issue, option = pair.split("/")
                assert option in opened(name).ladder(issue)[1:]


def test_what_is_held_back_is_frozen() -> None:
    told = "\n".join(f"{name} {sorted(row.items())}" for name in STATESMEN for row in STATESMEN[name]["held"])
    assert sha256(told.encode()).hexdigest()[:16] == FROZEN


def test_the_fresh_sentences_are_many_of_four_disputes_labelled_with_options_there_are_and_frozen() -> None:
    assert set(FRESH) == set(STATESMEN)
    texts = [row["text"] for rows in FRESH.values() for row in rows]
    seen = {row["text"] for parts in STATESMEN.values() for rows in parts.values() for row in rows}
    assert len(set(texts)) == len(texts) >= 150
    assert not set(texts) & seen
    for name, rows in FRESH.items():
        for row in rows:
            assert row.keys() <= {"text", "raises", "threat", "deadline", "after"}
            for pair in row["raises"]:
                issue, option = pair.split("/")
                assert option in opened(name).ladder(issue)[1:]
    told = "\n".join(f"{name} {sorted(row.items())}" for name, rows in FRESH.items() for row in rows)
    assert sha256(told.encode()).hexdigest()[:16] == FROZEN_FRESH


LEAST_SHARE = {  # part, kind → least precision, least recall
    ("tuned", "raises"): (0.8, 0.55), ("tuned", "threat"): (0.95, 0.9), ("tuned", "deadline"): (0.95, 0.9),
    ("held", "raises"): (0.9, 0.55), ("held", "threat"): (0.9, 0.6), ("held", "deadline"): (0.9, 0.8),
    ("fresh", "raises"): (0.75, 0.4), ("fresh", "threat"): (0.75, 0.4), ("fresh", "deadline"): (0.6, 0.4),
}  # fmt: skip


@pytest.mark.parametrize(("part", "kind"), LEAST_SHARE)
def test_demands_threats_and_deadlines_of_statesmen(part: str, kind: str) -> None:
    right, marked, there = total(part, kind)
    print(f"{part}, {kind}: precision {right / marked:.2f}, recall {right / there:.2f}")  # totals and nothing else
    assert right / marked >= LEAST_SHARE[part, kind][0]
    assert right / there >= LEAST_SHARE[part, kind][1]


@pytest.mark.parametrize("name", STATESMEN)
@pytest.mark.parametrize("part", PARTS)
def test_the_manual_shows_what_is_measured_of_statesmen(name: str, part: str) -> None:
    cells = [f"`{name}`", part, str(len(rows_of(name, part)))]
    cells += [f"{right} of {marked}, {right} of {there}" for right, marked, there in tallied(name, part).values()]
    assert f"| {' | '.join(cells)} |" in PAGE.read_text(encoding="utf-8")


def with_interval(right: int, number: int) -> str:
    """A share with its interval at 90 %, after Wilson (1927)."""
    z = 1.6449
    share, width = right / number, z * z / number
    middle = (share + width / 2) / (1 + width)
    half = z * math.sqrt(share * (1 - share) / number + width / (4 * number)) / (1 + width)
    return f"{share:.2f} ({max(middle - half, 0):.2f} to {min(middle + half, 1):.2f})"


@pytest.mark.parametrize("part", PARTS)
def test_the_manual_shows_the_totals(part: str) -> None:
    for kind, name in zip(KINDS, ("demands and offers", "threats", "deadlines"), strict=True):
        right, marked, there = total(part, kind)
        row = f"| {part} | {name} | {with_interval(right, marked)} | {with_interval(right, there)} |"
        print(row)
        assert row in PAGE.read_text(encoding="utf-8")
