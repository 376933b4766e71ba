"""Cases and problems for the tests of this chapter."""

from __future__ import annotations

import datetime as dt
import json
import random
import tempfile
from pathlib import Path
from typing import Any

from detente.case.base import Frozen
from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import read
from detente.chapters.reading.schema import ReadingFile, ReadingLaterFile

Data = dict[str, Any]
SCHEMAS: dict[str, type[Frozen]] = {"reading": ReadingFile, "reading-later": ReadingLaterFile}
MAIN: Data = {"title": "Who is silent, and why", "date": "2021-08-31", "parties": {"us": "Us", "them": "Them"}}


def case(reading: Data, later: Data | None = None, **main: Any) -> Case:
    """Write a case and read it with the strict reader; JSON is YAML."""
    with tempfile.TemporaryDirectory() as folder:
        files = {"case": MAIN | main, "reading": reading, **({} if later is None else {"reading-later": later})}
        for name, said in files.items():
            Path(folder, f"{name}.yaml").write_text(json.dumps(said), encoding="utf-8")
        return read(Path(folder), SCHEMAS)


def faults(reading: Data, later: Data | None = None, **main: Any) -> list[str]:
    """Return the faults of a case as they are printed."""
    try:
        case(reading, later, **main)
    except CaseError as error:
        return [str(fault) for fault in error.faults]
    return []


def problem(seed: int, hypotheses: int = 3, items: int = 4) -> Data:
    """Make a random problem as plain data, in the form of `tests.oracles.reading`."""
    of = random.Random(seed)
    names = [f"h{n}" for n in range(hypotheses)]
    parts = [of.random() + 0.05 for _ in range(hypotheses + 2)]
    combined, rest = seed % 3 == 0, seed % 2 == 0
    priors = dict(zip(names, parts, strict=False))
    if combined:
        priors["both"] = parts[-1]
    scale = sum(priors.values()) * (of.uniform(1.1, 1.6) if rest else 1.0)
    priors = {h: p / scale for h, p in priors.items()}

    def likelihoods() -> dict[str, float]:
        found = {h: of.uniform(0.05, 0.95) for h in names if of.random() < 0.8}
        if len(found) < len(names) or of.random() < 0.3:
            found["otherwise"] = of.uniform(0.05, 0.95)
        for extra in (["both"] if combined else []) + (["rest"] if rest else []):
            if of.random() < 0.3:
                found[extra] = of.uniform(0.05, 0.95)
        return found

    said = []
    for _ in range(items):
        one: Data = {"likelihoods": likelihoods()}
        if of.random() < 0.4:
            one |= {"hit": of.uniform(0.5, 1), "false_alarm": of.uniform(0, 0.5)}
        if of.random() < 0.4:
            one |= {"rho": of.random()}
        said.append(one)
    silences = []
    for count in of.sample([0, 0, 1, 2], 2):
        rates = {h: of.uniform(0.05, 2) for h in names}
        silences.append(
            {
                "delivered": of.uniform(0.3, 1),
                "replies": {h: of.uniform(0.2, 1) for h in names},
                "hazards": rates,
                "days": (days := of.randint(20, 200)),
                "months": (days - max(0, count - 1)) / (365.25 / 12),  # a day between an answer and the next letter
                "answers": count,
                "contents": [likelihoods() for _ in range(count)],
            }
        )
    return {
        "priors": priors,
        "all_of": {"both": names[:2]} if combined else {},
        "rest": rest,
        "items": said,
        "silences": silences,
    }


def with_commitments(made: Data, seed: int) -> Data:
    """Add to a problem how likely its party keeps commitments, two that it kept and one that it broke."""
    of = random.Random(f"{seed} commitments")
    kept = {h: of.uniform(0.05, 0.95) for h in made["priors"] if h not in made["all_of"] or of.random() < 0.5}
    items = [{"commitment": "kept"}, {"commitment": "broken", "rho": of.random()}, {"commitment": "kept"}]
    return {**made, "items": [*made["items"], *items], "kept": kept}


def many(count: int, seed: int) -> list[Data]:
    """Make problems alike in all but numbers: the same hypotheses and items, with other priors and likelihoods."""
    of = random.Random(seed)
    names = ["h0", "h1", "h2"]
    found = []
    for _ in range(count):
        parts = [of.choice([0.0, of.random()]), of.random() + 0.05, of.random()]
        items = [{"likelihoods": {h: of.uniform(0.02, 0.98) for h in names}} for _ in range(2)]
        priors = {h: p / sum(parts) for h, p in zip(names, parts, strict=True)}
        found.append({"priors": priors, "all_of": {}, "rest": False, "items": items, "silences": []})
    return found


def as_reading(made: Data) -> Data:
    """Say a problem as `reading.yaml`."""
    hypotheses = {h: {"name": h.title(), "prior": p} for h, p in made["priors"].items()}
    for h, members in made["all_of"].items():
        hypotheses[h]["all_of"] = members
    evidence = {}
    for n, item in enumerate(made["items"]):
        trust = {key: item[key] for key in ("hit", "false_alarm", "rho") if key in item}
        told = {key: item[key] for key in ("likelihoods", "commitment") if key in item}
        said = {"name": f"Item {n}", "date": f"2021-0{1 + n % 8}-01", **told}
        evidence[f"item-{n}"] = said | ({"reliability": trust} if trust else {})
    recipients = {}
    for n, silence in enumerate(made["silences"]):
        sent = day(silence["days"])
        answers = {}
        for k, content in enumerate(silence["contents"]):
            answers[f"answer-{k}"] = {"name": "Yes", "date": day(2 * k), "likelihoods": content}
        again = {f"again-{k}": {"name": "Again", "date": day(2 * k - 1)} for k in range(1, len(answers))}
        recipients[f"kim-{n}"] = {
            "name": "Kim",
            **{key: silence[key] for key in ("delivered", "replies", "hazards")},
            "approaches": {"first": {"name": "A letter", "date": sent}, **again},
            "answers": answers,
        }
    rest = {"rest": "something else"} if made["rest"] else {}
    kept = {"commitments": {"kept": made["kept"]}} if "kept" in made else {}
    return {"hypotheses": hypotheses, "evidence": evidence, "recipients": recipients, **kept, **rest}


def as_subjects(problems: dict[str, Data]) -> Data:
    """Say problems as the subjects of a `reading.yaml`, each with its id before each of its ids."""
    return {"subjects": {s: {"party": "them", "name": s.title(), **_own(made, s)} for s, made in problems.items()}}


def _own(made: Data, subject: str) -> Data:
    said = as_reading(made)
    ids = {*said["hypotheses"], *said["evidence"], *said["recipients"]}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {f"{subject}-{key}" if key in ids else key: renamed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [renamed(item) for item in value]
        return f"{subject}-{value}" if value in ids else value

    found: Data = renamed(said)
    return found


def day(ago: int) -> str:
    """Return the day so many days before the day of the case."""
    return str(dt.date(2021, 8, 31) - dt.timedelta(days=ago))
