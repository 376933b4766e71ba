"""A run by settled choices: its rows are those of the table of the worlds in which the choices were made."""

from __future__ import annotations

import numpy as np
import pytest

from detente.chapters import CHAPTERS
from detente.chapters.pins import Pins
from detente.outcomes.chunks import DamagedChunkError, header, packed_chunk, rows_of, spans, sums_of
from detente.outcomes.column_sums import joined_sums
from detente.outcomes.pinned_run import PinnedRun, Settled
from detente.outcomes.run import Outcomes, run
from detente.outcomes.table_report import table_report
from detente.outcomes.table_report import told as told_of
from detente.worlds import Worlds
from detente.worlds.errors import mean
from detente.worlds.worlds import BLOCK
from tests.oracles.column_sums import quantile
from tests.sharing import bundled_case, found_in

# Those that between them have all chapters, conflicts with and without judgements, policies, and nothing to propose.
CASES = ("korea-2021", "cuba-1962", "sinai-1974-75", "germany-1949-74", "iran-2013", "prisoners", "tobacco-2010")


def settled_run(outcomes: Outcomes, worlds: int) -> PinnedRun:
    """Return a run by the choices of outcomes, as they come back from JSON."""
    text = Settled.of(outcomes).model_dump_json()
    return Settled.model_validate_json(text).run(outcomes.case, worlds, inputs=True)


def test_every_chapter_says_what_it_chose() -> None:
    for chapter in CHAPTERS:
        pins = chapter.pins()
        assert pins is not None, chapter.name
        assert issubclass(pins, Pins)


@pytest.mark.parametrize("name", CASES)
def test_rows_are_those_of_the_table_of_the_same_worlds(name: str) -> None:
    outcomes = found_in(name)
    found = settled_run(outcomes, outcomes.worlds.size).block(0)
    assert [column.name for column in found.columns] == [column.name for column in outcomes.table.columns]
    for column, same in zip(found.columns, outcomes.table.columns, strict=True):
        assert np.array_equal(column.values, same.values, equal_nan=True), column.name
        assert (column.kind, column.unit, column.description) == (same.kind, same.unit, same.description)


@pytest.fixture(scope="module")
def many() -> Outcomes:
    """A case with evidence in more worlds than a block holds."""
    return run(Worlds(bundled_case("germany-1949-74"), size=2 * BLOCK + 300, seed=2))


def test_blocks_are_worked_out_by_themselves(many: Outcomes) -> None:
    planned = settled_run(many, many.worlds.size)
    packed = [[packed_chunk(planned, span) for span in spans(planned.worlds, blocks)] for blocks in (1, 2, 9)]
    text = [header(planned) + b"".join(map(rows_of, parts)).decode() for parts in packed]
    assert text == ["".join(many.table.csv())] * 3
    sums = [joined_sums(map(sums_of, parts)) for parts in packed]
    assert sums[0] == sums[1] == sums[2]
    shares = {name: one.share.value for name, one in sums[0].items() if name in many.headlines}
    assert shares == pytest.approx({name: many.share(name) for name in many.headlines})


def test_a_damaged_chunk_is_seen(many: Outcomes) -> None:
    packed = packed_chunk(settled_run(many, 40), range(40))
    for bad in (b"", packed[:-30], packed.replace(b"rows.csv", b"rows.txt"), packed[:60] + b"?" + packed[61:]):
        with pytest.raises(DamagedChunkError):
            rows_of(bad)


def test_more_worlds_tell_the_same_within_the_errors(many: Outcomes) -> None:
    planned = settled_run(many, 3 * BLOCK)
    found = sums_of(packed_chunk(planned, range(3 * BLOCK)))
    for name in many.headlines:
        told = many.interval(name)
        assert abs(found[name].share.value - told.value) <= 3 * max(told.error, 0.01)


def test_the_summary_tells_shares_means_and_quantiles(many: Outcomes) -> None:
    planned = settled_run(many, many.worlds.size)
    sums = joined_sums(sums_of(packed_chunk(planned, span)) for span in spans(planned.worlds, 2))
    report = table_report(planned, Settled.of(many), sums)
    assert (report.rows, report.chosen_in, report.without) == (planned.worlds, planned.worlds, [])
    assert report.effective == pytest.approx(many.worlds.effective)
    for name, one in report.columns.items():
        values, weights = many.table.column(name).values, many.worlds.weight()
        told = mean(values, weights) if one.kind == "number" else many.interval(name)
        said = one.mean if one.kind == "number" else one.share
        assert (said, one.low, one.high) == pytest.approx((told.value, told.low, told.high), abs=1e-9)
        for share, value in one.quantiles.items():
            assert value == pytest.approx(quantile(values.tolist(), weights.tolist(), float(share)), rel=2e-3, abs=1e-9)
    says = told_of(report).splitlines()
    assert says[0] == report.title
    assert len(says) == 4 + len(many.headlines)
