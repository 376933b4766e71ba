"""What a stated conflict gives to the brief: its share of page one, and its own pages."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from detente.chapters.stability.stated.coalition_reports import UpsetReport
from detente.chapters.stability.stated.conflict_report import ConflictReport
from detente.chapters.stability.stated.naming import CONCEPTS, MEANINGS, few, quoted, spelt, steps, titled
from detente.chapters.stability.stated.outcome_reports import OutcomeReport
from detente.findings import Dot, Dots, Filling, Page, Section, Table
from detente.findings.cuts import Cut, cut, listed_first
from detente.findings.words import count, how_many, listed, percent, with_article

MOST_ROWS = 6
MOST_TOLD = 12
MOST_NAMED, MOST_UPSETS = 3, 2
NUMBERS = dict(enumerate(("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"), 2))


def conflict_page(found: ConflictReport) -> Page:
    """What does a stated conflict give to a brief in which it leads?

    Args:
        found: What it comes to.

    Returns:
        Its share of page one and its own pages.
    """
    holding = [outcome for outcome in found.outcomes if outcome.share > 0]
    return Page(
        lead=_lead(found, holding),
        proposal=(),
        answer=tuple(_answer(found, holding)),
        table=_outcomes(found, cut(found.outcomes, MOST_ROWS)),
        picture=_liked(found, cut(found.outcomes, MOST_ROWS)),
        sections=conflict_sections(found),
        fillings=(_recommended(found, holding),),
    )


def _recommended(found: ConflictReport, holding: list[OutcomeReport]) -> Filling:
    """Say what stands in the place of a recommendation where outcomes are stated and not packages."""
    return Filling("recommendation", (_lead(found, holding), *_answer(found, holding)))


def _lead(found: ConflictReport, holding: list[OutcomeReport]) -> str:
    if not holding:
        return (
            "No outcome would hold: in every state somebody gains by moving on, whatever the others answer in earnest."
        )
    if holding[0].share < 1:
        return f"In {percent(holding[0].share)} of plausible worlds, {quoted(holding[0])} would hold."
    certain = [outcome for outcome in holding if outcome.share == 1]
    if len(certain) == 1:
        return f"One outcome would hold: {quoted(certain[0])}."
    many = NUMBERS.get(len(certain), f"{len(certain):,}")
    return f"{many} outcomes would hold: {listed_first(map(quoted, certain), MOST_NAMED)}."


def _answer(found: ConflictReport, holding: list[OutcomeReport]) -> Iterator[str]:
    """Say in at most two short sentences how far it is from there, and what deters."""
    if found.status_quo is not None:
        reached = [outcome for outcome in holding if outcome.way]
        there = [outcome for outcome in holding if found.status_quo in {outcome.state, *outcome.alike}]
        if there:
            yield f"Things already stand at {quoted(there[0])}."
        elif reached:
            nearest = min(reached, key=lambda outcome: len(outcome.way or ()))
            far = len(nearest.way or ())
            each = "one move away, and whoever makes it gains"
            each = each if far == 1 else f"{far} moves away, and whoever makes each of them gains by it"
            yield f"The nearest stable outcome, {quoted(nearest)}, is {each}."
        else:
            yield "None of them can be reached by moves that all pay their movers."
    if holding:
        firm = [outcome for outcome in holding if "nash" in outcome.concepts]
        if firm:
            yield f"Nobody would gain even at first by leaving {listed_first(map(quoted, firm), MOST_NAMED, 'or')}."
        else:
            yield "None holds by itself: somebody is tempted to leave each, and is deterred by an answer that pays."
    else:
        yield "Every deterrent would hurt whoever carries it out."


def conflict_sections(found: ConflictReport) -> tuple[Section, ...]:
    """Return the pages about a stated conflict.

    Args:
        found: What it comes to.

    Returns:
        A page a question.
    """
    pages = [_which(found), _why(found)]
    if found.status_quo is not None:
        pages.append(_ways(found))
    if found.rankings:
        pages.append(_rankings(found))
    return tuple(pages)


def _which(found: ConflictReport) -> Section:
    held = found.counts.equilibria
    hold, last = (f"{held[concept]:,}" if held[concept] else "none" for concept in ("seq", "nash"))
    held_by = (
        f"Of {count(found.counts.states, 'state')} that can be, {hold} would hold{_in_how_many(found)} by sequential"
    )
    answer = [
        f"{held_by} stability (SEQ): for each side, {MEANINGS['seq']}.",
        f"By Nash stability, which asks that {MEANINGS['nash']}, {last} would.",
    ]
    if found.perceived is not None:
        seen = few(found.perceived, found.counts.perceived)
        answer.append(f"If everybody acts on the states that it takes for possible, these would hold: {seen}.")
    answer += [*_firmly(found), *_doubted(found)]
    upsets, left = cut(found.upsets, MOST_UPSETS)
    answer += [
        f"{_begun(listed(with_article(one) for one in upset.members))} would together leave "
        f"{spelt(found.options, upset.state)} for {spelt(found.options, upset.to)}, which {_each(upset)} prefer."
        for upset in upsets
    ]
    answer += [f"In {how_many(left, 'more way')} coalitions would leave what holds."] if left else []
    answer += [f"Not worked out: {listed(found.missing)}."] if found.missing else []
    room = cut(found.outcomes, MOST_TOLD)
    figures = (_outcomes(found, room), _liked(found, room))
    shown = (*(figures if found.outcomes else ()), _counted(found))
    return Section("stability", "Which outcomes would hold?", tuple(answer), shown, "call", 50)


def _in_how_many(found: ConflictReport) -> str:
    """Say to how many outcomes the states that hold come down, where several are alike in what matters."""
    holding = [outcome for outcome in found.outcomes if outcome.share > 0]
    alike = len(holding) > 1 and any(outcome.alike for outcome in holding) and not found.outcomes_left
    return f" (alike ones taken together, {how_many(len(holding), 'outcome')})" if alike else ""


def _each(upset: UpsetReport) -> str:
    return "both" if len(upset.members) == 2 else "all of them"


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _counted(found: ConflictReport) -> Table:
    """How many states hold by each concept, and what it asks for."""
    rows = tuple((CONCEPTS[name], MEANINGS[name], f"{held:,}") for name, held in found.counts.equilibria.items())
    says = f"A state holds by a concept if it is stable for everybody. There are {found.counts.states:,} in all."
    return Table("What the concepts of stability say", says, ("Concept", "A side stays if", "States that hold"), rows)


def _firmly(found: ConflictReport) -> Iterator[str]:
    """Say which outcomes rest on answers that hurt greatly, or need none."""
    if found.strongly is None:
        return
    firm = [state for state in found.equilibria["seq"] if all(state in held for held in found.strongly["seq"].values())]
    if firm:
        yield f"By SEQ these hold firmly, every gain being spoilt by an answer that hurts greatly: {few(firm)}."
    elif found.equilibria["seq"]:
        yield "By SEQ none holds firmly: from each, somebody could move to its gain with no answer that hurts greatly."


def _doubted(found: ConflictReport) -> Iterator[str]:
    """Say which outcomes hold whatever is unknown, and which if doubt deters and does not tempt."""
    if found.doubted is None:
        return
    always, boldest = (found.doubted[extension]["seq"] for extension in "ad")
    more = [state for state in boldest if state not in always]
    said = f"Some preferences are unknown. By SEQ these hold even if doubt tempts and does not deter: {few(always)}"
    yield f"{said}; and if it deters and does not tempt, also {few(more)}." if more else f"{said}."


def _outcomes(found: ConflictReport, room: Cut[OutcomeReport]) -> Table:
    outcomes = room.shown
    judged = any(0 < outcome.share < 1 for outcome in outcomes)
    rows = []
    for outcome in outcomes:
        held = listed(CONCEPTS[c] for c in outcome.concepts if c in {"nash", "smr", "gmr", "seq", "sim"}) or "none"
        tempted = "; ".join(f"{maker} → {to[0]}" for maker, to in outcome.moves.items()) or "nobody"
        shares = (percent(outcome.share),) if judged else ()
        rows.append((titled(outcome), *shares, held, tempted))
    head = ("Outcome", *(("Holds in",) if judged else ()), "Stable for everybody by", "Who would move where")
    says = (
        f"States are written with a letter for each option, in this order: {_options(found)}. Y: taken, N: not taken."
        f"{room.said('outcome', found.outcomes_left)}"
    )
    return Table("The outcomes that would hold", says, head, tuple(rows))


def _options(found: ConflictReport) -> str:
    return ", ".join(f"“{name}”" for name in found.options)


def _liked(found: ConflictReport, room: Cut[OutcomeReport]) -> Dots:
    outcomes = room.shown
    rows = tuple(Dot(titled(outcome), tuple(outcome.liked.items())) for outcome in outcomes)
    says = "Nothing holds."
    if outcomes:
        worst = min(outcomes[0].liked, key=lambda maker: outcomes[0].liked[maker])
        says = (
            f"{quoted(outcomes[0])} is liked least by {with_article(worst)}, which still likes "
            f"{percent(outcomes[0].liked[worst])} of the other states less. In brackets, in this order: "
            f"{_options(found)}; Y if taken, N if not."
        )
    return Dots("How the sides like them", says, "share of the other states that a side likes less", rows)


def _why(found: ConflictReport) -> Section:
    room = cut((outcome for outcome in found.outcomes if outcome.why), MOST_TOLD)
    told = room.shown
    rows = [(titled(outcome), maker, why) for outcome in told for maker, why in outcome.why.items()]
    tempted = [maker for maker in found.decision_makers if any(maker in outcome.moves for outcome in told)]
    answer = ["By sequential stability: a side stays if every gain by moving alone is spoilt by an answer that pays."]
    if tempted:
        answer.append(f"Tempted to leave at least one of these outcomes: {listed(map(with_article, tempted))}.")
    table = Table(
        "Why each holds or not",
        f"Each outcome, decision maker by decision maker.{room.said('outcome')}",
        ("Outcome", "Decision maker", "Why"),
        tuple(rows),
    )
    return Section(
        "stability", "Why would they hold, and who would leave the others?", tuple(answer), (table,), "block", 50
    )


def _ways(found: ConflictReport) -> Section:
    rows, room = [], cut(found.outcomes, MOST_TOLD)
    for outcome in room.shown:
        gaining = "no way" if outcome.way is None else steps(found, outcome.way)
        anyhow = "no way" if outcome.any_way is None else steps(found, outcome.any_way)
        rows.append((titled(outcome), gaining, "the same" if outcome.way == outcome.any_way else anyhow))
    paying = [outcome for outcome in found.outcomes if outcome.way]
    answer = f"Things stand at {spelt(found.options, found.status_quo or '')}. "
    answer += (
        f"By moves that all pay their movers, {how_many(len(paying))} of the outcomes in the table can be reached from "
        "there."
        if paying
        else "No move from there pays whoever makes it on a way to any of these outcomes."
    )
    table = Table(
        "Ways from the status quo",
        f"The fewest moves, nobody twice in a row.{room.said('outcome')}",
        ("Outcome", "If every move must pay", "If it need not"),
        tuple(rows),
    )
    return Section("stability", "How could it get there from where things stand?", (answer,), (table,), "sequence", 70)


def _rankings(found: ConflictReport) -> Section:
    rows = []
    for ranking in found.rankings:
        needs = " ".join(ranking.conditions) or "Nothing: it would stay whatever it ranks."
        now = "stays" if ranking.swaps == 0 else f"{ranking.swaps:g}"
        rows.append((ranking.state, ranking.decision_maker, now, percent(ranking.share), needs))
    asked = list(dict.fromkeys(ranking.state for ranking in found.rankings))
    nearest = {state: sum(r.swaps for r in found.rankings if r.state == state) for state in asked}
    state = min(nearest, key=lambda s: nearest[s])
    leavers = listed(with_article(r.decision_maker) for r in found.rankings if r.state == state and r.swaps)
    pairs = how_many(ceil(nearest[state]), "pair")
    named = listed(spelt(found.options, one) for one in asked)
    needs = f"{leavers} would have to rank {pairs} of states the other way round"
    answer = (
        f"Of the outcomes that do not hold, these are the least disliked by the side that likes each least: {named}.",
        f"{spelt(found.options, state)} needs least: {needs}.",
    )
    table = Table(
        "What rankings would make other states hold",
        "The others’ rankings as they are. Swaps: of neighbours in the ranking; rankings: share of all that would do. "
        f"States have a letter for each option: {_options(found)}; Y: taken, N: not taken.",
        ("State", "Decision maker", "Swaps", "Rankings", "What it needs"),
        tuple(rows),
    )
    return Section("stability", "What would it take for another outcome to hold?", answer, (table,))
