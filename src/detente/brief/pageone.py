"""Page one: seven slots, each filled by its owner, or saying that it is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from detente.chapters import CHAPTERS
from detente.findings import Chart, Filling, Page, Table
from detente.findings.cuts import cut
from detente.findings.places import SLOTS, SlotName

LEADING: SlotName = "recommendation"  # the slot that opens the page
MOST_ADDED = 2  # sentences beside the lead of the chapter that answers where there is no package
OUTCOMES: tuple[SlotName, ...] = ("turns-on", "basis")  # slots of what all chapters say together


@dataclass(frozen=True)
class Slot:
    """A slot of page one, filled.

    Attributes:
        name: Its name.
        title: Its heading.
        says: Sentences.
        actions: What to do, in order.
        tables: Small tables.
    """

    name: SlotName
    title: str
    says: tuple[str, ...]
    actions: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class PageOne:
    """What stands on page one.

    Attributes:
        slots: Every slot, in order.
        picture: The chart.
    """

    slots: tuple[Slot, ...] = ()
    picture: Chart | None = None

    @property
    def lead(self) -> str:
        """The first sentence."""
        return self.slots[0].says[0] if self.slots and self.slots[0].says else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of it but the picture, in order."""
        found = []
        for slot in self.slots:
            cells = (cell for t in slot.tables for row in (t.head, *t.rows) for cell in row)
            found += [slot.title, *slot.says, *cells, *slot.actions]
        return tuple(found)


def page_one(
    pages: Mapping[str, Page],
    own: Sequence[Filling],
    missing: Mapping[str, Sequence[str]],
    failed: Mapping[str, str] = MappingProxyType({}),
) -> PageOne:
    """Fill page one.

    Args:
        pages: Chapter → its page, in the order of the chapters.
        own: What is said of all chapters together.
        missing: Chapter that could not run → what the case lacks for it.
        failed: Chapter that ended in an error of the program → what went wrong.

    Returns:
        Every slot, with all that any chapter says there, the lightest first; a slot without a word of its owner says
        first that it is not known, and what the case lacks.
    """
    owners = slot_owners()
    by_owner = {**{name: page.fillings for name, page in pages.items()}, "": tuple(own)}
    slots = []
    for form in SLOTS:
        spoken = {name: [f for f in fillings if f.slot == form.name] for name, fillings in by_owner.items()}
        fillings = sorted((f for found in spoken.values() for f in found), key=lambda f: f.weight)
        says = [sentence for filling in fillings for sentence in filling.says]
        owner = owners[form.name]
        if not spoken.get(owner):
            spoken_of = any(spoken.values())  # then the appendix says what the case lacks
            lacks = () if spoken_of else _lacking(missing.get(owner, ()))
            unknown = [form.unknown, *lacks, *_failing(owner, failed)]
            if form.name != LEADING:
                says = [*unknown, *says]
            elif owner not in failed:
                says = [*says, *_answers(pages, says), *(() if says else unknown)]
            else:
                says = [*says, *unknown]
        actions = tuple(action for filling in fillings for action in filling.actions)
        tables = tuple(filling.table for filling in fillings if filling.table is not None)
        slots.append(Slot(form.name, form.title, tuple(says), actions, tables))
    leads = leading(pages)
    return PageOne(tuple(slots), pages[leads].picture if leads else None)


def slot_owners() -> dict[SlotName, str]:
    """Return slot → the chapter that owns it; empty for what all chapters say together.

    Example:
        >>> slot_owners()["recommendation"], slot_owners()["basis"]
        ('proposal', '')
    """
    return dict.fromkeys(OUTCOMES, "") | {slot: chapter.name for chapter in CHAPTERS for slot in chapter.owns}


def leading(pages: Mapping[str, Page]) -> str:
    """Return the chapter that leads page one: what it found first is what the page turns on.

    Args:
        pages: Chapter → its page, in the order of the chapters.

    Returns:
        The owner of the recommendation; where it did not run, the first chapter that recommends anything, else the
        first one; empty where none ran.
    """
    speaking = [name for name, page in pages.items() if any(f.slot == LEADING for f in page.fillings)]
    owner = slot_owners()[LEADING]
    return owner if owner in pages else next(iter([*speaking, *pages]), "")


def words(texts: Iterable[str]) -> int:
    """Return how many words a reader meets, counted as the tests count them.

    Example:
        >>> words(["In 41 % of worlds:", "A – B"])
        6
    """
    return sum(any(c.isalnum() for c in word) for text in texts for word in text.split())


def _answers(pages: Mapping[str, Page], said: Sequence[str]) -> list[str]:
    """Return what chapters found where no package could be judged: what each says first, and what the first adds."""
    found: list[str] = []
    for n, page in enumerate(pages.values()):
        speaks = any(filling.slot == LEADING for filling in page.fillings)  # and so has said its answer there
        found += [*(() if speaks else (page.lead,)), *(cut(page.answer, MOST_ADDED).shown if n == 0 else ())]
    return [sentence for sentence in dict.fromkeys(found) if sentence not in said]


def _failing(owner: str, failed: Mapping[str, str]) -> list[str]:
    return [f"The chapter {owner} failed: {failed[owner]}."] if owner in failed else []


def _lacking(lines: Sequence[str]) -> list[str]:
    """Say what a case lacks, without what that is for, which stands in the appendix."""
    return [f"The case lacks {lines[0].split(': ')[0]}."] if lines else []
