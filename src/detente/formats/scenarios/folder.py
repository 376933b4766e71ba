"""Open a folder with a scenario: find out which kind of files it holds, which is the domain, and read them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from detente.case.faults import CaseError, Fault, printable
from detente.formats.data_files import read_json, read_yaml
from detente.formats.scenarios import genius_domain as geniusdomain
from detente.formats.scenarios import genius_profiles as genius
from detente.formats.scenarios import geniusweb_domain as geniuswebdomain
from detente.formats.scenarios import geniusweb_profiles as geniusweb
from detente.formats.scenarios import negmas_profiles as negmas
from detente.formats.scenarios.scenario import Format, Profile, Scaling, Scenario, ScenarioIssue
from detente.formats.source_file import LARGEST, SourceFile
from detente.formats.xml_tree import Element, read_xml

ENDINGS = {".xml", ".json", ".yaml", ".yml"}
MOST_FILES = 200
TWO = "a domain and a profile for each of at least two parties"


@dataclass(frozen=True)
class Sheet:
    """A file of the folder, and what it is.

    Attributes:
        paper: The file.
        format: Its format; None where it is none of those that can be read.
        domain: Whether it is a domain, not a profile.
        root: Its outermost element, where it is XML.
    """

    paper: SourceFile
    format: Format | None = None
    domain: bool = False
    root: Element | None = None


def open_scenario(folder: Path, scaling: Scaling = "genius") -> Scenario:
    """Which scenario is in this folder?

    Args:
        folder: A folder with a domain and its profiles, of Genius (XML), GeniusWeb (JSON) or NegMAS (YAML or JSON).
        scaling: How the evaluations of Genius are read: with Genius's own meaning, or raw, as NegMAS reads them.

    Returns:
        The scenario.

    Raises:
        CaseError: There is none, it has faults, or it holds something that a case cannot; all faults are listed.
    """
    sheets, left = _sheets(folder)
    kind = _format(folder, sheets)
    faults: list[Fault] = []
    domains = [sheet for sheet in sheets if sheet.domain]
    profiles = [sheet for sheet in sheets if not sheet.domain]
    if len(domains) > 1:
        names = ", ".join(printable(sheet.paper.file) for sheet in domains)
        raise CaseError([Fault(str(folder), 0, "", f"{len(domains)} domains ({names})", "one")])
    if not domains and not (kind == "GeniusWeb" and profiles):
        faults.append(Fault(str(folder), 0, "", f"no domain of {kind}", TWO))
    if len(profiles) < 2:
        found = f"one profile only ({printable(profiles[0].paper.file)})" if profiles else f"no profile of {kind}"
        faults.append(Fault(str(folder), 0, "", found, TWO))
    if faults:
        raise CaseError([*faults, *(fault for sheet in sheets for fault in sheet.paper.faults)])
    issues, parties, meaning = READERS[kind](domains, profiles, scaling)
    for sheet, party in zip(profiles, parties, strict=False):
        numbers = (*party.bounds, party.threshold, *chain(*party.points)) if party is not None else ()
        if not all(abs(number) <= LARGEST for number in numbers):
            sheet.paper.fault(0, "utilities that are too large", f"utilities up to {LARGEST:g}")
    if faults := [fault for sheet in sheets for fault in sheet.paper.faults]:
        raise CaseError(faults)
    head = (domains or profiles)[0].paper
    return Scenario(
        name=_name(head) if domains else folder.resolve().name,
        format=kind,
        meaning=meaning,
        issues=issues,
        profiles=tuple(party for party in parties if party is not None),
        files=tuple(sheet.paper.file for sheet in (*domains, *profiles)),
        notes=tuple(f"{printable(file)} was left out: it is neither a domain nor a profile" for file in left),
    )


def _sheets(folder: Path) -> tuple[list[Sheet], list[str]]:
    """Parse every file that may belong to a scenario, and name those that do not."""
    try:
        root = folder.resolve(strict=True)
        paths = sorted(path for path in root.iterdir() if path.suffix.lower() in ENDINGS and path.name[0] not in "._")
    except (OSError, RuntimeError):
        raise CaseError([Fault(str(folder), 0, "", "no such folder", f"a folder with {TWO}")]) from None
    if len(paths) > MOST_FILES:
        raise CaseError([Fault(str(folder), 0, "", f"{len(paths)} files", f"at most {MOST_FILES}")])
    sheets: list[Sheet] = []
    left: list[str] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            sheet = _sheet(_within(root, path), path.name)
        except CaseError as error:
            faults += error.faults
            continue
        if sheet.format is None:
            left.append(path.name)
        else:
            sheets.append(sheet)
    if faults:
        raise CaseError(faults)
    return sheets, left


def _within(root: Path, path: Path) -> Path:
    """Return where a path leads, if that is within the folder."""
    try:
        if (leads := path.resolve(strict=True)).is_relative_to(root):
            return leads
        found = "a link that leads out of the folder"
    except (OSError, RuntimeError):
        found = "a link that leads nowhere"
    raise CaseError([Fault(path.name, 0, "", found, "a file in the folder")])


def _sheet(path: Path, file: str) -> Sheet:
    """Parse a file and find out what it is."""
    if path.suffix.lower() == ".xml":
        root = read_xml(path, file)
        tags = {"negotiation_template": True, "utility_space": False}
        return Sheet(SourceFile(file), "Genius" if root.tag in tags else None, tags.get(root.tag, False), root)
    paper = (read_json if path.suffix.lower() == ".json" else read_yaml)(path, file)
    said = paper.value if isinstance(paper.value, dict) else {}
    kind = negmas.type_of(said).lower()
    if geniuswebdomain.DOMAIN in said:
        return Sheet(paper, "GeniusWeb", domain=True)
    if geniuswebdomain.LINEAR in said or {*said} & {*geniuswebdomain.NOT_LINEAR}:
        return Sheet(paper, "GeniusWeb")
    if "outcomespace" in kind or "fun" in kind:
        return Sheet(paper, "NegMAS", domain="outcomespace" in kind)
    return Sheet(paper)


def _format(folder: Path, sheets: Iterable[Sheet]) -> Format:
    """Return the one format of the files."""
    kinds: list[Format] = list(dict.fromkeys(sheet.format for sheet in sheets if sheet.format is not None))
    if len(kinds) == 1:
        return kinds[0]
    found = f"files of {' and '.join(kinds)}" if kinds else "no file of Genius, GeniusWeb or NegMAS"
    raise CaseError([Fault(str(folder), 0, "", found, f"one scenario: {TWO}")])


def _name(paper: SourceFile) -> str:
    said = paper.value.get("name") if isinstance(paper.value, dict) else None
    return said if isinstance(said, str) and said.strip() else paper.stem


Read = tuple[tuple[ScenarioIssue, ...], list[Profile | None], str]


def _genius(domains: list[Sheet], profiles: list[Sheet], scaling: Scaling) -> Read:
    found = next(geniusdomain.read_domain(sheet.paper, sheet.root) for sheet in domains if sheet.root)
    if domains[0].paper.faults:
        return (), [], ""
    parties = [genius.read_profile(sheet.paper, sheet.root, found, scaling) for sheet in profiles if sheet.root]
    return tuple(numbered.issue for numbered in found), parties, genius.MEANING[scaling]


def _geniusweb(domains: list[Sheet], profiles: list[Sheet], _: Scaling) -> Read:
    """Read the domain from its own file or from the first profile; every profile repeats it."""
    issues: tuple[ScenarioIssue, ...] = ()
    for sheet in domains:
        issues = geniuswebdomain.read_domain(sheet.paper, sheet.paper.value)
        if sheet.paper.faults:
            return (), [], ""
    parties = []
    for sheet in profiles:
        own = geniuswebdomain.own_domain(sheet.paper, issues)
        issues = issues or own
        parties.append(geniusweb.read_profile(sheet.paper, issues) if own else None)
    return issues, parties, geniusweb.MEANING


def _negmas(domains: list[Sheet], profiles: list[Sheet], _: Scaling) -> Read:
    issues = negmas.read_domain(domains[0].paper)
    if domains[0].paper.faults:
        return (), [], ""
    return issues, [negmas.read_profile(sheet.paper, issues) for sheet in profiles], negmas.MEANING


READERS: dict[Format, Callable[[list[Sheet], list[Sheet], Scaling], Read]] = {
    "Genius": _genius,
    "GeniusWeb": _geniusweb,
    "NegMAS": _negmas,
}
