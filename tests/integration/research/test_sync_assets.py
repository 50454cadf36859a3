import pytest

from functions.research import wiring
from functions.research.adapters.alpaca.assets import parse_assets
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import ProviderRefused
from functions.research.adapters.provider_secret import ProviderNotConfigured
from functions.research.domain import universe
from functions.research.domain.universe import UniverseShrank
from scripts.sandbox.folder_files import asset
from tests.support.aws_calls import Killed

FIVE = ("AAA", "BBB", "CCC", "DDD", "EEE")


def sync(stack, hour=4):
    return stack.run("sync_assets", as_of=stack.market.at(hour))


def first_sync(stack, *assets):
    stack.market.lists(*assets)
    sync(stack)
    stack.run("complete_run", job="asset-sync", as_of=stack.market.at(4))
    assert stack.events() == []


def catalogue():
    return {held.asset.symbol: held for held in wiring.assets().all()}


@pytest.mark.acceptance(119)
def test_the_first_sync_stores_every_listed_asset(stack, market):
    market.lists("ACME", asset("BRK.B", "Berkshire Hathaway Class B", "NYSE"))

    answer = sync(stack)

    assert (answer["outcome"], answer["new"], answer["gone"]) == ("stored", 2, 0)
    held = catalogue()["BRK.B"]
    assert (held.asset.name, held.asset.exchange) == ("Berkshire Hathaway Class B", "NYSE")
    assert held.last_pollenation == "1970-01-01T00:00:00Z"


def test_a_sync_of_the_same_catalogue_writes_no_asset(stack, market):
    market.lists("ACME", "BOLT")
    sync(stack)
    before = len(stack.calls.made)

    answer = sync(stack)

    assert (answer["new"], answer["changed"]) == (0, 0)
    assert stack.calls.rows_written("signal9-assets-dev", since=before) == 0


def test_a_changed_name_and_a_cusip_that_went_are_taken_over(stack, market):
    market.lists(asset("ACME", "Acme Corp", "NYSE", cusip="012345678"))
    sync(stack)
    market.lists(asset("ACME", "Acme Holdings Corp", "NASDAQ", maintenance_margin_requirement=None))

    assert sync(stack)["changed"] == 1
    held = catalogue()["ACME"].asset
    assert (held.name, held.exchange, held.cusip) == ("Acme Holdings Corp", "NASDAQ", None)
    assert held.maintenance_margin_requirement is None
    assert sync(stack)["changed"] == 0


def test_a_delisted_asset_stays_as_inactive_and_comes_back(stack, market):
    market.lists("ACME", "BOLT")
    sync(stack)
    market.lists("ACME")

    assert sync(stack)["gone"] == 1
    assert catalogue()["BOLT"].asset.status == "inactive"
    assert sync(stack)["gone"] == 0

    market.lists("ACME", "BOLT")
    assert sync(stack)["changed"] == 1
    assert catalogue()["BOLT"].asset.status == "active"


def test_a_sync_keeps_what_is_known_of_our_own_collecting(stack, market):
    market.lists("ACME")
    sync(stack)
    wiring.assets().mark_pollenated(
        "ACME", as_of=market.at(7), full=True, latest_quarter=None, sector="Materials", has_fundamentals=True
    )
    wiring.assets().set_volume("ACME", 5_000, market.at(4))
    market.lists(asset("ACME", "Acme New Name", "NYSE"))

    sync(stack)

    held = catalogue()["ACME"]
    assert (held.asset.name, held.last_pollenation) == ("Acme New Name", market.at(7))
    assert (held.last_full_collection, held.sector, held.volume) == (market.at(7), "Materials", 5_000)


@pytest.mark.parametrize(("missing", "is_believed"), [(1, True), (2, False)])
def test_more_than_a_fifth_of_the_universe_does_not_vanish_in_a_day(
    stack, market, monkeypatch, missing, is_believed
):
    monkeypatch.setattr(universe, "SMALLEST_UNIVERSE", 5)
    stack.holds(*FIVE)
    market.lists(*FIVE[missing:])

    if is_believed:
        assert sync(stack)["gone"] == missing
    else:
        with pytest.raises(UniverseShrank, match=r"2 of 5 active assets are missing from an answer of 3"):
            sync(stack)
        assert {held.asset.status for held in catalogue().values()} == {"active"}


