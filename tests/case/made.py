"""Broken cases that no file in a repository can well hold: each is made in an empty folder, with what it must say."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.case.chapters import ORANGE, READING, write

Maker = Callable[[Path], None]
LAUGHS = "".join(f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}, *l{n - 1}, *l{n - 1}]\n" for n in range(1, 20))


def raw(content: bytes) -> Maker:
    def make(folder: Path) -> None:
        (folder / "case.yaml").write_bytes(content)

    return make


def link(name: str, leads: str) -> Maker:
    def make(folder: Path) -> None:
        write(folder, ORANGE)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(leads)

    return make


def large(folder: Path) -> None:
    with (folder / "case.yaml").open("wb") as opened:
        opened.truncate(100_000_000)


def directory(folder: Path) -> None:
    (folder / "case.yaml").mkdir()


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "case.yaml")


def gone(folder: Path) -> None:
    folder.rmdir()


def no_folder(folder: Path) -> None:
    folder.rmdir()
    folder.write_text(ORANGE, encoding="utf-8")


def odd_name(folder: Path) -> None:
    write(folder, ORANGE)
    (folder / "rea\u200bding\n.yaml").write_text(READING, encoding="utf-8")


MADE: dict[str, tuple[Maker, tuple[str, ...]]] = {
    "utf_16": (raw(ORANGE.encode("utf-16")), ("case.yaml:1: found a file in UTF-16; expected text saved as UTF-8",)),
    "latin_1": (
        raw(ORANGE.replace("Bea}", "Béa}").encode("latin-1")),
        ("case.yaml:3: found the byte 0xe9; expected text saved as UTF-8",),
    ),
    "control_character": (
        raw(ORANGE.replace("Ann,", "An\x01,").encode()),
        ("case.yaml:3: found the control character 0x01; expected text without it",),
    ),
    "null_bytes": (raw(b"title: a\n\0\0\n"), ("case.yaml:2: found the control character 0x00",)),
    "not_text": (raw(bytes(range(256)) * 9), ("case.yaml:2: found the byte 0x80",)),
    "large": (large, ("case.yaml: found more than 1,000,000 bytes; expected at most 1,000,000 bytes",)),
    "link_out": (link("case.yaml", "/etc/hostname"), ("case.yaml: found a link that leads out of the folder",)),
    "chapter_link_out": (link("reading.yaml", "../.."), ("reading.yaml: found a link that leads out of the folder",)),
    "link_to_nothing": (link("case.yaml", "nothing"), ("case.yaml: found a link that leads nowhere; expected a file",)),
    "link_to_itself": (link("case.yaml", "case.yaml"), ("case.yaml: found a link that leads nowhere",)),
    "directory": (directory, ("case.yaml: found something other than a file; expected an ordinary file",)),
    "pipe": (pipe, ("case.yaml: found something other than a file",)),
    "gone": (gone, ("found no such folder; expected a folder with a file case.yaml",)),
    "no_folder": (no_folder, ("found no such folder",)),
    "odd_name": (odd_name, (r"rea\u200bding\n.yaml: found a file no chapter reads",)),
    "deep_lists": (raw(b"[" * 200_000), ("case.yaml:1: 1 → 1 → 1: found more than 24 levels of nesting",)),
    "deep_blocks": (raw(b"- " * 200_000), ("case.yaml:1: 1 → 1 → 1: found more than 24 levels of nesting",)),
    "deep_mappings": (
        raw("".join(" " * n + "a:\n" for n in range(900)).encode()),
        ("case.yaml:26: a → a → a: found more than 24 levels of nesting; expected fewer",),
    ),
    "deep_keys": (
        raw(b"? " * 200_000),
        (
            "case.yaml:1: found a key that is no plain word; expected a word, a colon and a value",
            "case.yaml:1: ? → ? → ?: found more than 24 levels of nesting; expected fewer",
        ),
    ),
    "alias_bomb": (
        raw(("l0: &l0 lol\n" + LAUGHS).encode()),
        (
            *(f"case.yaml:{n + 1}: l{n}: found an anchor ('&l{n}'); expected the value alone" for n in range(20)),
            *(f"case.yaml:{n + 1}: l{n} → {m}: found an alias" for n in range(1, 20) for m in range(1, 5)),
            "case.yaml:1: found the unknown key 'l0'",
            *(f"case.yaml:1: found no key '{key}'" for key in ("title", "date", "parties")),
        ),
    ),
}
