"""What is said of the arguments about a dispute: on page one, in the brief, and by `detente claims`."""

from __future__ import annotations

from detente.case.faults import printable
from detente.case.model import Case
from detente.claims.report import ArgumentReport, ClaimReport, ClaimsReport, RivalsReport
from detente.findings import Bar, Bars, Filling, Page, Section, Table
from detente.findings.cuts import cut
from detente.findings.words import how_many, listed, percent

ROOM = "claims"
MOST = 3  # claims that are quoted in a sentence
TURNING = 2  # judgements that it turns on in a cell of a table
SHORT = 90  # characters of a claim as the label of a bar
FIRST, LATE = 40, 95  # weights of sections
WAYS = {"only-one": "Only the first", "only-other": "Only the second", "both": "Both", "neither": "Neither"}


def claims_page(case: Case, found: ClaimsReport) -> Page:
    """Return what is said of the arguments.

    Args:
        case: The case.
        found: The report.
    """
    told = [sentence for argument in found.arguments.values() for sentence in _summed_up(argument)]
    sections = [*(_argument(case, one) for one in found.arguments.values()), *_confronted(found)]
    first = next(iter(found.arguments.values()))
    fillings = (Filling("basis", (_briefly(first),), weight=70),) if _judged(first) else ()
    return Page(told[0], (), tuple(told[1:]), None, None, tuple(sections), fillings)


def _fates(argument: ArgumentReport) -> str:
    """Say how many claims hold, fail and are open, as a clause."""
    holds, fails, open_ = (argument.fates[fate] for fate in ("holds", "fails", "open"))
    if not holds + fails + open_:
        return "none can be judged"
    for number, word in ((holds, "hold"), (fails, "fail")):
        if number == holds + fails + open_ > 1:
            return f"all {how_many(number)} {word}"
    told = [
        f"{how_many(n) if n else 'none'} {word}{'' if n > 1 else 's'}" for n, word in ((holds, "hold"), (fails, "fail"))
    ]
    return listed([*told, *([f"{how_many(open_)} {'is' if open_ == 1 else 'are'} open"] if open_ else [])])


def _judged(argument: ArgumentReport) -> int:
    return sum(number for fate, number in argument.fates.items() if fate != "unjudged")


def _briefly(argument: ArgumentReport) -> str:
    """Return the one sentence of page one, which has room for few words."""
    holds, judged = argument.fates["holds"], _judged(argument)
    if holds == judged:
        return f"All {how_many(judged, 'claim')} hold." if judged > 1 else "The one claim holds."
    return f"Of {how_many(judged, 'claim')}, {how_many(holds) if holds else 'none'} {'hold' if holds > 1 else 'holds'}."


def _summed_up(argument: ArgumentReport) -> list[str]:
    unjudged = argument.fates["unjudged"]
    more = f"; {how_many(unjudged)} more cannot be judged" if unjudged else ""
    told = [
        f"Of {how_many(_judged(argument), 'claim')} in “{argument.title}” that can be judged, {_fates(argument)}{more}."
    ]
    failing = [one for one in argument.claims.values() if one.fate == "fails"]
    if failing:
        first = cut(sorted(failing, key=_share), MOST)
        quoted = listed(f"“{_ended(one.says)}” ({_verdict(one)})" for one in first.shown)
        told.append(f"What fails: {quoted}.{first.said('claim')}")
    flagged = [one for one in argument.claims.values() if any(flag.holds is not None for flag in one.flags)]
    if flagged:
        say = "says less than it seems" if len(flagged) == 1 else "say less than they seem"
        told.append(f"{how_many(len(flagged), 'verdict', begins=True)} {say} to, as the table of claims says.")
    return told


def _share(claim: ClaimReport) -> float:
    return claim.share if claim.share is not None else claim.sure or 0.0


def _ended(text: str) -> str:
    return text.rstrip(".")


def _verdict(claim: ClaimReport) -> str:
    """Say the verdict on a claim in a few words."""
    if claim.share is not None:
        return f"{claim.said('share')}, {claim.word}"
    if claim.true is None or claim.sure is None:
        return "not judged"
    return f"{'true' if claim.true else 'not true'} of all worlds together; true in {percent(claim.sure)} of redraws"


def among_assumptions(found: ClaimsReport) -> Section:
    """Return the section of a brief that stands among the assumptions to dispute."""
    told = tuple(sentence for argument in found.arguments.values() for sentence in _summed_up(argument))
    return Section(ROOM, "Does the argument survive?", told, (), "assumptions", FIRST)


def _argument(case: Case, argument: ArgumentReport) -> Section:
    """Return the section with all claims of one argument."""
    rows = tuple(_row(case, one) for one in argument.claims.values())
    says = (
        "Holds: the share of worlds in which the condition does, in words of ICD 203; or once for all worlds, with the "
        "share of redraws of the worlds in which it does. When it fails: boxes of worlds in which it does so most; or "
        "what it turns on, from one end of a judgement to the other."
    )
    head = ("Claim", "Holds", "When it fails", "Judged by")
    table = Table(f"Claims of “{argument.title}”", says, head, rows)
    told = [_summed_up(argument)[0]]
    told += [f"What it argues for: {_ended(argument.side)}."] if argument.side else []
    told += [f"Whose it is: {_ended(argument.author)}."] if argument.author else []
    answer = (" ".join(told),)
    return Section(ROOM, f"What becomes of “{argument.title}”?", answer, (_bars(argument), table), weight=LATE)


