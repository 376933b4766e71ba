"""Columns that the proposal chapter adds to the table of outcomes."""

from __future__ import annotations

from collections.abc import Collection

from detente.findings.columns import ColumnForm
from detente.findings.words import listed

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

DONE = {"attainable": "agreed", "reachable": "carried out", "durable": "kept"}


def done(judged: Collection[str]) -> str:
    """Say what becomes of a package where all comes true that was judged of it.

    Example:
        >>> done(["attainable", "durable", "reachable"]), done(["attainable"])
        ('agreed, carried out and kept', 'agreed')
    """
    return listed(word for asked, word in DONE.items() if asked in judged)


COLUMNS = (HOLDS, NONE, ENGAGED, WORTH)