@pytest.mark.parametrize(
    ("active", "missing", "is_believed"),
    [(20, 4, True), (20, 5, False), (19, 5, True), (1000, 200, True), (1000, 201, False)],
)
def test_what_a_credible_loss_is(active, missing, is_believed):
    rows = [asset(f"A{number}", "A Corp", "NYSE") for number in range(active)]
    held = {listed.symbol: listed for listed in parse_assets(rows)[0]}
    listed = list(held.values())[missing:]

    if is_believed:
        assert len(universe.universe_change(listed, held).gone) == missing
    else:
        with pytest.raises(UniverseShrank):
            universe.universe_change(listed, held)


def test_an_empty_catalogue_changes_nothing(stack, market):
    market.lists("ACME")
    sync(stack)
    market.lists()

    with pytest.raises(UniverseShrank):
        sync(stack)

    assert catalogue()["ACME"].asset.status == "active"


def test_one_unusable_row_costs_itself_only(stack, market):
    market.lists("ACME", asset("not a symbol", "Nothing", "NYSE"))

    answer = sync(stack)

    assert (answer["listed"], answer["unusable"]) == (1, 1)
    assert list(catalogue()) == ["ACME"]


@pytest.mark.parametrize(("listings", "asked_for"), [(1, 1), (3, 3), (4, 0)])
def test_new_listings_are_collected_at_once_unless_the_catalogue_itself_changed(
    stack, market, monkeypatch, listings, asked_for
):
    assert universe.MOST_NEW_LISTINGS == 25
    monkeypatch.setattr(universe, "MOST_NEW_LISTINGS", 3)
    first_sync(stack, "ACME")
    new = [f"NEW{letter}" for letter in "ABCD"[:listings]]
    market.lists("ACME", *new)

    sync(stack)

    events = stack.events("pollenationNeeded")
    assert sorted(event["symbol"] for event in events) == new[:asked_for]
    assert {(e["triggerType"], e["priority"]) for e in events} <= {("new_asset", "high")}


def test_an_untradable_listing_is_not_collected_at_once(stack, market):
    first_sync(stack, "ACME")
    market.lists("ACME", asset("OTCX", "Over The Counter Corp", "OTC", tradable=False))

    assert sync(stack)["new"] == 1
    assert stack.events() == []


def test_a_listing_is_announced_even_if_the_sync_died_while_storing_it(stack, market):
    first_sync(stack, "ACME")
    market.lists("ACME", "NEWCO")
    for writes in range(6):
        with stack.calls.dying_after(writes):
            try:
                sync(stack)
            except Killed:
                continue
        break
    else:
        raise AssertionError("the sync needed more than five writes")

    ids = {event["eventId"] for event in stack.events("pollenationNeeded") if event["symbol"] == "NEWCO"}
    assert len(ids) == 1
    assert "NEWCO" in catalogue()


@pytest.mark.acceptance(119)
def test_a_throttled_broker_is_a_wait_and_not_an_error(stack, market):
    market.lists("ACME")
    market.fails("/v2/assets", "status", 429, times=1)

    answer = sync(stack)

    assert answer["outcome"] == "throttled"
    assert 1 <= answer["retry_after_seconds"] <= 60
    assert sync(stack)["outcome"] == "stored"


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("status", 500, ProviderUnavailable),
        ("status", 403, ProviderRefused),
        ("truncate", 10, ProviderUnavailable),
        ("wrong_body", "<html>", ProviderUnavailable),
        ("wrong_body", {"message": "sorry"}, UniverseShrank),
    ],
)
def test_a_broker_in_trouble_fails_the_sync_and_changes_nothing(stack, market, kind, value, error):
    market.lists("ACME")
    sync(stack)
    market.fails("/v2/assets", kind, value)

    with pytest.raises(error):
        sync(stack)

    assert catalogue()["ACME"].asset.status == "active"


@pytest.mark.acceptance(8, 98)
def test_placeholders_in_the_secret_are_named_before_any_call(stack, market):
    market.misconfigured(
        "ALPACA", apiKey="REPLACE_ME", secretKey="REPLACE_ME", tradingUrl="http://x", dataUrl="http://x"
    )

    with pytest.raises(ProviderNotConfigured, match=r"alpaca.*apiKey, secretKey still a placeholder"):
        sync(stack)

    assert market.asked("alpaca") == []


def test_the_answer_is_kept_as_it_came(stack, market):
    market.lists("ACME")
    sync(stack)

    kept = wiring.payloads("alpaca").answers("_universe")["assets"]

    raw = wiring.payloads("alpaca").load("_universe", "assets", kept.payload_hash)
    assert b'"ACME"' in raw
    assert kept.day == market.day
