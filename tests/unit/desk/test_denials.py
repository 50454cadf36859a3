"""Every denial code, reached by an order that is otherwise good."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from functions.trading.domain import risk
from functions.trading.domain.denial_codes import MEANINGS
from functions.trading.domain.ledger import Purse
from functions.trading.domain.limits import read_configuration
from functions.trading.domain.orders import Side
from functions.trading.domain.risk import Account, Approval, Denial, OpenOrder, Question, assess
from functions.trading.domain.risk_checks import CHECKS
from tests.support.order_desk import NOON, listing, new_order, text

DAY, MINUTE = text(NOON)[:10], text(NOON)[:16]
RICH = Account(
    "acc",
    "ann",
    "active",
    "simulated",
    purse=Purse(Decimal(1_000_000)),
    free_shares={"ACME": Decimal(100)},
    held_shares={"ACME": Decimal(100)},
)


def asked(order=None, *, account=RICH, at=NOON, switch=None, listed=None, **limits):
    order = order or new_order("acc", Side.BUY, "1")
    settings = read_configuration(
        json.dumps({"version": "1", "limits": limits}, default=str), json.dumps(switch or {})
    )
    return Question(order, account, listed or listing(order.symbol), settings, at, NOON)


def buy(quantity="1", **fields):
    return new_order("acc", Side.BUY, quantity, **fields)


def sell(quantity="1", **fields):
    return new_order("acc", Side.SELL, quantity, **fields)


def resting(side, limit=None, worth=0, symbol="ACME"):
    return OpenOrder(symbol, side, limit, Decimal(worth))


NIGHT = NOON.replace(hour=3)
ACME = listing("ACME")
CASES = {
    "KILL_SWITCH_GLOBAL": asked(switch={"global": True}),
    "KILL_SWITCH_ACCOUNT": asked(switch={"accounts": ["acc"]}),
    "ACCOUNT_UNKNOWN": asked(account=Account("acc", "", "", "")),
    "ACCOUNT_NOT_OWNED": asked(account=replace(RICH, user_id="bob")),
    "ACCOUNT_NOT_ACTIVE": asked(account=replace(RICH, status="suspended")),
    "ACCOUNT_OWES_CASH": asked(account=replace(RICH, purse=Purse(Decimal(0), Decimal(-1)))),
    "ORDER_TOO_OLD": asked(at=NOON + timedelta(seconds=61), oldest_order_seconds=60),
    "ORDER_FROM_THE_FUTURE": asked(at=NOON - timedelta(seconds=31)),
    "ORDER_TYPE_NOT_ALLOWED": asked(order_types=["limit"]),
    "TIME_IN_FORCE_NOT_ALLOWED": asked(times_in_force=["gtc"]),
    "TIME_IN_FORCE_NEEDS_PRICE_NOW": asked(buy(stop="110", time_in_force="ioc")),
    "SYMBOL_UNKNOWN": asked(buy(symbol="NOPE")),
    "SYMBOL_NOT_TRADABLE": asked(listed=replace(ACME, is_tradable=False)),
    "SYMBOL_NOT_ALLOWED": asked(allowed_symbols=["BOLT"]),
    "SYMBOL_RESTRICTED": asked(restricted_symbols=["ACME"]),
    "ASSET_CLASS_NOT_SUPPORTED": asked(listed=replace(ACME, asset_class="crypto")),
    "OTC_NOT_ALLOWED": asked(listed=replace(ACME, exchange="OTC")),
    "FRACTION_NOT_ALLOWED": asked(buy("0.5"), listed=replace(ACME, is_fractionable=False)),
    "FRACTION_NEEDS_MARKET_DAY": asked(buy("0.5", limit="100.00")),
    "MARKET_CLOSED": asked(buy(time_in_force="ioc"), at=NIGHT + timedelta(days=1)),
    "PRICE_UNKNOWN": asked(listed=replace(ACME, price=None, priced_on=None)),
    "PRICE_TOO_OLD": asked(listed=replace(ACME, priced_on="2026-11-13")),
    "PRICE_INCREMENT": asked(buy(limit="100.001")),
    "PRICE_ABOVE_BAND": asked(buy(limit="120.61")),
    "PRICE_BELOW_BAND": asked(buy(limit="80.39")),
    "STOP_ALREADY_PASSED": asked(buy(stop="100.50")),
    "STOP_LIMIT_CANNOT_FILL": asked(buy(stop="110.00", limit="109.99")),
    "QUANTITY_TOO_SMALL": asked(smallest_quantity="2"),
    "QUANTITY_TOO_LARGE": asked(buy("11"), largest_quantity="10"),
    "NOTIONAL_TOO_SMALL": asked(smallest_notional_usd="105.53"),
    "NOTIONAL_TOO_LARGE": asked(largest_notional_usd="105.52"),
    "DAILY_NOTIONAL": asked(
        account=replace(RICH, notional_by_period={DAY: Decimal(900)}), largest_daily_notional_usd="1000"
    ),
    "VOLUME_SHARE": asked(listed=replace(ACME, volume=Decimal(9))),
    "POSITION_TOO_LARGE": asked(largest_position_usd="10150"),
    "POSITION_TOO_CONCENTRATED": asked(
        account=replace(RICH, purse=Purse(Decimal(150))), largest_position_fraction="0.9"
    ),
    "OPEN_ORDERS": asked(account=replace(RICH, open_count=7), most_open_orders=7),
    "OPEN_ORDERS_OF_SYMBOL": asked(
        account=replace(RICH, open_orders=(resting(Side.BUY),) * 3), most_open_orders_per_symbol=3
    ),
    "ORDERS_PER_MINUTE": asked(account=replace(RICH, orders_by_period={MINUTE: 5}), most_orders_per_minute=5),
    "ORDERS_PER_DAY": asked(account=replace(RICH, orders_by_period={DAY: 5}), most_orders_per_day=5),
    "SELF_TRADE": asked(
        buy(limit="101.00"), account=replace(RICH, open_orders=(resting(Side.SELL, Decimal(101)),))
    ),
    "BUYING_POWER": asked(account=replace(RICH, purse=Purse(Decimal("105.52")))),
    "SHARES_NOT_HELD": asked(sell("101")),
}


def test_every_code_has_a_case_and_there_are_at_least_twenty_five():
    assert CASES.keys() == MEANINGS.keys()
    assert len(MEANINGS) >= 25


@pytest.mark.parametrize("code", CASES)
def test_an_order_is_denied_by_name(code):
    denial = assess(CASES[code], CHECKS)

    assert isinstance(denial, Denial)
    assert denial.code == code
    assert denial.reason


JUST_GOOD = {
    "the youngest order that is not from the future": asked(at=NOON - timedelta(seconds=30)),
    "the oldest order that is not too old": asked(at=NOON + timedelta(seconds=60), oldest_order_seconds=60),
    "a limit at the upper edge of the band": asked(buy(limit="120.60")),
    "a limit at the lower edge of the band": asked(buy(limit="80.40")),
    "a stop one cent above the market": asked(buy(stop="100.51")),
    "a limit at its own stop": asked(buy(stop="110.00", limit="110.00")),
    "the smallest quantity": asked(buy("2"), smallest_quantity="2"),
    "the largest quantity": asked(buy("10"), largest_quantity="10"),
    "exactly the cash it may cost": asked(
        account=replace(RICH, purse=Purse(Decimal("105.525")), held_shares={})
    ),
    "all the shares there are": asked(sell("100")),
    "the last order of the minute": asked(
        account=replace(RICH, orders_by_period={MINUTE: 4}), most_orders_per_minute=5
    ),
    "an own order on the other side that it cannot meet": asked(
        buy(limit="100.99"), account=replace(RICH, open_orders=(resting(Side.SELL, Decimal(101)),))
    ),
    "a day order while the market is closed": asked(buy(), at=NIGHT + timedelta(days=1)),
    "four decimals below a dollar": asked(buy("10", symbol="CASK", limit="0.8501")),
    "a sale by an account that owes": asked(
        sell(), account=replace(RICH, purse=Purse(Decimal(0), Decimal(-1)))
    ),
}


@pytest.mark.parametrize("case", JUST_GOOD)
def test_the_other_side_of_every_edge_is_approved(case):
    assert isinstance(assess(JUST_GOOD[case], CHECKS), Approval)


def test_a_purchase_holds_back_the_most_it_may_cost():
    assert assess(asked(buy("2")), CHECKS) == Approval(Decimal("211.05"), Decimal(0), Decimal("211.05"))
    limited = assess(asked(buy("2", limit="90.00")), CHECKS)
    assert limited.cash == 180


def test_a_sale_holds_back_its_shares():
    assert assess(asked(sell("3")), CHECKS).shares == 3


def test_the_next_order_finds_what_the_one_before_left():
    order = buy("2")
    approval = assess(asked(order), CHECKS)

    after = risk.counted(risk.approved(RICH, order, approval), order, approval.worth)

    assert after.purse.cash == RICH.purse.cash - approval.cash
    assert after.open_count == 1
    assert after.orders_by_period == {DAY: 1, MINUTE: 1}
