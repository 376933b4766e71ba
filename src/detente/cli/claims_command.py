"""`detente claims`: what somebody says about the dispute, sentence by sentence, judged in every world."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor

from detente.brief.compose import page_brief, seen, warnings
from detente.brief.review import reproduction
from detente.case.arguments import ARGUMENT
from detente.case.faults import CaseError, Fault, nearest, one_of
from detente.case.model import Case
from detente.claims.audit import asked, audit, chapters_needed
from detente.claims.page import claims_page
from detente.claims.report import claims_report
from detente.cli import UsageProblemError
from detente.cli.chapters import deliver
from detente.cli.documents import claims_model, meta
from detente.cli.session import worked_out
from detente.cli.settings import Settings, Wanted

FLAG = "--argument"
QUESTION = "Does the argument survive all this?"


def judge_claims(settings: Settings, pool: Executor | None, arguments: Sequence[str], wanted: Wanted) -> None:
    """Judge the arguments of a case, and print what became of them or write it to a file.

    Args:
        settings: What was typed.
        pool: Helpers, if there are any.
        arguments: The arguments wanted, by the names of their files; all if none is named.
        wanted: The form of the answer.

    Raises:
        UsageProblemError: The case makes no claims.
        CaseError: It has no argument of a name.
    """
    names: list[str] = []

    def chapters(case: Case) -> Sequence[str]:
        names.extend(_named(settings.case, case, arguments))
        return chapters_needed(asked(case, names))

    outcomes = worked_out(settings, pool, chapters)
    found = claims_report(audit(outcomes, names, when=True))
    told, end = warnings(outcomes), reproduction(outcomes, settings.case, _command(arguments))
    model = claims_model()
    deliver(
        lambda: page_brief(
            claims_page(outcomes.case, found), outcomes.case.title, QUESTION, seen(outcomes), told, (end,)
        ),
        lambda: model.model_validate({**dict(found), "meta": meta(ARGUMENT, outcomes, told)}),
        wanted,
    )


def _command(arguments: Sequence[str]) -> str:
    return " ".join([ARGUMENT, *(f"{FLAG} {name}" for name in arguments)])


def _named(argument: str, case: Case, wanted: Sequence[str]) -> list[str]:
    """Return the names of the arguments that were asked for; `pressure` is short for `claims-pressure`."""
    if not case.arguments:
        raise UsageProblemError(f"{argument}: found no {ARGUMENT}.yaml; expected one, with the claims of an argument")
    found = []
    for name in wanted:
        full = name if name in case.arguments else f"{ARGUMENT}-{name}"
        if full not in case.arguments:
            close = nearest(name, case.arguments)
            raise CaseError([Fault(FLAG, 0, "", f"{name!r}", one_of(case.arguments, 20), close)])
        found.append(full)
    return found
