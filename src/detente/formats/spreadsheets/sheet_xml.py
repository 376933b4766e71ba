"""The XML parts of a workbook, event by event: names of sheets, shared texts, styles of dates, cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NoReturn
from xml.parsers import expat

from detente.case.faults import CaseError, Fault, printable
from detente.formats.spreadsheets.cell_grid import CellGrid, Kind, Place, SheetCell

MAX_ELEMENTS = 400_000
MAX_DEPTH = 40
MAX_ROWS, MAX_COLUMNS = 5_000, 100  # no sheet of a case is as large
MAX_TEXT = 20_000  # characters of one cell
MAX_MERGED = 1_000
NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
KINDS: dict[str, Kind] = {"n": "number", "b": "truth", "e": "error", "d": "date"}


class PartReader:
    """Takes in the elements of a part; names come without their namespaces."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take in the end of an element."""

    def text(self, text: str) -> None:
        """Take in text, perhaps only some of what stands there."""


def read_part(raw: bytes, file: str, reader: PartReader) -> None:
    """Hand the elements of a part to a reader.

    Args:
        raw: The part.
        file: Its name in messages.
        reader: Who takes them in.

    Raises:
        CaseError: It has a document type, is too large or nested too deep, or is not XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    count = depth = 0

    def refuse(found: str, expected: str) -> NoReturn:
        raise CaseError([Fault(file, 0, "", found, expected)]) from None

    def doctype(*_: object) -> None:
        refuse("a document type (<!DOCTYPE>), which could declare entities", "a workbook without one")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH:
            refuse(f"more than {MAX_ELEMENTS:,} elements, or more than {MAX_DEPTH} in each other", "a smaller sheet")
        reader.start(_bare(tag), {_bare(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(_bare(tag))

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        refuse(f"text that is not XML ({expat.ErrorString(error.code)})", "a workbook saved as .xlsx")
    except LookupError as error:
        refuse(f"an encoding that cannot be read ({printable(str(error))})", "a workbook saved as .xlsx")


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


class LinksRead(PartReader):
    """Names of the sheets, whether they are hidden, and in which part each is."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.sheets: list[tuple[str, str, bool]] = []
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in a sheet or a link."""
        if tag == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), hidden))
        elif tag == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class TextsRead(PartReader):
    """The texts that cells share, in order; what tells how to pronounce them is left out."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.found: list[str] = []
        self._parts: list[str] = []
        self._inside, self._aside = False, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of a text."""
        if tag == "si":
            self._parts = []
        self._inside = tag == "t"
        self._aside = self._aside or tag == "rPh"

    def end(self, tag: str) -> None:
        """Take in the end of a text."""
        if tag == "si":
            self.found.append("".join(self._parts))
        self._inside = False
        self._aside = self._aside and tag != "rPh"

    def text(self, text: str) -> None:
        """Take in some text."""
        if self._inside and not self._aside:
            self._parts.append(text)


class DatesRead(PartReader):
    """Which styles show a number as a date or a time."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.styles: set[int] = set()
        self._dates: set[str] = {str(number) for number in BUILT_IN_DATES}
        self._inside = False
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in a number format or a style."""
        if tag == "numFmt":
            bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", attributes.get("formatCode", ""))
            if re.search("[dmyhs]", bare, re.IGNORECASE) and "general" not in bare.lower():
                self._dates.add(attributes.get("numFmtId", ""))
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            if attributes.get("numFmtId") in self._dates:
                self.styles.add(self._count)
            self._count += 1

    def end(self, tag: str) -> None:
        """Take in the end of the styles."""
        if tag == "cellXfs":
            self._inside = False


class SheetRead(PartReader):
    """The cells of a sheet."""

    def __init__(self, file: str, name: str, texts: Sequence[str], dates: Collection[int]) -> None:
        """Begin with nothing.

        Args:
            file: Name of the workbook in messages.
            name: Name of the sheet.
            texts: The texts that cells share.
            dates: Styles that show a number as a date.
        """
        self._file, self._name, self._texts, self._dates = file, name, texts, dates
        self._cells: dict[Place, SheetCell] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[tuple[int, int, int, int]] = []
        self._row, self._column = -1, -1
        self._type, self._style = "n", 0
        self._formula = False
        self._parts: list[str] = []
        self._inside, self._aside = "", False

    def grid(self, hidden: bool) -> CellGrid:
        """Return the sheet."""
        return CellGrid(
            self._file,
            self._name,
            self._cells,
            {},
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            tuple(self._merged),
            hidden,
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of a row, a cell or what is in it."""
        match tag:
            case "row":
                self._row = self._whole(attributes.get("r"), self._row + 2) - 1
                self._column = -1
                if attributes.get("hidden") in {"1", "true"}:
                    self._hidden_rows.add(self._row)
            case "c":
                self._begin(attributes)
            case "f":
                self._formula = True
                self._inside = "f"
            case "v" | "t":
                self._inside = tag
            case "rPh":
                self._aside = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "col" if attributes.get("hidden") in {"1", "true"}:
                first, last = (self._whole(attributes.get(end), 1) for end in ("min", "max"))
                self._hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def end(self, tag: str) -> None:
        """Take in the end of a cell or of what is in it."""
        if tag in {"v", "t", "f"}:
            self._inside = ""
        elif tag == "rPh":
            self._aside = False
        elif tag == "c":
            self._finish()

    def text(self, text: str) -> None:
        """Take in some text of a cell; that of a formula is kept to be shown."""
        wanted = "f" if self._formula else self._inside
        if self._inside and wanted == self._inside and not self._aside:
            self._parts.append(text)

    def _begin(self, attributes: dict[str, str]) -> None:
        name = attributes.get("r")
        row, column = (self._row, self._column + 1) if name is None else self._place(name)
        self._row, self._column = row, column
        self._type, self._style = attributes.get("t", "n"), self._whole(attributes.get("s"), 0)
        self._formula, self._parts = False, []

    def _finish(self) -> None:
        said = "".join(self._parts)
        if self._type == "s" and not self._formula:
            number = self._whole(said or None, -1)
            if not 0 <= number < len(self._texts):
                self._refuse(f"the shared text {printable(said)}", "one that is there")
            said = self._texts[number]
        said = said.strip()
        kind: Kind = "formula" if self._formula else KINDS.get(self._type, "text")
        if kind == "number" and self._style in self._dates:
            kind = "date"
        if not said and not self._formula:
            return
        if self._row >= MAX_ROWS or self._column >= MAX_COLUMNS:
            self._refuse("a cell so far out", f"at most {MAX_ROWS:,} rows and {MAX_COLUMNS} columns")
        if len(said) > MAX_TEXT:
            self._refuse(f"a text of {len(said):,} characters", f"at most {MAX_TEXT:,}")
        self._cells[self._row, self._column] = SheetCell(said, kind)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = self._place(first), self._place(last or first)
        if len(self._merged) == MAX_MERGED:
            self._refuse(f"more than {MAX_MERGED:,} merged ranges", "none")
        self._merged.append((top, bottom, left, right))

    def _place(self, name: str) -> Place:
        found = NAME.fullmatch(name.replace("$", ""))
        if not found:
            raise CaseError(
                [
                    Fault(
                        self._file,
                        0,
                        f"sheet {printable(self._name)}",
                        f"the cell {printable(name)!r}",
                        "a cell such as D14",
                    )
                ]
            )
        column = 0
        for letter in found[1]:
            column = 26 * column + ord(letter) - ord("A") + 1
        return int(found[2]) - 1, column - 1

    def _whole(self, text: str | None, otherwise: int) -> int:
        if text is None:
            return otherwise
        if not re.fullmatch("[0-9]{1,9}", text):
            self._refuse(f"{printable(text)!r} where a whole number stands", "a workbook saved as .xlsx")
        return int(text)

    def _refuse(self, found: str, expected: str) -> NoReturn:
        grid = CellGrid(self._file, self._name, {})
        raise CaseError([grid.fault((max(self._row, 0), max(self._column, 0)), found, expected)])
