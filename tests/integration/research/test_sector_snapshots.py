"""What a run keeps of a sector, and what ratings see of it now and in a replay."""

from random import Random

import pytest

from functions.research import wiring
from functions.research.adapters.sector_snapshots import SectorBusy
from functions.research.domain.overview import Overview
from functions.research.domain.peers import Profile
from functions.research.domain.recording import FOREVER
from tests.support.aws_calls import Killed

SECTOR = "Industrials"
MORNING, NOON, EVENING = (f"2026-05-08T{hour}:00:00Z" for hour in ("07", "12", "18"))
A_SECOND_AFTER_NOON = "2026-05-08T12:00:01Z"


def overview(symbol, pe_ratio=10.0, sector=SECTOR):
    figures = {"market_capitalization": 1_000_000, "pe_ratio": pe_ratio}
    return Overview(
        symbol, symbol, sector, "ANVILS", "USD", "USA", 12, None, figures, {}, f"{symbol}-payload"
    )


def company(symbol, pe_ratio=10.0, **settings):
    figures = {"pe_ratio": pe_ratio}
    return Profile(symbol, SECTOR, "ANVILS", 1e6, True, "2026-05-08", figures, **settings)


def crowd(pe_ratio):
    return [company(f"P{number}", pe_ratio) for number in range(5)]


def rating(symbol, growth, as_of):
    metric = {"code": "revenue_cagr_3y", "value": growth}
    return {
        "symbol": symbol,
        "as_of": as_of,
        "rule_set": {"version": "1", "content_hash": "1"},
        "rating": 3.0,
        "label": "hold",
        "confidence": 90.0,
        "rating_low": 2.0,
        "rating_high": 4.0,
        "reason": None,
        "components": [{"code": "growth", "metrics": [metric]}],
    }


def seen(as_of=EVENING, recorded_by=FOREVER):
    """P/E by symbol."""
    universe = wiring.sector_snapshots().newest(SECTOR, as_of=as_of, recorded_by=recorded_by)
    return {profile.symbol: profile.figures.get("pe_ratio") for profile in universe}


def test_a_sectors_newest_profiles_are_kept_with_status_and_growth(stack):
    stack.holds("ACME", "GONE")
    wiring.assets().mark_inactive("GONE", MORNING)
    for symbol, pe_ratio in (("ACME", 9.0), ("ACME", 11.0), ("GONE", 12.0)):
        wiring.overviews().put(
            overview(symbol, pe_ratio), MORNING if pe_ratio > 9 else "2026-05-07T07:00:00Z"
        )
    wiring.overviews().put(overview("ELSE", sector="Utilities"), MORNING)
    wiring.analyses().put(rating("ACME", 0.05, MORNING), analysis_id="a1", sector=SECTOR)

    assert stack.run("summarize_sector", as_of=NOON, sector=SECTOR) == {"companies": 2}

    acme, gone = wiring.sector_snapshots().newest(SECTOR, as_of=NOON, recorded_by=NOON)
    assert (acme.symbol, acme.is_active, acme.day) == ("ACME", True, "2026-05-08")
    assert acme.figures == {"pe_ratio": 11.0, "revenue_cagr_3y": 0.05}
    assert acme.payload_hash == "ACME-payload"
    assert (gone.symbol, gone.is_active) == ("GONE", False)


def test_a_run_for_an_earlier_moment_keeps_what_was_known_then(stack):
    stack.holds("ACME", "LATE")
    wiring.overviews().put(overview("ACME", 9.0), MORNING)
    wiring.overviews().put(overview("ACME", 11.0), EVENING)
    wiring.overviews().put(overview("LATE"), EVENING)
    wiring.analyses().put(rating("ACME", 0.05, EVENING), analysis_id="a1", sector=SECTOR)

    stack.run("summarize_sector", as_of=NOON, sector=SECTOR)

    [acme] = wiring.sector_snapshots().newest(SECTOR, as_of=NOON, recorded_by=NOON)
    assert acme.figures == {"pe_ratio": 9.0}


def test_a_sector_in_which_no_company_is_found_keeps_the_snapshot_before(stack):
    wiring.sector_snapshots().put(SECTOR, MORNING, crowd(10.0))

    assert stack.run("summarize_sector", as_of=NOON, sector=SECTOR) == {"companies": 0}

    assert len(seen(NOON, NOON)) == 5


