"""Folders of scenarios are counted by what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.scenarios.collections_tried import main

DOMAIN = """<negotiation_template><utility_space><objective index="0" name="Coast" type="objective">
<issue index="1" name="Price" type="discrete"><item index="1" value="low"/><item index="2" value="high"/></issue>
</objective></utility_space></negotiation_template>"""
PROFILE = """<utility_space><objective index="0" name="Coast" type="objective">
<weight index="1" value="1"/><issue index="1" name="Price" type="discrete">
<item index="1" value="low" evaluation="1"/><item index="2" value="high" evaluation="2"/></issue>
</objective></utility_space>"""

TWICE = PROFILE.replace("</issue>", '<item index="3" value="high" evaluation="3"/></issue>')


def test_what_becomes_of_folders_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, second in (("good", PROFILE), ("torn", PROFILE[:40]), ("twice", TWICE)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "domain.xml").write_text(DOMAIN, encoding="utf-8")
        (folder / "ann.xml").write_text(PROFILE, encoding="utf-8")
        (folder / "bob.xml").write_text(second, encoding="utf-8")
    main(tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert sum("read as a case  (good)" in line for line in lines) == 1
    assert sum("(torn)" in line for line in lines) == 1
    assert sum("a second time" in line and "(twice)" in line for line in lines) == 1
