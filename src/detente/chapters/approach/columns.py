"""Columns that the approach chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

FIRST = ColumnForm("approach.first[PARTY]", "the first step that a letter to PARTY proposes is attainable by itself")
VALUE = ColumnForm(
    "approach.value[PROBE]",
    "value of the probe PROBE, by the judgements of the world",
    "points a year of the party advised",
)
WORTH = ColumnForm("approach.worth[PROBE]", "the probe PROBE is worth sending before one decides")

COLUMNS = (FIRST, VALUE, WORTH)
