"""What `urgency.yaml` says of an arsenal, in every world: production, types of weapon, interventions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from detente.arrays import AnyArray, Bools, Floats, Ints
from detente.chapters.urgency.arsenal.month_grid import MONTHS, MonthGrid
from detente.chapters.urgency.arsenal.most_weapons import MaterialPrices, material_prices
from detente.chapters.urgency.arsenal.stockflow import Holding, Production, holding
from detente.chapters.urgency.consistency import CHAPTER, effects_on_arsenal
from detente.chapters.urgency.forms.arsenal_forms import ArsenalIntervention, ArsenalPart, Measure
from detente.worlds import Draws, Worlds

AT = f"{CHAPTER}/arsenal"


@dataclass(frozen=True)
class WeaponCount:
    """What stocks amount to; arrays (months + 1, worlds).

    Attributes:
        material: For how many weapons there is material.
        weapons: How many are made of it.
        assembled: How many are put together.
    """

    material: Floats
    weapons: Floats
    assembled: Floats

    def of(self, measure: Measure) -> Floats:
        """Return one of the three counts."""
        found: Floats = getattr(self, measure)
        return found


@dataclass(frozen=True)
class JudgedArsenal:
    """An arsenal in every world, or by every one of some programmes of inputs that stand for worlds.

    Attributes:
        part: What the case says of it.
        worlds: The worlds.
        values: Path of a judgement → array (worlds).
        happens: Path of a probability → array (worlds): whether it happens.
        schools: Stream that decides whom to believe → array (worlds): the number of who is believed.
    """

    part: ArsenalPart
    worlds: Worlds
    values: Mapping[str, Floats]
    happens: Mapping[str, Bools]
    schools: Mapping[str, Ints]

    @cached_property
    def grid(self) -> MonthGrid:
        """The months."""
        return MonthGrid(self.part.day, self.worlds.case.date, self.part.until)

    @property
    def size(self) -> int:
        """How many worlds, or programmes, there are; every arsenal has a stock."""
        return len(next(iter(self.values.values())))

    def value(self, *ids: str, otherwise: float = 0.0) -> Floats:
        """Return what a judgement below `arsenal` is in every world, or a number where the case says nothing."""
        found = self.values.get("/".join((AT, *ids)))
        return np.full(self.size, otherwise) if found is None else found

    def true(self, *ids: str) -> Bools:
        """Return in which worlds something happens; everywhere where the case says nothing."""
        found = self.happens.get("/".join((AT, *ids)))
        return np.ones(self.size, dtype=bool) if found is None else found

    @cached_property
    def production(self) -> Production:
        """What makes and uses material where nobody intervenes."""
        part = self.part
        return Production(
            self.grid,
            {name: self.value("materials", name, "stock") for name in part.materials},
            {name: self.value("materials", name, "loss") for name in part.materials},
            {name: source.material for name, source in part.sources.items()},
            {name: self._flow(name) for name in part.sources},
            {name: self._uses(name) for name in part.materials},
        )

    def _flow(self, name: str) -> Floats:
        source, grid = self.part.sources[name], self.grid
        yearly = self.value("sources", name, "rate") * self.true("sources", name, "there")
        months = yearly / MONTHS * grid.running(source.campaigns)
        if source.duty is not None:
            months = months * (1 - grid.after * (1 - self.value("sources", name, "duty")))
        if source.growth is not None:
            since = grid.points[:-1, None] + 0.5 / MONTHS - grid.years(grid.now)
            gained = np.maximum(0.0, 1 + self.value("sources", name, "growth") * since)
            months = months * (1 + grid.after * (gained - 1))
        return np.asarray(months)

    def _uses(self, material: str) -> Floats:
        taken = [
            self.value("uses", name, "a_year") * self.value("uses", name, "takes", material)
            for name, use in self.part.uses.items()
            if material in use.takes
        ]
        return np.asarray(np.sum([np.zeros(self.size), *taken], axis=0))

    @cached_property
    def prices(self) -> MaterialPrices:
        """What a kilogram of each material counts in weapons."""
        part = self.part
        materials = [name for name in part.materials if any(name in w.takes for w in part.weapons.values())]
        takes = [{m: self.value("weapons", w, "takes", m) for m in body.takes} for w, body in part.weapons.items()]
        return material_prices(materials, takes, [self.true("weapons", name, "known") for name in part.weapons])

    def count(self, held: tuple[Holding, ...] = ()) -> WeaponCount:
        """Return what stocks amount to under some interventions."""
        material = self.prices.most({name: flow.stock for name, flow in self.production.run(held).items()})
        weapons = material if self.part.turned is None else material * self.value("turned")
        assembled = material if self.part.assembled is None else material * self.value("assembled")
        return WeaponCount(material, weapons, assembled)

    def intervention(self, name: str, among: Bools | None = None) -> Holding:
        """Return one of the interventions of the case while it holds.

        Args:
            name: Its id.
            among: Array (worlds): where it is agreed at all; everywhere if not given.
        """
        body, place = self.part.interventions[name], ("interventions", name)
        first = self.grid.years(body.first or self.grid.now)
        start = first + self.value(*place, "delay") / MONTHS
        end = np.where(self.true(*place, "kept"), np.inf, start + self.value(*place, "lasts"))
        if among is not None:
            end = np.where(among, end, start)
        stops = self._stopped(name, body)
        removes = {material: self.value(*place, "removes", material) for material in body.removes}
        return holding(self.grid, start, end, stops, body.ends_uses, removes, body.over / MONTHS)

    def _stopped(self, name: str, body: ArsenalIntervention) -> dict[str, Floats]:
        if body.stops is not None:
            share = self.value("interventions", name, "stops")
        else:
            paths = effects_on_arsenal(body.options, self.worlds.case)
            if not paths:
                return {}
            share = 1 - np.prod([1 + self.values[path] for path in paths], axis=0)
        return dict.fromkeys(body.sources or self.part.sources, share)

    def agreed(self, options: Mapping[str, str], among: Bools | None = None) -> tuple[Holding, ...]:
        """Return what a package does to the arsenal: its interventions, and effects of options that have none.

        Args:
            options: Issue → option.
            among: Array (worlds): where it is agreed; everywhere if not given.
        """
        tied = {
            name: body.options
            for name, body in self.part.interventions.items()
            if body.options and all(options.get(issue) == option for issue, option in body.options.items())
        }
        found = [self.intervention(name, among) for name in tied]
        covered = {issue for wanted in tied.values() for issue in wanted}
        free = {i: o for i, o in options.items() if i in self.worlds.case.issues and i not in covered}
        for path in effects_on_arsenal(free, self.worlds.case):
            start = np.full(self.size, self.grid.years(self.grid.now))
            end = np.full(self.size, np.inf) if among is None else np.where(among, np.inf, start)
            stops = dict.fromkeys(self.part.sources, -self.values[path])
            found.append(holding(self.grid, start, end, stops, False, {}, 1.0))
        return tuple(found)


def judged_arsenal(part: ArsenalPart, worlds: Worlds) -> JudgedArsenal:
    """Draw an arsenal in all worlds.

    Args:
        part: What the case says of it.
        worlds: The worlds; shifts of a policy are those of the worlds.
    """
    judgements = worlds.case.judgements
    options = [(i, {i: o}) for i, body in worlds.case.issues.items() for o in body.options]
    effects = [path for _, one in options for path in effects_on_arsenal(one, worlds.case)]
    paths = (*(path for path in judgements if path.startswith(f"{AT}/")), *effects)
    blocks = list(worlds.each(partial(_block, paths)))
    values, happens, schools = (
        {name: np.concatenate([block[n][name] for block in blocks]) for name in blocks[0][n]} for n in range(3)
    )
    return JudgedArsenal(part, worlds, values, happens, schools)


def _block(paths: tuple[str, ...], draws: Draws) -> tuple[dict[str, AnyArray], ...]:
    placed = {path: draws.case.judgements[path] for path in paths}
    streams = dict.fromkeys(at.whom for at in placed.values() if at.whom is not None)
    return (
        {path: draws.value(path) for path in paths},
        {path: draws.happens(path) for path, at in placed.items() if at.happens},
        {stream: draws.expert(stream) for stream in streams},
    )
