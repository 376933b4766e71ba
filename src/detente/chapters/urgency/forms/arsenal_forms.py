"""The part `arsenal` of `urgency.yaml`. The sentence under each field is its documentation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.case.base import Frozen, HappensOrNot, Id, OrderMatters
from detente.case.judgements import AnyJudgement, NotNegative, Probability
from detente.case.schema import Date, Ids, Sources, Text

Measure = Literal["material", "weapons", "assembled"]
ByMaterial = Annotated[dict[Id, NotNegative], Field(min_length=1)]


class FissileMaterial(Frozen):
    """A material of which weapons are made."""

    name: Text
    """Name as it should be printed."""
    stock: NotNegative
    """Kilograms on the day of the stocks."""
    loss: Probability | None = None
    """Share of what is made that is lost in processing; none, if not given."""


class Campaign(Frozen):
    """A spell in which a source runs."""

    first: Date = Field(alias="from")
    """The first day."""
    until: Date | None = None
    """The day on which it ends; without it, it goes on."""


class FissileSource(Frozen):
    """What makes material, such as a reactor or a hall of centrifuges."""

    name: Text
    """Name as it should be printed."""
    material: Id
    """The material that it makes."""
    rate: NotNegative
    """Kilograms a year while it runs."""
    there: Annotated[Probability | None, HappensOrNot] = None
    """Probability that it exists; for sure, if not given."""
    campaigns: Annotated[tuple[Campaign, ...], Field(strict=False)] = ()
    """When it runs; always, if none is given."""
    duty: Probability | None = None
    """Share of the time that it runs from the day of the case on, within its campaigns; always, if not given."""
    growth: AnyJudgement | None = None
    """What its rate gains a year from the day of the case on, as a share of the rate; nothing, if not given."""


class WeaponType(Frozen):
    """A kind of weapon, by what it takes."""

    name: Text
    """Name as it should be printed."""
    takes: ByMaterial
    """Material → kilograms a weapon."""
    known: Annotated[Probability | None, HappensOrNot] = None
    """Probability that the side knows how to build it; for sure, if not given. One type at least must be sure."""


class MaterialUse(Frozen):
    """What uses material up, such as tests."""

    name: Text
    """Name as it should be printed."""
    a_year: NotNegative
    """How many a year, from the day of the case on."""
    takes: ByMaterial
    """Material → kilograms each."""


class ArsenalIntervention(Frozen):
    """What stops production, ends uses or takes material away, from a day on."""

    name: Text
    """Name as it should be printed."""
    options: dict[Id, Id] = Field(default_factory=dict)
    """Issue → option of the case: it is part of every package that has all of these."""
    first: Date | None = Field(default=None, alias="from")
    """The day from which it holds where no option brings it; the day of the case, if not given."""
    delay: NotNegative | None = None
    """Months until it bites; at once, if not given."""
    stops: Probability | None = None
    """Share of the production that it stops; without it, what `effects` of its options say of the arsenal."""
    sources: Ids = ()
    """The sources that it stops; all, if none is given."""
    ends_uses: bool = False
    """Whether it ends uses, as a moratorium on tests does."""
    removes: dict[Id, Probability] = Field(default_factory=dict)
    """Material → share of the stock that is taken away."""
    over: Annotated[float, Field(gt=0)] = 12.0
    """Months that taking away needs."""
    kept: Annotated[Probability | None, HappensOrNot] = None
    """Probability that it is kept; for sure, if not given."""
    lasts: NotNegative | None = None
    """Years that it holds in worlds in which it is not kept; not at all, if not given."""


class PublishedEstimate(Frozen):
    """What somebody has published: a mark beside the answer, never input."""

    name: Text
    """Who says it, as it should be printed."""
    date: Date
    """The day of which it speaks."""
    low: Annotated[float, Field(ge=0)]
    """The lowest number it gives."""
    high: Annotated[float, Field(ge=0)]
    """The highest number it gives."""
    under: Id | None = None
    """The intervention that held by then, one with a day of its own; none, if not given."""
    counts: Measure = "weapons"
    """material: for how many weapons there is material; weapons: that are made; assembled: put together."""
    source: Sources = ()
    """Ids of the sources."""
    note: Text | None = None
    """Anything a reader should know."""


class CountThreshold(Frozen):
    """A number of weapons, and the day by which one asks for it."""

    name: Text
    """Name as it should be printed, such as “several hundred weapons”."""
    weapons: Annotated[float, Field(gt=0)]
    """How many."""
    by: Date
    """The day by which one asks whether they are there."""


class ArsenalPart(Frozen):
    """Materials, what makes them, what is made of them."""

    party: Id
    """Whose arsenal it is."""
    unit: Text = "weapons"
    """What is counted, as it should be printed, such as `weapons’ worth of material` where no weapon has been built."""
    day: Date
    """The day of the stocks; not after the day of the case."""
    until: Date
    """The last day that is looked at."""
    materials: Annotated[dict[Id, FissileMaterial], Field(min_length=1)]
    """Materials by id."""
    sources: dict[Id, FissileSource] = Field(default_factory=dict)
    """What makes them, by id."""
    weapons: Annotated[dict[Id, WeaponType], OrderMatters, Field(min_length=1)]
    """Types of weapon by id."""
    uses: dict[Id, MaterialUse] = Field(default_factory=dict)
    """What uses material up, by id."""
    turned: Probability | None = None
    """Share of the material that is turned into weapons; all, if not given."""
    assembled: Probability | None = None
    """Of the weapons for which there is material, the share that is put together; all, if not given."""
    interventions: dict[Id, ArsenalIntervention] = Field(default_factory=dict)
    """What could slow it, by id."""
    estimates: dict[Id, PublishedEstimate] = Field(default_factory=dict)
    """Published estimates, by id."""
    thresholds: dict[Id, CountThreshold] = Field(default_factory=dict)
    """Numbers of weapons that one asks for, by id."""
