"""Open the folder of a scenario: find out the format of its files and which of them is the domain, and read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from detente.case.faults import CaseError, Fault, printable
from detente.case.files import read_bytes
from detente.formats.data_files import read_json, read_yaml
from detente.formats.scenarios import (
    genius_domain,
    genius_profiles,
    geniusweb_domain,
    geniusweb_profiles,
    negmas_profiles,
    negolog_profiles,
)
from detente.formats.scenarios.negmas_values import type_of
from detente.formats.scenarios.scenario import Format, Profile, Scaling, Scenario, ScenarioIssue
from detente.formats.source_file import LARGEST, SourceFile
from detente.formats.xml_tree import MAX_BYTES, Element, read_xml

ENDINGS = {".xml", ".json", ".yaml", ".yml"}
MOST_FILES = 200

# What stands in every domain and profile of a format, in bytes of any encoding but for zeros.
MARKS = (
    b"utility_space",
    b"negotiation_template",
    b"UtilitySpace",
    b"issuesValues",
    b"OutcomeSpace",
    b"UFun",
    b"tilityFun",
    b"issueWeights",
)
REPEATED = {"GeniusWeb", "NegoLog"}  # formats whose profiles have the domain in them
TWO = "a domain and a profile for each of at least two parties"


@dataclass(frozen=True)
class ScenarioFile:
    """A file of the folder, with its format.

    Attributes:
        source: The parsed file.
        format: Its format; None if it is neither a domain nor a profile of a known format.
        domain: Whether it is a domain; else it is a profile.
        root: Its outermost element if it is XML.
    """

    source: SourceFile
    format: Format | None = None
    domain: bool = False
    root: Element | None = None


def open_scenario(folder: Path, scaling: Scaling = "genius") -> Scenario:
    """Read the scenario in a folder.

    Args:
        folder: A folder with a domain and its profiles, of Genius (XML), GeniusWeb (JSON) or NegMAS (YAML or JSON).
        scaling: Whether evaluations of Genius are read with Genius's own meaning, or raw, as NegMAS reads them.

    Returns:
        The scenario in neutral form.

    Raises:
        CaseError: There is no scenario, it has faults, or it holds what a case cannot; all faults are listed.
    """
    files, left, unread = _files_of(folder)
    kind = _format(folder, files)
    faults: list[Fault] = []
    domains = [file for file in files if file.domain]
    profiles = [file for file in files if not file.domain]
    if len(domains) > 1:
        names = ", ".join(printable(file.source.file) for file in domains)
        raise CaseError([Fault(str(folder), 0, "", f"{len(domains)} domains ({names})", "one")])
    if not domains and not (kind in REPEATED and profiles):
        faults.append(Fault(str(folder), 0, "", f"no domain of {kind}", TWO))
    if len(profiles) < 2:
        found = f"one profile only ({printable(profiles[0].source.file)})" if profiles else f"no profile of {kind}"
        faults.append(Fault(str(folder), 0, "", found, TWO))
    if faults:
        # What cannot be parsed may be what is missing.
        raise CaseError([*(unread or faults), *(fault for file in files for fault in file.source.faults)])
    issues, parties, meaning = READERS[kind](domains, profiles, scaling)
    for file, party in zip(profiles, parties, strict=False):
        numbers = (*party.bounds, party.threshold, *chain(*party.points)) if party is not None else ()
        if not all(abs(number) <= LARGEST for number in numbers):
            file.source.fault(0, "utilities that are too large", f"utilities up to {LARGEST:g}")
    if faults := [fault for file in files for fault in file.source.faults]:
        raise CaseError(faults)
    head = (domains or profiles)[0].source
    return Scenario(
        name=_name(head) if domains else folder.resolve().name,
        format=kind,
        meaning=meaning,
        issues=issues,
        profiles=tuple(party for party in parties if party is not None),
        files=tuple(file.source.file for file in (*domains, *profiles)),
        notes=tuple(left),
    )


def stray(file: str, path: Path) -> bool:
    """Return whether a file that cannot be parsed has nothing of a domain or a profile in it.

    Args:
        file: Its name in messages.
        path: The file.
    """
    try:
        raw = read_bytes(path, file, MAX_BYTES)
    except CaseError:
        return False
    return bool(raw.strip()) and not any(mark in raw.replace(b"\0", b"") for mark in MARKS)


def _files_of(folder: Path) -> tuple[list[ScenarioFile], list[str], list[Fault]]:
    """Look at the files of a folder.

    Returns:
        The files that belong to a scenario, parsed; a sentence about each that does not; and the faults of those of
        these that cannot be parsed.
    """
    try:
        root = folder.resolve(strict=True)
        paths = sorted(path for path in root.iterdir() if path.suffix.lower() in ENDINGS and path.name[0] not in "._")
    except (OSError, RuntimeError):
        raise CaseError([Fault(str(folder), 0, "", "no such folder", f"a folder with {TWO}")]) from None
    if len(paths) > MOST_FILES:
        raise CaseError([Fault(str(folder), 0, "", f"{len(paths)} files", f"at most {MOST_FILES}")])
    files: list[ScenarioFile] = []
    left: list[str] = []
    faults: list[Fault] = []
    unread: list[Fault] = []
    for path in paths:
        try:
            leads = _within(root, path)
            file = _parsed(leads, path.name)
        except CaseError as error:
            if stray(path.name, leads):
                unread += error.faults
                left.append(f"{printable(path.name)} was left out: {error.faults[0].found}")
            else:
                faults += error.faults
            continue
        if file.format is None:
            left.append(f"{printable(path.name)} was left out: it is neither a domain nor a profile")
        else:
            files.append(file)
    if faults:
        raise CaseError([*faults, *unread])
    return files, left, unread


def _within(root: Path, path: Path) -> Path:
    """Return the path that a file or link leads to, which must be within the folder."""
    try:
        if (leads := path.resolve(strict=True)).is_relative_to(root):
            return leads
        found = "a link that leads out of the folder"
    except (OSError, RuntimeError):
        found = "a link that leads nowhere"
    raise CaseError([Fault(path.name, 0, "", found, "a file in the folder")])


def _parsed(path: Path, file: str) -> ScenarioFile:
    """Parse a file and find out its format."""
    if path.suffix.lower() == ".xml":
        root = read_xml(path, file)
        tags = {"negotiation_template": True, "utility_space": False}
        return ScenarioFile(SourceFile(file), "Genius" if root.tag in tags else None, tags.get(root.tag, False), root)
    source = (read_json if path.suffix.lower() == ".json" else read_yaml)(path, file)
    said = source.value if isinstance(source.value, dict) else {}
    kind = type_of(said).lower()
    if geniusweb_domain.DOMAIN in said:
        return ScenarioFile(source, "GeniusWeb", domain=True)
    if geniusweb_domain.LINEAR in said or {*said} & {*geniusweb_domain.NOT_LINEAR}:
        return ScenarioFile(source, "GeniusWeb")
    if {negolog_profiles.WEIGHTS, negolog_profiles.ISSUES} <= {*said}:
        return ScenarioFile(source, "NegoLog")
    if "outcomespace" in kind or "fun" in kind:
        return ScenarioFile(source, "NegMAS", domain="outcomespace" in kind)
    return ScenarioFile(source)


def _format(folder: Path, files: Iterable[ScenarioFile]) -> Format:
    """Return the format of the files, which must be the same for all."""
    kinds: list[Format] = list(dict.fromkeys(file.format for file in files if file.format is not None))
    if len(kinds) == 1:
        return kinds[0]
    found = f"files of {' and '.join(kinds)}" if kinds else "no file of Genius, GeniusWeb, NegMAS or NegoLog"
    raise CaseError([Fault(str(folder), 0, "", found, f"one scenario: {TWO}")])


def _name(source: SourceFile) -> str:
    said = source.value.get("name") if isinstance(source.value, dict) else None
    return said if isinstance(said, str) and said.strip() else source.stem


Read = tuple[tuple[ScenarioIssue, ...], list[Profile | None], str]


def _genius(domains: list[ScenarioFile], profiles: list[ScenarioFile], scaling: Scaling) -> Read:
    found = next(genius_domain.read_domain(file.source, file.root) for file in domains if file.root)
    if domains[0].source.faults:
        return (), [], ""
    parties = [genius_profiles.read_profile(file.source, file.root, found, scaling) for file in profiles if file.root]
    return tuple(numbered.issue for numbered in found), parties, genius_profiles.MEANING[scaling]


def _geniusweb(domains: list[ScenarioFile], profiles: list[ScenarioFile], _: Scaling) -> Read:
    """Read the domain from its own file, or else from the first profile; every profile repeats it."""
    issues: tuple[ScenarioIssue, ...] = ()
    for file in domains:
        issues = geniusweb_domain.read_domain(file.source, file.source.value)
        if file.source.faults:
            return (), [], ""
    parties = []
    for file in profiles:
        own = geniusweb_domain.own_domain(file.source, issues)
        issues = issues or own
        parties.append(geniusweb_profiles.read_profile(file.source, issues) if own else None)
    return issues, parties, geniusweb_profiles.MEANING


def _negmas(domains: list[ScenarioFile], profiles: list[ScenarioFile], _: Scaling) -> Read:
    issues = negmas_profiles.read_domain(domains[0].source)
    if domains[0].source.faults:
        return (), [], ""
    return issues, [negmas_profiles.read_profile(file.source, issues) for file in profiles], negmas_profiles.MEANING


def _negolog(_: list[ScenarioFile], profiles: list[ScenarioFile], __: Scaling) -> Read:
    issues: tuple[ScenarioIssue, ...] = ()
    parties = []
    for file in profiles:
        own = negolog_profiles.own_domain(file.source, issues)
        issues = issues or own
        parties.append(negolog_profiles.read_profile(file.source, issues) if own else None)
    return issues, parties, negolog_profiles.MEANING


READERS: dict[Format, Callable[[list[ScenarioFile], list[ScenarioFile], Scaling], Read]] = {
    "Genius": _genius,
    "GeniusWeb": _geniusweb,
    "NegMAS": _negmas,
    "NegoLog": _negolog,
}
