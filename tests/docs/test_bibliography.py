"""Every work that is cited stands in the bibliography, under the key by which it is cited, and no other does."""

from __future__ import annotations

import ast
import re
from calendar import month_name
from collections.abc import Iterator

import pytest

from tests.docs.manual import DOCS, HEADING, Page, written
from tests.house.source import package

PAGE = DOCS / "bibliography.md"
KEY = re.compile(r"\[([A-Z]\w+(?:18|19|20)\d\d)\]")
NAME = r"[A-Z][\w’'-]*[a-z]\b(?:['’]s)?"
NAMED = re.compile(rf"({NAME})(?: and others| et al\.?)?,? \(?((?:18|19|20)\d\d)\b")
NO_AUTHORS = {month[:n] for month in month_name for n in (3, len(month))} | {"David", "Cuba"}  # dates and cases


def keys() -> list[str]:
    """Return the keys of the bibliography, in its order."""
    return HEADING.findall(Page(PAGE).prose)[1:]


def cited() -> set[str]:
    """Return every key that is cited, in the code or on a page of the manual."""
    texts = [module.text for module in package()]
    texts += [page.text for page in written() if page.path != PAGE]
    return {key for text in texts for key in KEY.findall(text)}


def docstrings() -> Iterator[tuple[str, str]]:
    """Yield every docstring of the package without its examples, with where it stands."""
    for module in package():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                text = (ast.get_docstring(node) or "").partition("Example:")[0]
                yield module.at(getattr(node, "lineno", 1), ""), text


def authors_with_a_year(text: str) -> list[str]:
    """Return what looks like a citation by author and year."""
    return [" ".join(found) for found in NAMED.findall(text) if found[0] not in NO_AUTHORS]


def test_every_key_that_is_cited_is_there() -> None:
    assert sorted(cited() - set(keys())) == []


def test_every_work_is_cited() -> None:
    assert sorted(set(keys()) - cited()) == []


def test_the_works_are_in_order_and_each_once() -> None:
    assert keys() == sorted(set(keys()), key=str.lower)
    assert len(keys()) > 30


def test_the_year_of_a_key_is_that_of_the_work() -> None:
    for part in re.split(r"(?m)^## ", Page(PAGE).text)[1:]:
        key, _, text = part.partition("\n")
        assert re.search(rf"\b{re.sub('[^0-9]', '', key)}\b", text), key


@pytest.mark.parametrize("page", [page for page in written() if page.path != PAGE], ids=lambda page: page.name)
def test_pages_link_what_they_cite(page: Page) -> None:
    for key in KEY.findall(page.prose):
        assert re.search(rf"\[{key}\]\([\w./]*bibliography\.md#{key.lower()}\)", page.prose), key


def test_docstrings_cite_by_key_only() -> None:
    assert [f"{at}{said}" for at, text in docstrings() for said in authors_with_a_year(text)] == []


def test_pages_of_theory_cite_by_key_only() -> None:
    theory = [page for page in written() if page.path.parent.name == "theory"]
    assert [f"{page.name}: {said}" for page in theory for said in authors_with_a_year(page.prose)] == []


def test_a_citation_without_a_key_is_seen() -> None:
    assert authors_with_a_year("After Kish (1965); Brams & Taylor 1996; Chapman et al. 2001.") == [
        "Kish 1965",
        "Taylor 1996",
        "Chapman 2001",
    ]
    assert authors_with_a_year("On 22 October 1962, by [Kish1965]; 2000 worlds; a seed of 2021.") == []
