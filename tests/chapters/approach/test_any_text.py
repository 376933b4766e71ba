"""Whatever is given to the check of a letter is read or said not to be judged, without a crash and in fair time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.chapters.approach.letters.function_words import ENGLISH
from detente.chapters.approach.letters.languages import languages
from detente.chapters.approach.letters.letter_file import MOST_CHARACTERS
from detente.chapters.approach.letters.raised import Reader, deadlines, threats, ties, unmatched
from detente.chapters.approach.letters.sentences import LONGEST, Sentence, sentences
from detente.chapters.approach.letters.text_check import check
from tests.chapters.approach.conftest import agreed, opened

DAY = date(2021, 8, 31)
# Marks that change how a text looks and not what it says, letters that look like others, and words of letters.
ODD = [
    "\u200b",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u00ad",
    "\u0301",
    "\ufeff",
    "а",
    "е",
    "Ⅳ",
    "ﬁ",
    "İ",
    "ß",
    "\U0001f54a",
    "\x00",
    "\ud800",
]
SAID = [
    "you must",
    " give up",
    " nuclear weapons",
    " until",
    " if",
    " attack",
    " not",
    ", and",
    " “",
    "”",
    ". ",
    "\n\n",
    "> ",
    "- ",
]
MIXED = st.lists(st.sampled_from(ODD + SAID) | st.text(max_size=8), max_size=25).map("".join)


def read(text: str) -> tuple[Sentence, ...]:
    case = opened("korea-2021")
    found = tuple(sentences(text))
    assert len(languages(found)) == len(found)
    mentions = Reader.of(case).mentions(found)
    assert {mention.sentence for mention in mentions} <= set(found)
    list(ties(mentions)), list(threats(found)), list(deadlines(found, DAY)), list(unmatched(found, ()))
    return found


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300) | MIXED)
def test_any_text_is_read(text: str) -> None:
    for sentence in read(text):
        assert len(sentence.text) <= LONGEST
        assert len(sentence.plain) == len(sentence.text)


@settings(max_examples=20, deadline=None)
@given(MIXED)
def test_any_text_has_an_outcome(text: str) -> None:
    found = check(opened("korea-2021"), agreed("korea-2021"), "dprk", text)
    assert found.outcome in {"clean", "raised", "fatal", "not-judged"}
    assert 0 <= found.judged <= 1
    assert sum(found.languages.values()) == found.sentences


DEMAND = "You must give up all of your nuclear weapons."


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u202e", "\u2066", "\u200f", "\u00ad", "\ufeff"])
def test_marks_that_nobody_sees_hide_no_demand(mark: str) -> None:
    for text in (mark.join(DEMAND), mark + DEMAND, DEMAND.replace("nuclear", f"nu{mark}clear")):
        found = check(opened("korea-2021"), agreed("korea-2021"), "dprk", text)
        assert found.outcome == "fatal"


@pytest.mark.parametrize(
    "text",
    [
        DEMAND.replace("a", "а"),  # a Cyrillic letter that looks like a Latin one
        DEMAND.replace("o", "ο"),  # a Greek one
        "L’Égypte exige un accord juridiquement contraignant avant tout remplissage du barrage.",
        "يجب أن تتخلوا عن أسلحتكم النووية.",
        "핵무기를 모두 포기해야 합니다.",
        "Вы должны отказаться от всего ядерного оружия.",
    ],
)
def test_what_is_not_english_is_not_judged(text: str) -> None:
    found = check(opened("korea-2021"), agreed("korea-2021"), "dprk", text)
    assert found.outcome == "not-judged"
    assert found.judged == 0
    assert ENGLISH not in found.languages


@pytest.mark.parametrize(
    "filler", ["x", "if attack ", "not until ", "? ", "some of the ", ", and any of it ", "\u202e", "must when "]
)
def test_a_long_text_is_read_whatever_it_repeats(filler: str) -> None:
    """Time fails no test; a rule that takes the square of a length would never end here."""
    found = read(filler * (MOST_CHARACTERS // 10 // len(filler)))
    assert all(len(sentence.text) <= LONGEST for sentence in found)
