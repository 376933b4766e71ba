"""Briefs of several cases over few worlds, composed and rendered once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

from detente.brief.compose import Brief, compose
from detente.brief.drawings import charts
from detente.brief.html import render
from detente.brief.paper.pdf import pdf
from detente.brief.paper.word import word
from detente.brief.tree import Heading
from detente.case.bundled import CASES
from detente.case.skeleton import create
from detente.chapters import schemas
from detente.claims.audit import audit
from detente.claims.report import claims_report
from detente.findings import Chart, Figure
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from tests.brief.page import Element, parsed
from tests.brief.told import blank
from tests.sharing import FEW_WORLDS, read_once, remembering, unmeasured

HOSTILE = """\
title: "<script>alert('t')</script> & “quotes” \\"double\\" {{ 7 * 7 }}"
date: 2021-08-31
question: "Is 1 < 2 & <img src=x onerror=alert(1)> {% raw %}?"
advises: a
parties:
  a: {name: "Ann <b>bold</b> & co"}
  b: {name: 'Bob "the builder" </td><td>'}
  c: {name: "<i>Cee</i>", role: consulted}
issues:
  land:
    name: "Land </section><script>alert('i')</script>"
    movers: [a, b]
    options: {none: "None <", some: "Some & “more”", all: "]]> All --> <svg onload=alert(2)>"}
  sea: {name: "Sea\\u2028'", movers: [a], options: {none: No, yes: "Yes'\\"&amp;"}}
positions:
  a: {land: {some: [1, 2], all: [3, 5]}, sea: {yes: {low: -1, high: 0, why: "<script>alert('w')</script>", source: s}}}
  b: {land: {some: [-1, 2], all: [-4, 1]}, sea: {yes: [0, 2]}}
  c: {land: {some: [-1, 2], all: [-4, 1]}, sea: {yes: [0, 2]}}
reservation: {a: 0, b: 0, c: 0}
packages: {p: {name: "<script>alert('p')</script>", options: {land: some, sea: yes}}}
scopes: {s: {name: "Limited <script>alert('s')</script>", exclude: {land: all}}, w: {name: "Wide & all"}}
policies: {talk: {name: "<script>alert('talk')</script>", scope: s}}
sources:
  s: {name: "<a href='http://example.org/'>Source</a>", url: "javascript:alert(3)", unverified: true}
"""
HOPELESS = """\
title: Nothing to be had
date: 2021-08-31
parties: {a: Ann, b: Bob}
issues:
  land: {name: Land, movers: [a, b], options: {none: None, some: Some}}
positions: {a: {land: {some: [1, 2]}}, b: {land: {some: [-3, -1]}}}
reservation: {a: 0, b: 0}
"""
CERTAIN = """\
title: No doubt at all
date: 2021-08-31
parties: {a: Ann}
issues:
  land: {name: Land, movers: [a], options: {none: None, some: Some}}
positions: {a: {land: {some: 1}}}
reservation: {a: 0}
"""
TEXTS = {"hostile": HOSTILE, "hopeless": HOPELESS, "certain": CERTAIN}
ALL = ("orange", "korea-2021", "skeleton", *TEXTS)


@dataclass(frozen=True)
class Made:
    """One brief and everything that it was made from."""

    name: str
    outcomes: Outcomes
    brief: Brief
    html: str
    page: Element

    @property
    def figures(self) -> list[Figure]:
        """Every table and chart of the page, in order."""
        one = self.brief.one
        first = [*(t for slot in one.slots for t in slot.tables), *([one.picture] if one.picture else [])]
        return [*first, *self.brief.figures]

    @cached_property
    def pdf(self) -> bytes:
        """The brief as a PDF, without what its pictures show."""
        return pdf(self.brief, blank)

    @cached_property
    def word(self) -> bytes:
        """The brief as a Word document, without what its pictures show."""
        return word(self.brief, blank)

    @property
    def headings(self) -> list[Heading]:
        """Every heading behind page one, in order."""
        return [inner for heading in self.brief.headings for inner in heading.all]

    def told(self, question: str) -> Heading:
        """Return the only heading of this title."""
        (found,) = (heading for heading in self.headings if heading.title == question)
        return found

    @property
    def charts(self) -> list[Chart]:
        """Every chart that is drawn, in order."""
        return charts(self.figures)


@pytest.fixture(scope="session")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """Return the brief of a case by name."""
    folder = tmp_path_factory.mktemp("cases")

    @cache
    def made(name: str) -> Made:
        outcomes = explored(place(folder, name))
        claims = claims_report(audit(outcomes)) if outcomes.case.arguments else None
        brief = compose(outcomes, name, claims)
        html = render(brief)
        return Made(name, outcomes, brief, html, parsed(html))

    return made


def place(folder: Path, name: str) -> Path:
    """Return the folder of a case, which is written if it is not a bundled one."""
    if (CASES / name).is_dir():
        return CASES / name
    where = folder / name
    if name == "skeleton":
        create(where)
    else:
        where.mkdir()
        (where / "case.yaml").write_text(TEXTS[name], encoding="utf-8")
    return where


def explored(folder: Path, worlds: int = FEW_WORLDS) -> Outcomes:
    """Run every chapter on the case in a folder."""
    case = read_once(folder, schemas())
    with unmeasured() if folder.parent == CASES else nullcontext(), remembering():
        return run(Worlds(case, size=worlds, seed=1))


@pytest.fixture(params=ALL)
def made(request: pytest.FixtureRequest, briefs: Callable[[str], Made]) -> Made:
    """Each brief in turn."""
    return briefs(request.param)
