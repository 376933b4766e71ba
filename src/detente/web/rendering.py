"""Templates of the workbench, and what every page of it has."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from detente.case.faults import Fault
from detente.findings.words import unbroken
from detente.web.tour import TOUR
from detente.web.typed_values import said_value

STATIC = Path(__file__).with_name("static")


@lru_cache(1)
def templates() -> Environment:
    """Return the templates; whatever is filled in is escaped, and a name that is not there is an error."""
    found = Environment(
        loader=PackageLoader("detente.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(code=_code, as_typed=_as_typed, beneath=_beneath, unbroken=unbroken)
    found.globals.update(written=Markup, said=said_value, tour=TOUR)
    return found


def _code(text: str) -> Markup:
    """Return a text with what stands between backticks as code."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(Markup("<code>{}</code>").format(p) if n % 2 else p for n, p in enumerate(parts))


def _as_typed(fault: Fault) -> str:
    """Return a fault in what somebody typed without the option of a command that it would have been."""
    return str(replace(fault, file="what you typed") if fault.file.startswith("--") else fault)


def _beneath(fault: Fault, path: str) -> str:
    """Return a fault in a judgement as it is said beneath its name: without its path, or the option of a command."""
    said = [one for one in (fault.file, fault.where) if one not in {"", path} and not one.startswith("--")]
    text = str(replace(fault, file=": ".join(said), line=0, where="")).removeprefix(": ")
    return text[:1].upper() + text[1:]


def rendered(name: str, /, **filled: Any) -> str:
    """Return a page of the workbench."""
    return templates().get_template(name).render(**filled)
