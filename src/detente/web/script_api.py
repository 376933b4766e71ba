"""The workbench for scripts: cases, answers as the command prints them as JSON, variants; described by OpenAPI."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi import Path as InPath
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from detente import __version__, chapters
from detente.case.changed import stated_change
from detente.case.faults import CaseError, Fault, nearest, one_of
from detente.case.inquiry import Inquiry
from detente.case.saving import FilesTogether
from detente.case.yaml_tree import parsed
from detente.chapters.options import CommandOption
from detente.web.account_store import SCRIPT as FOR_SCRIPTS
from detente.web.answer_desk import AnswerDesk
from detente.web.asked_work import CrowdedError
from detente.web.case_archive import unpacked
from detente.web.guard import SAFE, SCRIPT, RequestTooLargeError
from detente.web.library import CaseLibrary
from detente.web.questions_asked import Refused
from detente.web.rendering import rendered
from detente.web.script_answers import DocumentWriter
from detente.web.script_models import (
    CaseCard,
    CaseCardInFull,
    CaseSent,
    FaultSaid,
    Trouble,
    VariantCard,
    VariantWanted,
)
from detente.web.tokens import SIGN_IN, cookie_name
from detente.web.variant_store import VariantStore, as_written
from detente.web.visits import SignInNeededError
from detente.web.workbench_settings import WebSettings

SCRIPTS = "scripts"  # owner of what scripts make on one's own machine
KEY = HTTPBearer(auto_error=False, description="A key for scripts, made on the page of the account; shared mode only.")
ABOUT = (
    "The same cases and answers as on the pages. What changes something needs the header X-Detente-Script: 1. "
    "A shared workbench also asks for a key, which the page of the account makes."
)
Name = Annotated[str, InPath(pattern=r"^[a-z][a-z0-9-]{0,63}$", description="Name of the case.")]
Id = Annotated[str, InPath(pattern=r"^[0-9a-f]{24}$", description="Id of the variant.")]
Texts = Annotated[list[Annotated[str, Query(max_length=500)]], Query(max_length=40)]
TROUBLES: dict[int | str, dict[str, Any]] = {
    400: {"description": "What was sent cannot be read at all."},
    401: {"model": Trouble, "description": "No key of an account was given."},
    403: {"description": "The header of scripts is missing."},
    404: {"model": Trouble, "description": "There is no such case or variant."},
    409: {"model": Trouble, "description": "The name is taken, or the case is a bundled one."},
    413: {"description": "More was sent than is taken at a time."},
    421: {"description": "The workbench does not answer for this host."},
    422: {"model": Trouble, "description": "Something is wrong with the case, or with what was asked."},
    429: {"model": Trouble, "description": "Too much is asked at once: ask again later."},
}
ROUTER = APIRouter(responses=TROUBLES)


@dataclass(frozen=True)
class ScriptVisit:
    """A request of a script, and what it can reach.

    Attributes:
        owner: Whose variants it sees.
        settings: How the workbench is set up.
        library: The cases.
        answers: The answers.
        variants: The variants.
        document: Writes what a run found as JSON.
    """

    owner: str
    settings: WebSettings
    library: CaseLibrary
    answers: AnswerDesk
    variants: VariantStore
    document: DocumentWriter

    def own(self, case: str) -> bool:
        """Return whether a case is the account's own."""
        return self.library.folder(case).parent == self.library.own


def scripted(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(KEY)]) -> ScriptVisit:
    """Return a request of a script with what it can reach; what changes nothing may be asked by a browser too.

    Raises:
        SignInNeededError: The workbench is shared, and no key of an account was given.
    """
    state = request.app.state
    settings: WebSettings = state.settings
    account = ""
    if settings.shared:
        cookie = request.cookies.get(cookie_name(SIGN_IN, settings), "")
        if given is not None:
            account = state.accounts.signed_in(given.credentials, FOR_SCRIPTS) or ""
        elif cookie and request.method in SAFE:
            account = state.accounts.signed_in(cookie) or ""
        if not account:
            raise SignInNeededError
    library = CaseLibrary(settings.cases_of(account))
    return ScriptVisit(account or SCRIPTS, settings, library, state.answers, state.variants, state.document)


Scripted = Annotated[ScriptVisit, Depends(scripted)]


@ROUTER.get("/cases", summary="Every case")
def cases(script: Scripted) -> list[CaseCard]:
    """Names of the cases, one’s own first."""
    return [CaseCard(name=name, own=own) for name, own in script.library.names()]


