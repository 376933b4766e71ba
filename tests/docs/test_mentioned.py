"""Whatever there is, somebody wrote about it: not only in the reference, but on the pages that people read."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from detente.brief.compose import Brief, compose
from detente.case.bundled import bundled
from detente.case.json_schema import case_schema
from detente.case.judgements import FORMS as JUDGEMENT_FORMS
from detente.case.judgements import NOTES, NUMBERS
from detente.chapters import CHAPTERS, schemas
from detente.findings import Page as ChapterPage
from tests.docs.manual import DOCS, README, Page
from tests.docs.test_reference import keys_of
from tests.sharing import found_in

TUTORIAL = Page(DOCS / "write-a-case.md").text
RUN = Page(DOCS / "run.md").text
READ = Page(DOCS / "read-the-brief.md").text
INDEX = Page(DOCS / "index.md").text
PLANNED = ("stability", "roadmap", "reading", "approach", "contact", "urgency", "precedent")
WORDS = """party, issue, option, package, reservation value, consent, consultation, red line, linkage, frontier,
    decision maker, state, unilateral improvement, sanction, measure, round, exposure, snapback, hypothesis, likelihood,
    probe, channel, latency, commitment, provision, compliance, dominated, nash solution, kalai–smorodinsky solution,
    egalitarian solution, utilitarian solution, regret, common base, adjusted winner, central world"""


def test_the_tutorial_uses_every_key_of_a_case() -> None:
    keys = set(keys_of(case_schema(schemas()))) | {*NUMBERS, *NOTES} | {"accept", "not_object", "all", "any", "of"}
    assert not sorted(
        key for key in keys if not re.search(rf"(?<![\w-]){re.escape(key)}:|`{re.escape(key)}`", TUTORIAL)
    )


def test_the_tutorial_shows_every_form_of_a_judgement() -> None:
    for form in ("[low, high]", "{low, mode, high}", "{choices: …}", "{words: …}", "{worth: …}", "{experts: …}"):
        assert form in JUDGEMENT_FORMS
    for shown in (
        "| `5` |",
        "| `[1, 4]` |",
        "| `{low: 2, mode: 5, high: 8}` |",
        "`{choices: {",
        "`{worth: -major}`",
        "`{words: likely}`",
        "`{experts: {",
    ):
        assert shown in TUTORIAL


def test_every_command_and_option_is_explained(generate: ModuleType) -> None:
    for name, (callback, _) in generate.commands().items():
        assert re.search(rf"detente {name}\b", RUN), name
        for spelled, _, _, is_option in generate.parameters(callback):
            for option in re.findall(r"`(-[^`]*)`", spelled) if is_option else ():
                assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", RUN), f"{name} {option}"


@pytest.mark.parametrize("name", bundled())
def test_every_bundled_case_is_introduced(name: str) -> None:
    for page in (README, DOCS / "index.md", DOCS / "run.md"):
        assert f"`{name}`" in Page(page).text, page


@pytest.mark.parametrize("name", [chapter.name for chapter in CHAPTERS])
def test_every_chapter_has_a_how_to_and_a_theory(name: str) -> None:
    assert Page(DOCS / "howto" / f"{name}.md").text
    assert Page(DOCS / "theory" / f"{name}.md").text
    assert f"(howto/{name}.md)" in INDEX
    assert f"(theory/{name}.md)" in INDEX
    readme = Page(README).text
    assert f"(docs/howto/{name}.md)" in readme
    assert f"(docs/theory/{name}.md)" in readme


def test_every_decision_is_listed_and_has_its_parts() -> None:
    listed = Page(DOCS / "decisions" / "index.md").text
    for path in sorted((DOCS / "decisions").glob("0*.md")):
        text = Page(path).text
        assert f"[{text.partition(chr(10))[0].removeprefix('# ')}]({path.name})" in listed
        assert re.findall("(?m)^## (.*)$", text) == ["Context", "Decision", "Rejected"]
    names = [path.name for path in sorted((DOCS / "decisions").glob("0*.md"))]
    assert re.findall(r"\((\d{4}-.*[.]md)\)$", listed, re.MULTILINE) == names
    assert re.findall(r"decisions/(\d{4}-.*[.]md)$", (DOCS.parent / "mkdocs.yml").read_text(), re.MULTILINE) == names


def test_chapters_to_come_are_named_until_they_are_there() -> None:
    there = {chapter.name for chapter in CHAPTERS}
    to_come = INDEX.split("## What it does not answer yet")[1].split("\n## ")[0]
    for name in PLANNED:
        assert (f"`{name}`" in to_come) is (name not in there)


@pytest.fixture(scope="module")
def briefs() -> list[tuple[Brief, list[ChapterPage]]]:
    found = {name: found_in(name) for name in bundled()}
    return [(compose(outcomes, name), [*outcomes.pages.values()]) for name, outcomes in found.items()]


def explained(title: str) -> bool:
    """Whether a heading of a brief is one of the page; of several subjects, after the name of whom it is about."""
    headings = re.findall(r"(?m)^###? (.*)$", READ)
    of_one = {h.replace("the other side’s", "its").replace("their", "its").lower() for h in headings}
    named = title.rpartition(": ")[2].lower() in of_one
    return title in headings or named or title.startswith(("More on", "What is assumed of"))


def test_every_page_and_figure_of_the_brief_is_explained(briefs: list[tuple[Brief, list[ChapterPage]]]) -> None:
    for brief, pages in briefs:
        for slot in brief.one.slots:
            assert f"| **{slot.title}** |" in READ
        for place in brief.headings:
            assert f"## {place.title}\n" in READ
            for heading in place.all:
                assert explained(heading.title), heading.title
        for page in pages:
            for section in page.sections:
                assert explained(section.question), section.question
        for figure in (*brief.figures, *([brief.one.picture] if brief.one.picture else [])):
            title = re.sub(r" \([0-9]+ of [0-9]+\)$", "", figure.title)  # a chart in parts
            assert f"**{title}**" in READ or title.startswith("Judgements about"), title


def test_every_column_heading_of_the_brief_is_explained(briefs: list[Brief]) -> None:
    for word in ("Attainable", "Gain", "Surplus", "Proposal agreed", "Possible at all", "Change", "stipulated"):
        assert word.lower() in READ.lower()


def test_the_glossary_defines_every_word_once() -> None:
    entries = re.findall(r"(?m)^\| ([^|]+) \| ([^|]+) \|$", Page(DOCS / "glossary.md").text)[2:]
    names = [name.strip().lower() for name, _ in entries]
    assert len(names) == len(set(names))
    for word in WORDS.split(","):
        assert " ".join(word.split()) in names
    for name, sentence in entries:
        assert re.fullmatch(r"[^.]+\.", sentence.strip()), f"{name} is not defined in one sentence"
