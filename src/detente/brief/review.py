"""The end of the appendix: what colleagues need to review a brief and to make it again."""

from __future__ import annotations

from shlex import quote

from detente import __version__
from detente.brief.tree import Heading
from detente.brief.turning import judgement_row
from detente.case.model import Case
from detente.case.schema import Source
from detente.chapters import chapter
from detente.findings import Table
from detente.findings.speech import of_name, whose
from detente.outcomes.run import Outcomes

OTHERS = "others"  # parties without points, such as bodies that pass or do not
TOLD = ("positions", "reservation", "red_lines", "linkages", "abstains_within", "gates", "discount_rates")


def review(outcomes: Outcomes, argument: str) -> tuple[Heading, ...]:
    """Return all positions of all parties, what could not be answered, the sources, and how to reproduce it."""
    return (
        *positions(outcomes.case),
        *_missing(outcomes),
        _sources(outcomes.case),
        reproduction(outcomes, argument),
    )


def positions(case: Case) -> tuple[Heading, ...]:
    """Return every judgement of `case.yaml` about a party: range, reason, and what it rests on.

    Args:
        case: The case.

    Returns:
        A heading for each party with points, and one for all others together.
    """
    paths: dict[str, list[str]] = {}
    for path in case.judgements:
        party = _about(case, path)
        if party is not None:
            paths.setdefault(of_name(case.parties[party]) if party in case.valued else OTHERS, []).append(path)
    order = [*(of_name(case.parties[party]) for party in case.valued), OTHERS]
    scales = {of_name(case.parties[party]): whose(case.parties[party], "scale") for party in case.valued}
    found = []
    for name in sorted(paths, key=order.index):
        scale = f"the {scales[name]}" if name in scales else "their own scales"
        rows = tuple(judgement_row(case, path) for path in paths[name])
        says = f"Points a year on {scale}, or probabilities."
        table = Table(f"Judgements about {name}", says, ("Judgement", "Range", "Reason", "Rests on"), rows)
        found.append(Heading("", f"What is assumed of {name}", (), (table,)))
    return tuple(found)


def _about(case: Case, path: str) -> str | None:
    section, *ids = path.split("/")
    if section not in TOLD:
        return None
    return case.linkages[ids[0]].party if section == "linkages" else ids[0]


def _missing(outcomes: Outcomes) -> tuple[Heading, ...]:
    lacks = tuple((chapter(name).question, "\n".join(lines)) for name, lines in outcomes.unanswered.items())
    fails = tuple((chapter(name).question, says) for name, says in outcomes.failed.items())
    mended, program = "Write this, and the question is answered.", "The program is wrong here, and not the case."
    tables = (
        Table("What the case lacks", mended, ("Question", "It lacks"), lacks),
        Table("What went wrong", program, ("Question", "Error"), fails),
    )
    shown = tuple(table for table in tables if table.rows)
    return (Heading("", "What could not be answered", (), shown),) if shown else ()


def _sources(case: Case) -> Heading:
    rows = tuple(
        (key, source.name, source.date or "–", source.url or "–", _verified(source))
        for key, source in case.sources.items()
    )
    if not rows:
        return Heading("", "Sources", ("The case names no sources.",))
    says = "Verified: whether somebody checked it against the original."
    table = Table("The sources", says, ("Key", "Source", "Date", "Where", "Verified"), rows)
    return Heading("", "Sources", (), (table,))


def _verified(source: Source) -> str:
    return "no" if source.unverified else "a judgement of the authors" if source.judgement else "yes"


def reproduction(outcomes: Outcomes, argument: str, command: str = "brief") -> Heading:
    """Return how to make it again.

    Args:
        outcomes: The outcomes.
        argument: How the case was named on the command line.
        command: What was asked for.
    """
    exact = [chapter(name).exactness(report) for name, report in outcomes.reports.items()]
    made = "; ".join(["", *filter(None, exact)])
    says = f"détente {__version__}, the digest of the case begins {outcomes.inquiry.digest[:16]}{made}."
    more = "The table of all worlds is in outcomes.csv, every number in result.json."
    code = f"detente {command} {quote(argument)} {outcomes.inquiry.flags()}"
    return Heading("", "How to make it again", (says, more) if command == "brief" else (says,), code=code)
