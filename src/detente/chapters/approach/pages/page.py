"""The approach chapter's share of the brief, made from its report."""

from __future__ import annotations

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.approach.knowledge.knowledge_sections import asking
from detente.chapters.approach.knowledge.question_labels import question
from detente.chapters.approach.letters import LetterReport, by_key
from detente.chapters.approach.pages.sections import letters_of_the_side, sections
from detente.chapters.approach.probes.probe_sections import beside, verdict
from detente.chapters.approach.report import ApproachReport
from detente.findings import Filling, Page
from detente.findings.speech import of_name, verb
from detente.findings.words import listed

NOTICED = 0.01  # of the best gain: what a question must add for page one to name it
SENT = 20  # weight of what is sent: after allies are asked, before anything is done
ASKED = 60  # weight of what is asked: after what can be watched


def page(case: Case, found: ApproachReport, inquiry: Inquiry) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.
        inquiry: What was asked; whom that advises stands in the case.

    Returns:
        Its share of page one and its own pages.
    """
    answer = _answer(case, found)
    if found.probing is not None:
        answer = (verdict(found.probing), *answer, *([beside(found.probing)] if beside(found.probing) else []))
    if found.knowledge is not None:
        answer = (*answer, asking(case, found.knowledge)[0])
    recipients = dict.fromkeys(letter.recipient for letter in letters_of_the_side(case, found))
    named = listed(of_name(case.parties[recipient]) for recipient in recipients)
    lead = f"The first message: a letter to {named} that offers one step and asks for one."
    added = (*_first(case, found), *_asked(case, found))
    return Page(lead if named else answer[-1], (), answer, None, None, sections(case, found), added)


def _first(case: Case, found: ApproachReport) -> tuple[Filling, ...]:
    """Say what to send first, by which channel: the letter, or a probe before it."""
    probing = found.probing
    own_mind = bool(case.subjects) and all(subject.is_of(case.advises) for subject in case.subjects)
    probed = probing is not None and probing.plan[0].probe is not None and not own_mind
    actions = [verdict(probing)] if probing is not None and probed else []
    own = letters_of_the_side(case, found)
    if own:
        actions.append(_sent(case, own[0]))
    return (Filling("first", actions=tuple(actions), weight=SENT),) if actions else ()


def _asked(case: Case, found: ApproachReport) -> tuple[Filling, ...]:
    """Say which question is worth asking first, if one adds enough: its answer would change the recommendation."""
    known = found.knowledge
    best = None if known is None else next((q for q in known.questions if q.name == known.best), None)
    if known is None or best is None or best.adds.share < NOTICED:
        return ()
    return (Filling("would-change", (f"Ask {question(case, best.name)}.",), weight=ASKED),)


def _sent(case: Case, letter: LetterReport) -> str:
    """Say who writes to whom and through which channel; what the letter says stands in the sequence."""
    sender, to = of_name(case.parties[letter.sender], begins=True), of_name(case.parties[letter.recipient])
    if letter.sender == case.advises or letter.sender not in case.principals:  # whoever reads the brief
        return f"Write to {to}{_by_way(case, letter)}."
    return f"{sender} {verb(case.parties[letter.sender], 'writes', 'write')} to {to}{_by_way(case, letter)}."


def _by_way(case: Case, letter: LetterReport) -> str:
    """Say through which channel a letter goes, in the words that it has for that itself, where the case has any."""
    ends = letter.sender, letter.recipient
    said = (one for one in by_key(case).values() if not one.plain)
    words = next((one.words for one in said if (one.sender, one.recipient) == ends), None)
    return f" “{words.channel.split(',')[0]}”" if words is not None else ""


def _answer(case: Case, found: ApproachReport) -> tuple[str, ...]:
    own = letters_of_the_side(case, found)
    if not own:
        reasons = next(iter(found.unwritten.values()), ["the case does not say how one is written"])
        return (f"No letter can be drafted: {'; '.join(reasons)}.",)
    letter = own[0]
    name = of_name(case.parties[letter.recipient])
    return (f"The first step drafted for a letter to {name} would be taken in {letter.said('share')} of worlds.",)
