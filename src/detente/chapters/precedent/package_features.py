"""What packages of a case are in the words of the table of past agreements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.case.model import Case
from detente.case.schema import Scope
from detente.chapters.precedent.agreement_rows import RANKS, PastAgreement
from detente.chapters.precedent.compared_history import ComparedHistory, OptionFeatures
from detente.chapters.precedent.precedent_checks import CHAPTER

FEATURES = ("scope", "linkage", "objections", "phases", "verification", "domains", "parties")
LINKAGES = ("none", "dropped", "parallel", "kept")


@dataclass(frozen=True)
class Features:
    """A package or an agreement by its features.

    Attributes:
        scope: limited, mixed or comprehensive.
        linkage: none, dropped, parallel or kept; None where that is not known.
        objections: Whether an ally or a third party objects.
        phases: Whether it is carried out in steps.
        verification: none, own-means, visits or inspections; None where that is not known.
        domains: What it is about; nothing where that is not known.
        parties: Who makes it; nothing where that is not known.
    """

    scope: str
    linkage: str | None
    objections: bool
    phases: bool
    verification: str | None
    domains: frozenset[str]
    parties: frozenset[str]

    def shown(self, feature: str) -> str:
        """Say one of them in words."""
        value: Any = getattr(self, feature)
        if feature == "objections":
            return "somebody objects" if value else "nobody objects"
        if feature == "phases":
            return "in steps" if value else "at once"
        if feature == "parties":
            return ", ".join(sorted(name.replace("-", " ").title() for name in value))
        return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value or "not known")


def features_of(agreement: PastAgreement) -> Features:
    """Return the features of a past agreement."""
    return Features(
        agreement.scope,
        agreement.linkage,
        bool(agreement.objectors),
        agreement.phased,
        agreement.verification,
        frozenset(agreement.domains),
        frozenset(agreement.parties),
    )


def package_features(case: Case, packages: Mapping[str, Mapping[str, str]]) -> dict[str, Features]:
    """Return the features of packages of a case, as `precedent.yaml` says: id → features.

    A package of whose options the file says nothing is left out.

    Args:
        case: The case.
        packages: Id of a package → issue → option.
    """
    part: ComparedHistory = case.parts[CHAPTER]
    told = {name: tuple(_told(part, options)) for name, options in packages.items()}
    return {name: _features(case, part, name, packages[name], said) for name, said in told.items() if said}


def _told(part: ComparedHistory, options: Mapping[str, str]) -> Iterator[OptionFeatures]:
    for issue, option in options.items():
        if option in (said := part.options.get(issue, {})):
            yield said[option]


def _features(
    case: Case, part: ComparedHistory, name: str, options: Mapping[str, str], told: tuple[OptionFeatures, ...]
) -> Features:
    scope = next((word for scope, word in part.scopes.items() if lies_in(case, options, case.scopes[scope])), "mixed")
    links = [said.linkage for said in told if said.linkage is not None]
    seen = [said.verification for said in told if said.verification is not None]
    return Features(
        scope,
        max(links, key=LINKAGES.index, default=part.linkage),
        any(said.objects for said in told),
        part.in_steps != (name in part.at_once),
        max(seen, key=RANKS["verification"].index, default="none"),
        frozenset(domain for said in told for domain in said.domains),
        frozenset(part.parties[party] for party in case.principals if party in part.parties),
    )


def lies_in(case: Case, options: Mapping[str, str], scope: Scope) -> bool:
    """Return whether a package lies in a named set of packages; issues that it does not name stay as they are."""

    def option(issue: str) -> str:
        return options.get(issue, case.ladder(issue)[0])

    required = all(option(issue) in which.of(case.ladder(issue)) for issue, which in scope.require.items())
    return required and not any(option(i) in which.of(case.ladder(i)) for i, which in scope.exclude.items())
