"""The columns of the chapter, from what was found in some worlds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.chapters.agreement import columns
from detente.chapters.agreement.judging.package_detail import PackageDetail
from detente.chapters.agreement.judging.survey import Survey
from detente.chapters.agreement.questions.demands import with_and_without
from detente.chapters.agreement.questions.policies import ProposalFate
from detente.findings import Column


def column_values(
    main: Survey, detail: PackageDetail, labels: Sequence[str], policies: Sequence[ProposalFate]
) -> Iterator[Column]:
    """Yield the columns.

    Args:
        main: The survey of all packages in these worlds.
        detail: The shown packages in them.
        labels: What each of these is called in columns.
        policies: What comes of what each policy proposes.
    """
    yield columns.ANY.column(main.any)
    for scope, lines in main.by_scope.items():
        yield columns.ANY_IN_SCOPE.column(lines, scope)
    yield from _of_demands(main)
    for party, (_, lines) in main.vetoed.items():
        yield columns.ANY_IF_ASKED.column(lines, party)
    for row, name in enumerate(labels):
        yield columns.ATTAINABLE.column(detail.attainable[row], name)
        for party, value in detail.value.items():
            yield columns.GAIN.column(value[row] - detail.reservation[party], name, party)
    for party, best in main.best.items():
        yield columns.BEST.column(best, party)
    for fate in policies:
        yield columns.AGREED.column(fate.agreed, fate.policy)
        yield columns.POSSIBLE.column(fate.possible, fate.policy)


def _of_demands(main: Survey) -> Iterator[Column]:
    """Yield in which worlds some package with each option is attainable, and some without it."""
    for n, issue in enumerate(main.packages.issues):
        for option, name in enumerate(main.plan.case.ladder(issue)):
            held, free = with_and_without(main.by_option[n], option)
            yield columns.ANY_WITH.column(held, issue, name)
            yield columns.ANY_WITHOUT.column(free, issue, name)
