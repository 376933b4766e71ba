"""`detente compare`: two cases, or one case with changed judgements, side by side."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace
from shlex import quote

from detente.brief.comparison_page import comparison_page, recommended
from detente.brief.compose import page_brief, warnings
from detente.brief.tree import Heading
from detente.cli import UsageProblemError
from detente.cli.chapters import deliver
from detente.cli.comparison_documents import compare_document
from detente.cli.documents import meta
from detente.cli.session import explore
from detente.cli.settings import Settings, Wanted
from detente.findings.words import count
from detente.outcomes.compared_runs import compared_runs
from detente.outcomes.run import Outcomes

QUESTION = "What changed, and what does it move?"
CHANGED = "as changed"  # what the second is called where both are the same case


def compare_cases(settings: Settings, other: str | None, pool: Executor | None, wanted: Wanted) -> None:
    """Run two cases in the same way and print them side by side, or write that to a file.

    Args:
        settings: What was typed; its changed judgements are those of the second case.
        other: The second case; the first again if not given.
        pool: Helpers, if there are any.
        wanted: The form of the answer.

    Raises:
        UsageProblemError: There is nothing to compare.
    """
    if other is None and not settings.changed:
        expected = "a second case, or judgements of this one to change, such as --set reservation/us=2"
        raise UsageProblemError(
            f"found one case, {settings.case!r}, and nothing to compare it with; expected {expected}"
        )
    runs = (
        explore(replace(settings, changed=()), pool),
        explore(replace(settings, case=other or settings.case), pool),
    )
    compared = compared_runs(*runs)
    names = _names(settings, other)
    told = tuple(dict.fromkeys(text for outcomes in runs for text in warnings(outcomes)))
    page = comparison_page(*runs, compared, names)
    title = f"{runs[0].case.title} and {'the same' if other is None else runs[1].case.title}, side by side"
    code = " ".join(["detente compare", *(quote(name) for name in (settings.case, other) if name), _flags(runs)])
    end = Heading("", "How to make it again", (_digests(runs),), code=code)
    deliver(
        lambda: page_brief(page, title, QUESTION, _seen(runs), told, (end,)),
        lambda: compare_document(
            compared,
            meta("compare", runs[0], warnings(runs[0])),
            meta("compare", runs[1], warnings(runs[1])),
            (recommended(runs[0]), recommended(runs[1])),
        ),
        wanted,
    )


def _names(settings: Settings, other: str | None) -> tuple[str, str]:
    """Return what the two are called in tables."""
    if other is None or other == settings.case:
        return settings.case, CHANGED
    return settings.case, f"{other}, {CHANGED}" if settings.changed else other


def _flags(runs: tuple[Outcomes, Outcomes]) -> str:
    """Return the options of both runs: those of the second, which has the changed judgements."""
    return runs[1].inquiry.flags()


def _digests(runs: tuple[Outcomes, Outcomes]) -> str:
    return "Digests of the cases: " + ", ".join(f"{(run.inquiry.digest or '')[:16]}…" for run in runs) + "."


def _seen(runs: tuple[Outcomes, Outcomes]) -> str:
    """Say over how many worlds."""
    sizes = [run.worlds.size for run in runs]
    drawn = count(sizes[0], "plausible world")
    return (
        f"{drawn} of each, of the same seed." if sizes[0] == sizes[1] else f"{drawn}, and {sizes[1]:,} of the second."
    )