@ROUTER.get("/cases/{case}", summary="A case")
def one_case(script: Scripted, case: Name) -> CaseCardInFull:
    """What is decided in it, what is judged, and what can be asked."""
    found = script.answers.described(script.library.folder(case))
    if isinstance(found, Refused):
        raise CaseError(found.faults)
    return CaseCardInFull.of(case, script.own(case), found)


@ROUTER.get("/cases/{case}/answer", summary="An answer", response_class=JSONResponse)
async def answer(
    script: Scripted,
    case: Name,
    chapter: Annotated[str, Query(max_length=40, description="The chapter asked; all if none is named.")] = "",
    worlds: Annotated[
        int | None, Query(ge=10, le=10_000_000, description="How many worlds; as few as a first answer by default.")
    ] = None,
    seed: Annotated[int, Query(ge=0, le=2**53, description="Seed of the worlds.")] = 1,
    variant: Annotated[str, Query(max_length=24, description="Id of a variant whose changes are asked of.")] = "",
    advises: Annotated[
        str | None, Query(alias="for", max_length=100, description="The party advised, or mediator.")
    ] = None,
    package: Annotated[Texts, Query(description="Look at this too: an id or issue=option,…")] = [],  # noqa: B006
    changed: Annotated[Texts, Query(alias="set", description="Replace a judgement: PATH=VALUE.")] = [],  # noqa: B006
    option: Annotated[Texts, Query(description="An option of a chapter: NAME=VALUE, such as max_rounds=2.")] = [],  # noqa: B006
) -> Response:
    """What `detente CHAPTER --json` prints, or `detente brief --json` where no chapter is named."""
    folder = script.library.folder(case)
    if chapter and chapter not in (known := [one.name for one in chapters.CHAPTERS]):
        raise CaseError([Fault("chapter", 0, "", f"{chapter!r}", one_of(known, 12), nearest(chapter, known))])
    worlds = worlds or script.settings.first
    if worlds > script.settings.worlds:
        raise CaseError([Fault("worlds", 0, "", f"{worlds:,}", f"at most {script.settings.worlds:,}")])
    base = script.variants.get(script.owner, case, variant).inquiry if variant else Inquiry()
    inquiry = base.model_copy(
        update={
            "worlds": worlds,
            "seed": seed,
            "advises": advises or base.advises,
            "packages": (*base.packages, *package),
            "changed": {**base.changed, **dict(stated_change(text) for text in changed)},
            "options": {**base.options, **dict(_options(chapter, option))},
        }
    )
    found = await asyncio.wrap_future(script.answers.documented(folder, inquiry, chapter, script.document))
    if isinstance(found, Refused):
        raise CaseError(found.faults)
    return Response(found, media_type="application/json")


@ROUTER.put("/cases/{case}", summary="Send a case", status_code=201)
async def send(script: Scripted, request: Request, case: Name) -> CaseSent:
    """Take in a case as a zip file of its folder, under a name that is free; it is kept even with faults in it."""
    folder = script.library.free(case)
    files = unpacked(await request.body())
    with FilesTogether(folder, replaces=False) as kept:
        for name, text in files.items():
            kept.text(name, text)
    checked = await asyncio.to_thread(script.answers.checked, folder)
    return CaseSent(name=case, faults=[FaultSaid.of(fault) for fault in checked.faults])


@ROUTER.delete("/cases/{case}", summary="Remove a case", status_code=204)
def remove(script: Scripted, case: Name) -> None:
    """Remove one’s own case with all its files; its variants are kept, and hold for a case of the same name."""
    if not script.own(case):
        raise CaseError([Fault("case", 0, "", f"the bundled case {case!r}", "a case of your own")])
    script.library.remove(case)


@ROUTER.get("/cases/{case}/variants", summary="Variants of a case")
def variants(script: Scripted, case: Name) -> list[VariantCard]:
    """The variants of a case, the oldest first; on one’s own machine, those that scripts made."""
    script.library.folder(case)
    return [VariantCard.of(one) for one in script.variants.of(script.owner, case)]


@ROUTER.post("/cases/{case}/variants", summary="Make a variant", status_code=201)
def make_variant(script: Scripted, case: Name, wanted: VariantWanted) -> VariantCard:
    """Keep changes of a case under a name."""
    inquiry = Inquiry(changed=wanted.changed)
    if faults := script.answers.tried(script.library.folder(case), inquiry):
        raise CaseError(faults)
    made = script.variants.change(script.owner, as_written(case, Inquiry()), inquiry, "by a script")
    script.variants.rename(script.owner, made, wanted.name)
    return VariantCard.of(script.variants.get(script.owner, case, made.id))


