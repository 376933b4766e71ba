"""Variants as files that can be sent to somebody who has the same case, and read back."""

from __future__ import annotations

from json import JSONDecodeError, loads
from typing import Any

from pydantic import ValidationError

from detente.case.faults import Fault, shown
from detente.case.inquiry import Inquiry
from detente.web.variant_store import Variant

FORMAT = "detente-variant/1"
ENDING = ".variant.json"
ABOUT = ("case", "digest", "worlds", "seed", "talks")  # of an inquiry, what is not the variant's own
FILE = "the file"
EXPECTED = f"a variant that was downloaded here: format {FORMAT}"


def variant_file(variant: Variant) -> dict[str, Any]:
    """Return a variant as the data of a file."""
    own = variant.inquiry.model_dump(mode="json", exclude=set(ABOUT), exclude_defaults=True)
    return {"format": FORMAT, "case": variant.case, "name": variant.name, "asked": own}


def read_variant(raw: bytes) -> tuple[str, Inquiry] | Fault:
    """Return the name and the inquiry that a file holds, or what is wrong with it."""
    try:
        found = loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, JSONDecodeError, RecursionError):
        return Fault(FILE, 0, "", "something that is not JSON", EXPECTED)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return Fault(FILE, 0, "", shown(found.get("format")) if isinstance(found, dict) else "a list", EXPECTED)
    asked = found.get("asked")
    if not isinstance(asked, dict) or any(key in asked for key in ABOUT):
        return Fault(FILE, 0, "asked", "no inquiry of a variant", EXPECTED)
    try:
        inquiry = Inquiry.model_validate(asked)
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(step) for step in ("asked", *first["loc"]))
        return Fault(FILE, 0, place, shown(first["input"]), first["msg"])
    return str(found.get("name") or "Received")[:80], inquiry