def _row(case: Case, claim: ClaimReport) -> tuple[str, ...]:
    place = claim.place or listed(case.sources[source].name for source in claim.source if source in case.sources)
    said = "\n".join(filter(None, [f"“{_ended(claim.says)}”", f"({place})" if place else "", claim.reading or ""]))
    if claim.reason is not None:
        return said, f"Cannot be judged: {_ended(claim.reason)}", "–", listed(claim.judged_by) or "–"
    told = [_verdict(claim), *(f"{side.text}: {_number(side.value)}" for side in claim.sides)]
    if claim.rests_on is not None and claim.rests_on.together is not None:
        told.append(f"with all it rests on: {claim.rests_on.said('together')}")
    told += [flag.says for flag in claim.flags]
    return said, "\n".join(told), _when(claim), listed(claim.judged_by)


def _when(claim: ClaimReport) -> str:
    """Say when a claim fails; where few judgements do not tell, what it turns on."""
    if claim.fails_when:
        return "\n".join(
            f"where {box.where} it fails in {box.said('density')}, {box.said('coverage')} of all its failures"
            for box in claim.fails_when
        )
    first = cut(claim.turns_on, TURNING)
    told = [f"turns on {d.label}: {d.said('low')} to {d.said('high')}" for d in first.shown]
    return "\n".join([*told, *([f"and {how_many(first.left, 'more judgement')}"] if first.left else [])]) or "–"


def _number(value: float | None) -> str:
    """Say what stands on one side of a comparison."""
    if value is None:
        return "no number"
    error = getattr(value, "error", 0.0)
    size = max(abs(float(value)), 1e-12)
    digits = 3 if size < 1 else 2 if size < 10 else 1
    spread = f" ± {error:.{digits}f}" if round(error, digits) else ""
    return f"{float(value):,.{digits}f}{spread}".replace("-", "−")


def _bars(argument: ArgumentReport) -> Bars:
    """Return the picture of all claims that are judged in each world."""
    bars = []
    for claim in argument.claims.values():
        if claim.share is not None:
            ends = claim.errors["share"]
            bars.append(
                Bar(
                    printable(_ended(claim.says), SHORT),
                    (("holds", float(claim.share)),),
                    claim.said("share"),
                    (ends.low, ends.high),
                )
            )
    says = f"How often each claim of “{argument.title}” holds that is judged in each world"
    return Bars(
        f"Claims of “{argument.title}” in plausible worlds",
        f"{says}; lines: 90 % intervals.",
        "share of worlds",
        tuple(bars),
        as_table=f"{says}.",
    )


def _confronted(found: ClaimsReport) -> list[Section]:
    """Return the sections on claims beside each other."""
    said = {one: claim.says for argument in found.arguments.values() for one, claim in argument.claims.items()}
    sections = []
    if found.side_by_side:
        rows = tuple(_pair(pair, found, said) for pair in found.side_by_side)
        head = ("One says", "The other says", *WAYS.values())
        says = "Claims of two arguments about the same: in which share of worlds one, the other, both or neither holds."
        table = Table("Two arguments side by side", says, head, rows)
        answer = (_borne_out(found),)
        sections.append(Section(ROOM, "Which argument is borne out?", answer, (table,), weight=LATE))
    if found.never_together:
        rows = tuple(
            (said[p.one], said[p.other], "by definition" if p.by_form else "in no world drawn")
            for p in found.never_together
        )
        table = Table("Claims that never hold together", "Each holds by itself.", ("Claim", "Claim", "Apart"), rows)
        answer = (f"{how_many(len(rows), 'pair', begins=True)} of claims cannot both be true, though each can.",)
        sections.append(Section(ROOM, "Which claims cannot hold together?", answer, (table,), weight=LATE))
    return sections


def _pair(pair: RivalsReport, found: ClaimsReport, said: dict[str, str]) -> tuple[str, ...]:
    by_id = {one: claim for argument in found.arguments.values() for one, claim in argument.claims.items()}
    first, second = (f"“{_ended(said[one])}” ({_verdict(by_id[one])})" for one in (pair.one, pair.other))
    shares = tuple(pair.said("shares", way) if way in pair.shares else "–" for way in WAYS)
    return (first, second, *shares)


def _borne_out(found: ClaimsReport) -> str:
    """Say of how many pairs the first or the second claim is the one that holds more often."""
    counted = [pair for pair in found.side_by_side if pair.shares]
    first = sum(pair.shares["only-one"] > pair.shares["only-other"] for pair in counted)
    second = sum(pair.shares["only-one"] < pair.shares["only-other"] for pair in counted)
    if not counted:
        return "Rival claims are judged, but not world by world."
    ahead, behind = (how_many(number) if number else "none" for number in (first, second))
    return (
        f"Of {how_many(len(counted), 'pair')} of rival claims that are judged in each world, the first holds more "
        f"often in {ahead}, the second in {behind}."
    )
