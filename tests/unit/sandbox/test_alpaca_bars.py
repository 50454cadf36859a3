import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

BARS = "/v2/stocks/bars"
DAYS = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23"]


@pytest.fixture
def ask(files, desk):
    files.bars("ACME", DAYS)
    files.bars("ZINC", DAYS[:3])

    def ask(symbols="ACME,ZINC", start="2026-11-16", **more):
        return desk.alpaca(BARS, symbols=symbols, start=start, **{"timeframe": "1Day", **more})

    return ask


def days(answer):
    return {symbol: [bar["t"][:10] for bar in bars] for symbol, bars in answer.json()["bars"].items()}


def walk(ask, **parameters):
    """Every page in turn, and what they hold together."""
    pages, token = [], None
    while True:
        page = ask(**parameters, **({"page_token": token} if token else {})).json()
        pages.append([(symbol, bar["t"][:10]) for symbol, bars in page["bars"].items() for bar in bars])
        token = page["next_page_token"]
        if token is None:
            return pages


def test_bars_are_grouped_by_symbol_and_oldest_first(ask):
    answer = ask()

    assert days(answer) == {"ACME": DAYS[:5], "ZINC": DAYS[:3]}
    assert answer.json()["next_page_token"] is None
    assert list(answer.json()["bars"]["ACME"][0]) == ["t", "o", "h", "l", "c", "v", "n", "vw"]


@pytest.mark.parametrize(("day", "newest"), [("2026-11-22", "2026-11-20"), ("2026-11-23", "2026-11-23")])
def test_bars_after_the_key_s_day_do_not_exist_yet(ask, day, newest):
    answer = ask(symbols="ACME", end="2027-01-01", key_id=f"SANDBOX.{day}")

    assert days(answer)["ACME"][-1] == newest


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        ({"start": "2026-11-17", "end": "2026-11-18"}, "2026-11-17", "2026-11-18"),
        ({"start": "2026-11-17T05:00:00Z", "end": "2026-11-18T05:00:00Z"}, "2026-11-17", "2026-11-18"),
        ({"start": "2026-11-17T05:00:01Z", "end": "2026-11-19T04:59:59Z"}, "2026-11-18", "2026-11-18"),
        (
            {"start": "2026-11-17T00:00:00-05:00", "end": "2026-11-18T00:00:00-05:00"},
            "2026-11-17",
            "2026-11-18",
        ),
        ({"start": "2026-11-18T00:00:00.123456789Z"}, "2026-11-18", "2026-11-20"),
    ],
)
def test_both_ends_of_the_window_belong_to_it(ask, window, first, last):
    shown = days(ask(symbols="ACME", **window))["ACME"]

    assert (shown[0], shown[-1]) == (first, last)


def test_without_a_window_only_the_day_itself_is_given(ask):
    assert days(ask(start="")) == {"ACME": ["2026-11-20"]}


def test_newest_first_on_request(ask):
    assert days(ask(sort="desc")) == {"ACME": DAYS[4::-1], "ZINC": DAYS[2::-1]}


def test_symbols_without_bars_are_absent(ask):
    assert ask(symbols="NOPE").json() == {"bars": {}, "next_page_token": None}
    assert list(days(ask(symbols="NOPE,ZINC"))) == ["ZINC"]


def test_pages_run_through_the_symbols_in_order(ask):
    pages = walk(ask, symbols="ZINC,ACME", limit=4)

    acme, zinc = [("ACME", day) for day in DAYS[:5]], [("ZINC", day) for day in DAYS[:3]]
    assert pages == [acme[:4], [acme[4], *zinc]]


def test_a_page_that_ends_with_a_symbol_still_has_a_next_one(ask):
    assert [len(page) for page in walk(ask, limit=5)] == [5, 3]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 9), sort=st.sampled_from(["asc", "desc"]))
def test_pages_of_any_size_hold_every_bar_once(ask, limit, sort):
    whole = [(symbol, day) for symbol, shown in days(ask(sort=sort)).items() for day in shown]

    pages = walk(ask, limit=limit, sort=sort)

    assert [bar for page in pages for bar in page] == whole
    assert all(len(page) == limit for page in pages[:-1])


def test_a_thousand_bars_are_given_unless_more_are_asked(files, desk):
    minutes = [{"t": f"2026-11-19T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z"} for n in range(1001)]
    files.write("alpaca/bars/TICK.json", minutes)
    asked = {"symbols": "TICK", "timeframe": "1Day", "start": "2026-11-19"}

    assert len(desk.alpaca(BARS, **asked).json()["bars"]["TICK"]) == 1000
    assert len(desk.alpaca(BARS, **asked, limit=10_000).json()["bars"]["TICK"]) == 1001


@pytest.mark.parametrize(
    "bad",
    [
        {"symbols": ""},
        {"symbols": "../assets"},
        {"timeframe": "1Min"},
        {"timeframe": ""},
        {"start": "yesterday"},
        {"end": "2026-11-19T00:00:00"},
        {"limit": "0"},
        {"limit": "10001"},
        {"limit": "-1"},
        {"sort": "newest"},
        {"feed": "nyse"},
        {"adjustment": "none"},
        {"page_token": "not base64"},
        {"page_token": "Wk9PfERALUQ="},
        {"page_token": "Tk9QRXwrRHwyMDI2LTExLTE2VDA1OjAwOjAwWg=="},
    ],
)
def test_a_parameter_alpaca_would_not_take_is_unprocessable(ask, bad):
    answer = ask(**bad)

    assert answer.status_code == 422
    assert answer.json()["code"] == 42210000


@pytest.mark.parametrize("feed", ["iex", "sip"])
def test_the_feed_changes_nothing(ask, feed):
    assert days(ask(feed=feed)) == days(ask())


@pytest.mark.parametrize(
    "rows",
    [[{"t": "2026-11-16"}], [{"o": 1}], [{"t": "2026-11-17T05:00:00Z"}, {"t": "2026-11-16T05:00:00Z"}]],
)
def test_a_bar_file_out_of_order_is_named(files, ask, rows):
    files.write("alpaca/bars/ACME.json", rows)

    answer = ask()

    assert answer.status_code == 500
    assert "alpaca/bars/ACME.json" in answer.json()["message"]
