"""Judgements in spreadsheets: a workbook or CSV file that asks for them, and the way back into the case.

`asked_of` says what is asked of whom; `workbook_of` and `csv_of` write it. `filled_sheets` reads what came back, with
faults by sheet and cell, and `take_in` puts it into the files of the case. Reading takes bytes as well as a path.
"""

from detente.formats.spreadsheets.asked import OWN, AskedSheets, asked_of
from detente.formats.spreadsheets.filled_sheets import FilledSheets, filled_sheets
from detente.formats.spreadsheets.separated_text import csv_of
from detente.formats.spreadsheets.taken_in import SheetChange, TakenIn, changed_files, files_of, take_in
from detente.formats.spreadsheets.workbook_writer import workbook_of

__all__ = [
    "OWN",
    "AskedSheets",
    "FilledSheets",
    "SheetChange",
    "TakenIn",
    "asked_of",
    "changed_files",
    "csv_of",
    "files_of",
    "filled_sheets",
    "take_in",
    "workbook_of",
]
