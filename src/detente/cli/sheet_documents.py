"""The JSON of `detente sheet`."""

from __future__ import annotations

from detente.case.base import Frozen
from detente.cli.documents import Meta


class SheetFileReport(Frozen):
    """One workbook or CSV file that was read."""

    file: str
    """Its path."""
    expert: str | None
    """Id of who filled it in; null where the case itself was edited."""
    name: str | None
    """Name of who filled it in."""
    note: str
    """What they want to be known."""
    read_as: str
    """How text was read, such as what stands between cells of a CSV file, and which decimal sign."""
    rows: int
    """How many rows it holds."""
    judged: int
    """In how many of them something stands that was not sent."""
    stale: bool
    """Whether the case has changed since it was sent."""


class SheetChangeReport(Frozen):
    """One judgement that a sheet changes."""

    path: str
    """Its path."""
    expert: str | None
    """Id of whose sheet it is; null where the case itself was edited."""
    new: bool
    """Whether the case had nothing there."""
    after: str
    """What the case says now."""


class SheetAnswerReport(Frozen):
    """An answer that a sheet gives to a question whose answer is known."""

    question: str
    """Id of the question."""
    expert: str
    """Id of whose sheet it is."""


class SheetDocument(Frozen):
    """A workbook or CSV file that was written, or what came of reading some."""

    meta: Meta
    """Where it comes from."""
    written: str | None
    """Full path of the file that was written; null where files were read."""
    rows: int
    """How many judgements are asked for."""
    read: list[SheetFileReport]
    """The files that were read."""
    folder: str | None
    """Full path of the folder that holds the case now; null where a file was written, or nothing had changed."""
    changes: list[SheetChangeReport]
    """The judgements that changed."""
    answers: list[SheetAnswerReport]
    """The questions with known answers that were answered."""
    emptied: list[str]
    """Paths of rows that were emptied: what the case says there stays."""
    sources: list[str]
    """Titles of sources that the case did not know, added as unverified."""
