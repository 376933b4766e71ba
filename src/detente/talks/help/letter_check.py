"""What a letter raises before it is sent, by a case: worked out where it is written, and kept nowhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping

from detente.case.faults import CaseError
from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT, Agreement
from detente.chapters.approach import APPROACH
from detente.chapters.approach.letters import CheckReport, check, check_report, check_told, text_of
from detente.outcomes.run import run
from detente.talks.help.help_error import HelpError
from detente.talks.rules.rulebook import RuleBook
from detente.worlds import Worlds

WORLDS = 200  # in which demands are priced
NAMED = "letter.txt"  # in messages
WORST = ("fatal", "raised", "not-judged", "clean")  # outcomes of a check, the worst first


class LetterPrices:
    """What demands cost by a case: worked out when the first letter is checked, then known."""

    def __init__(self, case: Case, worlds: int = WORLDS) -> None:
        """Start with none.

        Args:
            case: The case.
            worlds: In how many worlds demands are priced.
        """
        self.case = case
        self.worlds = worlds
        self._lock = threading.Lock()
        self._found: Agreement | None = None

    def checked(self, sender: str, recipient: str, text: str) -> CheckReport:
        """Return what a letter raises, leaves out and threatens.

        Args:
            sender: The party that writes.
            recipient: The party written to.
            text: The letter.

        Raises:
            HelpError: The case does not say what a check needs, or the text cannot be read.
        """
        for line in APPROACH.lacks(self.case):
            raise HelpError(f"letters cannot be checked by this case: approach lacks {line}")
        for party in (sender, recipient):
            if party not in self.case.parties:
                raise HelpError(f"the case has no party {party!r}, so its letters cannot be checked by it")
        try:
            plain = text_of(text.encode(), NAMED)
        except CaseError as error:
            raise HelpError(str(error)) from None
        return check_report(self.case, check(self.case, self._prices(), recipient, plain, sender))

    def _prices(self) -> Agreement:
        with self._lock:
            if self._found is None:
                outcomes = run(Worlds(self.case, self.worlds, 1), only=["agreement"])
                self._found = outcomes.result(AGREEMENT)
            return self._found


def recipients(book: RuleBook, case: Case, sender: str) -> list[str]:
    """Return the parties that a letter goes to: other delegations with a head, or the principals of the case."""
    heads = book.delegations() & case.parties.keys()
    return [party for party in case.parties if party != sender and party in (heads - {sender} or {*case.principals})]


def reports_on(prices: LetterPrices, book: RuleBook, sender: str, text: str) -> Mapping[str, CheckReport]:
    """Return what a letter raises, for each recipient, the worst outcome first.

    Raises:
        HelpError: It cannot be checked.
    """
    found = {party: prices.checked(sender, party, text) for party in recipients(book, prices.case, sender)}
    return dict(sorted(found.items(), key=lambda one: WORST.index(one[1].outcome)))


def told(case: Case, reports: Mapping[str, CheckReport]) -> Iterator[tuple[str, list[str]]]:
    """Yield what was found: a heading, and the lines below it; the words are those of `letter check`."""
    for party, report in reports.items():
        if len(reports) > 1:
            yield f"To {case.parties[party].name}", []
        yield from check_told(case, report)
