"""The page as a file: whole, self-contained, legible, and about nothing but its case."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from detente import __version__
from detente.brief.chart_numbers import described
from detente.brief.html import anchor, environment
from detente.findings import Table
from detente.findings.words import unbroken
from tests.brief.conftest import Made
from tests.brief.page import Element, drawing, parsed, section, words

LOADS = {"src", "srcset", "href", "data", "poster", "action", "background", "formaction", "xlink:href", "ping", "cite"}
FOREIGN = re.compile(r"(?i)\b(?:https?|ftp|file|javascript):|(?<![\w:])//[\w.-]+\.\w")


def addresses(page: Element) -> list[tuple[str, str, str]]:
    """Return every address that a page may load or lead to, with the tag and the attribute it stands in."""
    found = [(e.tag, name, value) for e in page.all() for name, value in e.attributes.items() if name in LOADS]
    found += [("style", "url", url) for e in page.all("style") for url in re.findall(r"url\(([^)]*)\)", e.text())]
    return found + [
        (e.tag, "style", url)
        for e in page.all()
        for url in re.findall(r"url\(([^)]*)\)", e.attributes.get("style", ""))
    ]


def test_it_needs_nothing_from_anywhere(made: Made) -> None:
    for tag, name, value in addresses(made.page):
        assert value.startswith(("#", "data:")), (tag, name, value[:80])
    assert not list(made.page.all("script", "link", "iframe", "object", "embed", "base", "form"))
    style = " ".join(e.text() for e in made.page.all("style"))
    assert "@import" not in style
    assert "@font-face" not in style
    assert not [e.tag for e in made.page.all() for name in e.attributes if name.startswith("on")]


def test_its_drawings_need_nothing_either(made: Made) -> None:
    for uri in uris(made.page):
        svg = drawing(uri)
        root = ET.fromstring(svg)
        for element in root.iter():
            assert element.tag.rpartition("}")[2] not in {"script", "image", "use", "foreignObject", "style"}, (
                element.tag
            )
            for name, value in element.attrib.items():
                assert name.rpartition("}")[2] not in {"href", "src"}, value
                assert "url(" not in value.replace("url(#", "")  # but for what it refers to in itself
                assert not name.startswith("on")


def uris(page: Element) -> list[str]:
    """Return every picture of the page, wide and narrow."""
    return [e.attributes["src"] for e in page.all("img")] + [e.attributes["srcset"] for e in page.all("source")]


def test_it_is_whole(made: Made) -> None:
    assert Counter(e.tag for e in made.page.all("html", "head", "body", "main", "title", "h1")) == Counter(
        ["html", "head", "body", "main", "title", "h1"]
    )
    (html,) = made.page.all("html")
    assert html.attributes["lang"] == "en"
    metas = [e.attributes for e in made.page.all("meta")]
    assert {"charset": "utf-8"} in metas
    assert any(meta.get("name") == "viewport" for meta in metas)
    (title,) = made.page.all("title")
    assert made.brief.title in title.text()


def test_ids_are_unique_and_links_lead_somewhere(made: Made) -> None:
    ids = Counter(e.attributes["id"] for e in made.page.all() if "id" in e.attributes)
    assert set(ids.values()) == {1}
    links = [e.attributes["href"] for e in made.page.all("a")]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert {anchor(heading) for heading in made.headings} <= {link.removeprefix("#") for link in links}


def test_contents_are_numbered_as_the_headings_are(made: Made) -> None:
    (nav,) = made.page.all("nav")
    listed = [" ".join(a.text().split()) for a in nav.all("a")]
    heads = [" ".join(e.text().split()) for e in made.page.all("h2", "h3") if e.text().strip()[:2].strip(".")]
    assert listed == [f"{h.number} {h.title}" for h in made.headings] or made.name == "hostile"
    assert set(listed) <= set(heads) or made.name == "hostile"


def test_the_appendix_is_folded_and_nothing_else_of_the_text_is(made: Made) -> None:
    folded = [e for e in made.page.all("details") if e.attributes.get("class") == "fold"]
    assert len(folded) == len(made.brief.headings[-1].below)
    assert not any("open" in e.attributes for e in folded)


def test_headings_leave_out_no_level(made: Made) -> None:
    levels = [int(e.tag[1]) for e in made.page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_table_has_as_many_cells_as_headings(made: Made) -> None:
    for table in made.page.all("table"):
        (head,) = table.all("thead")
        headings = [e.text().strip() for e in head.all("th")]
        (body,) = table.all("tbody")
        rows = [list(row.all("th", "td")) for row in body.all("tr")]
        assert rows
        assert {len(row) for row in rows} == {len(headings)}
        assert all(headings[1:])
        for row in rows:
            tags = ["th", *["td"] * (len(headings) - 1)] if len(headings) > 1 else ["td"]  # a list has no row headings
            assert [cell.tag for cell in row] == tags
            assert [cell.attributes["data-head"] for cell in row[1:]] == headings[1:]


def test_every_picture_has_a_text_and_both_widths(made: Made) -> None:
    pictures = list(made.page.all("picture"))
    assert len(pictures) == len(made.charts)
    assert len(list(made.page.all("img"))) == len(pictures)
    for picture, chart in zip(pictures, made.charts, strict=True):
        (image,) = picture.all("img")
        (source,) = picture.all("source")
        assert image.attributes["alt"] == described(chart)
        assert "max-width" in source.attributes["media"]
        wide, narrow = (ET.fromstring(drawing(uri)) for uri in (image.attributes["src"], source.attributes["srcset"]))
        assert float(wide.attrib["width"]) > 1.7 * float(narrow.attrib["width"])
        assert float(narrow.attrib["width"]) <= 390
        assert wide.attrib["viewBox"].split()[2] == wide.attrib["width"]


def test_every_chart_has_its_numbers_as_a_table(made: Made) -> None:
    behind = [e for e in made.page.all("details") if list(e.all("table"))]
    assert len(behind) >= len(made.charts)
    for figure in (e for e in made.page.all("figure") if list(e.all("picture"))):
        (caption,) = figure.all("figcaption")
        assert caption.text().strip()
        assert len(list(figure.all("table"))) == 1


@pytest.mark.parametrize("name", ["orange", "korea-2021", "skeleton", "hopeless", "certain"])
def test_page_one_is_one_page(briefs: Callable[[str], Made], name: str) -> None:
    one = section(briefs(name).page, "page-one")
    found = words(one)
    assert 20 <= len(found) <= 450, len(found)
    assert len(list(one.all("img", "svg", "canvas", "video"))) <= 1
    assert unbroken(briefs(name).brief.one.lead) in " ".join(one.text().split("\n"))


def test_page_one_comes_first(made: Made) -> None:
    (main,) = made.page.all("main")
    (first, *_) = (child for child in main.children if isinstance(child, Element))
    assert first.attributes["id"] == "page-one"


def test_everything_composed_is_on_the_page(made: Made) -> None:
    said = " ".join(made.page.text().split())
    brief = made.brief
    texts = [
        brief.title,
        brief.question,
        brief.seen,
        *brief.one.texts,
        *brief.warnings,
    ]
    texts += [text for h in made.headings for text in (h.number, h.title, *h.says, h.code)]
    texts += [text for f in brief.figures for text in (f.says, f.title)]
    texts += [cell for f in made.figures if isinstance(f, Table) for row in (f.head, *f.rows) for cell in row if f.rows]
    for text in texts:
        assert " ".join(text.split()) in said, text


def test_it_says_how_to_make_it_again(made: Made) -> None:
    said = section(made.page, anchor(made.told("How to make it again"))).text()
    assert __version__ in said
    assert made.outcomes.case.digest[:12] in said
    assert f"--worlds {made.outcomes.worlds.size}" in said
    assert f"--seed {made.outcomes.worlds.seed}" in said


def test_no_sentence_is_left_half_made(made: Made) -> None:
    """Nothing empty, doubled, or printed from the inside of the program."""
    if made.name == "hostile":
        return
    for element in made.page.all("p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3"):
        said = " ".join(element.said().split())
        assert said or element.tag == "th"
        for wrong in (
            "None",
            "inf ",
            "[]",
            "()",
            "{}",
            " .",
            " ,",
            "..",
            ",.",
            ": .",
            "‘’",
            "“”",
            "dict(",
            " at 0x",
        ):
            assert wrong not in said or said == "None", said
        assert not re.search(r"\bnan\b", said), said
        assert not re.search(r"\b(the the|a a|of of|in in|is is|and and)\b", said), said


def test_it_speaks_of_no_other_case(briefs: Callable[[str], Made]) -> None:
    for name in ("orange", "skeleton", "hopeless", "certain"):
        made = briefs(name)
        text = made.html + " ".join(drawing(uri) for uri in uris(made.page))
        for foreign in ("Korea", "DPRK", "dprk", "Pyongyang", "United States", "Seoul", "Washington", "nuclear"):
            assert foreign not in text, (name, foreign)


def test_texts_of_the_case_are_never_markup(briefs: Callable[[str], Made]) -> None:
    made = briefs("hostile")
    plain = re.sub(r"data:image/svg\+xml;base64,[A-Za-z0-9+/=]*", "", made.html)
    assert "<script" not in plain
    assert "<img src=x" not in plain
    assert "<svg onload" not in plain
    assert "49" not in section(made.page, "page-one").text().split()
    known = {element.tag for name in ("orange", "korea-2021", "skeleton") for element in briefs(name).page.all()}
    assert {element.tag for element in made.page.all()} <= known
    assert made.outcomes.case.title in made.page.text()
    assert not FOREIGN.search(" ".join(value for _, _, value in addresses(made.page)))


def test_texts_of_the_case_are_never_markup_in_a_drawing(briefs: Callable[[str], Made]) -> None:
    made = briefs("hostile")
    texts = []
    for uri in uris(made.page):
        root = ET.fromstring(drawing(uri))
        assert {e.tag.rpartition("}")[2] for e in root.iter()} <= {
            "svg",
            "g",
            "path",
            "rect",
            "line",
            "text",
            "tspan",
            "circle",
            "title",
            "defs",
            "clipPath",
        }
        texts += ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("text")]
    assert any("<script>" in text for text in texts)


def test_names_from_right_to_left_reorder_nothing_beside_them() -> None:
    page = environment().from_string("{% macro cell(t) %}<td>{{ t }}</td>{% endmacro %}{{ cell(text) }}")
    assert page.render(text="3 points of ایران اسلامی (1), לבנון") == (
        "<td>3 points of \u2068ایران اسلامی\u2069 (1), \u2068לבנון\u2069</td>"
    )


def test_a_page_that_is_not_whole_would_be_seen() -> None:
    for wrong in ("<p><b>a</p></b>", "<p>a", "<p id=a id=b>a</p>", "a</p>", "<div/>"):
        with pytest.raises(AssertionError):
            parsed(f"<!doctype html>{wrong}")
    assert words(parsed("<!doctype html><p>one <b>two</b> – 3 %<details>four</details></p>")) == ["one", "two", "3"]
