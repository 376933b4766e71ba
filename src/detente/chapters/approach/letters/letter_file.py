"""The text of a letter from the bytes of a file: plain text, Markdown or Word, within limits of size.

A Word file is a ZIP of XML parts. Every paragraph of the body, headers, footers, notes and text boxes is read, with
what was inserted while changes were tracked and without what was deleted: a demand counts wherever it stands.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from detente.case.faults import CaseError, Fault

MOST_BYTES = 5_000_000
MOST_CHARACTERS = 100_000
MOST_UNPACKED = 20_000_000
MOST_DEPTH = 200
FORMATS = (".txt", ".md", ".markdown", ".docx")
PARTS = re.compile(r"word/(?:document|(?:header|footer)\d*|footnotes|endnotes|comments)\.xml")
WORDS = re.compile(r"https?://\S+/wordprocessingml/\S*main (\w+)")


def text_of(raw: bytes, file: str) -> str:
    """Return the text of a file of plain text, Markdown or Word.

    Args:
        raw: Its bytes.
        file: Its name; the ending tells the format.

    Returns:
        Its text; paragraphs of a Word file are separated by empty lines.

    Raises:
        CaseError: It is of another format, damaged, hostile, empty or too large.

    Example:
        >>> text_of(b"Dear Sir,", "letter.txt")
        'Dear Sir,'
    """
    ending = next((known for known in FORMATS if file.lower().endswith(known)), None)
    if ending is None:
        _refuse(file, "a file of another kind", f"one that ends in {', '.join(FORMATS)}")
    text = _word(raw, file) if ending == ".docx" else _plain(raw, file)
    if len(text) > MOST_CHARACTERS:
        _refuse(file, f"a text of {len(text):,} characters", f"a letter: at most {MOST_CHARACTERS:,} characters")
    if not text.strip():
        _refuse(file, "no text", "a letter")
    return text


def _refuse(file: str, found: str, expected: str) -> None:
    raise CaseError([Fault(file, 0, "", found, expected)])


def _plain(raw: bytes, file: str) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CaseError([Fault(file, line, "", "bytes that are not UTF-8", "text in UTF-8")]) from None
    if "\0" in text:
        _refuse(file, "a zero byte in the text", "text in UTF-8")
    return text


def _word(raw: bytes, file: str) -> str:
    try:
        with ZipFile(BytesIO(raw)) as archive:
            parts = [info for info in archive.infolist() if PARTS.fullmatch(info.filename)]
            if not any(info.filename == "word/document.xml" for info in parts):
                _refuse(file, "a ZIP without word/document.xml", "a Word file")
            if (size := sum(info.file_size for info in parts)) > MOST_UNPACKED:
                _refuse(file, f"{size:,} bytes once unpacked", f"at most {MOST_UNPACKED:,}")
            return "\n\n".join(text for info in parts for text in _paragraphs(archive.read(info), file))
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError):
        raise CaseError([Fault(file, 0, "", "a damaged or locked file", "a Word file (.docx)")]) from None


def _paragraphs(raw: bytes, file: str) -> list[str]:
    reader = _TextReader(file)
    try:
        reader.parser.Parse(raw, True)
    except expat.ExpatError:
        raise CaseError([Fault(file, 0, "", "a damaged part", "a Word file (.docx)")]) from None
    return [text for text in ("".join(parts).strip() for parts in reader.paragraphs) if text]


class _TextReader:
    """Collects the texts of paragraphs while a part of a Word file is parsed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.paragraphs: list[list[str]] = []
        self.open: list[int] = []  # paragraphs within paragraphs: text boxes
        self.depth = 0
        self.inside = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        _refuse(self.file, "a document type in its XML", "a Word file (.docx)")

    def _start(self, name: str, _: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            _refuse(self.file, f"more than {MOST_DEPTH} levels of XML", "a Word file (.docx)")
        tag = WORDS.fullmatch(name)
        match tag and tag[1]:
            case "p":
                self.open.append(len(self.paragraphs))
                self.paragraphs.append([])
            case "t":
                self.inside = True
            case "tab" | "br" | "cr" if self.open:
                self.paragraphs[self.open[-1]].append(" ")

    def _end(self, name: str) -> None:
        self.depth -= 1
        tag = WORDS.fullmatch(name)
        match tag and tag[1]:
            case "p" if self.open:
                self.open.pop()
            case "t":
                self.inside = False

    def _data(self, text: str) -> None:
        if self.inside and self.open:
            self.paragraphs[self.open[-1]].append(text)
