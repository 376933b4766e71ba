"""Sentences, phrases and what negates them; files of every kind, sound and hostile."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.brief.letter_formats import word
from detente.case.faults import CaseError
from detente.chapters.approach.letters.languages import language, languages
from detente.chapters.approach.letters.letter_file import MOST_CHARACTERS, text_of
from detente.chapters.approach.letters.phrases import Vocabulary, like
from detente.chapters.approach.letters.raised import Reader, deadlines, threats, ties
from detente.chapters.approach.letters.sentences import sentences
from detente.chapters.approach.schema import ApproachFile
from tests.chapters.approach.conftest import opened
from tests.chapters.approach.test_letters import letter

DAY = date(2021, 8, 31)
WORDS = ApproachFile.model_validate(
    {
        "wording": {
            "arms": {
                "none": {"phrases": ["give up arms"]},
                "fewer": {"phrases": ["reduce arms"]},
                "gone": {"phrases": ["no arms"]},
            },
            "talks": {"on": {"phrases": ["begin talks"]}},
        },
        "synonyms": {"arms": ["weapons", "guns and bombs"]},
    }
)


def read(text: str) -> list[tuple[str, str]]:
    return [(m.option, m.standing) for m in Reader(WORDS).mentions(sentences(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mr. Kim and Dr. No met at 3 p.m. in Geneva.", ["Mr. Kim and Dr. No met at 3 p.m. in Geneva."]),
        ("The U.S. offer stands. It is fair.", ["The U.S. offer stands.", "It is fair."]),
        ("# Head\nA line\nthat goes on.\n\n- one\n- two", ["Head", "A line that goes on.", "one", "two"]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ("   \n\n", []),
    ],
)  # fmt: skip
def test_sentences(text: str, found: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Give up your arms.", [("none", "raised")]),
        ("You would relinquish all weapons.", [("none", "raised")]),
        ("You would giv up all weapns.", []),
        ("You would relinqush all guns and bombs.", [("none", "raised")]),
        ("Arms must be given up.", []),
        ("We would not ask you to give up arms.", [("none", "denied")]),
        ("We would not talk unless you give up arms.", [("none", "raised")]),
        ("We begin talks, but we do not ask you to reduce arms.", [("fewer", "denied"), ("on", "raised")]),
        ("> Give up your arms.", [("none", "quoted")]),
        ("They demanded that we give up arms.", [("none", "reported")]),
        ("Your ambassador assured us that we would give up arms.", [("none", "reported")]),
        ("We would have no arms, and begin talks.", [("gone", "raised"), ("on", "raised")]),
        ("We would have no arms and no wish to begin talks.", [("gone", "raised"), ("on", "denied")]),
    ],
)
def test_standing(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It would be a mistake to ask you to give up arms.",
        "To insist that you give up arms would wreck the talks.",
        "Insisting that you give up arms has failed.",
        "Giving up arms is a non-starter.",
        "Such a call is as much of a nonstarter as the demand that you give up arms.",
        "Why should we ask you to give up arms?",
        "We reject calls that you give up arms.",
        "Those who insist that you give up arms help nobody.",
        "You had to give up arms in 1953.",
        "If we had insisted that you give up arms, we would never have met.",
    ],
)
def test_who_argues_against_a_demand_does_not_make_it(text: str) -> None:
    assert [standing for _, standing in read(text) if standing == "raised"] == []
    assert read(text), "it is found, and set aside"


@pytest.mark.parametrize(
    "text",
    [
        "It would be a mistake not to give up your arms.",
        "To ask you to give up arms is only fair.",
        "The arms that were given up must stay so, and you must give up arms.",
        "We demand that you give up arms, and those who argue against it are wrong.",
        "Unless you give up arms, talks would fail.",
    ],
)
def test_who_argues_for_a_demand_makes_it(text: str) -> None:
    assert ("none", "raised") in read(text)


def test_a_syllable_before_a_word_makes_another_word() -> None:
    assert not like("nuclear", "denuclear")
    assert not like("armament", "disarmament")
    assert like("denuclearis", "denuclear")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Castro must go.", "English"),
        ("The West-East German divide blocked East German-U.S. diplomatic relations until 1974.", "English"),
        ("L'Égypte exige un accord juridiquement contraignant avant tout remplissage du barrage.", "French"),
        ("تطالب مصر باتفاق قانوني ملزم قبل أي ملء للسد.", "Arabic script"),
        ("Gіve up your nuclear weapons.", "Cyrillic script"),  # one letter is not what it seems
        ("우리는 핵무기 포기를 요구한다.", "Korean script"),
        ("Wir verlangen, dass Sie auf alle Kernwaffen verzichten.", "German"),
        ("Exigimos que se retiren todos los misiles de la isla.", "Spanish"),
        ("Żądamy całkowitego zaprzestania prób.", "another language"),
        ("Yongbyon", None),
        ("31 August 2021", None),
    ],
)  # fmt: skip
def test_languages(text: str, found: str | None) -> None:
    assert language(text) == found


def test_a_sentence_that_does_not_tell_is_read_like_the_others() -> None:
    assert languages(sentences("Dear Kim,\n\nWe would talk.\n\nRetrait immédiat!")) == (
        "English", "English", "another language"
    )  # fmt: skip
    assert languages(sentences("Kim. Moon.")) == ("another language", "another language")


def test_marks_that_nobody_sees_hide_nothing() -> None:
    assert read("We ask you to gi\u00adve up ar\u200bms.") == [("none", "raised")]


def test_the_longest_phrase_decides_within_an_issue() -> None:
    reader = Reader(
        ApproachFile.model_validate(
            {"wording": {"i": {"a": {"phrases": ["missile tests"]}, "b": {"phrases": ["long-range missile tests"]}}}}
        )
    )
    assert [m.option for m in reader.mentions(sentences("No long-range missile tests."))] == ["b"]
    both = reader.mentions(sentences("Missile tests, and also those of space rockets, and long-range missile tests."))
    assert {m.option for m in both} == {"a", "b"}


def test_words_too_far_apart_are_no_phrase() -> None:
    near, far = "give arms freely up", "give one two three four five six seven eight arms up"
    vocabulary = Vocabulary()
    assert vocabulary.find("give up arms", vocabulary.words("give up arms")) is not None
    assert vocabulary.find("give arms", vocabulary.words(near)) is not None
    assert vocabulary.find("give arms", vocabulary.words(far)) is None


@pytest.mark.parametrize(
    ("text", "threat", "deadline"),
    [
        ("All options are on the table.", True, False),
        ("We will have no choice but to act.", True, False),
        ("We make no threats and speak of no military action.", False, False),
        ("We would lift the blockade.", False, False),
        ("We shall tighten the naval blockade.", True, False),
        ("The blockade will go on.", True, False),
        ("You have threatened us with military action.", True, False),
        ("Please answer by 1 October.", False, True),
        ("We would like an answer within thirty days.", False, True),
        ("There is no deadline for your answer.", False, False),
        ("The exercises ended on 26 August.", False, False),
        ("Our envoys could meet in October.", False, False),
        ("Time is running out.", False, True),
        ("No option is off the table.", True, False),
        ("We reserve the right to use force.", True, False),
        ("We shall draw our own conclusions.", True, False),
        ("You alone would bear the responsibility.", True, False),
        ("This act would not go unanswered.", True, False),
        ("Should the convoy be attacked, we will respond.", True, False),
        ("Any violation of the line would be answered.", True, False),
        ("Our relations would not remain as they were.", True, False),
        ("Should you be attacked, would you tell us?", False, False),
        ("If you refuse, we will respond with a step of our own.", False, False),
        ("We will answer your letter.", False, False),
        ("We do not reserve the right to use force.", False, False),
        ("I reserve nothing, and rule out no meeting.", False, False),
        ("There is no relation with Washington until 1974.", False, False),
        ("You have until 1974.", False, False),
        ("You have until 2022.", False, True),
        ("We shall do our part by the end of the year.", False, False),
        ("You must do your part by the end of the year.", False, True),
        ("It could have ten bombs within six years.", False, False),
    ],
)
def test_threats_and_deadlines(text: str, threat: bool, deadline: bool) -> None:
    read = tuple(sentences(text))
    assert bool(list(threats(read))) is threat
    assert bool(list(deadlines(read, DAY))) is deadline


def test_ties_need_a_word_that_ties() -> None:
    reader = Reader(WORDS)
    tied = list(ties(reader.mentions(sentences("We begin talks once you give up arms."))))
    assert [tie.word for tie in tied] == ["once"]
    assert set(tied[0].options) == {("arms", "none"), ("talks", "on")}
    assert not list(ties(reader.mentions(sentences("Let us begin talks and reduce arms."))))


# --- Files --------------------------------------------------------------------------------------------------------


def packed(parts: dict[str, bytes]) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return kept.getvalue()


MAIN = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def body(inner: str) -> bytes:
    return packed({"word/document.xml": MAIN + b"<w:body>" + inner.encode() + b"</w:body></w:document>"})


def test_a_word_file_reads_as_it_was_set() -> None:
    made = letter("korea-2021", "dprk").letter
    assert made is not None
    text = text_of(word(made, "A letter"), "letter.docx")
    for paragraph in made.paragraphs:
        assert paragraph in text


def test_tables_headers_and_tracked_changes_are_read() -> None:
    document = Document()
    document.add_paragraph("Dear Sir,")
    document.add_table(1, 1).cell(0, 0).text = "Give up your nuclear weapons."
    document.sections[0].header.paragraphs[0].text = "By courier"
    kept = BytesIO()
    document.save(kept)
    text = text_of(kept.getvalue(), "a.docx")
    assert "Give up your nuclear weapons." in text
    assert "By courier" in text
    tracked = body(
        "<w:p><w:ins><w:r><w:t>Disarm.</w:t></w:r></w:ins><w:del><w:r><w:delText>Talk.</w:delText></w:r></w:del></w:p>"
    )
    assert text_of(tracked, "a.docx") == "Disarm."


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.pdf", b"%PDF", "a file of another kind"),
        ("a.txt", b"", "no text"),
        ("a.txt", b"  \n ", "no text"),
        ("a.txt", b"line\n\xff\xfe\xfa", "bytes that are not UTF-8"),
        ("a.md", b"a\0b", "a zero byte in the text"),
        ("a.txt", b"word " * 50_000, "characters"),
        ("a.docx", b"no zip at all", "a damaged or locked file"),
        ("a.docx", packed({"other.xml": b"<a/>"}), "a ZIP without word/document.xml"),
        ("a.docx", packed({"word/document.xml": b"<a>"}), "a damaged part"),
        ("a.docx", packed({"word/document.xml": b"x" * 25_000_000}), "bytes once unpacked"),
        ("a.docx", packed({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a document type"),
        ("a.docx", packed({"word/document.xml": b"<a>" * 5000}), "levels of XML"),
        ("a.docx", body("<w:p/>"), "no text"),
    ],
)
def test_what_is_no_letter_is_refused(name: str, raw: bytes, says: str) -> None:
    with pytest.raises(CaseError) as error:
        text_of(raw, name)
    assert says in str(error.value)


def test_other_encodings_with_a_mark_are_read() -> None:
    assert text_of("Dear Sir – ".encode("utf-16"), "a.txt") == "Dear Sir – "
    assert text_of("Dear Sir".encode("utf-8-sig"), "a.md") == "Dear Sir"


SOUND = body("<w:p><w:r><w:t>Dear Sir, we write again.</w:t></w:r></w:p>" * 5)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(0, 255), st.integers(0, len(SOUND)))
def test_a_damaged_word_file_is_read_or_refused(place: int, byte: int, end: int) -> None:
    raw = bytearray(SOUND)
    raw[place] = byte
    for damaged in (bytes(raw), SOUND[:end]):
        with suppress(CaseError):
            assert text_of(damaged, "a.docx")


@pytest.mark.parametrize(
    "filler", ["a ", "not ", "until ", "we would not ", "some in the of in ", "“", "give up ", "no x "]
)
def test_a_long_sentence_takes_no_longer_than_it_must(filler: str) -> None:
    text = filler * (MOST_CHARACTERS // 5 // len(filler))
    start = time.perf_counter()
    read = tuple(sentences(text))
    Reader(opened("korea-2021").parts["approach"]).mentions(read)
    list(threats(read)), list(deadlines(read, DAY))
    print(f"{filler!r}: {time.perf_counter() - start:.2f} s")
