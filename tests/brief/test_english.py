"""Every sentence of every bundled brief, read for what a native editor would strike out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from detente.brief.chart_parts import MOST_ROWS
from detente.brief.compose import Brief
from detente.case.bundled import CASES
from detente.case.model import Case
from detente.findings import Bars, Dots, Swings, Table
from detente.findings.speech import of_name
from detente.findings.words import HARD_SPACE
from tests.brief.conftest import Made

BUNDLED = sorted(path.name for path in CASES.iterdir() if (path / "case.yaml").is_file())
QUOTED = re.compile(r"“[^“”]*”")
SHARE = r"(?:(?:under|over|below|up to) )?−?[0-9.]+ %"
NO_RECOMMENDATION = re.compile(r"\b(?:no package|nothing) is recommended\b|\bno recommendation\b", re.IGNORECASE)
OF_A_PACKAGE = re.compile(r".{0,50}\b(?:package|order|roadmap) examined\b.{0,20}|\bExamined\b.{0,20}")
FORBIDDEN = {
    "a doubled word": re.compile(r"\b(\w+) \1\b(?!-)", re.IGNORECASE),
    "a word for little after a sign": re.compile(r"[−+±] ?(?:under|over|about|below|nothing)\b"),
    "a share to itself": re.compile(rf"(?<![0-9.])({SHARE}) (?:to|–|and not) \1(?![0-9])"),
    "a range that begins below one per cent": re.compile(r"under 1 % to|0 % to under 1 %"),
    "points that are percentage points": re.compile(r"[0-9] (?<!percentage )points? (?:more|fewer|less)\b"),
    "a hyphen for a minus": re.compile(r"(?<![\w-])-[0-9]"),
    "a singular for a plural": re.compile(r"\b(?:[02-9]|[1-9][0-9]+) (?:round|package|probe|question|pair|state)\b"),
    "a plural for a singular": re.compile(
        r"(?<![0-9.,])\b1 (?:rounds|packages|probes|questions|pairs|states|worlds)\b"
    ),
    "a stray stop": re.compile(r"\.\.|,,|;;|: :| [.,;:]|\(\)"),
    "a space too many": re.compile(r"  |\( | \)"),
    "a letter for an option": re.compile(r"\b[YN]{2,}\b"),
    "a number after a concept": re.compile(r"\b(?:Nash|GMR|SMR|SEQ|SSEQ|SIM) [0-9]"),
    "a word for expensive that means beloved": re.compile(
        r"\bdear(?:er|est)?\b(?! (?:Chairman|Mr|Mrs|President))", re.I
    ),
    "a day as computers write it": re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"),
    "a verb before what does it": re.compile(r"\bis it then\b"),
    "what somebody expects of a thing, not from it": re.compile(r"\bexpect (?:most|more|less) of\b"),
    "a move from a number to itself": re.compile(r"from ([0-9.]+(?: ± [0-9.]+)? %) to \1"),
    "a number against itself": re.compile(rf"(?<![0-9.])({SHARE})(?: of worlds)?, (?:not|now) \1(?![0-9])"),
    "a figure for one": re.compile(
        r"(?<![0-9.,±–] )(?<![0-9.,–-])\b1 (?:more|other|round|step|claim|headline|probe|decision|attempt|pair)\b"
    ),
    "several things in a row of with": re.compile(r"”(?: with “[^”]*”){2}"),
    "a plural of what is plural": re.compile(r"\b\w+sss\b|\bquestionss\b"),
    "a riddle": re.compile(r"nobody’s points|What is numbered|Had something|\bholds? and none hold\b"),
    "quotation marks twice": re.compile(r"““|””"),
    "a name of Python": re.compile(r"\b(?:None|True|False|nan|inf)\b(?! )"),
}
MONTHS = "January February March April May June July August September October November December"
SHORT = "Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec"
METHODS = "Nash Adjusted Winner Kalai Smorodinsky Kaplan Meier Fisher Barnard Boschloo"
NAMES = frozenset(f"{MONTHS} {SHORT} {METHODS} I".split())  # capitals that stand in no text of a case
TERMS = {  # a term → what explains it, in the same heading or on the same figure
    r"\bbits?\b": r"one bit is an even chance",
    r"\bpp\b": r"percentage points",
    r"ρ": r"[Cc]ommon cause",
    r"\bSEQ\b": r"sequential stability",
}


def sentences(brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield (place, text) for all that is said in sentences, the letters left out: on page one and behind it."""
    yield "head", brief.seen
    for warning in brief.warnings:
        yield "warning", warning
    for slot in brief.one.slots:
        for text in (*slot.says, *slot.actions):
            yield slot.name, text
        for table in slot.tables:
            yield slot.name, table.says
    if brief.one.picture is not None:
        yield "picture", brief.one.picture.says
    for heading in brief.headings:
        for inner in heading.all:
            for text in (*inner.says, *(figure.says for figure in inner.figures)):
                yield inner.title, text


