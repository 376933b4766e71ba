"""Elements of XML files know the line on which they begin, however long the file and however they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.faults import CaseError
from detente.formats.xml_tree import Element, read_xml


def parsed(text: str, folder: Path) -> Element:
    path = folder / "a.xml"
    path.write_bytes(text.encode())
    return read_xml(path, "a.xml")


def test_an_element_is_where_its_tag_begins(tmp_path: Path) -> None:
    root = parsed('<a>\n<b\n x="1"\n y="2">\r\n<c/></b>\r<d/></a>', tmp_path)
    assert [(element.tag, element.line) for element in root.all()] == [("a", 1), ("b", 2), ("c", 5), ("d", 6)]


def test_lines_are_counted_in_long_files(tmp_path: Path) -> None:
    root = parsed("<a><!--" + "\n" * 70_000 + "--><b/>" + '<c x="1"\n/>' * 2 + "</a>", tmp_path)
    assert [element.line for element in root.children] == [70_001, 70_001, 70_002]


def test_elements_are_chosen_by_tag_in_the_order_of_the_file(tmp_path: Path) -> None:
    root = parsed("<a><b><c/><a/></b><c><b/></c></a>", tmp_path)
    assert [element.tag for element in root.all("a", "b")] == ["a", "b", "a", "b"]
    assert [element.tag for element in root.all()] == list("abcacb")
    assert [element.tag for element in root.below("c")] == ["c"]


def test_a_document_type_is_refused_on_its_own_line(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"^a\.xml:3: found a document type"):
        parsed('\n\n<!DOCTYPE a [<!ENTITY b "c">\n<!ENTITY d "&b;&b;">]>\n<a x="&d;"/>', tmp_path)


def test_prefixes_are_part_of_a_tag_and_need_no_namespace(tmp_path: Path) -> None:
    root = parsed('<a xmlns="urn:x"><p:b/></a>', tmp_path)
    assert [element.tag for element in root.all()] == ["a", "p:b"]
