"""The gallery of the manual: briefs that are written once, a page that lists them, and a picture that is up to date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from detente.cli.documents import slot_document
from tests.brief.conftest import Made
from tests.docs.conftest import script
from tests.docs.manual import DOCS
from tests.sharing import FEW_WORLDS


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The script, with briefs of its own."""
    module = script("gallery")
    vars(module)["GALLERY"] = tmp_path_factory.mktemp("gallery")
    return module


def page(src: str) -> SimpleNamespace:
    return SimpleNamespace(file=SimpleNamespace(src_uri=src))


def test_a_brief_is_written_again_only_if_the_program_or_the_number_of_worlds_is_another(gallery: ModuleType) -> None:
    folder: Path = gallery.GALLERY / "orange"
    assert gallery.brief("orange", 20, folder, "this program")
    assert {path.name for path in folder.iterdir()} == {"brief.html", "result.json", "made-from.txt"}
    assert not gallery.brief("orange", 20, folder, "this program")
    assert gallery.brief("orange", 30, folder, "this program")
    assert gallery.brief("orange", 30, folder, "another program")


def test_the_page_lists_each_brief_with_its_worlds_and_its_picture(
    gallery: ModuleType, briefs: Callable[[str], Made]
) -> None:
    gallery.brief("orange", 20, gallery.GALLERY / "orange", "this program")
    text = (DOCS / gallery.PAGE).read_text(encoding="utf-8")
    listed = gallery.on_page_markdown(text, page(gallery.PAGE), config=None, files=None)
    assert "## Two sisters and one orange" in listed
    assert "`orange`, 20 worlds, seed 1: [the whole brief](gallery/orange.html)" in listed
    assert "<img " not in listed  # its page one has none
    (gallery.GALLERY / "orange" / "brief.html").write_text(briefs(gallery.FLAGSHIP).html, encoding="utf-8")
    listed = gallery.on_page_markdown(text, page(gallery.PAGE), config=None, files=None)
    assert listed.count("<img ") == listed.count('alt="') == 1
    assert gallery.PLACE not in listed
    assert gallery.on_page_markdown(text, page("run.md"), config=None, files=None) == text


def test_the_digest_is_of_words_and_not_of_numbers(gallery: ModuleType) -> None:
    said = {"first": {"says": ["By 5 Feb 2024, in 29 ± 2 % of 2,000 worlds."]}}
    same = {"first": {"says": ["By 7 Feb 2024, in 31 ± 1 % of 120 worlds."]}}
    other = {"first": {"says": ["By 5 Mar 2024, in 29 ± 2 % of 2,000 worlds."]}}
    assert gallery.digest(said) == gallery.digest(same) != gallery.digest(other)


def test_a_marked_picture_holds_its_mark_and_stays_a_picture(gallery: ModuleType) -> None:
    png: bytes = gallery.PICTURE.read_bytes()
    again = gallery.marked(png[: -gallery.END] + png[-gallery.END :], "0123")
    assert again.startswith(gallery.SIGNATURE)
    assert again.endswith(png[-gallery.END :])
    assert gallery.mark_of(gallery.SIGNATURE + png[-gallery.END :]) is None
    assert gallery.mark_of(gallery.marked(gallery.SIGNATURE + png[-gallery.END :], "0123")) == "0123"


def test_the_picture_of_the_readme_is_of_what_page_one_says_today(
    gallery: ModuleType, briefs: Callable[[str], Made]
) -> None:
    assert gallery.FEW == FEW_WORLDS
    slots = briefs(gallery.FLAGSHIP).brief.one.slots
    says = {slot.name: slot_document(slot).model_dump(mode="json") for slot in slots}
    assert gallery.mark_of(gallery.PICTURE.read_bytes()) == gallery.digest(says), "page one has changed: make gallery"
