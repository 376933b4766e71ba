"""How packages and consents are named for a reader."""

from __future__ import annotations

from collections.abc import Mapping

from detente.agreement.report import AgreementReport, PackageReport
from detente.case.model import Case
from detente.findings.words import listed

KINDS = {"most-attainable": "most attainable", "fairest": "fairest", "best-for": "best for the side advised"}


def described(case: Case, package: PackageReport) -> str:
    """Say what a package changes, issue by issue."""
    return "; ".join(case.label(i, o) for i, o in package.options.items())


def recommended_key(package: PackageReport) -> str:
    """Return the name by which `by_package` knows the package recommended first."""
    return package.id or "most-attainable"


def title(identifier: str) -> str:
    """Say an id of the case as words.

    Example:
        >>> title("security-council")
        'Security council'
    """
    return identifier.replace("-", " ").capitalize()


def clause_name(case: Case, name: str) -> str:
    """Name a consent clause, or the mover whose consent is meant."""
    if name in case.consent:
        return case.consent[name].name or title(name)
    return case.parties[name.removeprefix("mover ")].name


def titled(found: AgreementReport, name: str, options: Mapping[str, str], named: bool) -> str:
    """Title a package: by the name that the case gives it, and by what is recommended about it.

    Args:
        found: The report.
        name: Its printed name.
        options: What it changes.
        named: Whether the case names it.
    """
    kinds = [KINDS[r.kind] for r in found.recommended if r.package.options == options]
    if named:
        return f"{name} ({listed(kinds)})" if kinds else name
    text = listed(kinds)
    return text[:1].upper() + text[1:] if text else name
