"""How packages and consents are named for a reader."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.model import Case
from detente.chapters.agreement.judging.package_detail import LINKAGE
from detente.chapters.agreement.report import AgreementReport
from detente.chapters.agreement.reports.package_reports import PackageReport
from detente.findings.judgement_labels import linked
from detente.findings.speech import deeds, quoted
from detente.findings.standing import EXAMINED, RECOMMENDED, the_package
from detente.findings.words import listed

MOST_CHANGES = 3
KINDS = {
    "proposed": RECOMMENDED,
    "most-attainable": "most attainable",
    "fairest": "fairest",
    "best-for": "best for the side advised",
}


def described(case: Case, package: PackageReport) -> str:
    """Say what a package asks for, issue by issue."""
    return deeds(case, package.options)


def recommended_key(found: AgreementReport) -> str:
    """Return the name by which `by_package` knows the package recommended first; none if there is none."""
    first = next(iter(found.recommended), None)
    return "" if first is None else first.package.id or first.kind


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


def minded_name(case: Case, what: str) -> str:
    """Name what a party minds most: an issue in quotation marks, or a linkage by what it links.

    Args:
        case: The case.
        what: The id of an issue, or `linkage` and the id of one.
    """
    if what.startswith(LINKAGE):
        return linked(case, what.removeprefix(LINKAGE))
    return f"“{case.issues[what].name}”"


def in_sentence(name: str) -> str:
    """Say the name of a consent within a sentence.

    Example:
        >>> in_sentence("The Security Council"), in_sentence("Congress")
        ('the Security Council', 'Congress')
    """
    return f"the {name[4:]}" if name.startswith("The ") else name


def kinds_of(found: AgreementReport, options: Mapping[str, str]) -> list[str]:
    """Return in words what a package is: recommended or examined first, then what else it is picked out for.

    Args:
        found: The report.
        options: What the package changes.
    """
    kinds = [KINDS[r.kind] for r in found.recommended if r.package.options == options]
    examined = not found.proposes and bool(kinds) and found.recommended[0].package.options == options
    return [EXAMINED, *kinds] if examined else kinds


def titled(found: AgreementReport, name: str, options: Mapping[str, str], named: bool) -> str:
    """Title a package: by the name that the case gives it, and by what is recommended about it.

    Args:
        found: The report.
        name: Its printed name.
        options: What it changes.
        named: Whether the case names it.
    """
    kinds = kinds_of(found, options)
    if named:
        return f"{name} ({listed(kinds)})" if kinds else name
    text = listed(kinds)
    return text[:1].upper() + text[1:] if text else name


def told(case: Case, found: AgreementReport, name: str, options: Mapping[str, str], named: bool) -> str:
    """Title a package, one without a title by the few issues on which it differs from one that has a title.

    Args:
        case: The case.
        found: The report.
        name: Its printed name.
        options: What it changes.
        named: Whether the case names it.
    """
    text = titled(found, name, options, named)
    like = _like(case, found, options) if text == name and not named else None
    if like is None:
        return text
    return f"{titled(found, like[0].name, like[0].options, like[0].id is not None)}, but with {like[1]}"


def spoken(case: Case, found: AgreementReport, name: str, options: Mapping[str, str]) -> str:
    """Name a package within a sentence: by its name, by what is recommended about it, or by what it is like."""
    for package in _known(found):
        if package.options == options:
            return _said(found, package)
    like = _like(case, found, options)
    return f"{_said(found, like[0])}, but with {like[1]}" if like else f"“{deeds(case, options) or name}”"


def _known(found: AgreementReport) -> list[PackageReport]:
    return [*found.named, *(r.package for r in found.recommended)]


def _said(found: AgreementReport, package: PackageReport) -> str:
    return f"“{package.name}”" if package.id is not None else _called(kinds_of(found, package.options))


def _called(kinds: list[str]) -> str:
    """Name a recommended package by what it is recommended for."""
    others = listed(f"the {kind}" for kind in kinds if kind not in {RECOMMENDED, EXAMINED})
    if kinds[0] not in {RECOMMENDED, EXAMINED}:
        return f"the package that is {others}"
    said = the_package(kinds[0] == RECOMMENDED)
    return f"{said}, which is also {others}" if others else said


def _like(case: Case, found: AgreementReport, options: Mapping[str, str]) -> tuple[PackageReport, str] | None:
    """Return the package with a title that differs least, and in what, if that is shorter to say than the options."""
    best: tuple[PackageReport, str] | None = None
    fewest = min(MOST_CHANGES + 1, len(options))
    for package in _known(found):
        differ = [issue for issue in case.issues if options.get(issue) != package.options.get(issue)]
        if len(differ) < fewest:
            fewest = len(differ)
            best = package, listed(quoted(case, i, options.get(i, case.ladder(i)[0])) for i in differ)
    return best
