"""Write a workbook (.xlsx) that asks for judgements: instructions, who fills it in, a sheet a party, the words.

What is asked is locked, so that a row keeps its id; what is answered is open. No cell is ever written as a formula.
The same case gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from detente.case.judgements import ICD_203
from detente.findings.words import listed
from detente.formats.spreadsheets.asked import AskedRow, AskedSheets
from detente.formats.spreadsheets.judgement_rows import MINUS, OTHERS, SEEDS, sheet_names, words_of
from detente.formats.spreadsheets.row_cells import HEADS, ID, LOW, SOURCE, WORD

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

READ_ME, ABOUT, WORDS, KEPT = "Read me first", "About you", "Words", "_detente"
WHO, NAME, NOTE = "Your id", "Your name", "Anything we should know"
WIDTHS = (34, 26, 34, 18, 10, 12, 10, 18, 44, 26, 24)
HEAD_ROW = 3  # of a sheet of a party, counted from 0
ABOUT_ROW = 2
LARGEST = 1e9
FURTHER = {  # what stands above the tables of sheets that are of no party
    OTHERS: "All that the case judges besides what things are worth to parties; the fourth column has the unit.",
    SEEDS: "Their answers are known. Give three values: the truth lies below the first with 5 %, below the second with "
    "50 %, below the third with 95 %. They show how far ranges can be relied on.",
}
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": "#E7E6E6", "bottom": 1, "text_wrap": True, "valign": "top"},
    "locked": {"text_wrap": True, "valign": "top", "font_color": "#404040"},
    "id": {"valign": "top", "font_color": "#808080", "font_size": 8},
    "open": {"locked": False, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"},
    "number": {"locked": False, "valign": "top", "border": 1, "border_color": "#BFBFBF", "bg_color": "#FFF9E5"},
    "plain": {"text_wrap": True, "valign": "top"},
}


def workbook_of(asked: AskedSheets) -> bytes:
    """Return a workbook that asks for judgements.

    Args:
        asked: The rows, and who is asked.

    Returns:
        The bytes of an .xlsx file.

    Raises:
        ImportError: XlsxWriter, of the extra `sheets`, is not installed.
    """
    from xlsxwriter import Workbook

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(stream, options)
    day = dt.datetime.combine(asked.case.date, dt.time())
    book.set_properties({"title": asked.case.title, "created": day})
    formats = {name: book.add_format(dict(said)) for name, said in FORMATS.items()}
    _instructions(book.add_worksheet(READ_ME), asked, formats)
    _about(book.add_worksheet(ABOUT), asked, formats)
    names = sheet_names(asked.case)
    by_party: dict[str, list[AskedRow]] = {}
    for one in asked.rows:
        by_party.setdefault(one.row.party, []).append(one)
    for party, rows in by_party.items():
        _party(book.add_worksheet(names[party]), asked, party, rows, formats)
    _words(book.add_worksheet(WORDS), asked, formats)
    _kept(book.add_worksheet(KEPT), asked)
    book.close()
    return stream.getvalue()


def _lines(asked: AskedSheets) -> list[str]:
    """Return the instructions, a line a paragraph."""
    words = listed([f"“{word}”" for word in asked.case.worths][:3], "or")
    first = (
        "What this sheet says beforehand is what the case says now."
        if asked.shows == "case"
        else "What stands in a row beforehand is what you said before."
        if asked.shows == "expert"
        else "Nothing is filled in beforehand, so that nobody’s numbers sway yours."
    )
    text = f"""\
        This workbook asks what you believe about: {asked.case.title}, as seen on {asked.case.date.isoformat()}.
        1. Say who you are on the sheet “{ABOUT}”.
        2. There is a sheet for each party. Each row asks about one judgement: what an option is worth to that party,
        against leaving things as they are; what no agreement is worth to it; how likely a red line of it is real.
        3. Write the lowest and the highest value that you hold possible, and between them the most likely one if you
        have one. If you are certain, write the most likely one alone.
        4. Or choose a word, such as {words}; the sheet “{WORDS}” says which range each word stands for. A word that
        begins with “{MINUS.strip()}” is a loss.
        5. Points are a party’s own scale: only what one option is worth against another counts, and points of
        different parties are never compared. Negative numbers are losses.
        6. A probability is a number from 0 to 1, or a percentage, or a word.
        7. Say why, in a sentence. Under “Source” write the id of a source of the case, or any title; put a semicolon
        between two.
        8. Where there are the sheets “Other judgements” and “Questions”, each says above its table what it asks.
        9. Leave a row empty where you have no view. Nothing is then said in your name.
        10. Do not change, sort, merge or hide what is locked: each row is known by its id. Formulas are not read; write
        the number itself."""
    return [" ".join(part.split()) for part in re.split(r"\n(?=\s*[0-9][.])", text)] + [first]


def _instructions(sheet: Worksheet, asked: AskedSheets, formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, "How to fill this in", formats["title"])
    for number, line in enumerate(_lines(asked), 1):
        sheet.write_string(number, 0, line, formats["plain"])
    sheet.protect()


def _about(sheet: Worksheet, asked: AskedSheets, formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 60)
    sheet.write_string(0, 0, "Who fills this in", formats["title"])
    for number, (label, said) in enumerate(((WHO, asked.expert), (NAME, asked.name), (NOTE, "")), ABOUT_ROW):
        sheet.write_string(number, 0, label, formats["head"])
        fixed = label == WHO and asked.expert
        sheet.write_string(number, 1, said, formats["locked" if fixed else "open"])
    about = "An id is one word of small letters, digits and hyphens, such as a-smith; leave it empty if you have none."
    sheet.write_string(ABOUT_ROW + 4, 0, about, formats["locked"])
    sheet.protect()


def _party(
    sheet: Worksheet, asked: AskedSheets, party: str, rows: list[AskedRow], formats: Mapping[str, Format]
) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    title = asked.case.parties[party].name if party in asked.case.parties else sheet_names(asked.case)[party]
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, FURTHER.get(party, f"The framed cells are yours; “{READ_ME}” says how to fill them in."))
    for column, head in enumerate(HEADS):
        sheet.write_string(HEAD_ROW, column, head, formats["head"])
    for number, one in enumerate(rows, HEAD_ROW + 1):
        _row(sheet, number, one, formats)
    ranges = _word_ranges(asked)
    for number, one in enumerate(rows, HEAD_ROW + 1):
        _checks(sheet, number, one, ranges[one.row.chance])
    sheet.freeze_panes(HEAD_ROW + 1, 3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _row(sheet: Worksheet, number: int, one: AskedRow, formats: Mapping[str, Format]) -> None:
    row, said = one.row, one.said
    sheet.write_string(number, ID, row.path, formats["id"])
    for column, text in enumerate((row.what, row.option, row.counts), 1):
        sheet.write_string(number, column, text, formats["locked"])
    for column, text in enumerate((said.low, said.mode, said.high), LOW):
        if text:
            sheet.write_number(number, column, float(text), formats["number"])
        else:
            sheet.write_blank(number, column, None, formats["number"])
    for column, text in enumerate((said.word, said.why, said.source), WORD):
        sheet.write_string(number, column, text, formats["open" if row.worded or column != WORD else "locked"])
    sheet.write_string(number, SOURCE + 1, one.stands, formats["locked"])


def _checks(sheet: Worksheet, number: int, one: AskedRow, words: str) -> None:
    """Let the spreadsheet program itself refuse what is no number or no word."""
    low, high = (0, 1) if one.row.chance else (-LARGEST, LARGEST)
    told = "a probability from 0 to 1" if one.row.chance else "a number"
    sheet.data_validation(
        number,
        LOW,
        number,
        LOW + 2,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": low,
            "maximum": high,
            "error_title": "Not a number",
            "error_message": f"Please write {told}, or choose a word instead.",
        },
    )
    if not one.row.worded:
        return
    sheet.data_validation(
        number,
        WORD,
        number,
        WORD,
        {
            "validate": "list",
            "source": words,
            "error_title": "Not one of the words",
            "error_message": f"Please choose a word of the list; the sheet “{WORDS}” explains them.",
        },
    )


def _word_ranges(asked: AskedSheets) -> dict[bool, str]:
    """Return for points and for probabilities where the words stand that may be chosen."""
    found = {}
    for column, chance in enumerate((False, True)):
        letter = "AD"[column]
        found[chance] = f"='{WORDS}'!${letter}$4:${letter}${3 + len(words_of(asked.case, chance))}"
    return found


def _words(sheet: Worksheet, asked: AskedSheets, formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 5, 18)
    sheet.write_string(0, 0, "What the words stand for", formats["title"])
    for start, chance, title in ((0, False, "Points a year"), (3, True, "Probability")):
        for column, head in enumerate((title, "from", "to")):
            sheet.write_string(2, start + column, head, formats["head"])
        for number, word in enumerate(words_of(asked.case, chance), 3):
            low, high = ICD_203[word] if chance else asked.case.worths[word.removeprefix(MINUS)]
            low, high = (-high, -low) if word.startswith(MINUS) else (low, high)
            sheet.write_string(number, start, word, formats["locked"])
            sheet.write_number(number, start + 1, low + 0.0, formats["locked"])
            sheet.write_number(number, start + 2, high + 0.0, formats["locked"])
    sheet.protect()


def _kept(sheet: Worksheet, asked: AskedSheets) -> None:
    """Keep out of sight what was sent, so that a later reading knows what somebody changed."""
    kept = {"detente": "sheet/1", "case": asked.case.id, "digest": asked.case.digest, "expert": asked.expert}
    rows = [*kept.items(), *((one.row.path, one.said.packed) for one in asked.rows if not one.said.empty)]
    for number, (key, value) in enumerate(rows):
        sheet.write_string(number, 0, key)
        sheet.write_string(number, 1, value)
    sheet.protect()
    sheet.very_hidden()
