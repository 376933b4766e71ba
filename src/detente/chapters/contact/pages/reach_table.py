"""The table of who reaches whom."""

from __future__ import annotations

from collections.abc import Collection

from detente.case.model import Case
from detente.chapters.contact.pages.naming import duration_of, measured, sentence
from detente.chapters.contact.report import ContactReport
from detente.chapters.contact.reports.reach_reports import ReachReport
from detente.findings import Table
from detente.findings.speech import of_name
from detente.findings.words import listed, percent

NO_WAY, ITSELF = "no way", "–"


def reach_table(case: Case, found: ContactReport) -> Table | None:
    """Return who reaches whom with the message that counts, a row a sender; None where two sides are all there is.

    Args:
        case: The case.
        found: The report of the chapter.
    """
    every = list(dict.fromkeys(at.sender for at in found.reach))
    if len(every) <= len(found.sides):
        return None
    ways = {(at.sender, at.receiver): at for at in found.reach}
    reaching = {end for at in found.reach if at.hours is not None for end in (at.sender, at.receiver)}
    shown = [one for one in every if one in reaching]
    names = {one: _name(case, found, one) for one in every}
    rows = tuple(
        (sentence(names[sender]), *(_cell(ways.get((sender, receiver))) for receiver in shown)) for sender in shown
    )
    head = ("From", *(f"To {names[receiver]}" for receiver in shown))
    return Table("Who reaches whom", _says(found, [names[one] for one in every if one not in reaching]), head, rows)


def _cell(at: ReachReport | None) -> str:
    if at is None:
        return ITSELF
    if at.hours is None:
        return NO_WAY
    share = at.said("believed") if at.at_most is None else f"{at.said('believed')} to {percent(at.at_most)}"
    return share if at.delay is None else f"{share}, {duration_of(at.delay)}"


def _says(found: ContactReport, cut_off: Collection[str]) -> str:
    """Say what the cells mean, and who is not in the table."""
    told = (
        f"How likely {measured(found)[0].name} arrives in time and is believed, with the channels of today; and the "
        f"expected time of one that does arrive in time, where judgements with their medians let one. “{NO_WAY}”: no "
        "path is open."
    )
    if cut_off:
        told += f" Nobody reaches, or hears from, {listed(cut_off)}: no path is open, or no post is high enough."
    left = found.reach_left
    return f"{told} {left} more {'is' if left == 1 else 'are'} not looked at." if left else told


def _name(case: Case, found: ContactReport, one: str) -> str:
    """Return how a correspondent is called in a sentence."""
    if one in case.parties:
        return of_name(case.parties[one])
    return next(post.name for post in found.posts if one == f"posts/{post.id}")
