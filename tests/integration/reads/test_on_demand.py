"""An asset that nobody collected yet is, because somebody looked at it: soon, once, and within a budget."""

import pytest

from functions.research.adapters.event_bus import EventsNotAccepted
from functions.runtime import aws
from scripts.sandbox.folder_files import asset

DAY = "2026-05-20"


def look(library, symbol, at=f"{DAY}T12:00:00Z", **asked):
    document = library.told("GetAsset", symbol, now=at, **asked)
    return document["data_status"]


def asked_for(library):
    return [(event["symbol"], event["triggerType"]) for event in library.stack.events("pollenationNeeded")]


def test_the_first_look_asks_for_an_asset_and_the_next_ones_do_not(library):
    library.stack.holds("PEND")

    assert [look(library, "PEND") for _ in range(3)] == ["pending"] * 3
    assert asked_for(library) == [("PEND", "on_demand")]


@pytest.mark.parametrize(("at", "times"), [("17:59:59", 1), ("18:00:00", 2)])
def test_it_is_asked_for_again_after_six_hours(library, at, times):
    library.stack.holds("PEND")
    look(library, "PEND")

    look(library, "PEND", at=f"{DAY}T{at}Z")

    assert asked_for(library) == [("PEND", "on_demand")] * times


def test_a_day_has_two_assets_and_the_next_day_two_more(library):
    library.stack.holds("PA", "PB", "PC")
    for symbol in ("PA", "PB", "PC"):
        assert look(library, symbol) == "pending"
    assert [symbol for symbol, _ in asked_for(library)] == ["PA", "PB"]

    look(library, "PC", at="2026-05-21T00:00:00Z")

    assert [symbol for symbol, _ in asked_for(library)] == ["PC"]


def test_who_counts_at_the_same_moment_as_others_asks_all_the_same(library, monkeypatch):
    """DynamoDB cancels one of two transactions that write the day's count."""
    library.stack.holds("PEND")
    client = aws.table("signal9-ops-dev").meta.client
    write, conflicts = client.transact_write_items, [True, True]

    def conflicted(**asked):
        if conflicts:
            conflicts.pop()
            reasons = [{"Code": "None"}, {"Code": "TransactionConflict"}]
            told = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
            raise client.exceptions.TransactionCanceledException(told, "TransactWriteItems")
        return write(**asked)

    monkeypatch.setattr(client, "transact_write_items", conflicted)

    assert look(library, "PEND") == "pending"
    assert asked_for(library) == [("PEND", "on_demand")]
    assert conflicts == []


def test_a_look_into_the_past_asks_for_nothing(library):
    library.stack.holds("PEND")

    look(library, "PEND", as_of="2026-05-01")

    assert asked_for(library) == []


def test_what_is_no_companys_share_is_never_collected(library):
    library.stack.market.lists(asset("FUND", "Some Index ETF", "ARCA"))
    library.stack.run("sync_assets", as_of="2026-05-08T04:00:00Z", job="asset-sync")

    assert look(library, "FUND") == "not_collected"
    assert asked_for(library) == []


def test_an_asset_without_fundamentals_is_told_as_such(library):
    from functions.research import wiring

    library.stack.holds("BARE")
    wiring.assets().mark_pollenated(
        "BARE",
        as_of="2026-05-08T07:00:00Z",
        full=False,
        latest_quarter=None,
        sector=None,
        has_fundamentals=False,
    )

    assert look(library, "BARE") == "no_fundamentals"
    assert asked_for(library) == []


def test_a_reader_is_answered_when_the_bus_is_down(library, monkeypatch):
    library.stack.holds("PEND")

    def refuse(*_):
        raise EventsNotAccepted("down")

    monkeypatch.setattr("functions.research.adapters.event_bus.EventBus.publish", refuse)

    assert look(library, "PEND") == "pending"