@ROUTER.get("/cases/{case}/variants/{variant}", summary="A variant")
def one_variant(script: Scripted, case: Name, variant: Id) -> VariantCard:
    """A variant with its changes."""
    return VariantCard.of(script.variants.get(script.owner, case, variant))


@ROUTER.delete("/cases/{case}/variants/{variant}", summary="Forget a variant", status_code=204)
def forget_variant(script: Scripted, case: Name, variant: Id) -> None:
    """Forget a variant with all its steps."""
    script.variants.delete(script.owner, script.variants.get(script.owner, case, variant))


def script_api(state: Any, document: DocumentWriter) -> FastAPI:
    """Return the application for scripts, to stand below the workbench.

    Args:
        state: What the workbench can reach.
        document: Writes what a run found as JSON; a function that other processes can load by its name.
    """
    api = FastAPI(title="détente workbench", version=__version__, description=ABOUT, docs_url=None, redoc_url=None)
    state.document = document
    api.state = state
    api.include_router(ROUTER)
    api.add_api_route("/", _described, include_in_schema=False, response_class=HTMLResponse)
    for kind, answer_it in (
        (KeyError, _not_there),
        (CaseError, _faulty),
        (RequestValidationError, _unreadable),
        (SignInNeededError, _keyless),
        (CrowdedError, _crowded),
        (FileExistsError, _taken),
        (RequestTooLargeError, _too_large),
    ):
        api.add_exception_handler(kind, answer_it)
    return api


def _described(request: Request) -> HTMLResponse:
    """Every address with what it does, as a plain page."""
    described = request.app.openapi()
    return HTMLResponse(rendered("api.html", described=described, script=SCRIPT))


def _options(chapter: str, given: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield options of chapters as an inquiry has them.

    Raises:
        CaseError: One is unknown, or its value is not of its kind.
    """
    asked = [chapter] if chapter else [one.name for one in chapters.CHAPTERS]
    known = {one.name: one for one in chapters.options_of(*asked) if one.name not in Inquiry.model_fields}
    texts: dict[str, list[str]] = {}
    for text in given:
        name, _, value = text.partition("=")
        if name not in known:
            raise CaseError([Fault("option", 0, "", f"{name!r}", one_of(known, 20), nearest(name, known))])
        texts.setdefault(name, []).append(value)
    for name, values in texts.items():
        yield name, tuple(values) if known[name].kind == "texts" else _value(known[name], values[-1])


def _value(option: CommandOption, text: str) -> Any:
    if option.kind == "text":
        return text
    tree = parsed(text, "option")
    least, most = option.least, option.most
    found = tree.value
    if tree.faults or not isinstance(found, int) or isinstance(found, bool):
        raise CaseError([Fault("option", 0, option.name, f"{text!r}", "a whole number")])
    if (least is not None and found < least) or (most is not None and found > most):
        bounds = f"a whole number{'' if least is None else f' from {least}'}{'' if most is None else f' to {most}'}"
        raise CaseError([Fault("option", 0, option.name, text, bounds)])
    return found


def _trouble(
    status: int, detail: str, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    said = Trouble(detail=detail, faults=[FaultSaid.of(fault) for fault in faults])
    return JSONResponse(said.model_dump(), status_code=status, headers=headers)


async def _not_there(request: Request, error: Exception) -> JSONResponse:
    return _trouble(404, f"There is no case or variant {str(error.args[0])[:80] if error.args else ''!r}.")


async def _faulty(request: Request, error: Exception) -> JSONResponse:
    faults = error.faults if isinstance(error, CaseError) else ()
    return _trouble(422, "Something is wrong with the case, or with what was asked.", tuple(faults))


async def _unreadable(request: Request, error: Exception) -> JSONResponse:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    faults = [Fault(".".join(str(part) for part in one["loc"]), 0, "", "something else", one["msg"]) for one in found]
    return _trouble(422, "What was sent is not of the form that is expected.", faults)


async def _keyless(request: Request, error: Exception) -> JSONResponse:
    headers = {"www-authenticate": "Bearer"}
    return _trouble(401, "A key of an account is needed: the page of the account makes one.", headers=headers)


async def _crowded(request: Request, error: Exception) -> JSONResponse:
    return _trouble(429, "Too much is asked at once.", headers={"retry-after": "5"})


async def _taken(request: Request, error: Exception) -> JSONResponse:
    return _trouble(409, "A case of this name was made at the same moment.")


async def _too_large(request: Request, error: Exception) -> JSONResponse:
    return _trouble(413, "More than is taken at a time.")
