"""Columns that the contact chapter adds to the table of outcomes."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

ARRIVES = ColumnForm(
    "contact.arrives[KIND,PARTY]",
    "how likely a message of the kind KIND reaches PARTY in time and is believed",
    "probability",
)
THROUGH = ColumnForm(
    "contact.through[KIND,PARTY]",
    "a message of the kind KIND more likely than not reaches PARTY in time and is believed",
)
INCIDENT = ColumnForm(
    "contact.incident", "how likely an incident ends in war, with the channels of today", "probability"
)
WAR = ColumnForm(
    "contact.war", "how likely war is within the years of the ladder, with the channels of today", "probability"
)
HARM = ColumnForm(
    "contact.harm", "harm to be expected of a war within a year, with the channels of today", "units of harm a year"
)
WAR_WITH = ColumnForm("contact.war_with[CANDIDATE]", "the same once the candidate CANDIDATE is opened", "probability")
WAR_UNDER = ColumnForm(
    "contact.war_under[PACKAGE]",
    "the same with the channels of today, once the package PACKAGE is carried out",
    "probability",
)
WAR_BY = ColumnForm(
    "contact.war_by[POLICY]",
    "the same with the channels of today, by the policy POLICY, with its effects where what it proposes is agreed",
    "probability",
)
LOWERS = ColumnForm(
    "contact.lowers[CANDIDATE]", "opening the candidate CANDIDATE lowers the risk of war by a tenth or more"
)
WITH_HOSTILITY = ColumnForm(
    "contact.with_hostility[CANDIDATE]", "the candidate CANDIDATE is worth more at twice the hostility of today"
)
WITH_HARM = ColumnForm(
    "contact.with_harm[CANDIDATE]", "the candidate CANDIDATE is worth more if the other side can do twice the harm"
)
HAD_WAR = ColumnForm(
    "contact.had_war[COUNTERFACTUAL]",
    "how likely an incident ends in war in the counterfactual COUNTERFACTUAL",
    "probability",
)
HAD_LOWERED = ColumnForm(
    "contact.had_lowered[COUNTERFACTUAL]",
    "in the counterfactual COUNTERFACTUAL an incident is less likely to end in war, by a tenth or more",
)
TALKS = ColumnForm(
    "contact.talks", "how likely a message turns into working-level talks in the months asked for", "probability"
)

COLUMNS = (
    ARRIVES,
    THROUGH,
    INCIDENT,
    WAR,
    HARM,
    WAR_WITH,
    WAR_UNDER,
    WAR_BY,
    LOWERS,
    WITH_HOSTILITY,
    WITH_HARM,
    HAD_WAR,
    HAD_LOWERED,
    TALKS,
)
