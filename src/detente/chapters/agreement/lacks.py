"""What a case still lacks for the agreement chapter."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.agreement.space.consents import needs_by_option


def lacks(case: Case) -> tuple[str, ...]:
    """What does a case still lack before the agreement chapter can run on it?

    Returns:
        One line for each thing that is missing; empty where nothing is.
    """
    missing: list[str] = []
    if not case.issues:
        missing.append("issues: what can be settled, and how")
    if not case.principals:
        missing.append("parties: at least one principal")
    asked = dict.fromkeys(case.principals)
    for needs in needs_by_option(case).values() if case.issues else ():
        for need in needs:
            for leaf in need.formula.leaves():
                if leaf.party not in case.gates:
                    asked[str(leaf.party)] = None
                if leaf.abstains and leaf.party not in case.abstains_within:
                    missing.append(f"abstains_within → {leaf.party}: when it abstains rather than objects")
    changeable = [issue for issue in case.issues if len(case.ladder(issue)) > 1]  # a single option is worth 0 to all
    for party in dict.fromkeys([*asked, *case.positions]):
        if party not in case.reservation:
            missing.append(f"reservation → {party}: what no agreement is worth to it")
        held = case.positions.get(party, {})
        declared = case.indifferent.get(party, ())
        open_issues = [i for i in changeable if i not in held and i not in declared and "rest" not in declared]
        missing.extend(
            f"positions → {party} → {issue}: what its options are worth, or list it under indifferent"
            for issue in open_issues
        )
    return tuple(dict.fromkeys(missing))
