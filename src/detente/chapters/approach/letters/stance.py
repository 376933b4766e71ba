"""Whether a sentence raises what it mentions, denies it or argues against it, or reports what others say, or the past.

The method is that of NegEx ([ChapmanEtAl2001]): cue words with a scope that ends where the clause does. Every rule is a
word list in `vocabulary.py`; nothing is learned, so that a reader can tell why a sentence was set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from detente.chapters.approach.letters.phrases import PhraseFound, Word, quoted
from detente.chapters.approach.letters.sentences import Sentence
from detente.chapters.approach.letters.vocabulary import (
    AHEAD,
    CLAUSE,
    DEMANDING,
    IF,
    IN_FAVOUR,
    INSISTS,
    NEGATED_AFTER,
    NEGATIONS,
    NO_NEGATION,
    PAST,
    REPORTED,
    SAID_OF_IT,
    TURNS,
    UNREAL,
)

Standing = Literal["raised", "denied", "reported", "quoted"]


def standing(sentence: Sentence, found: PhraseFound, others: Iterable[Word] = ()) -> Standing:
    """Return how a sentence stands to something that it mentions.

    Args:
        sentence: The sentence.
        found: The phrase by which it mentions it.
        others: Words by which it mentions other things.

    Returns:
        raised; denied (“we do not ask for …”, “to insist on … would be a mistake”); reported (“you have said that …”,
        “… was shut down in 2007”); or quoted (in quotation marks).
    """
    if quoted(sentence, found):
        return "quoted"
    text = sentence.plain
    own, spent = ([(word.start, word.end) for word in words] for words in (found.words, others))
    if denied(text, found.start, found.end, own, spent) or argued_against(text, found.start, found.end):
        return "denied"
    if past(text):
        return "reported"
    return "reported" if reported(text, found.start) and not INSISTS.search(text, found.end) else "raised"


def denied(
    text: str,
    start: int,
    end: int,
    own: list[tuple[int, int]] | None = None,
    spent: list[tuple[int, int]] | None = None,
) -> bool:
    """Return whether a negation covers a part of a sentence.

    Args:
        text: The sentence, as in `Sentence.plain`.
        start: Where the part begins.
        end: Where it ends.
        own: Words of the mention itself, which do not count as negations: “no nuclear tests” mentions a moratorium.
        spent: Words of other mentions, which count as negations only up to the next comma.

    Example:
        >>> text = "we do not ask for arms, but for talks"
        >>> denied(text, text.index("arms"), 22), denied(text, text.index("talks"), 37)
        (True, False)
    """
    own = own or []
    no_cues = [match.span() for match in NO_NEGATION.finditer(text)]
    before = [cue for cue in _cues(NEGATIONS, text, own, no_cues) if cue[0] < end]
    before = [cue for cue in before if not (_overlaps(cue, spent or []) and "," in text[cue[1] : start])]
    before = [cue for cue in before if not _ends_between(text, cue[1], start) and not _supposed(text, cue[0])]
    if before:
        return not any(not _overlaps(turn.span(), own) for turn in TURNS.finditer(text, before[0][1], start))
    after = [cue for cue in _cues(NEGATED_AFTER, text, own, no_cues) if cue[0] >= end]
    return any(not _ends_between(text, end, cue[0]) and not _supposed(text, start) for cue in after)


def argued_against(text: str, start: int, end: int) -> bool:
    """Return whether a sentence speaks of demanding something, and not in favour of it.

    Args:
        text: The sentence, as in `Sentence.plain`.
        start: Where what would be demanded begins.
        end: Where it ends.

    Example:
        >>> text = "to insist on arbitration would sink it; to insist on data is reasonable"
        >>> argued_against(text, text.index("arb"), 24), argued_against(text, text.index("data"), 57)
        (True, False)
    """
    for demand in DEMANDING.finditer(text, 0, start):
        said = SAID_OF_IT.search(text, end)
        if said is None or _ends_between(text, demand.end(), said.start()):
            continue
        stop = CLAUSE.search(text, said.start())
        if not IN_FAVOUR.search(text, said.start(), stop.start() if stop else len(text)):
            return True
    return False


def past(text: str) -> bool:
    """Return whether a sentence tells of the past and of nothing to come, or of what might have been.

    Args:
        text: The sentence, as in `Sentence.plain`.

    Example:
        >>> past("yongbyon was shut down in 2007"), past("the reactor that was shut down must stay so")
        (True, False)
    """
    return UNREAL.search(text) is not None or (PAST.search(text) is not None and AHEAD.search(text) is None)


def reported(text: str, start: int) -> bool:
    """Return whether a part of a sentence reports what somebody else says, thinks or wants.

    Args:
        text: The sentence, as in `Sentence.plain`.
        start: Where the part begins.

    Example:
        >>> text = "you have asked us to end the drills; we shall end them"
        >>> reported(text, text.index("drills")), reported(text, text.index("shall"))
        (True, False)
    """
    return any(cue.start() < start and not _ends_between(text, cue.end(), start) for cue in REPORTED.finditer(text))


def _cues(
    cues: re.Pattern[str], text: str, own: list[tuple[int, int]], no_cues: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    for match in cues.finditer(text):
        if not _overlaps(match.span(), own) and not _overlaps(match.span(), no_cues):
            yield match.span()


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _ends_between(text: str, start: int, end: int) -> bool:
    clause = CLAUSE.search(text, start)
    return clause is not None and clause.start() < end


def _supposed(text: str, at: int) -> bool:
    """Return whether a position is inside a condition, “if …,”, in which a negation denies nothing."""
    opened = list(IF.finditer(text, 0, at))
    return bool(opened) and "," not in text[opened[-1].end() : at]
