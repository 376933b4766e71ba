"""What goes into a brief: page one, seven places with the sections of all chapters, and an appendix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.brief.expert_section import differing
from detente.brief.grounds import asked_at_once, grounds
from detente.brief.pageone import PageOne, Slot, page_one
from detente.brief.review import reproduction, review
from detente.brief.tree import Heading, listing, tree
from detente.brief.turning import turning
from detente.chapters import chapter
from detente.claims.page import among_assumptions, claims_page
from detente.claims.report import ClaimsReport
from detente.findings import Figure, Page, Table
from detente.findings.speech import of_name
from detente.findings.words import count, full_date
from detente.outcomes.run import Outcomes
from detente.worlds.errors import FEW, Z


@dataclass(frozen=True)
class Brief:
    """Everything a brief says, ready to be rendered; every text is final.

    Attributes:
        title: Title of the case.
        question: The question the case is about.
        seen: From which day, for whom, and over how many worlds.
        one: Page one.
        warnings: What a reader must know before trusting it.
        headings: What stands behind page one: the places in order, the appendix last.
        kind: What kind of paper it is, as stands above its title.
        short: Whether on paper its sections follow on page one, without contents, as suits a few sheets.
    """

    title: str
    question: str
    seen: str
    one: PageOne
    warnings: tuple[str, ...]
    headings: tuple[Heading, ...]
    kind: str = "A brief"
    short: bool = False

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure behind page one, in order."""
        for heading in self.headings:
            for inner in heading.all:
                yield from inner.figures


def compose(outcomes: Outcomes, argument: str, claims: ClaimsReport | None = None) -> Brief:
    """Write up what the chapters found.

    Args:
        outcomes: The outcomes of a run.
        argument: How the case was named on the command line, for the line that reproduces the brief.
        claims: What became of the arguments about the dispute; None where the case holds none.

    Returns:
        The brief.
    """
    case, pages = outcomes.case, outcomes.pages
    sections, turns = turning(outcomes)
    judged = None if claims is None else claims_page(case, claims)
    own = (*turns, *grounds(outcomes), *(judged.fillings if judged is not None else ()))
    argued = () if claims is None or judged is None else (among_assumptions(claims), *judged.sections)
    one = page_one(pages, own, outcomes.missing, outcomes.failed)
    given = [
        replace(section, figures=tuple(figure for figure in section.figures if figure != one.picture))
        for page in pages.values()
        for section in page.sections
    ]
    return Brief(
        title=case.title,
        question=case.question or "Which limited agreement is attainable?",
        seen=seen(outcomes),
        one=one,
        warnings=warnings(outcomes),
        headings=tree(
            [*given, *asked_at_once(outcomes), *sections, *differing(outcomes), *argued], review(outcomes, argument)
        ),
    )


def chapter_brief(outcomes: Outcomes, name: str, argument: str) -> Brief:
    """Write up what one chapter found.

    Args:
        outcomes: The outcomes of a run.
        name: Name of the chapter.
        argument: How the case was named on the command line.

    Returns:
        A brief with the chapter's answer as its page one, and its sections behind it, as it gives them.
    """
    told, end = warnings(outcomes), reproduction(outcomes, argument, name)
    return page_brief(outcomes.pages[name], outcomes.case.title, chapter(name).question, seen(outcomes), told, (end,))


def page_brief(
    page: Page, title: str, question: str, seen: str, warnings: tuple[str, ...], last: tuple[Heading, ...] = ()
) -> Brief:
    """Write up one page by itself.

    Args:
        page: The page.
        title: What it is about.
        question: The question that it answers.
        seen: From which day, for whom, over what.
        warnings: What a reader must know before trusting it.
        last: What stands at its end.
    """
    one = PageOne((answering(page),), page.picture)
    return Brief(title, question, seen, one, warnings, (*listing(page.sections), *last))


def answering(page: Page) -> Slot:
    """Return the answer of a chapter as a slot of a page one of its own."""
    lines = Table("What that speaks of", page.lead, ("Issue", "Option"), page.proposal)
    says = tuple(dict.fromkeys([page.lead, *page.answer]))
    return Slot("recommendation", "", says, (), tuple(t for t in (lines, page.table) if t is not None and t.rows))


def seen(outcomes: Outcomes) -> str:
    """Say from which day the case is seen, for whom, and over how many worlds."""
    case, worlds = outcomes.case, outcomes.worlds
    asked = outcomes.inquiry.worlds
    more = f" ({asked:,} asked for, more drawn since evidence takes its share)" if worlds.size > asked else ""
    advised = f"side advised: {of_name(case.parties[case.advises])}" if case.advises else "a mediator’s view"
    drawn = f"{count(worlds.size, 'plausible world')}{more}, seed {worlds.seed}"
    meant = "each one way in which all judgements could turn out"
    return f"As seen on {full_date(case.date)}; {advised}; {drawn}, {meant}."


def warnings(outcomes: Outcomes) -> tuple[str, ...]:
    """Return what a reader must know before trusting the numbers."""
    effective = outcomes.worlds.effective
    if effective >= FEW:
        return ()
    worst = round(100 * Z * (0.25 / effective) ** 0.5)
    return (f"Shares: ± {worst} percentage points ({effective:,.0f} worlds of equal weight).",)
