"""Parties and options within a sentence: articles, verbs, and what a case says in words of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.case.model import Case, Subject
from detente.case.schema import Party
from detente.findings.words import how_many, listed, with_article


def of_name(party: Party, begins: bool = False) -> str:
    """Say a party within a sentence or at its beginning, with the article that it takes.

    Example:
        >>> of_name(Party(name="United States"), begins=True), of_name(Party(name="Gambia", article=True))
        ('The United States', 'the Gambia')
    """
    if party.article is None:
        return with_article(party.name, begins)
    return f"{'The' if begins else 'the'} {party.name}" if party.article else party.name


def whom(case: Case, subject: Subject) -> str:
    """Say whom a subject is about: its own name; that of its party, where there are several or it is advised itself."""
    name: str | None = getattr(subject.said, "name", None)
    by_name = subject.party is not None and (subject.id or subject.is_of(case.advises))
    return name or (of_name(case.parties[subject.party]) if subject.party and by_name else "the other side")


def whose(party: Party, thing: str) -> str:
    """Say a thing as that of a party: with the adjective of its name, if the case has one.

    Example:
        >>> whose(Party(name="United States", adjective="American"), "scale"), whose(Party(name="Japan"), "scale")
        ('American scale', 'scale of Japan')
    """
    return f"{party.adjective} {thing}" if party.adjective else f"{thing} of {of_name(party)}"


def verb(party: Party, one: str, many: str) -> str:
    """Choose the form of a verb that goes with the name of a party.

    Example:
        >>> verb(Party(name="Japan"), "risks", "risk"), verb(Party(name="Faroe Islands", plural=True), "risks", "risk")
        ('risks', 'risk')
    """
    return many if party.plural else one


def deed(case: Case, issue: str, option: str) -> str:
    """Say an option as what its movers do, where the case has words for that; else the option and its issue.

    Args:
        case: The case.
        issue: Id of the issue.
        option: Id of the option.
    """
    said = case.issues[issue].options[option]
    return said.do or f"{said.name} ({case.issues[issue].name})"


def term(case: Case, issue: str, option: str) -> str:
    """Say an option in a table or beside a bar: what its movers do, or the option and, in brackets, its issue.

    Args:
        case: The case.
        issue: Id of the issue.
        option: Id of the option.
    """
    said = deed(case, issue, option)
    return f"{said[:1].upper()}{said[1:]}"


def deeds(case: Case, options: Mapping[str, str]) -> str:
    """Say several options, issue → option, in one line."""
    return "; ".join(deed(case, issue, option) for issue, option in options.items())


def quoted(case: Case, issue: str, option: str) -> str:
    """Say an option as a term that is quoted."""
    return f"“{deed(case, issue, option)}”"


def to_do(case: Case, issue: str, option: str) -> str:
    """Say an option as an infinitive, where the case has words for that; else quoted."""
    do = case.issues[issue].options[option].do
    return f"to {do}" if do else quoted(case, issue, option)


def that_do(case: Case, issue: str, option: str) -> str:
    """Say an option as what somebody demands: that its movers do it; quoted where the case has no words for it."""
    do = case.issues[issue].options[option].do
    return f"that {movers(case, issue)} {do}" if do else quoted(case, issue, option)


def asking(case: Case, party: str, issue: str, option: str) -> str:
    """Say an option in words that follow “ask”, where a party asks for it: of others, or to do it itself."""
    if not case.issues[issue].options[option].do:
        return f"for {quoted(case, issue, option)}"
    return to_do(case, issue, option) if case.issues[issue].movers == (party,) else that_do(case, issue, option)


def movers(case: Case, issue: str) -> str:
    """Say who carries out what is agreed on an issue; where it is every principal, and more than one, both or all."""
    moving = case.issues[issue].movers
    if len(moving) > 1 and {*moving} == {*case.principals}:
        return "both sides" if len(moving) == 2 else "all sides"
    return listed(of_name(case.parties[party]) for party in case.issues[issue].movers)


def apart(case: Case, less: Iterable[str], more: Mapping[str, str], most: int | None = None) -> str:
    """Say by what a package differs from another: without which issues, and with which options.

    Args:
        case: The case.
        less: Issues on which it leaves things as they are.
        more: Issue → option on which it says something else.
        most: How many differences are named, the others counted; all if not given.

    Returns:
        Words that follow “the same,”; empty where nothing differs.
    """
    without, added = [f"“{case.issues[issue].name}”" for issue in less], [quoted(case, *pair) for pair in more.items()]
    others = len(without) + len(added) - most if most is not None and len(without) + len(added) > most + 1 else 0
    if most is not None and others:
        without, added = without[:most], added[: max(0, most - len(without))]
    left = f"without {listed(without, 'or')}" if without else ""
    if others and not added:
        return f"{left} (and {how_many(others)} other changes)"
    rest = [*added, *([f"{how_many(others)} more"] if others else [])]
    return listed(part for part in (left, f"with {listed(rest)}" if rest else "") if part)
