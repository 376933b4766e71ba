"""Columns that the roadmap chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

DONE = "is begun by everybody in every round, at stated beliefs, and broken by nobody, if the package is agreed"

NONE_REACHABLE = ColumnForm("roadmap.reachable", f"a roadmap to the package of page one {DONE}")
REACHABLE = ColumnForm("roadmap.reachable[PACKAGE]", f"the roadmap proposed for the package PACKAGE {DONE}")
ENFORCING = ColumnForm(
    "roadmap.self_enforcing[PACKAGE]",
    "the roadmap proposed for the package PACKAGE pays to keep for everybody, in every round and afterwards",
)
WALKED = ColumnForm(
    "roadmap.walked_through[PACKAGE]",
    "at stated beliefs everybody begins every round of the roadmap proposed for the package PACKAGE",
)
# Kind of a roadmap that is shown for comparison → its column.
COMPARED = {
    "at-once": ColumnForm("roadmap.at_once[PACKAGE]", f"the package PACKAGE, carried out all at once, {DONE}"),
    "goes-first": ColumnForm(
        "roadmap.goes_first[PACKAGE,PARTY]", f"the package PACKAGE, with all that PARTY does coming first, {DONE}"
    ),
    "named": ColumnForm(
        "roadmap.in_sequence[PACKAGE,SEQUENCE]",
        f"the package PACKAGE, carried out in the sequence SEQUENCE, {DONE}",
    ),
}
YEARS = ColumnForm("roadmap.years[PACKAGE]", "how long the roadmap proposed for the package PACKAGE takes", "years")
TRUST = ColumnForm(
    "roadmap.trust[PACKAGE,PARTY]",
    "how sure PARTY must be that the other side is sincere, to begin every round to the package PACKAGE; 1 where no "
    "belief is enough",
    "probability",
)
EXPOSURE = ColumnForm(
    "roadmap.exposure[PACKAGE,PARTY]",
    "most that PARTY would lose by a breach, against an orderly exit, on the way to the package PACKAGE",
    "points of PARTY, present value",
)

COLUMNS = (NONE_REACHABLE, REACHABLE, ENFORCING, WALKED, *COMPARED.values(), YEARS, TRUST, EXPOSURE)
