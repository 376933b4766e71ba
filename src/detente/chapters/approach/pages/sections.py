"""The approach chapter's own pages of the brief: sentences, tables and chart data made from its report."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.approach.knowledge.knowledge_sections import knowledge_section
from detente.chapters.approach.letters import LetterReport, by_key, left_out
from detente.chapters.approach.probes.probe_sections import probe_sections
from detente.chapters.approach.report import ApproachReport, ToTalks
from detente.findings import Section, Table
from detente.findings.speech import of_name, to_do
from detente.findings.words import count, listed, points

ORIGINS = {
    "roadmap": "what it proposes, the first rounds of the roadmap to the recommended package,",
    "package": "what it proposes, the smallest part of the recommended package that does nearly as well as any,",
}


def sections(case: Case, found: ApproachReport) -> tuple[Section, ...]:
    """Return the chapter's pages."""
    pages = [_letters(case, found)]
    if found.probing is not None:
        pages += probe_sections(case, found.probing)
    if found.knowledge is not None:
        pages.append(knowledge_section(case, found.knowledge))
    return tuple(pages)


def _letters(case: Case, found: ApproachReport) -> Section:
    own = letters_of_the_side(case, found)
    alike: dict[tuple[str, str], list[str]] = {}
    for letter in own:  # whoever is told the same is named together
        alike.setdefault(_told(case, letter), []).append(_between(case, letter.sender, letter.recipient))
    answer = []
    for (first, second), to in alike.items():
        between = listed(to)
        answer += [f"{between[:1].upper()}{between[1:]}: {first}", second]
    known = by_key(case)
    for key, lines in found.unwritten.items():
        answer.append(
            f"No letter {_between(case, known[key].sender, known[key].recipient)} can be drafted: {'; '.join(lines)}."
        )
    if found.to_talks is not None and any(letter.sender == found.to_talks.sender for letter in own):
        answer.append(_begins(found.to_talks))
    if found.unprobed:
        answer.append(f"Probes could not be valued; the case lacks {'; '.join(found.unprobed)}.")
    tables = tuple(_table(case, letter) for letter in own)
    return Section("approach", "What should the first letter say?", tuple(answer), tables, "sequence", 25)


def _begins(way: ToTalks) -> str:
    """Say how likely a letter arrives, is answered and turns into talks, and by when."""
    by = [f"{by.said('talks')} within {count(int(months), 'month')}" for months, by in way.sooner.items()]
    by.append(f"{way.said('talks')} within {way.months:g}")
    return (
        f"By the channels of today, {way.message} arrives in {way.said('delivered')} and is answered in "
        f"{way.said('answered')}; it has turned into working-level talks in {listed(by)}."
    )


def letters_of_the_side(case: Case, found: ApproachReport) -> tuple[LetterReport, ...]:
    """Return the letters that the side advised would write; all that could be written where no side is advised."""
    known, own = tuple(found.letters.values()), case.advises
    return tuple(letter for letter in known if letter.sender == own) if own in case.principals else known


def _between(case: Case, sender: str, recipient: str, begins: bool = False) -> str:
    """Say to whom a letter goes; and from whom, where several write to one."""
    to = of_name(case.parties[recipient])
    if sum(one.recipient == recipient for one in by_key(case).values()) > 1:
        return f"{'From' if begins else 'from'} {of_name(case.parties[sender])} to {to}"
    return f"{'To' if begins else 'to'} {to}"


def _told(case: Case, letter: LetterReport) -> tuple[str, str]:
    """Say how often what a letter proposes would be agreed; then what it raises, and what it takes up."""
    first = f"{ORIGINS[letter.origin]} would be agreed by itself in {letter.said('share')} of worlds."
    return first, f"{_costliest(case, letter)} {_concerns(case, letter)}"


def _table(case: Case, letter: LetterReport) -> Table:
    lines = (letter.opening, *letter.parts.values(), f"{letter.closing}, {', '.join(letter.signature)}")
    between = _between(case, letter.sender, letter.recipient, begins=True)
    says = f"{between}, {letter.date}. The command “detente letter draft” writes it to a file."
    return Table("The letter", says, ("Text",), tuple((line,) for line in lines))


def _costliest(case: Case, letter: LetterReport) -> str:
    priced = [raised for raised in letter.check.raised if raised.price is not None and raised.verdict != "unpriced"]
    if not priced:
        return "What it raises could not be priced."
    price = points(max(0.0, priced[0].price or 0.0))
    told = to_do(case, priced[0].issue, priced[0].option)
    if price == "nothing":
        return "Nothing that it raises would make an agreement less likely."
    return f"Nothing that it raises would torpedo an agreement; what costs most is {told} ({price})."


def _concerns(case: Case, letter: LetterReport) -> str:
    left = left_out(case, letter.check)
    return f"It leaves out these stated concerns: {listed(left)}." if left else "It takes up every stated concern."
