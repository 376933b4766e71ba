"""Writing to the terminal or a pipe, whatever letters it knows."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sys
import textwrap
from typing import TYPE_CHECKING

from detente.cli.surroundings import StoppedError

if TYPE_CHECKING:  # so that what is told while modules load need not wait for it
    from pydantic import BaseModel


NO_NUMBER = re.compile("(NaN|-?Infinity),?$", re.MULTILINE)  # a line that ends with a text ends with its quotation mark
WIDTH = 100  # columns of a page of text, at most
# What moves the cursor, clears the screen, or turns the direction of writing: a file of others could make a terminal
# show something else than what was found in it.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def say(text: str) -> None:
    """Print a text; letters that the terminal does not know are replaced, and what would steer it is spelled out."""
    encoding = sys.stdout.encoding or "utf-8"
    _print(harmless(text).encode(encoding, "replace").decode(encoding))


def say_folded(text: str, hang: int = 0) -> None:
    """Print a text; on a terminal its lines end between words, elsewhere they stay as they are.

    Args:
        text: The text.
        hang: How far a line that goes on is set in, beyond the beginning of the line.
    """
    width = columns()
    say(text if width is None else "\n".join(_folded(line, width, hang) for line in text.split("\n")))


def columns() -> int | None:
    """Return how many columns a page of text has on the terminal; None where nobody is looking."""
    return min(shutil.get_terminal_size().columns, WIDTH) if sys.stdout.isatty() else None


def _folded(line: str, width: int, hang: int) -> str:
    set_in = " " * (len(line) - len(line.lstrip()) + hang)
    parts = textwrap.wrap(line, width, subsequent_indent=set_in, break_long_words=False, break_on_hyphens=False)
    return "\n".join(parts)


def note(text: str) -> None:
    """Tell whoever runs the command something that is no part of the answer."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(harmless(text).encode(encoding, "replace").decode(encoding) + "\n")


def harmless(text: str) -> str:
    r"""Return a text in which whatever would steer a terminal is spelled out.

    Example:
        >>> harmless("It \x1b[2Jholds.")
        'It \\x1b[2Jholds.'
    """
    return UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def say_json(document: BaseModel) -> None:
    """Print a document as JSON, escaped to ASCII where the terminal knows no more."""
    _print(as_json(document, sys.stdout.encoding or "utf-8"))


def as_json(document: BaseModel, encoding: str = "utf-8") -> str:
    """Return a document as JSON that this encoding can hold.

    Raises:
        ValueError: A number in it is infinite or none at all, which JSON does not know.
    """
    said = document.model_dump_json(indent=1, by_alias=True)
    if found := NO_NUMBER.search(said):
        raise ValueError(f"found {found[1]}; expected a number that JSON knows")
    return said if encoding.lower().replace("-", "") == "utf8" else json.dumps(json.loads(said), indent=1)


def _print(text: str) -> None:
    try:
        sys.stdout.write(text + "\n")
    except BrokenPipeError:
        raise StoppedError(signal.SIGPIPE) from None
