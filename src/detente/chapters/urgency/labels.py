"""Judgements of `urgency.yaml` in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.case.model import Case
from detente.chapters.urgency.consistency import CHAPTER
from detente.chapters.urgency.schema import UrgencyFile

OF_SOURCE: Mapping[str, str] = {
    "rate": "how much {} makes a year",
    "there": "whether {} exists",
    "duty": "how much of the time {} runs",
    "growth": "how fast {} grows",
}
OF_INTERVENTION: Mapping[str, str] = {
    "delay": "how soon “{}” bites",
    "stops": "how much “{}” stops",
    "kept": "whether “{}” is kept",
    "lasts": "how long “{}” lasts if it is not kept",
}
OF_FILE: Mapping[str, str] = {
    "principal": "how many hours of the principal {} needs",
    "working": "how many hours of staff {} needs",
    "worth": "what {} is worth",
    "first_half": "what the first half of the hours brings on {}",
    "decay": "how fast {} decays when left",
    "least": "how much of its hours {} takes in any case",
    "state": "how {} stands",
}
OF_ENGAGEMENT: Mapping[str, str] = {
    "principal": "how many hours of the principal {} takes",
    "working": "how many hours of staff {} takes",
    "worth": "what {} is worth",
}
OF_HARM: Mapping[str, str] = {
    "now": "how much harm there is a year",
    "a_year": "how harm grows",
    "with_arsenal": "how harm follows the arsenal",
}


def label(case: Case, ids: Sequence[str]) -> str:
    """Say in words what a judgement, or those that share its uniform, are about.

    Args:
        case: A case with `urgency.yaml`.
        ids: The path of the judgement without the name of the chapter.

    Returns:
        A clause that can follow “it turns on”.
    """
    part: UrgencyFile = case.parts[CHAPTER]
    found = None
    if part.arsenal is not None and ids[0] == "arsenal":
        found = _of_arsenal(part, ids[1:])
    elif part.waiting is not None and ids[0] == "waiting":
        found = OF_HARM[ids[2]] if ids[1] == "harm" else f"how far {part.waiting.drifts[ids[2]].name}"
    elif part.attention is not None and ids[0] == "attention":
        match list(ids[1:]):
            case ["files", name, "needs", key]:
                found = OF_FILE[key].format(part.attention.files[name].name)
            case ["files", name, key, *_]:
                found = OF_FILE[key].format(part.attention.files[name].name)
            case ["engagements", name, "hours", key]:
                found = OF_ENGAGEMENT[key].format(part.attention.engagements[name].name)
            case ["engagements", name, key, *_]:
                found = OF_ENGAGEMENT[key].format(part.attention.engagements[name].name)
            case ["hours", "principal"]:
                found = "how many hours the principal has"
            case _:
                found = "how many hours staff have"
    return found or " ".join((CHAPTER, *ids))


def _of_arsenal(part: UrgencyFile, ids: Sequence[str]) -> str | None:  # noqa: C901 (a line a key)
    assert part.arsenal is not None
    said = part.arsenal
    match list(ids):
        case ["materials", name, "stock"]:
            return f"how much there is of {_small(said.materials[name].name)}"
        case ["materials", name, "loss"]:
            return f"how much of {_small(said.materials[name].name)} is lost"
        case ["sources", name, key]:
            return OF_SOURCE[key].format(_small(said.sources[name].name))
        case ["weapons", name, "takes", material]:
            made = _small(said.weapons[name].name)
            return f"how much {_small(said.materials[material].name)} goes into one weapon ({made})"
        case ["weapons", name, "known"]:
            return f"whether {_small(said.weapons[name].name)} can be built"
        case ["uses", name, "a_year"]:
            return f"how many {_small(said.uses[name].name)} there are"
        case ["uses", name, "takes", material]:
            return f"how much {_small(said.materials[material].name)} {_small(said.uses[name].name)} take"
        case ["turned"]:
            return "how much of the material is turned into weapons"
        case ["assembled"]:
            return "how many weapons are put together"
        case ["interventions", name, "removes", material]:
            return f"how much {_small(said.materials[material].name)} “{said.interventions[name].name}” takes away"
        case ["interventions", name, key, *_]:
            return OF_INTERVENTION[key].format(said.interventions[name].name)
    return None


def _small(name: str) -> str:
    """Return a name as it stands within a sentence: its first word small, unless it is a proper name."""
    first, _, rest = name.partition(" ")
    common = first.lower() in COMMON
    return f"{first.lower()} {rest}".strip() if common else name


COMMON = {"the", "a", "an", "plutonium", "uranium", "weapon-grade", "composite", "plain", "nuclear", "reprocessing"}
COMMON |= {"enrichment", "hexafluoride", "material", "weapons", "from", "tests"}
