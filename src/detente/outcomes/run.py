"""Running the chapters of a case in order over the same worlds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from detente import chapters
from detente.case.faults import CaseError
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.contract import Chapter, R, Result, Upstream, settles
from detente.findings import Choice, Headline, Page, Switch
from detente.outcomes.dependence import by_rho
from detente.outcomes.drivers import Driver
from detente.outcomes.failing import told
from detente.outcomes.joint import Joint, joints
from detente.outcomes.overturn import Overturn, overturns
from detente.outcomes.scenarios import Box, WhenItFails
from detente.outcomes.splits import Split, splits
from detente.outcomes.switching import SwitchesFound, switches
from detente.outcomes.table import OutcomeTable, table
from detente.outcomes.turning_points import TurningPoints, in_turn
from detente.outcomes.work_ahead import WorkAhead
from detente.worlds import Worlds
from detente.worlds.errors import Interval, interval


@dataclass
class Said:
    """What chapters say of their results, each made once and kept.

    Attributes:
        switches: Chapter that chose something → what would overturn that.
        asked: The same → the request for that, of which another process may have been told.
        reports: Chapter → its report.
        pages: Chapter → its page.
        begun: Chapters whose pages are made as soon as there is time.
        joints: Chapters by which packages were judged → what holds at once of each package.
    """

    switches: dict[str, tuple[Switch, ...]] = field(default_factory=dict)
    asked: dict[str, SwitchesFound] = field(default_factory=dict)
    reports: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    joints: dict[tuple[str, ...], tuple[Joint, ...]] = field(default_factory=dict)

    def share(self, other: Said) -> None:
        """Have what another has, from now on in common."""
        self.switches, self.reports, self.pages, self.begun = other.switches, other.reports, other.pages, other.begun
        self.joints, self.asked = other.joints, other.asked


@dataclass(frozen=True)
class Outcomes:
    """What every chapter found in the same worlds.

    Attributes:
        worlds: The worlds, weighted by the evidence if a chapter weighs it; they hold the case and the inquiry.
        results: Chapter → its result.
        missing: Chapter → what the case lacks for it.
        confirmed: Chapter → what would overturn its choice, tried in further runs; empty where none were asked for.
        crossings: What would overturn the joint answer, tried in further runs; None where none were asked for.
        failed: Chapter that ended in an error of the program → what went wrong.
        said: What chapters said of these results already; nothing, where one of the others is replaced.
    """

    worlds: Worlds
    results: Mapping[str, Result]
    missing: Mapping[str, tuple[str, ...]]
    confirmed: Mapping[str, tuple[Switch, ...]] = field(default_factory=dict)
    crossings: tuple[Overturn, ...] | None = None
    failed: Mapping[str, str] = field(default_factory=dict)
    said: Said = field(default_factory=Said, init=False, compare=False, repr=False)

    @property
    def case(self) -> Case:
        """The case, as the inquiry sees it."""
        return self.worlds.case

    @property
    def inquiry(self) -> Inquiry:
        """What was asked."""
        return self.worlds.inquiry

    @property
    def unanswered(self) -> Mapping[str, tuple[str, ...]]:
        """Chapter that could not run and whose question the case raises → what the case lacks for it."""
        parts = self.case.parts
        return {n: lines for n, lines in self.missing.items() if n in parts or not chapters.chapter(n).aside}

    @cached_property
    def table(self) -> OutcomeTable:
        """Inputs and outcomes, a row a world."""
        return table(self.worlds, [column for result in self.results.values() for column in result.columns()])

    @cached_property
    def headlines(self) -> Mapping[str, Headline]:
        """Every headline by the name of its column."""
        return {h.name: h for result in self.results.values() for h in result.headlines()}

    @cached_property
    def drivers(self) -> Mapping[str, tuple[Driver, ...]]:
        """Headline → what it turns on, the strongest first."""
        known = in_turn([TurningPoints.of(result) for result in self.results.values()], self.worlds, self.splits)
        return {name: known[name] for name in self.headlines}

    @cached_property
    def splits(self) -> Mapping[str, Split]:
        """The splits of the worlds by everything behind any headline."""
        return splits(self.worlds, {path for headline in self.headlines.values() for path in headline.trace})

    @cached_property
    def joints(self) -> tuple[Joint, ...]:
        """What holds at once of each package, the one recommended first first."""
        known, judges = self.said.joints, tuple(name for name in self.results if chapters.chapter(name).joint)
        if judges not in known:
            known[judges] = joints(self.worlds, self.table, self.headlines, self.splits)
        return known[judges]

    @cached_property
    def fails(self) -> tuple[Box, ...]:
        """In which worlds the package recommended first fails: the box in which it does so most often for its size."""
        return self.worlds.taken(WhenItFails.of(self.joints[0])) if self.joints else ()

    def meanwhile(self) -> None:
        """Have another process begin with what a brief asks last, when it has nothing else to do; once."""
        if self.joints and not self.worlds.begun(asked := WhenItFails.of(self.joints[0])):
            self.worlds.meanwhile([asked])

    @cached_property
    def by_rho(self) -> Mapping[float, Interval]:
        """The joint share of the package recommended first, by how dependent each party's judgements are."""
        return by_rho(self.worlds, self.results, self.joints[0]) if self.joints else {}

    @cached_property
    def overturns(self) -> tuple[Overturn, ...]:
        """At which values of judgements the joint share of the package recommended first crosses a half."""
        if self.crossings is not None:
            return self.crossings
        return overturns(self.worlds, self.joints[0]) if self.joints else ()

    @cached_property
    def choices(self) -> Mapping[str, Choice]:
        """Chapter → what it chose, of those that chose something."""
        made = {name: chapters.chapter(name).choice(result) for name, result in self.results.items()}
        return {name: choice for name, choice in made.items() if choice is not None}

    @cached_property
    def recommends(self) -> bool:
        """Whether the package that is spoken of first is recommended, and not only looked at."""
        return any(choice.chosen is not None for choice in self.choices.values())

    @cached_property
    def switches(self) -> Mapping[str, tuple[Switch, ...]]:
        """Chapter → the values of judgements at which something else than what it chose would be better."""
        return {name: self._switches(name, choice) for name, choice in self.choices.items()}

    @cached_property
    def reports(self) -> Mapping[str, Any]:
        """Chapter → its report."""
        return {name: self._report(name) for name in self.results}

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Chapter → what it gives to the brief."""
        return {name: self._page(name) for name in self.results}

    def _switches(self, name: str, choice: Choice) -> tuple[Switch, ...]:
        """Return the values of judgements at which something else than what a chapter chose would be better."""
        if name in self.confirmed:
            return self.confirmed[name]
        known = self.said.switches
        if name not in known:
            asked = self.said.asked.get(name)
            known[name] = switches(self.worlds, choice) if asked is None else self.worlds.taken(asked)
        return known[name]

    def _report(self, name: str) -> Any:
        """Return the report of a chapter, made once."""
        known, chapter = self.said.reports, chapters.chapter(name)
        if name not in known:
            known[name] = chapter.report(self.results[name])
            choice = chapter.choice(self.results[name])
            if choice is not None:
                known[name] = chapter.overturned(known[name], choice, self._switches(name, choice))
        return known[name]

    def _page(self, name: str) -> Page:
        """Return what a chapter gives to the brief, made once."""
        known = self.said.pages
        if name not in known:
            known[name] = chapters.chapter(name).page(self.case, self._report(name), self.inquiry)
        return known[name]

    def telling(self) -> Outcomes:
        """Return the outcomes without the chapters that end in an error when they are to say what they found."""
        try:
            for said in (self.pages, self.table, self.drivers):
                assert said is not None
        except Exception:
            failed = {name: says for name in self.results if (says := self._fails(name)) is not None}
            if not failed:
                raise
            return self._without({**failed, **_resting_on(failed, self.results)}).telling()
        return self

    def _fails(self, name: str) -> str | None:
        """Say what goes wrong when one chapter says what it found; None where nothing does."""
        chapter, result = chapters.chapter(name), self.results[name]
        try:
            result.columns()
            result.headlines()
            report, choice = chapter.report(result), chapter.choice(result)
            if choice is not None:
                report = chapter.overturned(report, choice, switches(self.worlds, choice))
            chapter.page(self.case, report, self.inquiry)
        except Exception as error:  # noqa: BLE001 - said in its place
            return told(error)
        return None

    def _without(self, failed: Mapping[str, str]) -> Outcomes:
        left = {name: result for name, result in self.results.items() if name not in failed}
        return replace(self, results=left, failed={**self.failed, **failed})

    def result(self, chapter: Chapter[R, Any]) -> R:
        """Return the result of a chapter.

        Raises:
            KeyError: It did not run.
        """
        return Upstream(self.results).needed(chapter)

    def silent(self, said: Said | None = None) -> Outcomes:
        """Return the same without a notice of progress, with what chapters said already: of these, or what is given."""
        found = replace(self, worlds=replace(self.worlds, notice=None))
        found.said.share(said or self.said)
        return found

    def interval(self, *columns: str) -> Interval:
        """Return the share of worlds in which all of these yes-or-no columns hold at once, with its error."""
        return interval(self.table.joint(*columns), self.worlds.weight())

    def share(self, *columns: str) -> float:
        """Return the share of worlds in which all of these yes-or-no columns hold at once."""
        return self.worlds.share(self.table.joint(*columns))


def run(
    worlds: Worlds,
    only: Iterable[str] | None = None,
    *,
    begins: Callable[[str], None] | None = None,
    spares: bool = False,
    early: bool = False,
) -> Outcomes:
    """Run the chapters over the same worlds, one after the other.

    Args:
        worlds: The worlds, which hold the case and the inquiry.
        only: Names of the chapters wanted; all that can run if not given.
        begins: Called with the name of each chapter before it is worked out.
        spares: Whether a chapter that ends in an error of the program is left out, with those that need it.
        early: Whether the page of a chapter is made as soon as no other can change its result, while others still run,
            and another process begins to look what its headlines turn on.

    Returns:
        The outcomes; chapters that could not run are named with what the case lacks for them.

    Raises:
        CaseError: The inquiry has an option that none of these chapters uses.
    """
    asked = [chapter.name for chapter in chapters.CHAPTERS] if only is None else [*only]
    chapters.check_options(worlds.inquiry, chapters.options_of(*asked))
    wanted = chapters.closure(asked, "needs")
    results: dict[str, Result] = {}
    missing: dict[str, tuple[str, ...]] = {}
    failed: dict[str, str] = {}
    said = Said()
    lacking = chapters.lacks(worlds.case)
    order = chapters.running([chapter.name for chapter in wanted])
    ahead = WorkAhead(worlds, [one for one in order if not lacking[one.name]], whole=early)
    ahead.tell(worlds, [one for one in order if not lacking[one.name]])
    for place, chapter in enumerate(order):
        if resting := _resting_on(failed, [chapter.name]):
            failed.update(resting)
        elif not lacking[chapter.name]:
            if begins is not None:
                begins(chapter.name)
            try:
                results[chapter.name] = chapter.analyse(worlds, Upstream(results))
                results.update(chapter.settled(results[chapter.name], Upstream(results)))
                worlds = chapter.following(worlds, results[chapter.name])
                if early and not any(settles(one) for one in order[place + 1 :]):
                    _say(Outcomes(worlds, {**results}, missing).silent(said), order[place + 1 :])
                ahead.tell(worlds, [one for one in order[place + 1 :] if not lacking[one.name]])
            except Exception as error:
                if not spares or isinstance(error, CaseError):
                    raise
                results.pop(chapter.name, None)
                failed[chapter.name] = told(error)
        elif chapter in wanted:
            missing[chapter.name] = lacking[chapter.name]
    worlds.drop_aside()
    found = Outcomes(worlds, results, missing, failed=failed)
    found.said.share(said)
    return found


def _say(outcomes: Outcomes, left: Sequence[Chapter[Any, Any]]) -> None:
    """Make the pages of chapters that have none yet, while another process looks what their headlines turn on.

    Where other processes share the work, this one makes them while it waits for those: last of all where something was
    chosen, as another process may look first what would overturn that. When nothing more is asked of packages, another
    process begins to look when the first of them fails.

    Args:
        outcomes: The outcomes so far.
        left: Those that are still to run.
    """
    told = [name for name in outcomes.results if name not in outcomes.said.begun]
    outcomes.said.begun.update(told)
    with suppress(Exception):
        chosen = {name: choice for name in told if (choice := chapters.chapter(name).choice(outcomes.results[name]))}
        asked = {name: SwitchesFound(choice) for name, choice in chosen.items()}
        outcomes.said.asked.update(asked)
        outcomes.worlds.meanwhile([*asked.values(), *(TurningPoints.of(outcomes.results[name]) for name in told)])
    pages = [partial(_try_page, outcomes, name) for name in sorted(told, key=outcomes.said.asked.__contains__)]
    if not outcomes.worlds.aside(pages):
        for page in pages:
            page()
    if not any(one.joint for one in left):
        with suppress(Exception):
            outcomes.meanwhile()


def _try_page(outcomes: Outcomes, name: str) -> None:
    """Make a page. What goes wrong here goes wrong again when all are asked for."""
    with suppress(Exception):
        outcomes._page(name)


def _resting_on(failed: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """Say of those chapters that cannot do without one that failed which one that is."""
    found: dict[str, str] = {}
    for name in names:
        needed = next((other for other in chapters.chapter(name).needs if other in {*failed, *found}), None)
        if needed is not None and name not in {*failed}:
            found[name] = f"needs {needed}, which failed"
    return found
