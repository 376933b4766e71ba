"""What stands in the cells of a row, and the judgement of a case file that it means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from typing import Any

from detente.case.judgements import NOTES, Judgement
from detente.case.yaml_edits import flow
from detente.formats.spreadsheets.judgement_rows import MINUS, JudgementRow, in_words

BETWEEN = "; "  # sources in one cell
ID_HEAD = "Id"
HEADS = (
    ID_HEAD,
    "What",
    "Option",
    "Counts as",
    "Low",
    "Most likely",
    "High",
    "In words",
    "Reason",
    "Source",
    "In the case",
)
ID, LOW, MODE, HIGH, WORD, WHY, SOURCE = (HEADS.index(head) for head in (ID_HEAD, *HEADS[4:10]))
NUMBER_HEADS = HEADS[LOW : HIGH + 1]
ENDS = "5, 50 and 95 %"
EXPECTED = "low and high, perhaps with the most likely between them, or the most likely alone, or a word"


@dataclass(frozen=True)
class SaidInRow:
    """What somebody says in a row, cell by cell; empty text where nothing stands.

    Attributes:
        low: Lowest value held possible, a number as text.
        mode: Most likely value.
        high: Highest value held possible.
        word: A value word or likelihood word.
        why: The reason.
        source: What it rests on: ids of sources, or titles, with semicolons between them.
    """

    low: str = ""
    mode: str = ""
    high: str = ""
    word: str = ""
    why: str = ""
    source: str = ""

    @property
    def judged(self) -> bool:
        """Whether it holds a number or a word."""
        return any((self.low, self.mode, self.high, self.word))

    @property
    def empty(self) -> bool:
        """Whether nothing is said at all."""
        return not any(astuple(self))

    @property
    def packed(self) -> str:
        """All of it as one line of text, by which a later reading knows what was sent."""
        return json.dumps(astuple(self), ensure_ascii=False)


def unpacked(text: str) -> SaidInRow | None:
    """Return what a line of text says that was packed; None where it is none.

    Example:
        >>> unpacked(SaidInRow(low="1", high="2").packed)
        SaidInRow(low='1', mode='', high='2', word='', why='', source='')
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, list) or len(said) != len(fields(SaidInRow)) or not all(isinstance(s, str) for s in said):
        return None
    return SaidInRow(*said)


def cells_of(judgement: Judgement | None) -> SaidInRow:
    """Return the cells that state a judgement; of one that no row can hold, its notes alone.

    Example:
        >>> from detente.case.judgements import parse
        >>> cells_of(parse({"worth": "-major", "why": "a guess"}))
        SaidInRow(low='', mode='', high='', word='minus major', why='a guess', source='')
    """
    if judgement is None or judgement.experts:
        return SaidInRow()
    low, mode, high, word = "", "", "", in_words(judgement)
    if not word and not judgement.choices:
        low, high = flow(judgement.low), flow(judgement.high)
        mode = "" if judgement.mode is None else flow(judgement.mode)
        if judgement.certain:
            low, mode, high = "", low, ""
    return SaidInRow(low, mode, high, word, one_line(judgement.why or ""), BETWEEN.join(judgement.source))


