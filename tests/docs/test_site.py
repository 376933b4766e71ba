"""The manual builds without a warning, and the built pages fetch nothing from anywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.manual import DOCS, ROOT

FETCHED = re.compile(r"""<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//[^>]*>""")
STYLED = re.compile(r"""(?:@import|url\()\s*["']?(?:https?:)?//[^)"']*""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manual") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert not built.stderr.strip()
    return folder


def test_every_page_is_built_and_in_the_menu(site: Path) -> None:
    menu = (site / "index.html").read_text(encoding="utf-8")
    for page in sorted(DOCS.rglob("*.md")):
        built = page.relative_to(DOCS).with_suffix(".html").as_posix()
        assert (site / built).is_file(), built
        assert f'href="{built}"' in menu, built


def test_the_site_fetches_nothing(site: Path) -> None:
    files = [*site.rglob("*.html"), *site.rglob("*.css")]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not FETCHED.findall(text), path
        assert not STYLED.findall(text), path


def test_only_the_manual_is_published(site: Path) -> None:
    assert not [path for path in site.rglob("*") if path.suffix in {".py", ".pyc"}]
