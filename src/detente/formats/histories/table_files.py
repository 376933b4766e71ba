"""Opening a table of past agreements or events, whichever of the known formats it is in."""

from __future__ import annotations

import csv
from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.files import read_bytes
from detente.formats.histories.csis import CSIS, csis_events
from detente.formats.histories.pax import PAX, pax_agreements
from detente.formats.histories.plain_tables import PlainTable

MAX_BYTES = 100_000_000
TABLE = ".csv"


def open_table(path: Path) -> PlainTable:
    """Return a table of PA-X or of CSIS as a plain one.

    Raises:
        CaseError: It is neither, or has faults.
    """
    raw = read_bytes(path, path.name, MAX_BYTES)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = f"the byte {raw[error.start]:#04x}"
        raise CaseError([Fault(path.name, line, "", found, "a table saved as UTF-8")]) from None
    head = {name.strip() for name in next(csv.reader(text.splitlines()[:1]), [])}
    if {*PAX} <= head:
        return pax_agreements(text, path.name)
    if {*CSIS} <= head:
        return csis_events(text, path.name)
    expected = f"the columns {', '.join(PAX)} of PA-X, or {' and '.join(CSIS)} of events"
    raise CaseError([Fault(path.name, 1, "", "a table of neither kind", expected)])
