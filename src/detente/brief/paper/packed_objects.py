"""The objects of a PDF, packed together: Typst writes each by itself, and a tagged brief has ten thousand of them."""

from __future__ import annotations

import re
import zlib

TOGETHER = 200  # objects of one stream
BINARY = b"%PDF-1.7\n%\x80\x80\x80\x80\n"  # how a file begins that is not text
_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_PLACE = re.compile(rb"(\d{10}) \d{5} n")
_OBJECT = re.compile(rb"\s*(\d+) 0 obj\s*(.*?)\s*endobj\s*$", re.DOTALL)
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)
_SIZE = re.compile(rb"/Size \d+")


def packed(document: bytes) -> bytes:
    """Return a PDF whose objects are the same and take less room, as object streams of PDF 1.5 and later.

    Args:
        document: A PDF as Typst writes it, with one table of places at its end. One without such a table is packed
            already, and comes back as it is.
    """
    table = _TABLE.search(document)
    if table is None or not document.startswith(b"xref", int(table[1])):
        return document
    listed = int(table[1])
    starts = sorted(int(place) for place in _PLACE.findall(document[listed:]))
    single: list[tuple[int, bytes]] = []  # objects with a stream of their own, which must stand by themselves
    plain: list[tuple[int, bytes]] = []
    for begin, end in zip(starts, [*starts[1:], listed], strict=True):
        found = _OBJECT.match(document[begin:end])
        if found is None:
            return document
        (single if found[2].endswith(b"endstream") else plain).append((int(found[1]), found[2]))
    trailer = _TRAILER.search(document, listed)
    about = _SIZE.sub(b"", trailer[1]) if trailer else b""
    return _written(single, plain, about)


def _written(single: list[tuple[int, bytes]], plain: list[tuple[int, bytes]], about: bytes) -> bytes:
    """Return a PDF of objects that stand by themselves, of others, and of what its trailer says."""
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    free = 1 + max(number for number, _ in [*single, *plain])
    parts, length = [BINARY], len(BINARY)

    def add(number: int, body: bytes) -> None:
        nonlocal length
        places[number] = (1, length, 0)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        length += len(parts[-1])

    for number, body in single:
        add(number, body)
    for first in range(0, len(plain), TOGETHER):
        group = plain[first : first + TOGETHER]
        places.update({number: (2, free, n) for n, (number, _) in enumerate(group)})
        add(free, _together(group))
        free += 1
    places[free] = (1, length, 0)
    rows = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + which.to_bytes(2, "big")
        for kind, where, which in (places.get(number, (0, 0, 65535)) for number in range(free + 1))
    )
    keys = b"/Type/XRef/Size %d/W[1 4 2]%b" % (free + 1, about)
    parts.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (free, _stream(keys, rows), length))
    return b"".join(parts)


def _together(group: list[tuple[int, bytes]]) -> bytes:
    """Return a stream of objects: the number and the place of each, then their texts."""
    heads, at = [], 0
    for number, body in group:
        heads.append(b"%d %d" % (number, at))
        at += len(body) + 1
    index = b" ".join(heads) + b"\n"
    keys = b"/Type/ObjStm/N %d/First %d" % (len(group), len(index))
    return _stream(keys, index + b"\n".join(body for _, body in group))


def _stream(keys: bytes, content: bytes) -> bytes:
    small = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (keys, len(small), small)
