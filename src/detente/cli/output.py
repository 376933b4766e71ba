"""Writing to the terminal or a pipe, whatever letters it knows."""

from __future__ import annotations

import json
import sys

from pydantic import BaseModel


def say(text: str) -> None:
    """Print a text; letters that the terminal does not know are replaced."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")


def say_json(document: BaseModel) -> None:
    """Print a document as JSON, escaped to ASCII where the terminal knows no more."""
    sys.stdout.write(as_json(document, sys.stdout.encoding or "utf-8") + "\n")


def as_json(document: BaseModel, encoding: str = "utf-8") -> str:
    """Return a document as JSON that this encoding can hold."""
    plain = encoding.lower().replace("-", "") == "utf8"
    return json.dumps(document.model_dump(mode="json", by_alias=True), indent=1, ensure_ascii=not plain)
