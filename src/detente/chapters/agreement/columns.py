"""Columns that the agreement chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

ANY = ColumnForm("agreement.any", "some package is attainable")
ANY_IN_SCOPE = ColumnForm("agreement.any[SCOPE]", "some package of the scope SCOPE is attainable")
ANY_WITH = ColumnForm("agreement.any_with[ISSUE,OPTION]", "some package with the option OPTION of ISSUE is attainable")
ANY_WITHOUT = ColumnForm(
    "agreement.any_without[ISSUE,OPTION]", "some package without the option OPTION of ISSUE is attainable"
)
ANY_IF_ASKED = ColumnForm(
    "agreement.any_if_asked[PARTY]", "some package is attainable if the consent of PARTY were needed too"
)
ATTAINABLE = ColumnForm("agreement.attainable[PACKAGE]", "the package PACKAGE is attainable")
GAIN = ColumnForm(
    "agreement.gain[PACKAGE,PARTY]",
    "value of the package PACKAGE to PARTY, less its reservation value",
    "points a year of PARTY",
)
BEST = ColumnForm("agreement.best[PARTY]", "largest gain of PARTY by an attainable package", "points a year of PARTY")
AGREED = ColumnForm("agreement.agreed[POLICY]", "what the policy POLICY proposes is attainable")
POSSIBLE = ColumnForm("agreement.possible[POLICY]", "something that the policy POLICY seeks is attainable")

COLUMNS = (ANY, ANY_IN_SCOPE, ANY_WITH, ANY_WITHOUT, ANY_IF_ASKED, ATTAINABLE, GAIN, BEST, AGREED, POSSIBLE)
