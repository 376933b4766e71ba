"""The files of a case with what a record of talks adds to them; whatever they say besides stays as it is written."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from detente.case.bundled import MAIN
from detente.case.model import LATER, Case
from detente.case.table_heads import decoded, table_text
from detente.talks.help.talks_as_evidence import SOURCE, TalksEvidence

CALLS = "talks-calls.csv"  # log of calls of a case that had none
COLUMNS = ("channel", "from", "until", "calls", "answered", "cause", "hours")
WIDTH = 120


def files_with_talks(folder: Path, case: Case, found: TalksEvidence) -> dict[str, bytes]:
    """Return the files of a case, by name, with what was found on a record.

    Args:
        folder: The folder of the case.
        case: The case.
        found: What the record adds.
    """
    files = {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.stem.endswith(LATER)
    }
    main = _loaded(files[MAIN])
    main["date"] = date.fromisoformat(found.at)
    main.setdefault("sources", {})[SOURCE] = dict(found.source)
    if "roadmap.yaml" not in files:  # which says what has been carried out, so that its last day does not count
        _last_days_left_out(main, found)
    files[MAIN] = _dumped(main)
    if "reading.yaml" in files:
        files["reading.yaml"] = _reading(files["reading.yaml"], found)
    if "roadmap.yaml" in files:
        files["roadmap.yaml"] = _roadmap(files["roadmap.yaml"], case, found)
    if "contact.yaml" in files and found.calls:
        files |= _contact(files, found)
    return files


def _reading(raw: bytes, found: TalksEvidence) -> bytes:
    said = _loaded(raw)
    for (path, name), added in found.recipients.items():
        recipient = _at(said, path)["recipients"][name]
        for kind, entries in added.items():
            if entries:
                recipient.setdefault(kind, {}).update(_dated(entries))
    for path, items in found.items.items():
        if items:
            _at(said, path).setdefault("evidence", {}).update(_dated(items))
    for path, groups in found.groups.items():
        _at(said, path).setdefault("groups", {}).update({name: dict(group) for name, group in groups.items()})
    for (path, name), day in found.seen.items():
        part = _at(said, path)
        part.setdefault("evidence", {})[name] = {**part["indicators"].pop(name), "date": date.fromisoformat(day)}
        if not part["indicators"]:
            del part["indicators"]
    return _dumped(said)


def _at(said: Any, path: str) -> Any:
    """Return the part of `reading.yaml` at a path such as reading/subjects/egypt."""
    for key in path.split("/")[1:]:
        said = said[key]
    return said


def _dated(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: {**entry, "date": date.fromisoformat(entry["date"])} for name, entry in entries.items()}


def _roadmap(raw: bytes, case: Case, found: TalksEvidence) -> bytes:
    said = _loaded(raw)
    if "starts" in said and str(said["starts"]) < found.at:
        said["starts"] = date.fromisoformat(found.at)
    if not found.rounds:
        return _dumped(said)
    done: dict[str, str] = {}
    for one in found.rounds:
        done |= one
    ahead = {
        issue: list(case.ladder(issue)[case.ladder(issue).index(done.get(issue, case.ladder(issue)[0])) + 1 :])
        for issue in case.issues
    }
    said["carried_out"] = dict(done)
    said.setdefault("roadmaps", {})[SOURCE] = {
        "name": "What the talks have carried out, then the rest",
        "rounds": [dict(one) for one in found.rounds],
        "source": SOURCE,
    }
    if any(ahead.values()):
        said.setdefault("order", {})[SOURCE] = {
            "first": done,
            "then": {issue: options for issue, options in ahead.items() if options},
            "because": "The talks have carried it out already.",
        }
    return _dumped(said)


def _last_days_left_out(main: Any, found: TalksEvidence) -> None:
    """Let what was carried out be part of packages, though the last day on which it could be is past."""
    done: dict[str, str] = {}
    for one in found.rounds:
        done |= one
    for issue, option in done.items():
        body = main["issues"][issue]["options"][option]
        if isinstance(body, dict):
            body.pop("until", None)
    for package in main.get("packages", {}).values():
        if package["options"].items() <= done.items():
            package.pop("until", None)


def _contact(files: Mapping[str, bytes], found: TalksEvidence) -> dict[str, bytes]:
    """Return the files that have the log of calls."""
    said = _loaded(files["contact.yaml"])
    log = said.get("log")
    if isinstance(log, str) and log in files:
        return {log: _with_rows(decoded(files[log], log), found).encode()}
    said["log"] = CALLS
    return {"contact.yaml": _dumped(said), CALLS: _with_rows(log or ",".join(COLUMNS), found).encode()}


def _with_rows(text: str, found: TalksEvidence) -> str:
    """Return a log with further rows, whatever the order and spelling of its columns and what keeps them apart."""
    table = table_text(text.strip() + "\n", "", COLUMNS, ())
    _, *rest = csv.reader(StringIO(table.text), delimiter=table.separator)
    head = [*table.head]
    old = [dict(zip(head, (cell.strip() for cell in cells), strict=False)) for cells in rest]
    out = StringIO()
    writer = csv.DictWriter(out, [*head, *(name for name in COLUMNS if name not in head)], lineterminator="\n")
    writer.writeheader()
    writer.writerows([*old, *found.calls])
    return out.getvalue()


def _yaml() -> YAML:
    found = YAML()
    found.width = WIDTH
    found.preserve_quotes = True
    return found


def _loaded(raw: bytes) -> Any:
    return _yaml().load(raw)


def _dumped(said: Any) -> bytes:
    out = StringIO()
    _yaml().dump(said, out)
    return out.getvalue().encode()
