"""Columns about what all chapters say of a package together."""

from __future__ import annotations

from detente.findings.columns import ColumnForm

JOINT = ColumnForm("joint.holds[PACKAGE]", "all that is asked of the package PACKAGE holds at once")
JOINT_FIRST = ColumnForm("joint.holds", "all that is asked of the package of page one holds at once")
