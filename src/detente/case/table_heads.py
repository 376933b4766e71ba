"""Tables as others save them: which encoding and separator one has, and how its columns are spelt."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.faults import CaseError, Fault

SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True)
class TableText:
    """The text of a table, and how to read it.

    Attributes:
        text: The text.
        file: What it is called in messages.
        separator: What stands between cells.
        columns: Names of the columns that are read, as the program calls them.
    """

    text: str
    file: str
    separator: str
    columns: tuple[str, ...]

    def spelled(self, name: str) -> str:
        """Return what a column of the head is called here: small and large letters, spaces and dashes do not count.

        Example:
            >>> TableText("", "x.csv", ",", ("AgtId",)).spelled(" agt_ID ")
            'AgtId'
        """
        by = {_bare(column): column for column in self.columns}
        return by.get(_bare(name), name.strip())

    @property
    def head(self) -> tuple[str, ...]:
        """The columns of the head."""
        return tuple(self.spelled(name) for name in heads(self.text, self.separator))


def heads(text: str, separator: str) -> list[str]:
    """Return the cells of the first line of a text."""
    try:
        return next(csv.reader(text.splitlines()[:1], delimiter=separator), [])
    except csv.Error:
        return []


def table_text(text: str, file: str, needed: Sequence[str], others: Sequence[str]) -> TableText:
    """Return a text as a table with some columns, with the separator by which its head has most of them.

    Args:
        text: The text.
        file: What it is called in messages.
        needed: Columns by which the kind of table is known.
        others: Other columns that are read where they are there.
    """
    ways = [TableText(text, file, separator, (*needed, *others)) for separator in SEPARATORS]
    return max(ways, key=lambda way: len({*needed} & {*way.head}))


def decoded(raw: bytes, file: str) -> str:
    """Return the text of a table: UTF-8, or UTF-16 with its mark, as spreadsheets write it.

    Args:
        raw: What stands in the file.
        file: What it is called in messages.

    Raises:
        CaseError: It is neither.
    """
    encoding = "utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = f"the byte {raw[error.start]:#04x}"
        raise CaseError([Fault(file, line, "", found, "a table saved as UTF-8")]) from None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()
