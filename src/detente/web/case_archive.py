"""A folder of a case as a zip file that somebody sends: what is in it is looked at before any of it is unpacked."""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from detente.case.bundled import MAIN
from detente.case.faults import CaseError, Fault, printable
from detente.web.library import WRITTEN

MOST_FILES = 64
MOST_BYTES = 1_000_000  # of one file, unpacked
MOST_TOGETHER = 8_000_000  # of all files, unpacked
MOST_RATIO = 200  # unpacked to packed: text is rarely above 20
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
ENCRYPTED = 1
LEFT_OUT = ("__MACOSX/", ".DS_Store")  # what one system adds of its own accord


def unpacked(raw: bytes) -> Mapping[str, str]:
    """Return the files of a case by name.

    Args:
        raw: A zip file with the files of a case, or with one folder that holds them.

    Raises:
        CaseError: It is no zip file, is damaged, holds what no case holds (links, paths, other kinds of files), or
            unpacks to more than a case may have.
    """
    try:
        with ZipFile(BytesIO(raw)) as archive:
            found = dict(_files(archive))
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        raise _refused("", f"no zip file that can be read ({error})", "a zip file of a case") from None
    if MAIN not in found:
        raise _refused("", f"no file {MAIN}", f"{MAIN} at the top, or in one folder")
    return found


def _files(archive: ZipFile) -> Iterator[tuple[str, str]]:
    entries = [one for one in archive.infolist() if not one.is_dir() and not _left_out(one.filename)]
    if len(entries) > MOST_FILES:
        raise _refused("", f"{len(entries):,} files", f"at most {MOST_FILES}")
    if (together := sum(one.file_size for one in entries)) > MOST_TOGETHER:
        raise _refused("", f"{together:,} bytes when unpacked", f"at most {MOST_TOGETHER:,}")
    folder = _folder(entries)
    taken: set[str] = set()
    for entry in entries:
        name = entry.filename.removeprefix(folder)
        _check(entry, name)
        if name.lower() in taken:
            raise _refused(name, "the same name twice", "each file once")
        taken.add(name.lower())
        yield name, _text(archive, entry, name)


def _left_out(name: str) -> bool:
    return name.startswith(LEFT_OUT[0]) or name.rpartition("/")[2] == LEFT_OUT[1]


def _folder(entries: list[ZipInfo]) -> str:
    """Return the one folder that everything is in, with a stroke; empty if there is none."""
    tops = {one.filename.partition("/")[0] for one in entries if "/" in one.filename}
    nested = len(tops) == 1 and all("/" in one.filename for one in entries)
    return f"{top}/" if nested and NAME.fullmatch(top := tops.pop()) else ""


def _check(entry: ZipInfo, name: str) -> None:
    """Refuse what is no file of a case, before any of it is unpacked."""
    if not NAME.fullmatch(name):
        raise _refused(name, "a name that no file of a case has", "letters, digits, dots and hyphens, in no folder")
    if not name.endswith(WRITTEN):
        raise _refused(name, "another kind of file", f"files that end in {', '.join(WRITTEN)}")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _refused(name, "a link or a device", "an ordinary file")
    if entry.flag_bits & ENCRYPTED or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _refused(name, "a file that is encrypted or packed in another way", "a plain zip file")
    if entry.file_size > MOST_BYTES:
        raise _refused(name, f"{entry.file_size:,} bytes when unpacked", f"at most {MOST_BYTES:,}")
    if entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise _refused(name, f"more than {MOST_RATIO} bytes unpacked for each packed", "the text of a case")


def _text(archive: ZipFile, entry: ZipInfo, name: str) -> str:
    """Return the text of a file, of which no more is unpacked than it says it has; if it has more, its sum is wrong."""
    raw = archive.read(entry)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _refused(name, "bytes that are no text", "text in UTF-8") from None


def _refused(name: str, found: str, expected: str) -> CaseError:
    where = f"in the zip file: {printable(name)[:80]}" if name else "the zip file"
    return CaseError([Fault(where, 0, "", found, expected)])
