"""Judgements beside what they move: what each is, and another in its place."""

from __future__ import annotations

from math import isfinite
from textwrap import shorten
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.case.faults import Fault
from detente.findings.cuts import cut
from detente.web.visits import About, OpenVariant, changing
from detente.web.working import Described, JudgementField, Refused, Shown

ROUTER = APIRouter(prefix="/cases/{case}/{variant}/judgements")
MOST = 60  # that are listed at a time
ROOM = 40  # letters of what was typed, as a fault repeats it


@ROUTER.get("", response_class=HTMLResponse)
def listed(about: About, of: str = "") -> HTMLResponse:
    """The judgements of a case: those that the answer turns on first, or those that some words point to."""
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    fields = _found(described, of) if of.strip() else _behind(about, described)
    room = cut(fields, MOST)
    shown = [_changed(about, field) for field in room.shown]
    return about.visit.page("judgements.html", about=about, described=described, fields=shown, of=of, left=room.left)


@ROUTER.post("", dependencies=[Depends(changing)], response_model=None)
def change(
    about: About,
    path: Annotated[str, Form()],
    low: Annotated[str, Form()],
    high: Annotated[str, Form()],
    mode: Annotated[str, Form()] = "",
) -> RedirectResponse | HTMLResponse:
    """Put another judgement in the place of one, as a step of a variant."""
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused) or path not in described.judgements:
        raise KeyError(path)
    value, faults = _value(path, low, mode, high)
    if faults:
        return about.visit.page("faults.html", 422, about=about, faults=faults)
    inquiry = about.variant.inquiry
    then = inquiry.model_copy(update={"changed": {**inquiry.changed, path: value}})
    says = f"{described.judgements[path].says}: {_said(value)}"
    made = about.visit.variants.change(about.visit.owner, about.variant, then, says)
    return RedirectResponse(f"/cases/{made.case}/{made.id}/judgements", status_code=303)


@ROUTER.get("/glance", response_class=HTMLResponse)
def glance(about: About, path: str, low: str, high: str, mode: str = "") -> HTMLResponse:
    """What a change would do to the package recommended, at first sight, before it is made."""
    value, faults = _value(path, low, mode, high)
    found = None
    if not faults:
        now = about.variant.inquiry
        then = now.model_copy(update={"changed": {**now.changed, path: value}})
        found = about.visit.answers.glance(
            about.folder, now, then, asker=f"{about.visit.bearer} {about.base} {path}"
        ).found
        faults = found.faults if isinstance(found, Refused) else ()
    again = f"{about.base}/judgements/glance?{urlencode({'path': path, 'low': low, 'mode': mode, 'high': high})}"
    return about.visit.page("glance.html", found=None if faults else found, faults=faults, again=again)


def _value(path: str, low: str, mode: str, high: str) -> tuple[Any, tuple[Fault, ...]]:
    """Return what was typed as a judgement, or what is wrong with it."""
    numbers, faults = {}, []
    for name, text in (("low", low), ("mode", mode), ("high", high)):
        if not text.strip() and name == "mode":
            continue
        try:
            number = float(text.strip().replace("−", "-").replace(",", "."))
            if not isfinite(number):
                raise ValueError
            numbers[name] = number
        except ValueError:
            faults.append(Fault(path, 0, name, repr(shorten(text, ROOM)), "a number"))
    if not faults and numbers["low"] == numbers["high"] and "mode" not in numbers:
        return numbers["low"], ()
    return numbers, tuple(faults)


def _said(value: Any) -> str:
    if not isinstance(value, dict):
        return f"{value:g}"
    middle = f", most likely {value['mode']:g}" if "mode" in value else ""
    return f"{value['low']:g} to {value['high']:g}{middle}"


def _found(described: Described, words: str) -> list[JudgementField]:
    wanted = words.lower().split()
    texts = {f: f"{f.path} {f.says} {f.why}".lower() for f in described.judgements.values()}
    return [field for field, text in texts.items() if all(word in text for word in wanted)]


def _behind(about: OpenVariant, described: Described) -> list[JudgementField]:
    """Return the judgements that the answer turns on, as far as that is known; then those changed, and the others."""
    answers, inquiry = about.visit.answers, about.variant.inquiry
    full = answers.full(about.folder, inquiry).found
    first = full if isinstance(full, Shown) else answers.first(about.folder, inquiry, wait=0).found
    behind = first.behind if isinstance(first, Shown) else ()
    order = dict.fromkeys([*inquiry.changed, *behind, *described.judgements])
    return [described.judgements[path] for path in order if path in described.judgements]


def _changed(about: OpenVariant, field: JudgementField) -> tuple[JudgementField, Any]:
    """Return a judgement with what stands in its place in this variant, if anything."""
    value = about.variant.inquiry.changed.get(field.path)
    return field, ({"low": value, "high": value} if isinstance(value, int | float) else value)
