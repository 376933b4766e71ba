"""Write the briefs of all bundled cases for the manual, and the picture of the README: `python docs/gallery.py`.

`make docs` writes those of few worlds, `make gallery` those of as many as a brief has by default, and the picture: page
one of the flagship's. What was written stays in `.gallery/` until a case or the program changes. MkDocs calls
`on_files` and `on_page_markdown`: the page lists what is there.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import zlib
from collections.abc import Mapping
from contextlib import redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / ".gallery"
PICTURE = ROOT / "docs" / "images" / "brief.png"
FLAGSHIP = "korea-2021"
FEW, ALL = 120, 2_000  # worlds of each brief: by `make docs`, and by `make gallery`
PAGE, PLACE = "gallery.md", "<!-- the briefs -->"
SAMPLE = f".{FLAGSHIP}"  # the flagship's in few worlds, by which tests see whether the picture is still right
MARK = "page-one"  # keyword under which the picture holds the digest of what page one says there
SIGNATURE, END = b"\x89PNG\r\n\x1a\n", 12  # of a PNG; bytes of its last part
FIRST_PICTURE = re.compile(r'<img src="(data:image/svg\+xml;base64,[^"]+)" alt="([^"]*)"')


def main(worlds: int = FEW) -> None:
    """Write every brief that is not there yet; with as many worlds as by default, the picture too."""
    from detente.case.bundled import bundled

    program = _program()
    for name in bundled():
        if brief(name, worlds, GALLERY / name, program):
            print(f"gallery: {name}, {worlds:,} worlds")
    if worlds == ALL:
        brief(FLAGSHIP, FEW, GALLERY / SAMPLE, program)
        says = digest(_result(GALLERY / SAMPLE)["page_one"])
        PICTURE.write_bytes(marked((GALLERY / FLAGSHIP / "brief.png").read_bytes(), says))


def brief(name: str, worlds: int, folder: Path, program: str) -> bool:
    """Write the brief of a bundled case, if there is none of this program and of so many worlds.

    Args:
        name: The case.
        worlds: How many worlds it has.
        folder: Where it goes; it need not be there.
        program: Digest of the program and its cases.

    Returns:
        Whether it was written.
    """
    from detente.cli.app import app

    note, made_from = folder / "made-from.txt", f"{program} {worlds}"
    if note.is_file() and note.read_text() == made_from:
        return False
    wanted = "html,png" if worlds == ALL and name == FLAGSHIP else "html"
    asked = ["--worlds", str(worlds), "--out", str(folder), "--to", wanted, "--no-open", "--quiet"]
    with redirect_stdout(StringIO()):
        app(["brief", name, *asked], standalone_mode=False)
    (folder / "outcomes.csv").unlink()
    note.write_text(made_from)
    return True


def _program() -> str:
    """Return the digest of everything that a brief follows from."""
    told = sha256()
    for path in sorted((ROOT / "src").rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            told.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def _result(folder: Path) -> Any:
    return json.loads((folder / "result.json").read_text(encoding="utf-8"))


# --- The picture of the README ----------------------------------------------------------------------------------------


def digest(page_one: Mapping[str, Any]) -> str:
    """Return the digest of what page one says, but for its numbers, which a change anywhere may move a little.

    Args:
        page_one: Slot → what it says, as in `result.json`.
    """
    text = json.dumps(page_one, sort_keys=True, ensure_ascii=False)
    return sha256(re.sub(r"\d+(?:[.,]\d+)*", "0", text).encode()).hexdigest()[:16]


def marked(png: bytes, says: str) -> bytes:
    """Return a PNG that holds a digest."""
    body = b"tEXt" + MARK.encode() + b"\0" + says.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:-END] + chunk + png[-END:]


def mark_of(png: bytes) -> str | None:
    """Return the digest that a PNG holds, None if it holds none."""
    place = len(SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind, body = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        if kind == b"tEXt" and body.startswith(MARK.encode() + b"\0"):
            return body.partition(b"\0")[2].decode()
        place += length + 12
    return None


# --- The page ---------------------------------------------------------------------------------------------------------


def entry(folder: Path) -> str:
    """Return what the page says of a brief: its question, what it recommends, its picture, and where it is."""
    found = _result(folder)
    page, meta = found["page_one"], found["meta"]
    name = meta["case"]
    says = page["recommendation"]["says"][:1]
    picture = FIRST_PICTURE.search((folder / "brief.html").read_text(encoding="utf-8").partition("</section>")[0])
    shown = f'<img src="{picture[1]}" alt="{picture[2]}" style="background: white">' if picture else ""
    drawn = f"`{name}`, {meta['worlds']:,} worlds, seed {meta['seed']}: [the whole brief](gallery/{name}.html)."
    return "\n\n".join(part for part in (f"## {found['title']}", found["question"], *says, shown, drawn) if part)


def on_files(files: Any, config: Any) -> Any:
    """Put the briefs into the manual that MkDocs is building."""
    from mkdocs.structure.files import File

    for path in sorted(GALLERY.glob("[!.]*/brief.html")):
        files.append(File.generated(config, f"gallery/{path.parent.name}.html", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """List the briefs on their page."""
    if page.file.src_uri != PAGE:
        return markdown
    folders = sorted(path.parent for path in GALLERY.glob("[!.]*/brief.html"))
    return markdown.replace(PLACE, "\n\n".join(map(entry, folders)) or "None has been written here: `make docs` does.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
