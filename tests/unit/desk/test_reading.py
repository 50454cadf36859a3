"""Messages, limits, market hours, settlement of reports, classes of differences."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.trading.domain import market_calendar
from functions.trading.domain.brokers import Holding, NotThere, Report, TryLater, Unknown
from functions.trading.domain.fees import FeeSchedule
from functions.trading.domain.ledger import Purse
from functions.trading.domain.limits import BadConfiguration, read_configuration
from functions.trading.domain.messages import BadMessage, Cancellation, read_message
from functions.trading.domain.orders import Side, Status
from functions.trading.domain.reconciliation import Kind, classify, orphans, positions
from functions.trading.domain.settlement import ContradictoryReport, Standing, lost_sight, settle
from functions.trading.domain.transitions import IllegalTransition, require_legal
from tests.support.order_desk import NOON, message, new_order, text

ORDER = new_order("acc", Side.BUY, "10", limit="100.00")


def test_a_message_is_read_as_it_was_written():
    assert read_message(message(ORDER)) == ORDER


def test_a_cancellation_is_read():
    read = read_message(message(ORDER) | {"kind": "cancel"})

    assert isinstance(read, Cancellation)
    assert read.order_id == ORDER.order_id


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": 2},
        {"kind": "sell everything"},
        {"order_id": "6131744c-f554-5bbe-b942-84da16a73854"},
        {"account_id": "a b"},
        {"symbol": "acme"},
        {"side": "short"},
        {"quantity": "1e999"},
        {"quantity": 1.5},
        {"quantity": None},
        {"notional": "5"},
        {"limit_price": None},
        {"limit_price": "0.00001"},
        {"stop_price": "5"},
        {"submitted_at": "2026-11-20T12:00:00-05:00"},
        {"submitted_at": "2026-11-20T12:00:00"},
        {"submitted_at": None},
        {"user_id": "a\x00b"},
        {"client_order_id": "x" * 129},
    ],
)
def test_a_message_that_says_something_else_is_refused_by_name(change):
    with pytest.raises(BadMessage, match=r"expected|decides"):
        read_message(message(ORDER) | change)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), st.lists, max_leaves=5))
def test_no_document_is_read_by_accident(document):
    with pytest.raises(BadMessage):
        read_message(document)


@pytest.mark.parametrize(
    ("limits", "switch", "said"),
    [
        ("{", "{}", "limits is no JSON"),
        ("[]", "{}", "expected an object"),
        ("{}", "{}", "version"),
        ('{"version": "1", "extra": 1}', "{}", "unknown parts: extra"),
        ('{"version": "1", "limits": {"largest": 1}}', "{}", "unknown largest"),
        ('{"version": "1", "limits": {"most_open_orders": "many"}}', "{}", "expected int"),
        ('{"version": "1", "limits": {"most_open_orders": true}}', "{}", "expected int"),
        ('{"version": "1", "limits": {"band_fraction": "-1"}}', "{}", "0 or more"),
        ('{"version": "1", "limits": {"restricted_symbols": "ACME"}}', "{}", "list of texts"),
        ('{"version": "1"}', '{"global": "yes"}', "kill switch"),
    ],
)
def test_limits_that_cannot_be_read_stop_the_desk(limits, switch, said):
    with pytest.raises(BadConfiguration, match=said):
        read_configuration(limits, switch)


def test_two_documents_under_one_version_are_told_apart():
    first, second = (
        read_configuration(json.dumps({"version": "7", "limits": {"most_open_orders": n}}), "{}")
        for n in (1, 2)
    )

    assert first.version.startswith("7+")
    assert first.version != second.version


@pytest.mark.parametrize(
    "closed",
    [
        "2026-01-01",
        "2026-01-19",
        "2026-04-03",
        "2026-05-25",
        "2026-06-19",
        "2026-07-03",
        "2026-11-26",
        "2026-11-21",
    ],
)
def test_holidays_and_weekends_have_no_session(closed):
    assert market_calendar.session_on(date.fromisoformat(closed)) is None


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-20T14:29:59Z", False),
        ("2026-11-20T14:30:00Z", True),
        ("2026-11-20T20:59:59Z", True),
        ("2026-11-20T21:00:00Z", False),
        ("2026-07-01T13:30:00Z", True),
        ("2026-11-27T17:59:59Z", True),
        ("2026-11-27T18:00:00Z", False),
    ],
)
def test_hours_are_new_yorks(moment, is_open):
    assert market_calendar.is_open(datetime.fromisoformat(moment)) is is_open


def test_a_day_order_of_the_evening_lives_until_the_next_close():
    friday_evening = datetime(2026, 11, 20, 22, tzinfo=UTC)

    assert market_calendar.last_close_of_day_order(friday_evening) == datetime(2026, 11, 23, 21, tzinfo=UTC)


def standing(status=Status.ACCEPTED, filled="0", notional="0", **fields):
    known = Standing(
        ORDER, status, Decimal(1000), Decimal(0), Decimal(filled), Decimal(notional), "alpaca", "b1",
        text(NOON), text(NOON), cancel_requested=False,
    )  # fmt: skip
    return replace(known, **fields)


def report(status, filled="0", price=None):
    return Report(
        str(ORDER.order_id), "b1", Status(status), Decimal(filled), price and Decimal(price), text(NOON)
    )


def settled(before, after):
    return settle(before, after, Purse(), (), FeeSchedule())


def test_totals_become_the_difference_to_what_is_booked():
    change = settled(standing(Status.PARTIALLY_FILLED, "4", "396"), report("filled", "10", "99.5"))

    assert (change.execution.quantity, change.execution.notional) == (6, 599)
    assert change.standing.status is Status.FILLED
    assert change.standing.cash_reserved == 0


def test_an_older_report_takes_nothing_back():
    assert settled(standing(Status.PARTIALLY_FILLED, "4", "396"), report("accepted")) is None


def test_the_end_of_an_order_gives_its_reservation_back():
    change = settled(standing(), report("canceled"))

    assert [booked.kind for booked in change.booked] == ["release"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (standing(Status.CANCELED), report("filled", "10", "99")),
        (standing(), report("filled", "11", "99")),
        (standing(), report("filled", "9", "99")),
        (standing(), report("partially_filled", "5")),
        (standing(Status.PARTIALLY_FILLED, "5", "500"), report("filled", "10", "40")),
    ],
)
def test_reports_that_contradict_the_book_are_not_applied(before, after):
    with pytest.raises(ContradictoryReport):
        settled(before, after)


def test_only_an_order_at_work_becomes_unknown():
    assert lost_sight(standing(), text(NOON), "time-out").standing.status is Status.UNKNOWN
    assert lost_sight(standing(Status.UNKNOWN), text(NOON), "time-out") is None
    assert lost_sight(standing(Status.FILLED), text(NOON), "time-out") is None


@pytest.mark.parametrize(
    ("here", "there", "kind"),
    [
        (standing(), report("accepted"), Kind.MATCHED),
        (standing(broker_order_id=None), report("accepted"), Kind.STATUS_BEHIND),
        (standing(Status.UNKNOWN), report("accepted"), Kind.STATUS_BEHIND),
        (standing(), report("canceled"), Kind.STATUS_BEHIND),
        (standing(), report("filled", "10", "99"), Kind.UNKNOWN_FILL),
        (standing(Status.PARTIALLY_FILLED, "5", "5"), report("accepted", "4", "1"), Kind.AMBIGUOUS),
        (standing(), NotThere(), Kind.AMBIGUOUS),
        (standing(broker_order_id=None), NotThere(), Kind.NEVER_ARRIVED),
        (
            standing(broker_order_id=None, sent_at=text(NOON + timedelta(seconds=1))),
            NotThere(),
            Kind.IN_FLIGHT,
        ),
        (standing(), Unknown("no answer"), Kind.AMBIGUOUS),
        (standing(), TryLater("limit", 5), Kind.AMBIGUOUS),
    ],
)
def test_a_difference_has_a_class(here, there, kind):
    assert classify(here, there, NOON + timedelta(seconds=120)).kind is kind


def test_an_order_only_the_broker_has_is_an_orphan():
    [found] = orphans({}, [report("filled", "1", "9")])

    assert found.kind is Kind.ORPHAN_ORDER


def test_positions_are_compared_symbol_by_symbol():
    found = positions(
        {"ACME": Decimal(2), "BOLT": Decimal(1)}, [Holding("ACME", Decimal(2)), Holding("CASK", Decimal(1))]
    )

    assert [each.subject for each in found] == ["BOLT", "CASK"]


def test_what_leads_nowhere_is_refused_by_name():
    require_legal(Status.QUEUED, Status.ACCEPTED)
    with pytest.raises(IllegalTransition, match="it is final"):
        require_legal(Status.FILLED, Status.CANCELED)
