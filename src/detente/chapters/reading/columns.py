"""Columns that the reading chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

POSTERIOR = ColumnForm(
    "reading.posterior[HYPOTHESIS]",
    "belief in the hypothesis HYPOTHESIS after the evidence, by the judgements of the world",
    "probability",
)
HOLDS = ColumnForm(
    "reading.holds[HYPOTHESIS]",
    "the hypothesis HYPOTHESIS is true, as drawn from the beliefs after the evidence, which also weighs the world",
)

COLUMNS = (POSTERIOR, HOLDS)
