"""Columns that the roadmap chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

KEEPS = "pays to keep for everybody, in every round"

NONE_REACHABLE = ColumnForm("roadmap.reachable", f"a roadmap to the package recommended first {KEEPS}")
REACHABLE = ColumnForm("roadmap.reachable[PACKAGE]", f"the roadmap proposed for the package PACKAGE {KEEPS}")
# Kind of a roadmap that is shown for comparison → its column.
COMPARED = {
    "at-once": ColumnForm("roadmap.at_once[PACKAGE]", f"the package PACKAGE, carried out all at once, {KEEPS}"),
    "goes-first": ColumnForm(
        "roadmap.goes_first[PACKAGE,PARTY]", f"the package PACKAGE, with all that PARTY does coming first, {KEEPS}"
    ),
    "named": ColumnForm(
        "roadmap.in_sequence[PACKAGE,SEQUENCE]",
        f"the package PACKAGE, carried out in the sequence SEQUENCE, {KEEPS}",
    ),
}
YEARS = ColumnForm("roadmap.years[PACKAGE]", "how long the roadmap proposed for the package PACKAGE takes", "years")
TRUST = ColumnForm(
    "roadmap.trust[PACKAGE,PARTY]",
    "how sure PARTY must be that the other side is sincere, to begin the roadmap to the package PACKAGE",
    "probability",
)
EXPOSURE = ColumnForm(
    "roadmap.exposure[PACKAGE,PARTY]",
    "most that PARTY would lose by a breach, against an orderly exit, on the way to the package PACKAGE",
    "points of PARTY, present value",
)

COLUMNS = (NONE_REACHABLE, REACHABLE, *COMPARED.values(), YEARS, TRUST, EXPOSURE)
