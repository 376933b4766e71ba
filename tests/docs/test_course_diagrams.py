"""The diagrams of courses of talks in the manual say what the tables say by which entries are judged."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from detente.talks.rules.machines import COURSES
from tests.docs.manual import DOCS

DRAWN = re.findall(r"^<svg .*</svg>$", (DOCS / "reference/talks.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("course", "drawn"), [*zip(COURSES, DRAWN, strict=True)])
def test_a_diagram_has_every_row_of_its_table(course: str, drawn: str) -> None:
    picture = ET.fromstring(drawn)
    steps = [(one.state or "nothing", one.kind, one.then) for one in COURSES[course]]
    label = picture.get("aria-label", "").removeprefix(f"The course of a {course}: ")
    assert [tuple(step.split(", ")) for step in label.split("; ")] == steps
    arrows = [tuple(step.split(", ")) for title in picture.iter("title") for step in (title.text or "").split("; ")]
    assert sorted(arrows) == sorted(step for step in steps if step[0] != step[2])
    inside = [one.text for one in picture.iter("text") if one.get("font-style") == "italic"]
    assert sorted(map(str, inside)) == sorted(kind for state, kind, then in steps if state == then)
    states = [one.text for one in picture.iter("text") if one.get("font-weight") == "bold"]
    assert sorted(map(str, states)) == sorted({then for _, _, then in steps})