def one_line(text: str) -> str:
    r"""Return a text as it stands in a cell: on one line, without what cannot be printed.

    Example:
        >>> one_line("a  guess\nof mine")
        'a guess of mine'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def amiss_in_answer(said: SaidInRow, log: bool) -> tuple[int, str, str] | None:
    """Return what is wrong with an answer to a question whose answer is known: three values that rise are needed.

    Args:
        said: The row, its numbers as text.
        log: Whether it is judged by orders of magnitude.

    Example:
        >>> amiss_in_answer(SaidInRow(low="3", high="10"), False)
        (5, 'no value', 'the values below which you hold the truth to lie with 5, 50 and 95 %')
    """
    texts = (said.low, said.mode, said.high)
    if "" in texts:
        return LOW + texts.index(""), "no value", f"the values below which you hold the truth to lie with {ENDS}"
    low, mode, high = map(float, texts)
    if not low < mode < high:
        return LOW, f"{said.low}, {said.mode} and {said.high}", "three values that rise"
    return (LOW, said.low, "a value above 0: it is judged by orders of magnitude") if log and low <= 0 else None


def amiss(said: SaidInRow, chance: bool = False) -> tuple[int, str, str] | None:
    """Return what contradicts itself in a row: the column, what was found, what was expected; None if nothing does.

    Args:
        said: The row, its numbers as text.
        chance: Whether it is a probability.

    Example:
        >>> amiss(SaidInRow(low="3", high="1"))
        (4, 'a low of 3 above a high of 1', 'low ≤ high')
        >>> amiss(SaidInRow(low="3"))[1]
        'a low without a high'
    """
    numbers = {
        head: float(text) for head, text in zip(NUMBER_HEADS, (said.low, said.mode, said.high), strict=True) if text
    }
    if said.word:
        return (WORD, f"the word {said.word!r} beside numbers", "the one or the other") if numbers else None
    for head, value in numbers.items() if chance else ():
        if not 0 <= value <= 1:
            return HEADS.index(head), f"{value:g}", "a probability from 0 to 1, or a percentage"
    if bool(said.low) != bool(said.high):
        given, missing = ("low", "high") if said.low else ("high", "low")
        return LOW if said.low else HIGH, f"a {given} without a {missing}", EXPECTED
    if said.low and numbers["Low"] > numbers["High"]:
        return LOW, f"a low of {said.low} above a high of {said.high}", "low ≤ high"
    if said.low and said.mode and not numbers["Low"] <= numbers["Most likely"] <= numbers["High"]:
        return MODE, f"a most likely value of {said.mode} outside {said.low} to {said.high}", "low ≤ most likely ≤ high"
    if not numbers and (said.why or said.source):
        return LOW, "a reason or source without a judgement", EXPECTED
    return None


def stated(said: SaidInRow, sources: tuple[str, ...], row: JudgementRow, before: Any) -> Any:
    """Return the plain value by which a case file says what stands in a row.

    Args:
        said: The cells; nothing is amiss in them.
        sources: Ids of the sources in them.
        row: The row.
        before: The plain value that says what was so far, whose form is kept where it can be; None where there is none.

    Returns:
        A number, a list or a mapping, in the form that was there or the shortest.
    """
    numbers = _numbers(said, row)
    notes: dict[str, Any] = {}
    if isinstance(before, Mapping):
        notes = {key: before[key] for key in NOTES if key in before}
    known = notes.get("source", [])
    if list(sources) != ([known] if isinstance(known, str) else list(known)):
        notes["source"] = list(sources)
    if said.why != one_line(str(notes.get("why", ""))):
        notes["why"] = said.why
    notes = {key: note for key, note in notes.items() if note}
    if isinstance(before, Mapping) or notes:
        kept = [key for key in before if key in numbers or key in notes] if isinstance(before, Mapping) else []
        return {key: (numbers | notes)[key] for key in dict.fromkeys((*kept, *numbers, *notes))}
    match numbers:
        case {"value": value}:
            return value
        case {"low": low, "high": high} if "mode" not in numbers:
            return [low, high]
        case {"words": word} if isinstance(before, str):
            return word
    return numbers


def _numbers(said: SaidInRow, row: JudgementRow) -> dict[str, Any]:
    if said.word:
        sign, bare = ("-", said.word.removeprefix(MINUS)) if said.word.startswith(MINUS) else ("", said.word)
        return {"words": said.word} if row.chance else {"worth": sign + bare}
    if not said.low:
        return {"value": _number(said.mode)}
    mode = {"mode": _number(said.mode)} if said.mode else {}
    return {"low": _number(said.low), **mode, "high": _number(said.high)}


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() else value
