"""What `detente compare` says: what changed, what moved, and what is recommended, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.brief.pageone import leading
from detente.findings import Page, Section, Table
from detente.findings.cuts import cut
from detente.findings.words import count, listed, percent, pp
from detente.outcomes.compared_cases import CaseChange
from detente.outcomes.compared_runs import ComparedRuns, MovedHeadline
from detente.outcomes.run import Outcomes

ROOM = "outcomes"
LONG = 70  # characters of what stood somewhere, in a cell
MOST_CHANGES, MOST_HEADLINES = 40, 100
NOTHING = "Their files say the same."
UNSAID = "–"


def recommended(outcomes: Outcomes) -> dict[str, str]:
    """Return issue → option of the package of page one, in their names; empty where none is recommended."""
    leads = leading(outcomes.pages)
    return dict(outcomes.pages[leads].proposal) if leads else {}


def comparison_page(one: Outcomes, other: Outcomes, found: ComparedRuns, names: tuple[str, str]) -> Page:
    """Return what is said of two runs.

    Args:
        one: The outcomes of the first.
        other: Of the second.
        found: What was found when they were compared.
        names: What to call the two.
    """
    moved = [headline for headline in found.headlines if headline.moved]
    packages = recommended(one), recommended(other)
    lead = f"{_changes(found)} {_moves(found, moved)} {_packages(packages, names)}"
    sections = (
        _file_section(found, names),
        _moved_section(found, moved, names, packages[0] == packages[1]),
        _package_section(packages, names),
    )
    return Page(lead, (), (), None, None, sections)


def _changes(found: ComparedRuns) -> str:
    if not found.judgements and not found.entries:
        return NOTHING
    numbers = ((found.judgements, "judgement"), (found.entries, "other place"))
    return f"They differ in {listed(count(len(things), thing) for things, thing in numbers if things)}."


def _moves(found: ComparedRuns, moved: Sequence[MovedHeadline]) -> str:
    number = f"{count(len(moved), 'headline')} of {len(found.headlines)}" if moved else "No headline"
    first = ""
    if moved:
        top = moved[0]
        first = f"; most, whether {top.says}: {percent(top.one)} and {percent(top.other)}"
    return f"{number} move{'' if len(moved) > 1 else 's'} beyond chance{first}."


def _packages(packages: tuple[Mapping[str, str], Mapping[str, str]], names: tuple[str, str]) -> str:
    one, other = packages
    if bool(one) != bool(other):
        return f"A package is recommended by “{names[0 if one else 1]}” only."
    if one == other:
        return "The same package is recommended." if one else "No package is recommended."
    apart = [issue for issue in {**one, **other} if one.get(issue) != other.get(issue)]
    return f"The packages recommended differ on {listed(f'“{issue}”' for issue in apart)}."


def _file_section(found: ComparedRuns, names: tuple[str, str]) -> Section:
    tables = []
    for title, changes, head in (
        ("Judgements", found.judgements, "Judgement"),
        ("Everything else", found.entries, "Where"),
    ):
        room = cut(changes, MOST_CHANGES)
        if changes:
            says = f"What stands in either.{room.said('change')}"
            tables.append(Table(title, says, (head, *names), tuple(_change_row(one) for one in room.shown)))
    return Section(ROOM, "What changed in the file?", (_changes(found),), tuple(tables))


def _change_row(change: CaseChange) -> tuple[str, str, str]:
    unit = f" {change.unit}" if change.unit and change.unit != "probability" else ""
    about = f"{change.label[:1].upper()}{change.label[1:]} ({change.path})" if change.label else change.path
    before, after = (UNSAID if said is None else _short(said) + unit for said in (change.before, change.after))
    return about, before, after


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG].rstrip()}…"


def _moved_section(found: ComparedRuns, moved: Sequence[MovedHeadline], names: tuple[str, str], same: bool) -> Section:
    room = cut(found.headlines, MOST_HEADLINES)
    rows = tuple(
        (
            h.says[:1].upper() + h.says[1:],
            percent(h.one),
            percent(h.other),
            pp(h.apart),
            "yes" if h.moved else "no",
        )
        for h in room.shown
    )
    how = "world by world" if found.paired else "as two samples, since they have no worlds in common"
    says = (
        f"Compared {how}; pp are percentage points. Beyond chance: chance alone moves any of all these headlines so "
        f"far in at most 5 % of comparisons.{room.said('headline')}"
    )
    table = Table("Headlines side by side", says, ("Headline", *names, "Change", "Beyond chance"), rows)
    only = [
        f"Only “{name}” has {listed(f'“{one}”' for one in kept)}."
        for name, kept in zip(names, (found.only_one, found.only_other), strict=True)
        if kept
    ]
    two = () if same else ("What is said of the package of page one is said of two packages that differ.",)
    return Section(ROOM, "Which headlines moved?", (_moves(found, moved), *two, *only), (table,) if rows else ())


def _package_section(packages: tuple[Mapping[str, str], Mapping[str, str]], names: tuple[str, str]) -> Section:
    issues = dict.fromkeys([*packages[0], *packages[1]])
    rows = tuple((issue, *(package.get(issue, UNSAID) for package in packages)) for issue in issues)
    table = Table("The packages recommended", "– : as things are.", ("Issue", *names), rows)
    return Section(ROOM, "What is recommended?", (_packages(packages, names),), (table,) if rows else ())
