"""Files of one run: together or not at all, whatever else writes there."""

from __future__ import annotations

import multiprocessing
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.case.saving import FilesTogether, save

NAMES = ("a.csv", "b.html", "c.json")


def broken() -> Iterator[bytes]:
    yield b"half"
    raise RuntimeError("stopped")


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = save(tmp_path / "a.txt", b"before")
    with pytest.raises(RuntimeError, match="stopped"), FilesTogether(tmp_path) as files:
        files.raw("a.txt", broken())
    assert path.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_none_of_them_is_new_where_one_failed(tmp_path: Path) -> None:
    """The new table stood beside the old page."""
    save(tmp_path / "a.csv", b"before")

    def halves() -> None:
        with FilesTogether(tmp_path) as files:
            files.lines("a.csv", ["after"])
            files.text("b.html", "half \ud800")

    with pytest.raises(UnicodeEncodeError):
        halves()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.csv": b"before"}


def test_folders_made_for_nothing_are_removed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="stopped"), FilesTogether(tmp_path / "a" / "b") as files:
        files.raw("x", broken())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links")
@pytest.mark.parametrize("name", ["a.txt", "a.txt.part"])
def test_no_link_is_followed(tmp_path: Path, name: str) -> None:
    """A link named `brief.html.part` was written through."""
    elsewhere = save(tmp_path / "elsewhere", b"mine")
    (tmp_path / name).symlink_to(elsewhere)
    save(tmp_path / "a.txt", b"new")
    assert elsewhere.read_bytes() == b"mine"
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert not (tmp_path / "a.txt").is_symlink()


def test_what_is_there_is_kept_if_it_must_not_be_replaced(tmp_path: Path) -> None:
    save(tmp_path / "b", b"mine")

    def new() -> None:
        with FilesTogether(tmp_path, replaces=False) as files:
            files.raw("a", [b"new"])
            files.raw("b", [b"new"])

    with pytest.raises(FileExistsError) as error:
        new()
    assert error.value.filename == str(tmp_path / "b")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b": b"mine"}


def test_files_are_for_whom_the_user_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        path = save(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    """The message named no file."""

    def full() -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left on device") as error, FilesTogether(tmp_path) as files:
        files.raw("a.csv", full())
    assert error.value.filename == str(tmp_path / "a.csv")


def rewrite(folder: Path, mark: str, times: int) -> None:
    for _ in range(times):
        with FilesTogether(folder) as files:
            for name in NAMES:
                files.text(name, mark * 2000)


def test_two_writers_of_one_folder_do_not_mix(tmp_path: Path) -> None:
    """Two briefs into one folder at once left a table with lines of both."""
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=rewrite, args=(tmp_path, mark, 40)) for mark in "xy"]
    for other in others:
        other.start()
    for other in others:
        other.join()
    found = {name: (tmp_path / name).read_text(encoding="utf-8") for name in NAMES}
    assert len(set(found.values())) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
