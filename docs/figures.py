"""Write the figures of the case pages anew from a run each: `python docs/figures.py [CASE…]`, some minutes in all.

Each page has a part between two marks, which holds nothing but what a run of 2,000 worlds with seed 1 says. A test
compares its shares with those of a run of few worlds, within the errors of both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import detente
from detente.case.model import Case
from detente.findings.words import percent

PAGES = Path(__file__).parent / "cases"
NAMES = ("camp-david-1978", "cuba-1962", "gerd-2021", "korea-2021", "sinai-1974-75")
BEGIN, END = "<!-- figures: written by docs/figures.py -->", "<!-- end of figures -->"
CHAPTERS = ("agreement", "stability", "roadmap", "proposal")
Chapters = Mapping[str, Mapping[str, Any]]


def figures(case: Case, chapters: Chapters) -> str:
    """Return what a run says in tables: the proposal, packages, courses, roadmaps.

    Args:
        case: The case.
        chapters: Chapter → its report, as in `result.json`.
    """
    parts = [_proposal(case, chapters["proposal"]), _packages(chapters), _courses(chapters["agreement"])]
    if chapters.get("roadmap", {}).get("recommended"):
        parts.append(_roadmaps(chapters["roadmap"]))
    return "\n\n".join(part for part in parts if part)


def written(page: str, block: str) -> str:
    """Return a page with its figures replaced.

    Raises:
        ValueError: The page has no place for them.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"found no part between {BEGIN!r} and {END!r}; expected one")
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


def _proposal(case: Case, found: Mapping[str, Any]) -> str:
    rows: list[tuple[str, str]] = []
    if found["package"] is None:
        rows.append(("Recommended", f"nothing: {found['reason']}"))
        return _table(("Proposal", "2,000 worlds, seed 1"), rows)
    rows.append(("Recommended", _terms(case, found["package"])))
    rows.append(("Firm", ", ".join(case.issues[issue].name for issue in found["core"]) or "nothing"))
    rows.append(("Open", ", ".join(case.issues[issue].name for issue in found["open"]) or "nothing"))
    rows.append(("Attainable", _share(found["recommended"]["attainable"])))
    by_rho = found["joint"]["by_rho"]
    word = " and ".join(found["judged"])
    rows.append((f"{word[0].upper()}{word[1:]}, if all engage", _share(found["joint"])))
    rows.append(("The same at ρ = 0, .3, .6", ", ".join(percent(by_rho[rho]) for rho in ("0.0", "0.3", "0.6"))))
    if found["engaged"] is not None:
        rows.append(("They engage; with that", f"{percent(found['engaged'])}; {percent(found['with_engagement'])}"))
    for word in ("safer", "larger"):
        if found[word] is not None:
            other = found[word]
            rows.append((f"{word[0].upper()}{word[1:]}", f"{_terms(case, other['options'])}: {_share(other['joint'])}"))
    return _table(("Proposal", "2,000 worlds, seed 1"), rows)


def _packages(chapters: Chapters) -> str:
    kept = {package["id"]: package["both"] for package in chapters.get("stability", {}).get("packages", ())}
    rows = [
        (package["name"], percent(package["share"]), percent(kept[package["id"]]) if package["id"] in kept else "–")
        for package in sorted(chapters["agreement"]["named"], key=lambda package: -package["share"])
    ]
    return _table(("Package", "Attainable", "And kept"), rows) if rows else ""


def _courses(found: Mapping[str, Any]) -> str:
    rows = [
        (
            course["name"],
            percent(course["agreed"]) if course["proposal"] else "–",
            percent(course["possible"]) if course["proposal"] else "–",
        )
        for course in found["policies"]
    ]
    return _table(("Course", "Its proposal is agreed", "Something it seeks is possible"), rows) if rows else ""


def _roadmaps(found: Mapping[str, Any]) -> str:
    rows = [
        (
            name,
            str(len(way["rounds"])),
            percent(way["doubt"]),
            f"{way['years']:.1f}",
            percent(way["begun"]),
            percent(way["walked"]),
            percent(way["completed"]),
            {None: "no", "order": "yes"}.get(way["breaks"], "yes"),
        )
        for name, way in [
            ("Recommended", found["recommended"]),
            *((base["name"], base) for base in found["baselines"]),
        ]
    ]
    head = (
        "Roadmap",
        "Rounds",
        "Trust needed",
        "Years",
        "Begun in",
        "Walked through in",
        "Completed in",
        "Breaks order",
    )
    return _table(head, rows)


def _terms(case: Case, options: Mapping[str, str]) -> str:
    return "; ".join(case.issues[issue].options[option].name for issue, option in options.items())


def _share(found: Mapping[str, float]) -> str:
    return f"{percent(found['share'])} ({percent(found['low'])} to {percent(found['high'])})"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(_lines(head, rows))


def _lines(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def reports(case: Case) -> Chapters:
    """Return what the chapters that are told of here say in 2,000 worlds."""
    outcomes = detente.run(detente.draw(case, detente.Inquiry(worlds=2000, seed=1)), only=CHAPTERS)
    return {chapter: told.model_dump(mode="json") for chapter, told in outcomes.reports.items()}


if __name__ == "__main__":
    for one in sys.argv[1:] or NAMES:
        case, path = detente.read(one), PAGES / f"{one}.md"
        path.write_text(written(path.read_text(encoding="utf-8"), figures(case, reports(case))), encoding="utf-8")
