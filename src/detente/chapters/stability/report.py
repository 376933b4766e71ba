"""What the stability chapter found, in plain numbers: the JSON of `detente stability --json` and all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.stability.reports.durability_reports import PackageStability
from detente.chapters.stability.result import Stability
from detente.chapters.stability.stated import ConflictReport


class StabilityReport(Frozen):
    """Which packages would hold."""

    packages: list[PackageStability]
    """The packages: the one recommended first, then the others; none where the case has no measures."""
    conflict: ConflictReport | None = None
    """What the conflict comes to that the case states directly."""


def report(found: Stability) -> StabilityReport:
    """Return the report of what was found."""
    return StabilityReport(
        packages=[PackageStability.of(found, promise) for promise in found.promises],
        conflict=None if found.conflict is None else ConflictReport.over_worlds(found.conflict, found.worlds),
    )
