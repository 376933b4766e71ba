"""Columns that the agreement chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

ANY = ColumnForm("agreement.any", "some package is attainable")
ANY_IN_SCOPE = ColumnForm("agreement.any[SCOPE]", "some package of the scope SCOPE is attainable")
ATTAINABLE = ColumnForm("agreement.attainable[PACKAGE]", "the package PACKAGE is attainable")
GAIN = ColumnForm(
    "agreement.gain[PACKAGE,PARTY]",
    "value of the package PACKAGE to PARTY, less its reservation value",
    "points a year of PARTY",
)
BEST = ColumnForm("agreement.best[PARTY]", "largest gain of PARTY by an attainable package", "points a year of PARTY")
AGREED = ColumnForm("agreement.agreed[POLICY]", "what the policy POLICY proposes is attainable")
POSSIBLE = ColumnForm("agreement.possible[POLICY]", "something that the policy POLICY seeks is attainable")

COLUMNS = (ANY, ANY_IN_SCOPE, ATTAINABLE, GAIN, BEST, AGREED, POSSIBLE)
