"""What an inquiry asks of the agreement chapter: packages to look at besides those of the case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn

from detente.case.faults import CaseError, Fault, nearest, one_of
from detente.case.model import Case
from detente.case.schema import Package
from detente.chapters.agreement.space.candidate_set import CandidateSet

FLAG = "--package"


def with_packages(case: Case, asked: Sequence[str]) -> Case:
    """Return a case with the packages that are asked for beside its own.

    Args:
        case: The case.
        asked: Each a package of the case by its id, or `issue=option,issue=option`.

    Raises:
        CaseError: A package, issue or option is not in the case.
    """
    packages = dict(case.packages)
    for text in asked:
        options = options_of(case, text)
        if not any(package.options == options for package in packages.values()):
            name = "; ".join(case.issues[issue].options[option].name for issue, option in options.items())
            packages[f"asked-{len(packages) - len(case.packages) + 1}"] = Package(name=name, options=options)
    return case.model_copy(update={"packages": packages}) if len(packages) > len(case.packages) else case


def asked_ids(case: Case, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the packages that are asked for, each once.

    Args:
        case: The case with these packages (`with_packages`).
        asked: As for `with_packages`.
    """
    by_options = {tuple(sorted(package.options.items())): name for name, package in reversed(case.packages.items())}
    return tuple(dict.fromkeys(by_options[tuple(sorted(options_of(case, text).items()))] for text in asked))


def options_of(case: Case, text: str) -> dict[str, str]:
    """Return what a package changes that is given as text: issue → option.

    Args:
        case: The case.
        text: An id of the case, or `issue=option,issue=option`.

    Raises:
        CaseError: It is not in the case, changes nothing, or is forbidden by the rules.
    """
    if text in case.packages:
        return dict(case.packages[text].options)
    found: dict[str, str] = {}
    for part in text.split(","):
        issue, equals, option = (piece.strip() for piece in part.partition("="))
        if not equals:
            _unknown(issue, "a package of the case, or issue=option,…", case.packages)
        if issue not in case.issues:
            _unknown(issue, "an issue", case.issues)
        if option not in case.issues[issue].options:
            _unknown(option, f"an option of {issue}", case.issues[issue].options)
        if issue in found:
            _refuse(f"{text!r}", f"one option of {issue}")
        found[issue] = option
    found = {i: found[i] for i in case.issues if i in found and found[i] != case.ladder(i)[0]}
    if not found:
        _refuse(f"{text!r}", "something that changes")
    known = CandidateSet(case)  # a case of any size
    if not known.is_valid(known.named(found)):
        _refuse(f"{text!r}", "a package that the rules of the case allow")
    return found


def _unknown(found: str, expected: str, names: Iterable[str]) -> NoReturn:
    known = list(names)
    _refuse(f"{found!r}", f"{expected}: {one_of(known, 20)}", nearest(found, known))


def _refuse(found: str, expected: str, close: str | None = None) -> NoReturn:
    raise CaseError([Fault(FLAG, 0, "", found, expected, close)])
