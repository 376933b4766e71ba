"""Columns that the stability chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

DURABLE = ColumnForm(
    "stability.durable[PACKAGE]", "once the package PACKAGE is carried out, no party gains by breaking or leaving it"
)
ATTAINABLE_AND_DURABLE = ColumnForm(
    "stability.attainable-and-durable[PACKAGE]", "the package PACKAGE is attainable, and then durable"
)
SLACK = ColumnForm(
    "stability.slack[PACKAGE,PARTY]",
    "what keeping the package PACKAGE is worth to PARTY more than its best breach",
    "points a year of PARTY",
)
# Of a stated conflict: concept → states that hold by it; a column each for the 24 that do in most worlds.
STABLE = {
    "nash": ColumnForm(
        "stability.nash[STATE]",
        "in the state STATE, one of the 24 that hold most often, nobody could do better by moving alone",
    ),
    "seq": ColumnForm(
        "stability.seq[STATE]",
        "in the state STATE, one of the 24 that hold most often, nobody could do better by moving alone, once the "
        "others have answered as it pays them",
    ),
}

COLUMNS = (DURABLE, ATTAINABLE_AND_DURABLE, SLACK, *STABLE.values())
