"""The broker's catalogue and its bars; a bad row costs itself only."""

import pytest

from functions.research.adapters.alpaca.assets import parse_assets
from functions.research.adapters.alpaca.bars import parse_bars
from functions.research.domain.assets import Asset, Bar
from functions.research.domain.findings import Severity

ACME = {
    "id": "1f0c2a5e-0000-4000-8000-000000000001",
    "class": "us_equity",
    "exchange": "NYSE",
    "symbol": "ACME",
    "name": "Acme Mills Ltd",
    "status": "active",
    "tradable": True,
    "marginable": True,
    "maintenance_margin_requirement": 30,
    "margin_requirement_long": "30",
    "margin_requirement_short": "30",
    "shortable": True,
    "easy_to_borrow": False,
    "fractionable": True,
    "attributes": ["has_options", None],
    "cusip": None,
}
BAR = {"t": "2026-11-19T05:00:00Z", "o": 10, "h": 12.5, "l": 9.5, "c": 12, "v": 1000, "n": 40, "vw": 11.2}


def codes(findings):
    return [(finding.code, finding.severity) for finding in findings]


def test_an_asset_is_read_whole():
    [asset], findings = parse_assets([ACME])

    assert asset == Asset(
        symbol="ACME",
        asset_id="1f0c2a5e-0000-4000-8000-000000000001",
        name="Acme Mills Ltd",
        asset_class="us_equity",
        exchange="NYSE",
        status="active",
        tradable=True,
        marginable=True,
        shortable=True,
        easy_to_borrow=False,
        fractionable=True,
        attributes=("has_options",),
        maintenance_margin_requirement=30.0,
    )
    assert findings == []


def test_an_active_asset_that_cannot_be_traded_is_an_asset():
    [asset], findings = parse_assets([ACME | {"tradable": False, "exchange": "OTC"}])

    assert (asset.status, asset.tradable) == ("active", False)
    assert findings == []


@pytest.mark.parametrize(
    ("given", "kept"), [(30, 30.0), ("100", 100.0), ("62.5", 62.5), (None, None), ("", None)]
)
def test_margins_are_numbers_or_text(given, kept):
    [asset], findings = parse_assets([ACME | {"maintenance_margin_requirement": given}])

    assert asset.maintenance_margin_requirement == kept
    assert findings == []


@pytest.mark.parametrize("symbol", ["BRK.B", "ABR.PRD", "GME.WS", "BTC/USD"])
def test_symbols_with_a_suffix_are_symbols(symbol):
    assert parse_assets([ACME | {"symbol": symbol}])[0][0].symbol == symbol


@pytest.mark.parametrize("name", ["", None, "None"])
def test_an_asset_without_a_name_is_called_by_its_symbol(name):
    [asset], findings = parse_assets([ACME | {"name": name}])

    assert asset.name == "ACME"
    assert codes(findings) == [("NAME_MISSING", Severity.NOTE)]


@pytest.mark.parametrize(
    "fields",
    [
        {"symbol": "acme"},
        {"symbol": None},
        {"id": ""},
        {"class": None},
        {"exchange": ""},
        {"status": "delisted"},
        {"status": ["active"]},
        {"tradable": "true"},
        {"tradable": None},
        {"shortable": 1},
    ],
)
def test_a_row_that_identifies_nothing_costs_itself_only(fields):
    assets, findings = parse_assets([ACME | fields, ACME | {"symbol": "OK"}])

    assert [asset.symbol for asset in assets] == ["OK"]
    assert codes(findings) == [("ASSET_UNUSABLE", Severity.SOFT)]


