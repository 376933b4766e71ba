"""Page one: what to propose first, then what each chapter has to say, within 250 words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from detente.chapters import CHAPTERS
from detente.findings import Chart, Page, Table
from detente.findings.words import listed, percent, within
from detente.outcomes.joint import Joint, parts
from detente.worlds.errors import Interval

MOST_WORDS = 250
LEADING = "recommendation"  # the slot whose first chapter leads the page


@dataclass(frozen=True)
class PageOne:
    """What stands on page one.

    Attributes:
        lead: The first sentence.
        proposal: What it speaks of, as (heading, text) lines.
        answer: The other sentences.
        table: The table.
        picture: The chart.
    """

    lead: str = ""
    proposal: tuple[tuple[str, str], ...] = ()
    answer: tuple[str, ...] = ()
    table: Table | None = None
    picture: Chart | None = None


def page_one(
    pages: Mapping[str, Page],
    joint: Sequence[Joint],
    turning: Sequence[str],
    warnings: Sequence[str],
    by_rho: Mapping[float, Interval] = MappingProxyType({}),
) -> PageOne:
    """Fill page one.

    Args:
        pages: Chapter → its page, in the order of the chapters.
        joint: What holds at once of the packages, the one recommended first first.
        turning: What it all turns on.
        warnings: Warnings, which take up room.
        by_rho: Share of variance that a general factor of each party explains → share of worlds in which everything
            that was asked of the first package holds.

    Returns:
        At most 250 words: what is said first in each chapter comes before what is said second in any. What finds no
        room stands on the chapters' own pages only.
    """
    if not pages:
        return PageOne(answer=tuple(turning))
    first_to_speak = leading(pages)
    page = pages[first_to_speak]
    said = {name: list(other.answer) for name, other in pages.items()}
    first = joint[0] if joint and page.proposal else None
    one = PageOne(
        lead=page.lead,
        proposal=page.proposal,
        table=_widened(page.table, joint) if page.table else None,
        picture=page.picture,
    )
    opening = [_alone(first), *_tied(by_rho)] if first else []
    ordered = {first_to_speak: said.pop(first_to_speak), **said}
    room = MOST_WORDS - words(_texts(one)) - words([*warnings, *opening, *turning])
    return replace(one, answer=(*opening, *_fitting(ordered, room), *turning))


def leading(ran: Iterable[str]) -> str:
    """Return the chapter that leads page one.

    Args:
        ran: The chapters that ran, in the order in which they did.

    Returns:
        Its name; empty where none ran.

    Example:
        >>> leading(["reading", "agreement", "proposal"]), leading(["reading"])
        ('proposal', 'reading')
    """
    names = list(ran)
    slots = {chapter.name: chapter.slot for chapter in CHAPTERS}
    leading = [name for name in names if slots.get(name) == LEADING]
    return next(iter([*leading, *names]), "")


def words(texts: Iterable[str]) -> int:
    """Return how many words a reader meets, counted as the tests count them.

    Example:
        >>> words(["In 41 % of worlds:", "A – B"])
        6
    """
    return sum(any(c.isalnum() for c in word) for text in texts for word in text.split())


def _alone(joint: Joint) -> str:
    alone = listed(parts()[asked].alone.format(percent(share)) for asked, share in joint.alone.items())
    return f"One by one, {alone}."


def _tied(by_rho: Mapping[float, Interval]) -> list[str]:
    """Say in what share all of it holds where one common cause moves the judgements of each party."""
    tied = {rho: found.value for rho, found in by_rho.items() if rho > 0}
    if not tied:
        return []
    rhos, shares = (listed(percent(x) for x in numbers) for numbers in (tied.keys(), tied.values()))
    return [f"Where one cause moves {rhos} of what each party wants, this holds in {shares}."]


def _fitting(said: Mapping[str, Sequence[str]], room: int) -> list[str]:
    """Take sentences as long as there is room, and put them back in the order of chapters.

    First sentences come before second ones, the leading chapter before others, short ones before long ones.
    """
    chosen: set[tuple[int, int]] = set()
    lines = list(said.values())
    length = {(n, rank): words([s]) for n, sentences in enumerate(lines) for rank, s in enumerate(sentences)}
    for chapter, rank in sorted(length, key=lambda at: (at[1], at[0] > 0, length[at])):
        if length[chapter, rank] <= room:
            chosen.add((chapter, rank))
            room -= length[chapter, rank]
    return [lines[chapter][rank] for chapter, rank in sorted(chosen)]


def _texts(one: PageOne) -> list[str]:
    """Every text of page one but the answers."""
    texts = [one.lead, *(text for line in one.proposal for text in line)]
    for figure in (one.table, one.picture):
        texts += [figure.title, figure.says] if figure else []
    return [*texts, *(cell for row in (one.table.head, *one.table.rows) for cell in row)] if one.table else texts


def _widened(table: Table, joint: Sequence[Joint]) -> Table:
    """Put beside the packages of a table in what share of worlds more holds too, where that is known of several."""
    known = {found.label: found for found in joint}
    several = [known[key].together for key in table.keys if key in known]
    words = dict.fromkeys(word for one in several for word in list(one)[1:])
    asked = [word for word in words if sum(word in one for one in several) > 1]
    if not asked:
        return table
    rows = []
    for key, row in zip(table.keys, table.rows, strict=True):
        together = known[key].together if key in known else {}
        told = (within(x.value, x.low, x.high) if (x := together.get(a)) else "–" for a in asked)
        rows.append((*row[:2], *told, *row[2:]))
    head = (*table.head[:2], *(f"And {name}" for name in asked), *table.head[2:])
    return replace(table, head=head, rows=tuple(rows))
