"""The chapter's page about schools: what separates high counts from low ones, and what the ranges allow at all."""

from __future__ import annotations

from detente.case.model import Case, experts_of
from detente.chapters.urgency.labels import label
from detente.chapters.urgency.pages.naming import capital, month_of, number, signed
from detente.chapters.urgency.reports.arsenal_reports import ArsenalReport, EstimateReport, SeparatingReport
from detente.chapters.urgency.reports.programme_reports import SchoolsReport, SchoolStepReport
from detente.findings import Section, Table
from detente.findings.cuts import cut
from detente.findings.judgement_labels import label_of_case
from detente.findings.words import percent

CHAPTER = "urgency"
TWO = 2
UNITS = {"stock": " kg", "rate": " kg a year", "takes": " kg", "a_year": " a year"}  # of inputs that are no shares
SEPARATING = 8  # judgements in a table
SCHOOLS = 3  # in a table; the JSON has all
STEPS = 3  # inputs in a sentence
COUNTED = {"material": "material for weapons", "weapons": "weapons", "assembled": "put together"}


def school_section(case: Case, found: ArsenalReport) -> Section:
    """Return the page about what separates high counts from low ones."""
    first = found.separating[:STEPS]
    told = [
        "High counts differ from low ones most by " + "; ".join(_said(case, one.path) for one in first) + "."
        if first
        else "All worlds have the same arsenal."
    ]
    told += [] if found.schools is None else [_apart(case, found, found.schools)]
    told += _bracketed(found)
    tables = (_deciding(case, found.separating), _possible(found))
    steps = () if found.schools is None else (_steps(case, found, found.schools),)
    return Section(CHAPTER, "What separates high counts from low ones?", tuple(told), (*tables, *steps))


def _apart(case: Case, found: ArsenalReport, schools: SchoolsReport) -> str:
    moving = [
        f"{_said(case, one.path)} ({signed(one.added)})" for one in schools.steps[:STEPS] if abs(one.added) >= 0.05
    ]
    alone = f" Taken over one at a time, these would add most to it: {'; '.join(moving)}." if moving else ""
    return (
        f"By their medians, “{schools.fewer_name}” has {number(schools.apart)} {found.unit} fewer in "
        f"{month_of(found.until)} than “{schools.more_name}”.{alone}"
    )


def _bracketed(found: ArsenalReport) -> list[str]:
    """Say which published numbers lie between what the ranges allow, and which no world has."""
    told, outside = [], [(e, said) for e in found.estimates for said in _outside(e)]
    for e, said in outside:
        assert e.possible is not None
        end, which = (e.possible[1], "most") if said > e.possible[1] else (e.possible[0], "fewest")
        note = f" {e.note}" if e.note else ""
        told.append(
            f"No values within the ranges give the {number(said)} of “{e.name}”: with every input at the end "
            f"that gives the {which} it is {number(end)}.{note}"
        )
    inside = sum(len({e.low, e.high}) for e in found.estimates if e.possible is not None) - len(outside)
    if inside:
        which = "The other" if outside else "Every" if inside == 1 else "All"
        lie = "number lies" if inside == 1 else "numbers lie"
        told.append(
            f"{which} published {lie} between what the ranges of the inputs allow at the least and at the most."
        )
    rare = [e for e in found.estimates if e.high > e.most and not any(e is o for o, _ in outside)]
    if rare:
        told.append(
            "Within the ranges, and in none of these worlds: "
            + "; ".join(f"the {number(e.high)} of “{e.name}” ({number(e.most)} at most here)" for e in rare)
            + ". It takes nearly every input near its end."
        )
    return told


def _outside(e: EstimateReport) -> list[float]:
    """Return the published numbers that no values within the ranges give."""
    ends = dict.fromkeys((e.low, e.high))
    return [] if e.possible is None else [said for said in ends if not e.possible[0] <= said <= e.possible[1]]


def _deciding(case: Case, separating: list[SeparatingReport]) -> Table:
    listed_ones = cut(separating, SEPARATING)
    rows = tuple(
        (capital(_said(case, one.path)), *_values(case, one), f"{one.apart:+z.1f}".replace("-", "−"))
        for one in listed_ones.shown
    )
    says = (
        "Means in the fifth of worlds with the fewest weapons at the end and in the fifth with the most, and how far "
        "they lie apart in standard deviations. Of what happens or not, the share of worlds in which it does."
        f"{listed_ones.said('judgement')}"
    )
    return Table("Which inputs decide", says, ("Judgement", "Fewest", "Most", "Apart"), rows)


def _possible(found: ArsenalReport) -> Table:
    schools = {one.school: one.name for one in found.programmes}
    shown = cut(list(schools), SCHOOLS)
    by = {(one.school, one.end): one for one in found.programmes}
    rows = [
        (
            e.name,
            month_of(e.date),
            number(e.low) if e.low == e.high else f"{number(e.low)} to {number(e.high)}",
            *(_ends(*(by[s, end].estimates[e.id] for end in ("fewest", "central", "most"))) for s in shown.shown),
        )
        for e in found.estimates
        if e.possible is not None
    ]
    last = (_ends(*(by[s, end].weapons for end in ("fewest", "central", "most"))) for s in shown.shown)
    rows.append((f"{capital(found.unit)} at the end", month_of(found.until), "–", *last))
    says = (
        "What each counts, with every input at the end of its range that gives the fewest, and at the one that gives "
        f"the most; in brackets with medians. Not sampled, so without an error.{shown.said('school')}"
    )
    head = ("Who", "When", "Says", *(capital(schools[s]) for s in shown.shown))
    return Table("What the ranges allow", says, head, tuple(rows))


def _ends(fewest: float, central: float, most: float) -> str:
    return f"{number(fewest)} to {number(most)} ({number(central)})"


def _steps(case: Case, found: ArsenalReport, schools: SchoolsReport) -> Table:
    listed_ones = cut(schools.steps, SEPARATING)
    rows = tuple(
        (capital(_said(case, one.path)), *_values(case, one), signed(one.added), signed(-one.missed))
        for one in listed_ones.shown
    )
    says = (
        f"Medians of “{schools.fewer_name}” and “{schools.more_name}”, and {found.unit} in {month_of(found.until)}: "
        "what changes if the first takes this one input from the second, and the second from the first. Of what "
        f"happens or not, the likelier.{listed_ones.said('input')}"
    )
    head = ("Input", "Fewer", "More", "First with it", "Second without")
    return Table("From one school to the other", says, head, rows)


def _values(case: Case, one: SeparatingReport | SchoolStepReport) -> tuple[str, str]:
    """Say the values of an input with their unit; of whom to believe, how often the last of the experts is."""
    path = one.path.removesuffix("!")
    key = path.split("/")[-1] if "/takes/" not in path else "takes"
    experts = experts_of(one.path) if path.startswith("experts/") else ()
    unit = f" “{case.experts[experts[-1]].name}”" if len(experts) == TWO else UNITS.get(key, "")
    share = one.path.endswith("!") or key not in UNITS
    low, high = (f"{percent(value) if share else number(value)}{unit}" for value in (one.low, one.high))
    return low, high


def _said(case: Case, path: str) -> str:
    whose = label_of_case(case, path)
    if whose is not None:
        return whose
    event, path = path.endswith("!"), path.removesuffix("!")
    said = label(case, path.split("/")[1:])
    if event or not said.startswith("whether "):
        return said
    return f"how likely it is {said.replace('whether ', 'that ', 1)}"
