"""No page says a share, a difference or a rank over worlds that were drawn without its error of sampling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from detente.brief.chart_numbers import numbers
from detente.chapters import CHAPTERS
from detente.findings import Bars, Figure, Matrix, Page, Table
from detente.findings.sampled import Ends, Sampled
from tests.sharing import found_in

WIDER = 0.2  # what is added to each end of every interval, so that none is too narrow to be said
SAID = re.compile(r"(?<![±.,\d] )(?<![.,\d])(?P<number>\d+(?:\.\d+)?)\u00a0(?:%|pp|percentage)")
WITH_ERROR = re.compile(r"[\d.]+ ± [\d.]+\u00a0(?:%|pp|percentage)|(?:under|over|below|up to) [\d.]+\u00a0%")
WITH_ENDS = re.compile(r"(?:[\d.]+\u00a0% )?\([^()]*[\d.]+\u00a0%[^()]*\bto\b[^()]*\)")
# What is no share, difference or rank over worlds that were drawn, by the question of its section and, where it is one
# sentence or column among others, by words in it.
DEFINED = (
    ("What would be efficient, and fair?", ""),  # of the central world alone
    ("What else could be agreed?", "with at least"),  # how a package is chosen to be examined
    ("Which outcomes would hold?", "How the sides like them"),  # counts of states
    ("What would it take for another outcome to hold?", "Rankings"),  # counts of rankings
    ("What can be done in shares?", ""),  # quantiles over worlds: how far judgements leave it open
    ("What explains the other side’s behaviour?", "Range"),  # likewise
    ("How likely is war, with which channels?", "Eight worlds in ten"),  # likewise
    ("How healthy are the lines?", ""),  # beliefs after a log of calls; no world is drawn
    (": what explains its behaviour?", "Range"),
    ("What explains the other side’s behaviour?", "all others"),  # what the others leave of 100 %
    (": what explains its behaviour?", "all others"),
    ("How do the packages compare?", "in the world that suits it least"),  # the largest of all worlds
    ("What if judgements hang together?", "If one common cause moves"),  # what is supposed
    ("Which question is worth asking?", "so that they tell nothing"),  # a threshold
    (
        "What separates high counts from low ones?",
        "Which inputs decide",
    ),  # ends and middles of ranges; no world is drawn
    ("What separates high counts from low ones?", "From one school to the other"),  # likewise
    ("What still fits on the desk?", "Own file gets"),  # of one plan, with median judgements
    ("How long did such agreements last?", ""),  # of past agreements, with intervals of their own; no world is drawn
    ("What tells those that held from those that failed?", ""),  # likewise
    ("What became of past agreements afterwards?", ""),  # likewise
    ("Do talks go with fewer events?", ""),  # likewise
    ("", "past agreements between adversaries"),  # likewise
)


def widened(part: Any) -> Any:
    """Return a report whose intervals are so wide that every number is said with its error if it has one."""
    if isinstance(part, dict):
        return {key: widened(inner) for key, inner in part.items()}
    if isinstance(part, list):
        return [widened(inner) for inner in part]
    if not isinstance(part, BaseModel):
        return part
    fields = {name: widened(getattr(part, name)) for name in type(part).model_fields}
    if isinstance(part, Sampled):
        fields["errors"] = {n: Ends(low=e.low - WIDER, high=e.high + WIDER) for n, e in part.errors.items()}
    if {"share", "low", "high"} <= fields.keys():
        fields |= {"low": fields["low"] - WIDER, "high": fields["high"] + WIDER}
    return type(part).model_construct(**fields)


def said_on(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield question, column or title, and text of all that a page says."""
    for slot in page.fillings:
        yield from ((slot.slot, "", text) for text in (*slot.says, *slot.actions))
    yield from (("", "", text) for text in (page.lead, *page.answer))
    figures = [("", figure) for figure in (page.table, page.picture) if figure is not None]
    for section in page.sections:
        yield from ((section.question, "", text) for text in section.answer)
        figures += [(section.question, figure) for figure in section.figures]
    for question, figure in figures:
        yield question, figure.title, figure.says
        if isinstance(figure, Bars):
            yield from ((question, figure.title, bar.note) for bar in figure.bars)
        if not isinstance(figure, Matrix) and not _with_ends(figure):
            table = figure if isinstance(figure, Table) else numbers(figure)
            for row in table.rows:
                for head, cell in zip(table.head, row, strict=True):
                    yield question, f"{figure.title}: {head}", cell


def _with_ends(figure: Figure) -> bool:
    """Whether the table behind a picture has the interval of each bar in a column of its own."""
    return isinstance(figure, Bars) and all(bar.error for bar in figure.bars)


def without(text: str) -> list[str]:
    """Return the shares and differences that a text says without an error.

    Example:
        >>> without("41 ± 2\u00a0% of worlds, under 1\u00a0%, 30\u00a0% (26\u00a0% to 34\u00a0%); 7\u00a0%")
        ['7']
    """
    rest = WITH_ENDS.sub("", WITH_ERROR.sub("", text))
    return [found["number"] for found in SAID.finditer(rest) if float(found["number"]) not in (0, 100)]


@pytest.mark.parametrize("name", ["korea-2021", "cuba-1962", "gerd-2021"])
def test_pages_say_no_sampled_number_without_its_error(name: str) -> None:
    outcomes = found_in(name)
    bare = [
        (chapter.name, question, where, text)
        for chapter in CHAPTERS
        if chapter.name in outcomes.reports
        for page in (chapter.page(outcomes.case, widened(outcomes.reports[chapter.name]), outcomes.worlds.inquiry),)
        for question, where, text in said_on(page)
        if without(text)
        and not any(question.endswith(about) and words in f"{where} {text}" for about, words in DEFINED)
    ]
    assert not bare, "\n".join(map(str, bare))
