"""`detente convert`: a scenario of another program as a case."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from shlex import quote

from detente.case.written_dates import meant
from detente.cli import UsageProblemError
from detente.cli.documents import ConvertDocument, meta
from detente.cli.output import say, say_json
from detente.cli.surroundings import tidily
from detente.findings.words import count
from detente.formats import write_case
from detente.formats.scenarios import NamedScenario, Scaling, case_text, named, open_scenario


def convert_scenario(source: Path, target: str, scaling: Scaling, date: str | None, as_json: bool) -> None:
    """Read a scenario, write it as a case, and say what was set aside.

    Raises:
        CaseError: The scenario has faults or holds what a case cannot, or the target is not empty.
        UsageProblemError: The date is none.
    """
    day = day_of(date)
    found = named(open_scenario(source, scaling))
    tidily()
    path = write_case(Path(target), case_text(found, day))
    document = ConvertDocument(
        meta=meta("convert"),
        file=str(path),
        format=found.scenario.format,
        meaning=found.scenario.meaning,
        files=list(found.scenario.files),
        parties={id_: profile.name for id_, profile in zip(found.parties, found.scenario.profiles, strict=True)},
        issues={id_: issue.name for id_, issue in zip(found.issues, found.scenario.issues, strict=True)},
        options={
            id_: dict(zip(options, issue.values, strict=True))
            for id_, options, issue in zip(found.issues, found.options, found.scenario.issues, strict=True)
        },
        discounts={
            id_: profile.discount
            for id_, profile in zip(found.parties, found.scenario.profiles, strict=True)
            if profile.discount is not None
        },
        notes=list(found.notes),
    )
    if as_json:
        say_json(document)
    else:
        say(_told(found, target, document))


def day_of(date: str | None) -> dt.date:
    """Return the day from which a converted case is seen: today, unless another is given.

    Raises:
        UsageProblemError: The date is none.
    """
    if date is None:
        return dt.date.today()
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", date):
            return dt.date.fromisoformat(date)
    except ValueError:
        pass
    day = meant(date)
    hint = f" (did you mean {day!r}?)" if day else ""
    raise UsageProblemError(f"--date: found {date!r}; expected a day such as 2026-03-01{hint}")


def _told(found: NamedScenario, target: str, document: ConvertDocument) -> str:
    values = sum(len(options) for options in found.options)
    size = ", ".join((f"{len(found.parties)} parties", count(len(found.issues), "issue"), count(values, "value")))
    shown = quote(target) if "/" in target or "\\" in target else quote(f"./{target}")
    lines = [document.file, f"{document.format}: {size}. {document.meaning}"]
    if document.notes:
        lines += ["Set aside or assumed:", *(f"  {note}" for note in document.notes)]
    return "\n".join((*lines, f"Next: detente check {shown} and detente brief {shown}"))