def cells(brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield (title, text) for every cell of every table and every note of every bar, the letters left out."""
    tables = [table for slot in brief.one.slots for table in slot.tables]
    for figure in (*tables, *brief.figures):
        if isinstance(figure, Table) and figure.title != "The letter":
            for row in (figure.head, *figure.rows):
                yield from ((figure.title, cell) for cell in row)
        elif isinstance(figure, Bars):
            yield from ((figure.title, bar.note) for bar in figure.bars)


def plain(text: str) -> str:
    """Return a text with ordinary spaces, so that it can be looked through."""
    return text.replace(HARD_SPACE, " ")


@pytest.fixture(params=BUNDLED)
def told(request: pytest.FixtureRequest, briefs: Callable[[str], Made]) -> Made:
    """The brief of each bundled case in turn."""
    return briefs(request.param)


def test_no_sentence_says_what_no_editor_would_pass(told: Made) -> None:
    """Doubled words, signs before words, shares to themselves, letters for options, stray stops."""
    wrong = [
        f"{name} ({place}): {text}"
        for place, text in sentences(told.brief)
        for name, pattern in FORBIDDEN.items()
        if pattern.search(plain(text))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_cell_has_a_sign_before_a_word_or_a_share_to_itself(told: Made) -> None:
    names = (
        "a word for little after a sign",
        "a share to itself",
        "a number against itself",
        "a stray stop",
        "quotation marks twice",
    )
    patterns = [FORBIDDEN[name] for name in names]
    own = told.outcomes.case
    authored = {*(j.judgement.why for j in own.judgements.values()), *(s.name for s in own.sources.values())}
    wrong = [
        f"{title}: {text}"
        for title, text in cells(told.brief)
        for pattern in patterns
        if text not in authored and pattern.search(re.sub(r"https?://\S+ ?", "", plain(text)))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_party_has_the_article_that_it_takes(told: Made) -> None:
    """Within sentences, outside quotes: “the United States”, never “For United States”."""
    case = told.outcomes.case
    bare = [party.name for party in case.parties.values() if of_name(party, begins=True) != party.name]
    pattern = re.compile("|".join(rf"(?<![Tt]he ){re.escape(name)}" for name in bare)) if bare else None
    wrong = [text for _, text in sentences(told.brief) if pattern and pattern.search(_unquoted(case, text))]
    assert not wrong, "\n".join(wrong)


def test_options_are_said_as_what_is_done(told: Made) -> None:
    """No sentence has “Issue: Option” for an option that the case can say as a verb phrase."""
    case = told.outcomes.case
    labels = [
        case.label(issue, option) for issue, one in case.issues.items() for option, at in one.options.items() if at.do
    ]
    wrong = [text for _, text in sentences(told.brief) for label in labels if label in text]
    assert not wrong, "\n".join(wrong)


def test_every_bundled_case_says_its_options_as_what_is_done(told: Made) -> None:
    case = told.outcomes.case
    silent = [case.label(i, o) for i, one in case.issues.items() for o, at in one.options.items() if not at.do]
    assert not silent
    phrases = [at.do for one in case.issues.values() for at in one.options.values() if at.do]
    assert [do for do in phrases if not do[0].islower() or do.startswith("to ") or do.endswith(".")] == []


def test_no_capital_stands_in_mid_sentence(told: Made) -> None:
    """But for names: what a text of the case has with a capital in mid-sentence, or in a name of a party or a post."""
    case = told.outcomes.case
    known = NAMES | _names(told.name, case)
    wrong = [
        f"{word} ({place}): {text}"
        for place, text in sentences(told.brief)
        for word in re.findall(r"(?<=[\w,;”)] )([A-Z][a-z]+)", _unquoted(case, text))
        if word not in known
    ]
    assert not wrong, "\n".join(wrong)


def test_page_one_names_what_holds_and_opens_with_an_answer(told: Made) -> None:
    """“It holds” said nothing where no package stood before it; “Not known” was no answer to what a case asks."""
    slots = {slot.name: slot for slot in told.brief.one.slots}
    assert not any(re.search(r"\b[Ii]t holds\b", text) for slot in slots.values() for text in slot.says)
    assert not slots["recommendation"].says[0].startswith("Not known")
    nothing = slots["recommendation"].says[0].startswith("Propose nothing")
    assert any("package examined below" in text for text in slots["recommendation"].says) == nothing
    assert any("made all the same" in text for text in slots["first"].says) == (
        nothing and bool(slots["first"].actions)
    )


def test_only_a_package_that_is_recommended_is_called_so(told: Made) -> None:
    """A brief that proposes nothing called the package that it looks at “recommended” in later chapters."""
    case, recommends = told.outcomes.case, told.outcomes.recommends
    shown = told.page.text(frozenset({"style", "script"}))
    for own in (*(policy.name for policy in case.policies.values()), *_own_words(case)):
        shown = shown.replace(own, "·")
    said = NO_RECOMMENDATION.sub("", QUOTED.sub("“”", plain(shown)))
    wrong = OF_A_PACKAGE.findall(said) if recommends else re.findall(r".{0,50}\brecommended\b.{0,20}", said, re.I)
    assert not wrong, "\n".join(wrong)


def test_no_chart_is_taller_than_a_sheet(told: Made) -> None:
    rows = {figure.title: len(figure.rows) for figure in told.brief.figures if isinstance(figure, Bars | Dots | Swings)}
    assert {title: number for title, number in rows.items() if number > MOST_ROWS} == {}


def test_every_term_is_explained_where_it_stands(told: Made) -> None:
    wrong = []
    for heading in told.headings:
        said = " ".join((*heading.says, *(figure.says for figure in heading.figures)))
        shown = " ".join(
            note for figure in heading.figures if isinstance(figure, Bars) for note in (bar.note for bar in figure.bars)
        )
        wrong += [
            f"{term}: {heading.title}"
            for term, explains in TERMS.items()
            if re.search(term, QUOTED.sub("", plain(f"{said} {shown}"))) and not re.search(explains, said)
        ]
    assert not wrong, "\n".join(wrong)
    assert "each one way in which all judgements could turn out" in told.brief.seen


def test_every_sentence_begins_and_ends_as_one(told: Made) -> None:
    wrong = [
        text
        for place, text in sentences(told.brief)
        if text and not (re.match(r"(?:[A-ZÉ0-9“−+]|détente)", text) and text.rstrip("”)")[-1] in ".?!")
    ]
    assert not wrong, "\n".join(wrong)


def _unquoted(case: Case, text: str) -> str:
    """Return a sentence without what is quoted, and without what the case says in its own words."""
    for own in _own_words(case):
        text = text.replace(own, "·")
    return QUOTED.sub("“”", plain(text))


def _own_words(case: Case) -> list[str]:
    """Texts that a case gives and that are said as they stand: names of explanations and evidence, and the question."""
    reading = case.parts.get("reading")
    found = [case.question or "", case.title]
    for subject in getattr(reading, "subjects", {}).values() or [reading]:
        for part in ("hypotheses", "evidence", "indicators", "recipients"):
            found += [one.name for one in getattr(subject, part, {}).values() if getattr(one, "name", None)]
    return sorted(filter(None, found), key=len, reverse=True)


def _names(name: str, case: Case) -> set[str]:
    """Words with a capital in mid-sentence somewhere in a text of the case, or in the name of a party or of a post."""
    texts = [f"{party.name} {party.adjective or ''}" for party in case.parties.values()]
    texts += [post.name for post in case.parts["contact"].posts.values()] if "contact" in case.parts else []
    found = {word for text in texts for word in re.findall(r"[A-Z][a-z]+", text)}
    for path in sorted((CASES / name).glob("*.yaml")):
        found |= {*re.findall(r"(?<=[a-z,;)] )([A-Z][a-z]+)", path.read_text(encoding="utf-8"))}
    return found
