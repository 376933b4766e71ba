"""Columns that the urgency chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

WEAPONS = ColumnForm("urgency.weapons[YEAR]", "weapons at the end of YEAR, if nobody intervenes", "weapons")
REACHED = ColumnForm("urgency.reached[THRESHOLD]", "the arsenal reaches THRESHOLD by its day, if nobody intervenes")
YEARS_TO = ColumnForm(
    "urgency.years_to[THRESHOLD]",
    "how long until the arsenal reaches THRESHOLD, at most as long as is looked at",
    "years",
)
UNDER = ColumnForm(
    "urgency.weapons_under[PACKAGE]", "weapons on the last day looked at, once PACKAGE is agreed", "weapons"
)
WITH = ColumnForm(
    "urgency.weapons_with[INTERVENTION]", "weapons on the last day looked at, with INTERVENTION", "weapons"
)
BY = ColumnForm("urgency.weapons_by[POLICY]", "weapons on the last day looked at, by the policy POLICY", "weapons")
LATER = ColumnForm("urgency.attainable[PACKAGE,MONTHS]", "PACKAGE is attainable if talks start in MONTHS months")
LOST = ColumnForm("urgency.lost[PACKAGE,MONTHS]", "PACKAGE is attainable today and not in MONTHS months")
PAYS = ColumnForm("urgency.waiting_pays[PARTY]", "the best attainable gain of PARTY is larger later than today")

COLUMNS = (WEAPONS, REACHED, YEARS_TO, UNDER, WITH, BY, LATER, LOST, PAYS)
