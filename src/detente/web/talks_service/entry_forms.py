"""Forms of entries, made from the table of kinds: how each field is asked for, and how what is typed becomes a body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.case.model import Case
from detente.talks.rules.entry_kinds import NOTICE_HOURS, BodyField, EntryKind
from detente.talks.rules.rulebook import CourseState, RuleBook
from detente.talks.rules.sight import SeatSight
from detente.web.talks_service.filled_fields import FilledField

Control = Literal["area", "line", "number", "numbers", "package", "day", "moment", "choice", "none"]
CONTROLS: Mapping[str, Control] = {
    **dict.fromkeys(("text", "reason", "snapback"), "area"),
    **dict.fromkeys(("does", "verified-by", "where", "impact", "channel"), "line"),
    **dict.fromkeys(("proposal", "version", "consultation", "commitment", "round", "test-call", "answers"), "number"),
    **dict.fromkeys(("candidates", "waits-for", "marks"), "numbers"),
    **dict.fromkeys(("begins", "until"), "moment"),
    **dict.fromkeys(("ally", "template", "score"), "choice"),
    "package": "package",
    "due": "day",
}  # fields that are not here, the service fills in
LABELS = {
    "text": "Text",
    "reason": "Why",
    "does": "What your side will do",
    "verified-by": "How it is verified",
    "snapback": "What others may suspend if it is not kept, as your roadmap names it",
    "where": "Where",
    "impact": "Where it comes down (of a launch)",
    "channel": "Which line",
    "candidates": "Which proposals are to be marked",
    "waits-for": "Waits for",
    "marks": "Which you could accept",
    "begins": "When it begins (UTC)",
    "until": "Until when (UTC)",
    "ally": "Which ally",
    "template": "What it is",
    "score": "How far it was kept",
    "package": "Package",
    "due": "By which day",
}
SCORES = (("0", "0: not"), ("1", "1: little"), ("2", "2: mostly"), ("3", "3: wholly"))
PAIR = re.compile(r"\s*([a-z][a-z0-9-]*)\s*:\s*([a-z][a-z0-9-]*)\s*")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
ISSUE = "package/"  # before the id of an issue, in the name of a field


@dataclass(frozen=True)
class FormField:
    """One field as a page asks for it.

    Attributes:
        name: Its name.
        label: What it is called.
        control: How it is asked for.
        must: Whether it must be filled in.
        value: What stands there.
        choices: Values that can be chosen, each with what it is called.
        chosen: Those that are.
        note: Where what stands there comes from; empty if nobody but the seat has said it.
    """

    name: str
    label: str
    control: Control
    must: bool
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    chosen: frozenset[str] = frozenset()
    note: str = ""


@dataclass(frozen=True)
class FormMaker:
    """Makes the form of an entry for one seat.

    Attributes:
        book: What the entries so far have settled.
        sight: What the seat sees.
        case: The case; None if none is served.
        filled: What fields are filled in with where nothing was typed, by their names.
    """

    book: RuleBook
    sight: SeatSight
    case: Case | None
    filled: Mapping[str, FilledField]

    def fields(self, kind: EntryKind, typed: Mapping[str, str], about: CourseState | None) -> list[FormField]:
        """Return the fields of a form.

        Args:
            kind: The kind of the entry.
            typed: What was typed before, by the name of the field.
            about: What the entry is about; None if about nothing.
        """
        found: list[FormField] = []
        for field in kind.fields:
            control = CONTROLS.get(field.name)
            if control == "package":
                found += self._package(typed, about)
            elif control is not None:
                found.append(self._field(field, control, typed, about))
        return found

    def _field(
        self, field: BodyField, control: Control, typed: Mapping[str, str], about: CourseState | None
    ) -> FormField:
        value, name = typed.get(field.name, ""), field.name
        if not value and name == "version" and about is not None:
            value = str(self.sight.number_of(about.version))
        if not value and name == "text" and about is not None and about.course == "proposal":
            value = str(about.body.get("text", ""))
        filled = None if name in typed else self.filled.get(name)
        value, note = (value, "") if filled is None else (filled.value, filled.note)
        chosen = frozenset(one for key, one in typed.items() if key.partition("#")[0] == name)
        label, choices = LABELS.get(name, name), self._choices(name, about)
        return FormField(name, label, control, field.must, value, choices, chosen, note)

    def _choices(self, name: str, about: CourseState | None) -> tuple[tuple[str, str], ...]:
        if name == "score":
            return SCORES
        if name == "template":
            return tuple((one, f"{one}, at least {_ahead(hours)} ahead") for one, hours in NOTICE_HOURS.items())
        if name == "ally":
            seats = self.book.roster.seats.values()
            return tuple((one.seat, one.seat) for one in seats if one.role == "consulted" and one.key is not None)
        if name == "candidates":
            return self._numbered(one for one in self.book.courses.values() if _is_open(one))
        if name == "marks" and about is not None:
            return self._numbered(self.book.courses[one] for one in about.body["candidates"])
        if name == "waits-for":
            return self._numbered(one for one in self.book.courses.values() if one.course == "commitment")
        return ()

    def _numbered(self, courses: Any) -> tuple[tuple[str, str], ...]:
        known = ((self.sight.number_of(one.number), one) for one in courses)
        return tuple((str(number), f"{number}: {title_of(one)}") for number, one in known if number is not None)

    def _package(self, typed: Mapping[str, str], about: CourseState | None) -> list[FormField]:
        """Return a choice for each issue of the case; or, where none is served, lines to be typed."""
        before = about.body.get("package", {}) if about is not None and about.course == "proposal" else {}
        if self.case is None:
            value = typed.get("package") or "\n".join(f"{issue}: {option}" for issue, option in before.items())
            label = "Package: a line for each issue, such as exercises: end"
            return [FormField("package", label, "area", True, value)]
        found = []
        for issue, said in self.case.issues.items():
            choices = (("", "not part of it"), *((option, one.name) for option, one in said.options.items()))
            value = typed.get(ISSUE + issue, before.get(issue, ""))
            found.append(FormField(ISSUE + issue, said.name, "choice", False, value, choices))
        return found


def _ahead(hours: float) -> str:
    """Return a time before something in days, or in hours where it is not more than two days."""
    return f"{hours:g} hours" if hours <= 48 else f"{hours / 24:g} days"


def _is_open(course: CourseState) -> bool:
    return (course.course, course.state) == ("proposal", "open")


def title_of(course: CourseState) -> str:
    """Return the first words of what began a course."""
    body = course.body
    said = str(body.get("does") or body.get("text") or body.get("channel") or course.course)
    first = said.strip().splitlines()[0] if said.strip() else course.course
    return first if len(first) <= 80 else first[:79].rstrip() + "…"


def typed_body(kind: EntryKind, typed: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the body that was typed into a form; the rules say what is wrong with it.

    Args:
        kind: The kind of the entry.
        typed: Names and values of the fields, as a browser sends them.
    """
    given: dict[str, list[str]] = {}
    for name, value in typed:
        given.setdefault(name, []).append(value.replace("\r\n", "\n").strip())
    body: dict[str, Any] = {}
    for field in kind.fields:
        control = CONTROLS.get(field.name)
        if control == "package":
            body["package"] = _typed_package(given)
        elif control is not None:
            value = _typed_value(field, control, given.get(field.name, []))
            if field.must or value not in ("", []):
                body[field.name] = value
    return body


def _typed_value(field: BodyField, control: Control, values: list[str]) -> Any:
    if control == "numbers":
        return [_number(one) for one in values if one]
    value = values[0] if values else ""
    if control == "number" or field.name == "score":
        return _number(value)
    return f"{value[:16]}:{value[17:19] or '00'}.000Z" if control == "moment" and MOMENT.fullmatch(value) else value


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text


def _typed_package(given: Mapping[str, list[str]]) -> Any:
    chosen = {name.removeprefix(ISSUE): values[0] for name, values in given.items() if name.startswith(ISSUE)}
    if chosen or "package" not in given:
        return {issue: option for issue, option in chosen.items() if option}
    pairs = [PAIR.fullmatch(line) for line in given["package"][0].splitlines() if line.strip()]
    return {one[1]: one[2] for one in pairs if one} if all(pairs) else given["package"][0]
