"""What is told about any facts: ids, edges, and that nothing is told twice."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.advisor.domain.alerts import TYPES, Alert, by_symbol, unfit
from functions.advisor.domain.occasions import Facts, Rated, Reported, Told, notifications

LABELS = ("strong_buy", "buy", "hold", "sell", "strong_sell", "not_rated")
FLAGS = ("DISTRESS_AND_WEAKENING", "EARNINGS_LOOK_MANAGED", "STALE_STATEMENTS")
AT = "2026-11-20T07:00:00Z"
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def alert(alert_type="rating_change", **fields):
    named = {"symbol": "AAPL", "watchlist_id": None, "created_at": AT, "updated_at": AT} | fields
    return Alert(user_id="ann", alert_id=fields.pop("alert_id", "a"), alert_type=alert_type, **named)


ratings = st.builds(
    Rated,
    as_of=st.sampled_from([AT, "2026-11-19T07:00:00Z"]),
    rating=st.none() | st.floats(1, 5).map(lambda r: round(r, 1)),
    label=st.sampled_from(LABELS),
    flags=st.dictionaries(st.sampled_from(FLAGS), st.text(max_size=5)),
)
stories = st.builds(
    Told,
    news_id=st.uuids().map(str),
    title=st.text(max_size=20),
    url=st.just("https://news.example/"),
    source=st.text(max_size=5),
    relevance=st.floats(0, 1),
    sentiment=st.floats(-1, 1),
)
facts = st.builds(
    Facts,
    symbol=st.sampled_from(["AAPL", "MSFT"]),
    today=DAYS,
    after=st.none() | ratings,
    before=st.none() | ratings,
    expected_on=st.none() | DAYS,
    reported=st.none()
    | st.builds(Reported, DAYS, DAYS, st.floats(-9, 9), st.floats(-9, 9), st.floats(-99, 99)),
    stories=st.lists(stories, max_size=5, unique_by=lambda story: story.news_id),
    latest_quarter=st.none() | DAYS,
)
types = st.sampled_from(sorted(TYPES))


@given(types, facts)
def test_nothing_is_told_twice_and_the_same_facts_are_told_alike(alert_type, known):
    ids = [told.notification_id for told in notifications(alert(alert_type), known, AT)]
    later = [told.notification_id for told in notifications(alert(alert_type), known, "2026-11-20T09:00:00Z")]

    assert len(set(ids)) == len(ids)
    assert ids == later


@given(types, facts)
def test_no_two_alerts_and_no_two_assets_share_an_id(alert_type, known):
    ids = {
        (told.notification_id)
        for alert_id in ("a", "b")
        for symbol in ("AAPL", "MSFT")
        for told in notifications(
            replace(alert(alert_type), alert_id=alert_id), replace(known, symbol=symbol), AT
        )
    }

    assert len(ids) == 4 * len(notifications(alert(alert_type), known, AT))


@given(types, facts)
def test_whatever_is_told_has_a_reason_and_says_which_asset(alert_type, known):
    for told in notifications(alert(alert_type), known, AT):
        assert told.occasion.reasons
        assert known.symbol in told.occasion.title


@given(facts, st.floats(0.1, 4), st.floats(0.1, 4))
def test_a_stricter_alert_tells_nothing_that_a_laxer_one_does_not(known, one, other):
    lax, strict = sorted((one, other))
    told = [
        {
            each.notification_id
            for each in notifications(alert(conditions={"min_rating_change": limit}), known, AT)
        }
        for limit in (lax, strict)
    ]

    assert told[1] <= told[0]


@given(facts)
def test_the_first_rating_is_no_change(known):
    assert notifications(alert(), replace(known, before=None), AT) == []


@given(st.integers(0, 30))
def test_a_report_moves_from_not_yet_to_soon_to_past(days):
    today = date(2026, 11, 20)
    told = notifications(
        alert("earnings_soon"), Facts("AAPL", today, expected_on=today + timedelta(days)), AT
    )

    assert bool(told) == (days <= 3)


@given(types, st.floats(-2000, 2000))
def test_a_number_fits_within_its_bounds_only(alert_type, value):
    for name, bounds in TYPES[alert_type].conditions.items():
        assert bool(unfit(alert_type, {name: value})) != (bounds.lowest <= value <= bounds.highest)
        assert unfit(alert_type, {name: bounds.default}) == {}
    assert "unknown" in unfit(alert_type, {"unknown": value})


def test_an_alert_of_a_list_is_about_what_is_on_it_and_of_a_list_that_is_gone_about_nothing():
    listed = alert(symbol=None, watchlist_id="l")
    lost = alert(symbol=None, watchlist_id="gone")

    assert by_symbol([listed, lost, alert()], {("ann", "l"): ["AAPL", "IBM"]}) == {
        "AAPL": [listed, alert()],
        "IBM": [listed],
    }
    assert by_symbol([listed], {("bob", "l"): ["AAPL"]}) == {}
