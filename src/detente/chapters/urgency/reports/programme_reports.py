"""What is reported of programmes of inputs: what the ranges of a case allow, and what lies between two schools."""

from __future__ import annotations

from detente.case.base import Frozen
from detente.case.model import Case
from detente.chapters.urgency.arsenal.input_programmes import End
from detente.chapters.urgency.arsenal.outlook import ArsenalOutlook


class ProgrammeReport(Frozen):
    """The arsenal by one value for every input, if nobody intervenes: not sampled, so without an error."""

    school: str | None
    """The expert whose ranges are taken where experts differ; null where none do."""
    name: str
    """Whose ranges these are, as printed."""
    end: End
    """fewest: every input at the end of its range that gives the fewest weapons; central: at its median; most: at the
    other end."""
    weapons: float
    """Weapons on the last day."""
    estimates: dict[str, float]
    """Published estimate → what there is on its day of what it counts; without those that suppose an intervention."""
    inputs: dict[str, float]
    """Path of a judgement → its value; with `!` behind a probability, 1 where it happens and 0 where it does not."""


class SchoolStepReport(Frozen):
    """An input on which two schools differ, and what it alone moves."""

    path: str
    """Its path."""
    low: float
    """Its median by the school with fewer weapons."""
    high: float
    """Its median by the school with more."""
    added: float
    """Weapons more on the last day if the school with fewer took this one input from the other."""
    missed: float
    """Weapons fewer on the last day if the school with more did."""


class SchoolsReport(Frozen):
    """What separates the school with the fewest weapons from that with the most."""

    fewer: str
    """The expert whose medians give the fewest."""
    fewer_name: str
    """Its printed name."""
    more: str
    """The expert whose medians give the most."""
    more_name: str
    """Its printed name."""
    apart: float
    """Weapons between the two on the last day, both by their medians."""
    steps: list[SchoolStepReport]
    """The inputs on which they differ, those that move most first; together they do more or less than one by one."""


def programme_reports(case: Case, out: ArsenalOutlook) -> list[ProgrammeReport]:
    """Return what is reported of programmes of inputs."""
    found, last = out.programmes, out.programmes.count.weapons[-1]
    told = {name: there for name, one in out.part.estimates.items() if (there := out.by_programmes(one)) is not None}
    return [
        ProgrammeReport(
            school=one.school,
            name="all inputs" if one.school is None else _name(case, one.school),
            end=one.end,
            weapons=float(last[n]),
            estimates={name: float(there[n]) for name, there in told.items()},
            inputs={**one.values, **{f"{path}!": float(there) for path, there in one.happens.items()}},
        )
        for n, one in enumerate(found.listed)
    ]


def schools_report(case: Case, out: ArsenalOutlook) -> SchoolsReport | None:
    """Return what separates the two schools that are the furthest apart; None where nobody differs."""
    found = out.programmes
    if found.fewer is None or found.more is None:
        return None
    last = found.count.weapons[-1]
    ends = {one.school: float(there) for one, there in zip(found.listed, last, strict=True) if one.end == "central"}
    return SchoolsReport(
        fewer=found.fewer,
        fewer_name=_name(case, found.fewer),
        more=found.more,
        more_name=_name(case, found.more),
        apart=ends[found.more] - ends[found.fewer],
        steps=[
            SchoolStepReport(path=s.path, low=s.low, high=s.high, added=s.added, missed=s.missed) for s in found.steps
        ],
    )


def _name(case: Case, expert: str) -> str:
    return case.experts[expert].name if expert in case.experts else expert
