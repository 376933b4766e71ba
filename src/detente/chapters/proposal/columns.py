"""Columns that the proposal chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

HOLDS = ColumnForm(
    "proposal.holds[PACKAGE]",
    "if the other side engages, PACKAGE is agreed, carried out and kept, as far as the case lets that be judged",
)
NONE = ColumnForm("proposal.none", "some package would be worth proposing")
ENGAGED = ColumnForm("proposal.engaged[PACKAGE]", "how likely the other side is to engage with PACKAGE", "probability")
WORTH = ColumnForm(
    "proposal.worth[PACKAGE,PARTY]",
    "what PARTY has more than without talks if PACKAGE is proposed and the other side engages, present value",
    "points of PARTY",
)

COLUMNS = (HOLDS, NONE, ENGAGED, WORTH)
