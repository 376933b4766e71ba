"""The result of the approach chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.arrays import Bools, Floats
from detente.chapters.agreement import Agreement, trace_of
from detente.chapters.approach import columns
from detente.chapters.approach.knowledge.worth_knowing import Knowledge
from detente.chapters.approach.letters.drafted import Drafted, drafted
from detente.chapters.approach.letters.first_exchange import Advice
from detente.chapters.approach.probes.probing import Probing
from detente.chapters.contact import Begun
from detente.findings import Column, Headline
from detente.findings.speech import of_name
from detente.worlds import Worlds

NO_ADVICE = Advice(None)


@dataclass(frozen=True)
class Approaches:
    """The result of the chapter.

    Attributes:
        worlds: The worlds.
        agreement: The result of the agreement chapter.
        letters: Recipient → the letter to it; of further ones to the same, `RECIPIENT-from-SENDER`.
        probing: What probes are worth; None where the case has none, or lacks something for valuing them.
        unprobed: What the case lacks for valuing its probes, a line each.
        knowledge: What would be worth knowing before one proposes; None where no package was judged.
        advised: What letters speak of: the recommended package, and the rounds of its roadmap.
        begun: How likely a message turns into talks, through the network of the case; None where it does not say.
    """

    worlds: Worlds
    agreement: Agreement
    letters: Mapping[str, Drafted]
    probing: Probing | None
    unprobed: tuple[str, ...]
    knowledge: Knowledge | None = None
    advised: Advice = NO_ADVICE
    begun: Begun | None = None

    def letter(self, sender: str, recipient: str) -> Drafted:
        """Return the letter of any party to any other, which need not be among those of the case."""
        for known in self.letters.values():
            if (known.sender, known.recipient) == (sender, recipient):
                return known
        return drafted(self.worlds.case, self.worlds, self.agreement, sender, recipient, self.advised)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the chapter in the table of outcomes, with one value for each world."""
        first = {key: letter.attainable for key, letter in self.letters.items()}
        return tuple(approach_columns(first, self.probing.by_world if self.probing else {}))

    def headlines(self) -> tuple[Headline, ...]:
        """Return a headline for each letter and each probe, with the judgements on which it depends."""
        plan = self.agreement.main.plan
        found = []
        for key, letter in self.letters.items():
            if letter.exchange is not None:
                name = of_name(self.worlds.case.parties[letter.recipient])
                trace = trace_of(plan, plan.packages.named(letter.exchange.options))
                says = f"the first step that a letter to {name} proposes would be taken"
                found.append(Headline(columns.FIRST.named(key), says, trace))
        for name in self.probing.probes if self.probing else ():
            at = (f"approach/probes/{name}/", "approach/waiting", "approach/one_off", "reading/")
            trace = frozenset(path for path in self.worlds.case.judgements if path.startswith(at))
            says = f"“{self.worlds.case.parts['approach'].probes[name].name}” is worth sending before one decides"
            found.append(Headline(columns.WORTH.named(name), says, trace))
        return tuple(found)


def approach_columns(first: Mapping[str, Bools], values: Mapping[str, Floats]) -> Iterator[Column]:
    """Yield the columns.

    Args:
        first: Letter → array (worlds): where the first step that it proposes is attainable by itself.
        values: Probe → array (worlds): its value by the judgements of the world.
    """
    for key, attainable in first.items():
        yield columns.FIRST.column(attainable, key)
    for name, value in values.items():
        yield columns.VALUE.column(value, name)
        yield columns.WORTH.column(value > 0, name)
