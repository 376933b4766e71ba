"""Which judgements of a case stand on which sheet, a row each, and which words may be chosen there.

A sheet a party has its points and red lines. Behind these may stand one with all other judgements, and one with the
questions whose answers are known, from which weights of experts are worked out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.case.bundled import MAIN
from detente.case.faults import KeyPath
from detente.case.judgements import ICD_203, Judgement, value_word
from detente.case.model import CONDITIONAL, Case, Placed
from detente.case.schema import CaseFile, SeedQuestion
from detente.formats.case_folder import tidy

CHANCE = "a probability"
MINUS = "minus "  # before a value word: spreadsheets take a sign at the beginning of a cell for a formula
OF_A_PARTY = ("positions", "linkages", "reservation", "red_lines")  # sections, in the order of a sheet
LONGEST_SHEET = 31  # characters of the name of a sheet, as spreadsheet programs have it
OTHERS, SEEDS = "(others)", "(seeds)"  # sheets that are of no party
FURTHER_SHEETS = {OTHERS: "Other judgements", SEEDS: "Questions"}
QUANTILES = "5 %, 50 % and 95 %"
Told = Callable[[str], tuple[str, str]]  # path of a judgement → what it is about, and its unit
NOT_IN_SHEETS = str.maketrans("[]:*?/\\'", "()     ’")


@dataclass(frozen=True)
class JudgementRow:
    """One judgement that somebody is asked for.

    Attributes:
        path: Path of the judgement, the id of the row.
        place: Keys that lead to it in its file, as the schema has them.
        party: Id of the party on whose sheet it stands, or the sheet of others or of questions.
        what: What is judged: an issue, a linkage, no agreement, anything else; or what is asked.
        option: The option, where there is one.
        counts: How it counts: points a year, once, under an explanation, or a probability.
        chance: Whether it is a probability.
        judgement: What the case says, None where it says nothing yet.
        file: The file of the case in which it stands.
        worded: Whether a word may stand for its numbers.
        seed: The question whose answer is known; None where a judgement of the case is asked for.
    """

    path: str
    place: KeyPath
    party: str
    what: str
    option: str
    counts: str
    chance: bool
    judgement: Judgement | None
    file: str = MAIN
    worded: bool = True
    seed: SeedQuestion | None = None


def rows_of(case: Case, told: Told | None = None) -> tuple[JudgementRow, ...]:
    """Return the rows of all sheets, party by party; options that nobody has judged yet have a row too.

    Args:
        case: The case.
        told: What a judgement is about, and its unit, by its path; without it, only parties and questions have sheets.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> [(row.path, row.counts) for row in rows_of(read(locate("orange"), {}))][:2]
        [('positions/ann/flesh/ann', 'points a year'), ('positions/ann/flesh/bea', 'points a year')]
    """
    stated = _stated(case)
    of_parties = [row for party in case.parties for row in _of_party(case, party, stated.get(party, ()))]
    return (*of_parties, *(_others(case, told) if told is not None else ()), *_seeds(case))


def _others(case: Case, told: Told) -> Iterator[JudgementRow]:
    """Yield a row for each judgement that is no party’s points nor a red line, in the order of the files."""
    found = {path: placed for path, placed in case.stated.items() if _asked(case, path, placed)}
    said = {path: told(path) for path in found if path.split("/")[0] not in OF_A_PARTY}
    alike = Counter(what for what, _ in said.values())
    for path, (what, unit) in said.items():
        section, *below = found[path].place
        own = section in CaseFile.model_fields
        chance = unit == "probability"
        yield JudgementRow(
            path,
            place=found[path].place if own else (*below,),
            party=OTHERS,
            what=f"{what[:1].upper()}{what[1:]}",
            option=path.rpartition("/")[2].replace("-", " ") if alike[what] > 1 else "",
            counts=CHANCE if chance else unit,
            chance=chance,
            judgement=found[path].judgement,
            file=MAIN if own else f"{section}.yaml",
            worded=chance or unit.startswith("points"),
        )


def _seeds(case: Case) -> Iterator[JudgementRow]:
    """Yield a row for each question whose answer is known; the answer itself is on no sheet."""
    for name, seed in case.elicitation.seeds.items() if case.elicitation is not None else ():
        place = ("elicitation", "seeds", name, "says")
        counts = f"{seed.unit}: {QUANTILES}" if seed.unit else QUANTILES
        yield JudgementRow(
            f"seeds/{name}", place, SEEDS, seed.question, "", counts, False, None, worded=False, seed=seed
        )


def _asked(case: Case, path: str, placed: Placed) -> bool:
    return path not in case.worked_out and not placed.judgement.assumed


def _of_party(case: Case, party: str, stated: Sequence[JudgementRow]) -> Iterator[JudgementRow]:
    for section in OF_A_PARTY:
        rows = [row for row in stated if row.path.startswith(f"{section}/")]
        yield from _ladders(case, party, rows) if section == "positions" else rows
        if section == "reservation" and not rows and case.issues and _valued(case, party):
            yield _row(case, f"reservation/{party}", ("reservation", party), None, points=True)


def words_of(case: Case, chance: bool) -> tuple[str, ...]:
    """Return the words that may stand for numbers in a row: likelihood words, or value words with and without minus."""
    if chance:
        return tuple(ICD_203)
    signed = [word for word, (_, high) in case.worths.items() if high > 0]
    return (*case.worths, *(MINUS + word for word in signed))


def sheet_names(case: Case) -> Mapping[str, str]:
    """Return party → name of its sheet, which spreadsheet programs accept, each once; then the sheets of no party.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> sheet_names(read(locate("orange"), {}))
        {'ann': 'Ann', 'bea': 'Bea', '(others)': 'Other judgements', '(seeds)': 'Questions'}
    """
    names: dict[str, str] = {}
    taken = {name.lower() for name in FURTHER_SHEETS.values()}
    for party, said in case.parties.items():
        name = tidy(said.name.translate(NOT_IN_SHEETS))[:LONGEST_SHEET].strip()
        if name.lower() in taken | {other.lower() for other in names.values()}:
            name = party[:LONGEST_SHEET]
        names[party] = name
    return names | FURTHER_SHEETS


def in_words(judgement: Judgement) -> str:
    """Return the word in which a judgement is given, as it stands in a cell; empty where it has none."""
    if judgement.worth is None:
        return judgement.words or ""
    return (MINUS if judgement.worth.startswith("-") else "") + value_word(judgement.worth)


def _valued(case: Case, party: str) -> bool:
    return case.parties[party].role in {"principal", "consulted"} and party not in case.gates


def _stated(case: Case) -> dict[str, list[JudgementRow]]:
    """Return party → the rows of what the case says of it."""
    found: dict[str, list[JudgementRow]] = {}
    for path, placed in case.stated.items():
        section = path.split("/", 1)[0]
        if section in OF_A_PARTY and _asked(case, path, placed):
            row = _row(case, path, placed.place, placed.judgement, points=section != "red_lines")
            found.setdefault(row.party, []).append(row)
    return found


def _row(case: Case, path: str, place: KeyPath, judgement: Judgement | None, points: bool) -> JudgementRow:
    section, *ids = path.split("/")
    party = case.linkages[ids[0]].party if section == "linkages" else ids[0]
    what, option = "", ""
    if section in {"positions", "red_lines"}:
        issue = case.issues[ids[1]]
        what, option = issue.name, issue.options[ids[2]].name
        what = what if points else f"Red line: {what}"
    elif section == "linkages":
        what = f"Together: {case.linkages[ids[0]].name or ids[0].replace('-', ' ')}"
    else:
        what = "No agreement"
    counts = "points a year" if points else CHANCE
    rest = path.split("/")[CONDITIONAL.get(section, len(ids) + 1) :]
    if points and rest[-1:] == ["once"]:
        counts = "points, once"
    if rest[:1] == ["when"]:
        counts += f", if {rest[1].replace('-', ' ')}"
    return JudgementRow(path, place, party, what, option, counts, not points, judgement)


def _ladders(case: Case, party: str, stated: list[JudgementRow]) -> Iterator[JudgementRow]:
    """Yield what is stated of a party, issue by issue, and a row for each option on which nothing is."""
    if not _valued(case, party) and not stated:
        return
    passed_over = set(case.indifferent.get(party, ()))
    passed_over = {*case.issues} - {*case.positions.get(party, {})} if "rest" in passed_over else passed_over
    for issue, said in case.issues.items():
        for option in [*said.options][1:]:
            start = f"positions/{party}/{issue}/{option}"
            here = [row for row in stated if row.path == start or row.path.startswith(f"{start}/")]
            yield from here
            if not here and issue not in passed_over:
                yield _row(case, start, ("positions", party, issue, option), None, points=True)
