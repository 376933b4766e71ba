"""Opening a table of past agreements or events, whichever of the known formats it is in."""

from __future__ import annotations

from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.files import read_bytes
from detente.case.table_heads import TableText, decoded, table_text
from detente.findings.words import listed
from detente.formats.histories.csis import CSIS, csis_events
from detente.formats.histories.pax import ALSO, PAX, pax_agreements
from detente.formats.histories.plain_tables import PlainTable

MAX_BYTES = 100_000_000
TABLE = ".csv"


def open_table(path: Path) -> PlainTable:
    """Return a table of PA-X or of CSIS as a plain one.

    Raises:
        CaseError: It is neither, or has faults.
    """
    text, name = decoded(read_bytes(path, path.name, MAX_BYTES), path.name), path.name
    agreements, events = table_text(text, name, PAX, ALSO), table_text(text, name, CSIS, ())
    if {*PAX} <= {*agreements.head}:
        return pax_agreements(agreements)
    if {*CSIS} <= {*events.head}:
        return csis_events(events)
    expected = f"the columns {', '.join(PAX)} of PA-X, or {' and '.join(CSIS)} of events"
    raise CaseError([Fault(name, 1, "", _found(agreements, events), expected)])


def _found(agreements: TableText, events: TableText) -> str:
    """Say what a table of neither kind lacks of the kind that it is nearest to."""
    kinds = ((agreements, PAX), (events, CSIS))
    lacks = [[name for name in needed if name not in kind.head] for kind, needed in kinds]
    shares = [len(left) / len(needed) for left, (_, needed) in zip(lacks, kinds, strict=True)]
    nearest = shares.index(min(shares))
    if shares[nearest] == 1:
        return "a table of neither kind"
    return f"a table of neither kind, without {listed([repr(name) for name in lacks[nearest]])}"