def test_peers_come_from_the_newest_snapshot_that_was_known(stack):
    snapshots = wiring.sector_snapshots()
    snapshots.put(SECTOR, MORNING, crowd(10.0))
    snapshots.put(SECTOR, NOON, crowd(30.0))

    def rank(as_of):
        return snapshots.peers_of(company("ACME", 20.0), as_of=as_of, recorded_by=as_of).percentile(
            "pe_ratio"
        )

    assert [rank(MORNING), rank(NOON), rank(EVENING)] == [1.0, 0.0, 0.0]
    before = snapshots.peers_of(company("ACME"), as_of="2026-05-08T06:59:59Z", recorded_by=FOREVER)
    assert before is None


def test_a_company_without_a_sector_has_no_peers(stack):
    wiring.sector_snapshots().put(SECTOR, MORNING, crowd(10.0))
    stray = Profile("STRAY", None, "ANVILS", 1e6, True, "2026-05-08")

    assert wiring.sector_snapshots().peers_of(stray, as_of=NOON, recorded_by=NOON) is None


def test_what_is_written_for_a_moment_after_it_was_read_is_not_seen_there(stack):
    snapshots = wiring.sector_snapshots()
    snapshots.put(SECTOR, MORNING, crowd(10.0))
    snapshots.close(SECTOR, NOON)
    before = seen(NOON, NOON)

    snapshots.put(SECTOR, NOON, crowd(30.0))

    assert seen(NOON, NOON) == before
    assert seen(NOON, A_SECOND_AFTER_NOON) == seen(EVENING, EVENING) == dict.fromkeys(before, 30.0)


def test_a_sector_stays_closed_until_its_latest_reading(stack):
    snapshots = wiring.sector_snapshots()
    for moment in (MORNING, NOON, MORNING):
        snapshots.close(SECTOR, moment)

    snapshots.put(SECTOR, MORNING, crowd(10.0))

    assert seen(NOON, NOON) == {}
    assert len(seen(NOON, A_SECOND_AFTER_NOON)) == 5


def test_of_two_snapshots_for_one_unread_moment_the_first_stays(stack):
    for pe_ratio in (10.0, 30.0):
        wiring.sector_snapshots().put(SECTOR, NOON, crowd(pe_ratio))

    assert set(seen().values()) == {10.0}
    assert len(stack.items("sector-snapshots")) == 1


def test_a_sector_larger_than_an_item_is_kept_in_parts(stack):
    random = Random(7)
    companies = [
        company(f"S{number:04}", random.random(), payload_hash=random.randbytes(32).hex())
        for number in range(9000)
    ]
    wiring.sector_snapshots().put(SECTOR, NOON, companies)

    assert len(stack.items("sector-snapshots")) == 2
    assert wiring.sector_snapshots().newest(SECTOR, as_of=NOON, recorded_by=NOON) == companies
    with stack.calls.in_pages_of(1):
        assert len(seen(NOON, NOON)) == 9000


def test_a_run_that_dies_while_it_writes_leaves_the_snapshot_before(stack):
    snapshots = wiring.sector_snapshots()
    snapshots.put(SECTOR, MORNING, crowd(10.0))

    with stack.calls.dying_after(0), pytest.raises(Killed):
        snapshots.put(SECTOR, NOON, crowd(30.0))

    assert set(seen().values()) == {10.0}


def closing(moments):
    """A rating that reads the sector just before each write of a snapshot."""
    waiting, at_work = list(moments), []

    def close():
        # Closing is a write, too.
        if waiting and not at_work:
            at_work.append(True)
            wiring.sector_snapshots().close(SECTOR, waiting.pop(0))
            at_work.clear()

    return close


def test_a_rating_that_reads_while_a_snapshot_is_written_does_not_see_it_later(stack):
    with stack.calls.before_each_write(closing([NOON])):
        wiring.sector_snapshots().put(SECTOR, NOON, crowd(10.0))

    assert seen(NOON, NOON) == {}
    assert len(seen(NOON, A_SECOND_AFTER_NOON)) == 5


def test_a_sector_that_is_read_again_and_again_is_left_for_a_retry(stack):
    moments = [f"2026-05-08T12:00:{second:02}Z" for second in range(10)]

    with (
        stack.calls.before_each_write(closing(moments)),
        pytest.raises(SectorBusy, match="Industrials: the snapshot for 2026-05-08T12:00:00Z"),
    ):
        wiring.sector_snapshots().put(SECTOR, NOON, crowd(10.0))

    assert seen() == {}
