"""Every link in the manual and in the README leads somewhere."""

from __future__ import annotations

import pytest

from tests.docs.manual import DOCS, Page, pages


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_links_resolve(page: Page) -> None:
    for link in page.links():
        if link.startswith(("https://", "mailto:")):
            continue
        target, _, anchor = link.partition("#")
        path = (page.path.parent / target).resolve() if target else page.path
        assert path.is_file(), f"{page.name}: {link}"
        if page.path.is_relative_to(DOCS):
            assert path.is_relative_to(DOCS), f"{page.name}: {link} leads out of the manual"
        if anchor:
            assert anchor in Page(path).anchors, f"{page.name}: {link}"


def test_anchors_are_those_of_the_builder() -> None:
    assert "completion-in-an-editor" in Page(DOCS / "write-a-case.md").anchors
    assert "who-refuses-and-over-what" in Page(DOCS / "read-the-brief.md").anchors


def test_nothing_links_without_encryption() -> None:
    assert not [page.name for page in pages() if "http://" in page.text]
