"""`detente talks send --check`: what a letter raises, before anybody else has it."""

from __future__ import annotations

import sys
from pathlib import Path

from detente.cli import UsageProblemError
from detente.cli.output import say
from detente.cli.record_places import record_at


def check_unsent(place: str, case_name: str, key_file: Path, text: str) -> None:
    """Say what a letter of a seat raises, and end with the exit code of `letter check`; nothing is signed or sent.

    Raises:
        UsageProblemError: The seat speaks for no party, or the case does not say what a check needs.
    """
    with record_at(place) as record:
        from detente.cli.letter import EXIT_CODES, print_check
        from detente.outcomes.opening import read
        from detente.talks.help.letter_check import LetterPrices, reports_on, told
        from detente.talks.help.proposed_texts import book_of, delegation_of
        from detente.talks.seats.key_files import described

        seat, book, case = described(key_file)["seat"], book_of(record), read(case_name)
        sender = delegation_of(book, seat)
        if not sender:
            raise UsageProblemError(f"{key_file}: {seat} speaks for no party, so there is nothing to check by")
        prices = LetterPrices(case)
        found = reports_on(prices, book, sender, text)
    print_check(told(case, found))
    say(f"Priced in {prices.worlds} worlds. Nothing was sent.")
    if code := EXIT_CODES[next(iter(found.values())).outcome]:
        sys.exit(code)
