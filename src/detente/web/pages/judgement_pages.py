"""Judgements beside what they move: what each is, and another in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.case.inquiry import Inquiry
from detente.findings.cuts import cut
from detente.web.described_cases import Described, JudgementField
from detente.web.questions_asked import Refused
from detente.web.typed_values import said_value, typed_judgement
from detente.web.visits import About, OpenVariant, changing
from detente.web.written_answers import Shown

ROUTER = APIRouter(prefix="/cases/{case}/{variant}")
MOST = 60  # that are listed at a time
BESIDE = 6  # that stand beside an answer
LISTED, WHOLE = "judgements", "answers"  # where somebody is led back to who came from there


@dataclass(frozen=True)
class JudgementForm:
    """A judgement with what stands in its place in a variant.

    Attributes:
        field: The judgement.
        words: Words that may stand for it.
        now: What stands in its place: low, mode, high and word, as texts.
        changed: Whether that is another than the case's.
    """

    field: JudgementField
    words: tuple[str, ...]
    now: dict[str, str]
    changed: bool


@ROUTER.get("/judgements", response_class=HTMLResponse)
def listed(about: About, of: str = "") -> HTMLResponse:
    """The judgements of a case: those that the answer turns on first, or those that some words point to."""
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    fields = _found(described, of) if of.strip() else _ordered(about, described)
    room = cut(fields, MOST)
    shown = [_form(about, described, field) for field in room.shown]
    return about.visit.page(
        "judgements.html", about=about, described=described, forms=shown, of=of, left=room.left, back=LISTED
    )


@ROUTER.get("/turning", response_class=HTMLResponse)
def turning(about: About, chapter: str = "", of: str = "") -> HTMLResponse:
    """The judgements that an answer turns on most, to stand beside it; or those that some words point to."""
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    behind, known = _behind(about, chapter)
    own = [path for path in about.variant.inquiry.changed if path not in behind]
    paths = [path for path in (*own, *behind) if path in described.judgements]
    fields = _found(described, of) if of.strip() else [described.judgements[path] for path in paths]
    shown = [_form(about, described, field) for field in cut(fields, BESIDE + (0 if of else len(own))).shown]
    return about.visit.page(
        "turning.html", about=about, forms=shown, known=known, chapter=chapter, back=chapter or WHOLE, of=of
    )


@ROUTER.post("/judgements", dependencies=[Depends(changing)], response_model=None)
def change(
    about: About,
    path: Annotated[str, Form()],
    low: Annotated[str, Form()] = "",
    high: Annotated[str, Form()] = "",
    mode: Annotated[str, Form()] = "",
    word: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = LISTED,
) -> RedirectResponse | HTMLResponse:
    """Put another judgement in the place of one, as a step of a variant."""
    form = _form_of(about, path)
    field = form.field
    value, faults = typed_judgement(field, {"low": low, "mode": mode, "high": high, "word": word}, form.now)
    inquiry = about.variant.inquiry
    then = inquiry.model_copy(update={"changed": {**inquiry.changed, path: value}})
    faults = faults or about.visit.answers.tried(about.folder, then)
    if faults:
        return about.visit.page("faults.html", 422, about=about, faults=faults, typed=True, field=field)
    return kept_step(about, then, f"{field.says}: {said_value(value)}", back)


@ROUTER.post("/judgements/as-written", dependencies=[Depends(changing)])
def take_back(about: About, path: Annotated[str, Form()], back: Annotated[str, Form()] = LISTED) -> RedirectResponse:
    """Let a judgement be as the case has it, as a step of a variant."""
    field = _form_of(about, path).field
    inquiry = about.variant.inquiry
    kept = {place: value for place, value in inquiry.changed.items() if place != path}
    then = inquiry.model_copy(update={"changed": kept})
    return kept_step(about, then, f"{field.says}: as written", back)


@ROUTER.get("/judgements/glance", response_class=HTMLResponse)
def glance(about: About, path: str, low: str = "", high: str = "", mode: str = "", word: str = "") -> HTMLResponse:
    """What a change would do to the package recommended, at first sight, before it is made."""
    form, typed = _form_of(about, path), {"low": low, "mode": mode, "high": high, "word": word}
    value, faults = typed_judgement(form.field, typed, form.now)
    now, found, failed = about.variant.inquiry, None, ""
    if not faults:
        then = now.model_copy(update={"changed": {**now.changed, path: value}})
        taken = about.visit.answers.glance(about.folder, now, then, asker=f"{about.visit.bearer} {about.base} {path}")
        found, failed = taken.found, taken.failed
        faults = found.faults if isinstance(found, Refused) else ()
    again = f"{about.base}/judgements/glance?{urlencode({'path': path, **typed})}"
    filled: dict[str, Any] = {"found": found, "faults": faults, "failed": failed, "again": again, "path": path}
    return about.visit.page("glance.html", **filled, instead="" if value == {form.field.key: word} else word)


def kept_step(about: OpenVariant, then: Inquiry, says: str, back: str) -> RedirectResponse:
    """Keep an inquiry as a step of a variant, and lead back to where it was asked for."""
    made = about.visit.variants.change(about.visit.owner, about.variant, then, says)
    return RedirectResponse(_leading_back(f"/cases/{made.case}/{made.id}", back), status_code=303)


def _leading_back(base: str, back: str) -> str:
    """Return the address that somebody is led back to: the list of judgements, a chapter, or the whole answer."""
    if back == LISTED:
        return f"{base}/{LISTED}"
    return f"{base}/chapters/{back}" if back.isalpha() and back != WHOLE else base


def _form_of(about: OpenVariant, path: str) -> JudgementForm:
    """Return a judgement with what stands in its place.

    Raises:
        KeyError: The case has none of that path.
    """
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused) or path not in described.judgements:
        raise KeyError(path)
    return _form(about, described, described.judgements[path])


def _found(described: Described, words: str) -> list[JudgementField]:
    wanted = words.lower().split()
    texts = {f: f"{f.path} {f.says} {f.about} {f.why}".lower() for f in described.judgements.values()}
    return [field for field, text in texts.items() if all(word in text for word in wanted)]


def _ordered(about: OpenVariant, described: Described) -> list[JudgementField]:
    """Return the judgements changed, then those that the answer turns on as far as that is known, then the others."""
    behind, _ = _behind(about, "")
    order = dict.fromkeys([*about.variant.inquiry.changed, *behind, *described.judgements])
    return [described.judgements[path] for path in order if path in described.judgements]


def _behind(about: OpenVariant, chapter: str) -> tuple[tuple[str, ...], bool]:
    """Return the judgements that an answer turns on, of the best answer that is there; and whether there is one."""
    answers, inquiry = about.visit.answers, about.variant.inquiry
    full = answers.full(about.folder, inquiry, chapter).found
    found = full if full is not None else answers.first(about.folder, inquiry, chapter, wait=0).found
    return (found.behind, True) if isinstance(found, Shown) else ((), found is not None)


def _form(about: OpenVariant, described: Described, field: JudgementField) -> JudgementForm:
    value = about.variant.inquiry.changed.get(field.path)
    if value is None:
        now: dict[str, Any] = {"low": field.low, "mode": field.mode, "high": field.high, "word": field.word}
    elif isinstance(value, dict):
        now = {"word": value.get(field.key, ""), **{name: value.get(name) for name in ("low", "mode", "high")}}
    else:
        now = {"low": value, "mode": None, "high": value, "word": ""}
    texts = {name: one if isinstance(one, str) else "" if one is None else f"{one:g}" for name, one in now.items()}
    return JudgementForm(field, described.words(field), texts, value is not None)
