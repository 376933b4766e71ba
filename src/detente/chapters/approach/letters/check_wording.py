"""What a check of a letter says in words, heading by heading: for the terminal and for any page alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.case.model import Case
from detente.chapters.approach.letters.check_reports import CheckReport, QuoteReport, RaisedReport, left_out
from detente.findings.speech import of_name
from detente.findings.words import count, listed, percent, points

STANDINGS = {"denied": "denied or argued against", "reported": "said of others or of the past", "quoted": "quoted"}
ROLES = {
    "asked": "asked of them",
    "offered": "offered",
    "together": "to be done together",
    "others": "for others to do",
}


def check_told(case: Case, found: CheckReport) -> Iterator[tuple[str, list[str]]]:
    """Yield what was found in a text: a heading, and the lines below it; first whether it passes.

    Args:
        case: The case.
        found: The report of the check.
    """
    yield _verdict(found), []
    yield _judged(found), [f"{one.language}: {_quoted(one.sentence)}" for one in found.unjudged]
    for raised in found.raised:
        yield _heading(case, raised), [_quoted(sentence) for sentence in raised.sentences]
    if found.together is not None and len(found.together.options) > 1:
        yield f"All of it together: {_best(found.together.best)}.", []
    for tie in found.linkages:
        assert tie.sentence is not None
        yield f"Ties {listed(tie.names)}: {_best(tie.best)}", [_quoted(tie.sentence)]
    if left := left_out(case, found):
        name = of_name(case.parties[found.recipient])
        yield f"Leaves out what {name} says it is concerned about: {listed(left)}.", []
    yield from _listed("Threatens:", found.threats)
    yield from _listed("Sets a deadline:", found.deadlines)
    if found.set_aside:
        lines = [f"{m.name} ({STANDINGS[m.standing]}): {_quoted(m.sentence)}" for m in found.set_aside]
        yield "Mentioned and not counted (read these: the rules can be wrong):", lines
    if found.unmatched:
        lines = [_quoted(sentence) for sentence in found.unmatched]
        yield "Asks or offers something in words that the case does not know (read these, they are not judged):", lines
    if found.unread:
        names = listed(case.label(issue, option) for issue, option in found.unread)
        yield f"The case has no phrases for these, so no text can be found to raise them: {names}.", []


def _verdict(found: CheckReport) -> str:
    fatal = [raised for raised in found.raised if raised.verdict == "fatal"]
    read = count(found.sentences, "sentence")
    match found.outcome:
        case "fatal":
            return f"Fails: {count(len(fatal), 'demand')} of {read} would torpedo an agreement."
        case "not-judged":
            return "Not judged: nothing fatal was found, but not all of it could be judged, so it does not pass."
        case "raised":
            return f"Passes with remarks: nothing in its {read} would torpedo an agreement; read what is said below."
        case "clean":
            return f"Passes: nothing in its {read} would torpedo an agreement."


def _judged(found: CheckReport) -> str:
    known = found.sentences - len(found.unjudged)
    share = percent(found.judged)
    names = listed(f"{language} {number}" for language, number in found.languages.items())
    lead = f"Could judge {known} of {count(found.sentences, 'sentence')} ({share}), by language: {names}."
    return f"{lead} It reads English only; anything may stand in these:" if found.unjudged else lead


def _listed(heading: str, sentences: Iterable[QuoteReport]) -> Iterator[tuple[str, list[str]]]:
    lines = [f"{_quoted(sentence)} (“{sentence.words}”)" for sentence in sentences]
    if lines:
        yield heading, lines


def _heading(case: Case, raised: RaisedReport) -> str:
    said = f"{raised.verdict.capitalize()}: {raised.name} ({ROLES[raised.role]})"
    if raised.verdict == "unpriced":
        return f"{said}; the case has too many packages to price it."
    if raised.price is None or raised.required is None or raised.forbidden is None:
        return f"{said}; that is how things stand, so that there is no change to price."
    cost = f"{points(raised.price)}: some agreement in {percent(raised.forbidden)} of worlds without it, in "
    stipulated = listed(of_name(case.parties[party]) for party in raised.stipulated)
    assumed = f", most of that an assumed red line of {stipulated}" if stipulated else ""
    return f"{said} costs {cost}{percent(raised.required)} with it{assumed}."


def _best(best: float | None) -> str:
    return (
        "no package holds it" if best is None else f"the best proposal that holds it reaches {percent(best)} of worlds"
    )


def _quoted(sentence: QuoteReport) -> str:
    return f"“{sentence.text}” (paragraph {sentence.paragraph})"