def test_an_asset_must_say_whether_it_can_be_traded_and_nothing_more():
    without = {
        key: value for key, value in ACME.items() if key not in ("marginable", "shortable", "tradable")
    }

    [asset], findings = parse_assets([without | {"tradable": True}, without | {"symbol": "NO"}])

    assert (asset.symbol, asset.marginable, asset.shortable) == ("ACME", False, False)
    assert [finding.message for finding in findings] == ["'NO': tradable is not given"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_a_symbol_listed_twice_the_active_tradable_asset_counts(order):
    rows = [ACME | {"status": "inactive"}, ACME | {"tradable": False}, ACME | {"exchange": "ARCA"}]

    [asset], findings = parse_assets(rows[::order])

    assert asset.exchange == "ARCA"
    assert codes(findings) == [("DUPLICATE_SYMBOL", Severity.SOFT)] * 2


@pytest.mark.parametrize("document", [{"code": 40310000, "message": "forbidden"}, None, "assets"])
def test_what_is_no_list_is_a_hard_finding(document):
    assert codes(parse_assets(document)[1]) == [("UNEXPECTED_SHAPE", Severity.HARD)]


def test_bars_come_by_symbol():
    bars, findings = parse_bars({"bars": {"ACME": [BAR], "BRK.B": []}, "next_page_token": None})

    assert bars == [Bar("ACME", "2026-11-19T05:00:00Z", 10.0, 12.5, 9.5, 12.0, 1000, 40, 11.2)]
    assert findings == []


def test_a_bar_of_nanoseconds_and_without_trades_is_a_bar():
    [bar], _ = parse_bars(
        {"bars": {"ACME": [BAR | {"t": "2026-11-19T05:00:00.123456789Z", "n": None, "vw": None}]}}
    )

    assert (bar.timestamp, bar.trade_count, bar.vwap) == ("2026-11-19T05:00:00Z", None, None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"t": "yesterday"}, "BAR_UNREADABLE"),
        ({"o": 0}, "BAR_UNREADABLE"),
        ({"c": -1}, "BAR_UNREADABLE"),
        ({"l": None}, "BAR_UNREADABLE"),
        ({"v": -1}, "BAR_UNREADABLE"),
        ({"v": "many"}, "BAR_UNREADABLE"),
        ({"h": float("inf")}, "BAR_UNREADABLE"),
        ({"h": 11.9}, "BAR_CONTRADICTS_ITSELF"),
        ({"l": 10.1}, "BAR_CONTRADICTS_ITSELF"),
    ],
)
def test_a_bar_that_cannot_be_true_costs_itself_only(fields, code):
    bars, findings = parse_bars({"bars": {"ACME": [BAR | fields, BAR]}})

    assert len(bars) == 1
    assert codes(findings) == [(code, Severity.SOFT)]


@pytest.mark.parametrize(
    ("bars", "code"),
    [
        ({"ACME": [5]}, "BAR_UNREADABLE"),
        ({"ACME": {}}, "UNEXPECTED_SHAPE"),
        ({"a b": []}, "UNEXPECTED_SHAPE"),
    ],
)
def test_what_is_no_bar_costs_itself_only(bars, code):
    read, findings = parse_bars({"bars": {**bars, "OK": [BAR]}})

    assert [bar.symbol for bar in read] == ["OK"]
    assert codes(findings) == [(code, Severity.SOFT)]


@pytest.mark.parametrize(("fields", "volume"), [({"v": 0}, 0), ({"h": 12, "l": 10}, 1000)])
def test_a_quiet_day_is_a_bar(fields, volume):
    [bar], findings = parse_bars({"bars": {"ACME": [BAR | fields]}})

    assert bar.volume == volume
    assert findings == []


@pytest.mark.parametrize("page", [{"bars": {}, "next_page_token": None}, {"bars": None}])
def test_a_page_without_bars_is_no_finding(page):
    assert parse_bars(page) == ([], [])


@pytest.mark.parametrize("page", [{}, {"bars": []}, [], None])
def test_what_is_no_page_is_a_hard_finding(page):
    assert codes(parse_bars(page)[1]) == [("UNEXPECTED_SHAPE", Severity.HARD)]
