"""Columns that the precedent chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

DISTANCE = ColumnForm(
    "precedent.distance[PACKAGE]",
    "how far the nearest past agreement is from the package PACKAGE",
    "share of all features",
)
HELD = ColumnForm(
    "precedent.held[PACKAGE]",
    "more than half of the past agreements nearest to the package PACKAGE held, of those of which one can say",
)
CORRELATION = ColumnForm("precedent.correlation[TREND]", "correlation of the two series of TREND", "correlation")
BEYOND = ColumnForm(
    "precedent.beyond[TREND]",
    "the two series of TREND are more strongly correlated than nine tenths of placebos that have trends",
)
CLAIMED = ColumnForm(
    "precedent.claimed[TREND]",
    "the yearly changes of the two series of TREND go together with the sign that is claimed",
)
COLUMNS = (DISTANCE, HELD, CORRELATION, BEYOND, CLAIMED)
