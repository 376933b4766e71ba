"""Opening a table of past agreements or events, whichever of the known formats it is in."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.files import read_bytes
from detente.findings.words import listed
from detente.formats.histories.csis import CSIS, csis_events
from detente.formats.histories.heads import TableText, table_text
from detente.formats.histories.pax import ALSO, PAX, pax_agreements
from detente.formats.histories.plain_tables import PlainTable

MAX_BYTES = 100_000_000
TABLE = ".csv"


def open_table(path: Path) -> PlainTable:
    """Return a table of PA-X or of CSIS as a plain one.

    Raises:
        CaseError: It is neither, or has faults.
    """
    text, name = _text(read_bytes(path, path.name, MAX_BYTES), path.name), path.name
    agreements, events = table_text(text, name, PAX, ALSO), table_text(text, name, CSIS, ())
    if {*PAX} <= {*agreements.head}:
        return pax_agreements(agreements)
    if {*CSIS} <= {*events.head}:
        return csis_events(events)
    expected = f"the columns {', '.join(PAX)} of PA-X, or {' and '.join(CSIS)} of events"
    raise CaseError([Fault(name, 1, "", _found(agreements, events), expected)])


def _text(raw: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, or UTF-16 with its mark, as spreadsheets write it."""
    encoding = "utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = f"the byte {raw[error.start]:#04x}"
        raise CaseError([Fault(name, line, "", found, "a table saved as UTF-8")]) from None


def _found(agreements: TableText, events: TableText) -> str:
    """Say what a table of neither kind lacks of the kind that it is nearest to."""
    kinds = ((agreements, PAX), (events, CSIS))
    lacks = [[name for name in needed if name not in kind.head] for kind, needed in kinds]
    shares = [len(left) / len(needed) for left, (_, needed) in zip(lacks, kinds, strict=True)]
    nearest = shares.index(min(shares))
    if shares[nearest] == 1:
        return "a table of neither kind"
    return f"a table of neither kind, without {listed([repr(name) for name in lacks[nearest]])}"
