"""What else is asked of a case: who is advised, which packages are looked at, and the options of its chapters."""

from __future__ import annotations

from textwrap import shorten
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.case.inquiry import MEDIATOR, Inquiry
from detente.web.described_cases import Described
from detente.web.pages.judgement_pages import WHOLE, kept_step
from detente.web.questions_asked import Refused
from detente.web.typed_values import typed_option
from detente.web.visits import About, OpenVariant, changing

ROUTER = APIRouter(prefix="/cases/{case}/{variant}/asked")
LONGEST = 300  # letters of what a step says


@ROUTER.post("/advised", dependencies=[Depends(changing)], response_model=None)
def advised(
    about: About, party: Annotated[str, Form()], back: Annotated[str, Form()] = WHOLE
) -> RedirectResponse | HTMLResponse:
    """Advise another party, or nobody, as a step of a variant."""
    described = _described(about)
    name = described.parties.get(party, "a mediator")
    then = about.variant.inquiry.model_copy(update={"advises": party or MEDIATOR})
    return _made(about, then, f"Seen for {name}", back)


@ROUTER.post("/package", dependencies=[Depends(changing)], response_model=None)
def package(
    about: About, package: Annotated[str, Form()] = "", back: Annotated[str, Form()] = WHOLE
) -> RedirectResponse | HTMLResponse:
    """Look at another package besides, as a step of a variant; at none if it is empty."""
    return looking_at(about, package, back)


@ROUTER.post("/options", dependencies=[Depends(changing)], response_model=None)
def option(
    about: About,
    name: Annotated[str, Form()],
    given: Annotated[str, Form()] = "",
    share: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = WHOLE,
) -> RedirectResponse | HTMLResponse:
    """Give an option of a chapter another value, or none, as a step of a variant."""
    found = next((one for one in _described(about).options if one.name == name), None)
    if found is None:
        raise KeyError(name)
    inquiry = about.variant.inquiry
    value, faults = typed_option(found, given, share, inquiry.options.get(name))
    if faults:
        return about.visit.page("faults.html", 422, about=about, faults=faults, typed=True)
    options: dict[str, Any] = {key: one for key, one in inquiry.options.items() if key != name}
    if value is not None:
        options[name] = value
    told = f"{given} {share}".strip() or "as the case has it"
    return _made(about, inquiry.model_copy(update={"options": options}), f"{name.replace('_', ' ')}: {told}", back)


def looking_at(about: OpenVariant, package: str, back: str = WHOLE) -> RedirectResponse | HTMLResponse:
    """Look at another package besides, as a step of a variant; at none if it is empty."""
    inquiry = about.variant.inquiry
    packages = tuple(dict.fromkeys([*inquiry.packages, package])) if package.strip() else ()
    says = f"Looks at {package} too" if packages else "Looks at no package besides"
    return _made(about, inquiry.model_copy(update={"packages": packages}), says, back)


def _described(about: OpenVariant) -> Described:
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        raise KeyError(about.variant.case)
    return described


def _made(about: OpenVariant, then: Inquiry, says: str, back: str) -> RedirectResponse | HTMLResponse:
    """Keep an inquiry as a step of a variant, if it can be asked of the case."""
    faults = about.visit.answers.tried(about.folder, then)
    if faults:
        return about.visit.page("faults.html", 422, about=about, faults=faults, typed=True)
    says = says[:1].upper() + says[1:]
    return kept_step(about, then, shorten(says, LONGEST, placeholder="…"), back)
