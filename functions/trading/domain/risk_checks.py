"""The checks, in the order in which they are asked: whether at all, who, what, when, price, size."""

from datetime import date, timedelta
from decimal import Decimal

from functions.trading.domain.amounts import ZERO
from functions.trading.domain.market_calendar import is_open, trading_days_between
from functions.trading.domain.orders import LIMITED, STOPPED, OrderType, Side, TimeInForce
from functions.trading.domain.risk import Check, Denial, Question, day_of, minute_of

_CLOCKS_DIFFER = timedelta(seconds=30)
_ONE_DOLLAR, _CENT = Decimal(1), Decimal("0.01")
_AT_ONCE = (TimeInForce.IOC, TimeInForce.FOK)


def switches(asked: Question) -> Denial | None:
    if asked.configuration.halted:
        return Denial("KILL_SWITCH_GLOBAL", "the desk is halted")
    if asked.order.account_id in asked.configuration.halted_accounts:
        return Denial("KILL_SWITCH_ACCOUNT", f"account {asked.order.account_id} is halted")
    return None


def ownership(asked: Question) -> Denial | None:
    account, order = asked.account, asked.order
    if not account.status:
        return Denial("ACCOUNT_UNKNOWN", f"account {order.account_id}")
    if account.user_id != order.user_id:
        return Denial("ACCOUNT_NOT_OWNED", f"account {order.account_id}")
    if account.status != "active":
        return Denial("ACCOUNT_NOT_ACTIVE", f"account {order.account_id} is {account.status}")
    if account.purse.owed and order.side is Side.BUY:
        return Denial("ACCOUNT_OWES_CASH", f"{-account.purse.owed} USD")
    return None


def kinds(asked: Question) -> Denial | None:
    order, limits = asked.order, asked.limits
    if order.order_type not in limits.order_types:
        return Denial("ORDER_TYPE_NOT_ALLOWED", f"{order.order_type}; allowed: {_listed(limits.order_types)}")
    if order.time_in_force not in limits.times_in_force:
        allowed = _listed(limits.times_in_force)
        return Denial("TIME_IN_FORCE_NOT_ALLOWED", f"{order.time_in_force}; allowed: {allowed}")
    if order.time_in_force in _AT_ONCE and order.order_type in STOPPED:
        return Denial("TIME_IN_FORCE_NEEDS_PRICE_NOW", f"{order.time_in_force} with {order.order_type}")
    return None


def symbols(asked: Question) -> Denial | None:
    listing, limits, symbol = asked.listing, asked.limits, asked.order.symbol
    if not listing.asset_class:
        return Denial("SYMBOL_UNKNOWN", symbol)
    if symbol in limits.restricted_symbols:
        return Denial("SYMBOL_RESTRICTED", symbol)
    if limits.allowed_symbols and symbol not in limits.allowed_symbols:
        return Denial("SYMBOL_NOT_ALLOWED", symbol)
    return None


def venues(asked: Question) -> Denial | None:
    listing, symbol = asked.listing, asked.order.symbol
    if listing.asset_class != "us_equity":
        return Denial("ASSET_CLASS_NOT_SUPPORTED", f"{symbol} is {listing.asset_class}")
    if not listing.is_tradable:
        return Denial("SYMBOL_NOT_TRADABLE", symbol)
    if listing.exchange == "OTC" and not asked.limits.otc:
        return Denial("OTC_NOT_ALLOWED", symbol)
    return None


def fractions(asked: Question) -> Denial | None:
    order = asked.order
    if order.quantity is not None and order.quantity == order.quantity.to_integral_value():
        return None
    if not asked.limits.fractions or not asked.listing.is_fractionable:
        return Denial("FRACTION_NOT_ALLOWED", order.symbol)
    if order.order_type is not OrderType.MARKET or order.time_in_force is not TimeInForce.DAY:
        return Denial("FRACTION_NEEDS_MARKET_DAY", f"{order.order_type}, {order.time_in_force}")
    return None


def times(asked: Question) -> Denial | None:
    age = asked.now - asked.submitted
    if age < -_CLOCKS_DIFFER:
        return Denial("ORDER_FROM_THE_FUTURE", f"submitted at {asked.order.submitted_at}")
    if age > timedelta(seconds=asked.limits.oldest_order_seconds):
        return Denial("ORDER_TOO_OLD", f"submitted at {asked.order.submitted_at}")
    if asked.limits.always_open or is_open(asked.now):
        return None
    if asked.order.time_in_force in _AT_ONCE or not asked.limits.closed_market_takes_orders:
        return Denial("MARKET_CLOSED", f"{asked.order.time_in_force} at {asked.now:%Y-%m-%d %H:%M} UTC")
    return None


def prices_known(asked: Question) -> Denial | None:
    listing = asked.listing
    if not listing.price or listing.priced_on is None:
        return Denial("PRICE_UNKNOWN", listing.symbol)
    age = trading_days_between(date.fromisoformat(listing.priced_on), asked.now.date())
    if age > asked.limits.oldest_price_sessions:
        return Denial("PRICE_TOO_OLD", f"{listing.symbol}: last price of {listing.priced_on}")
    return None


def prices(asked: Question) -> Denial | None:
    order, last, band = asked.order, asked.price, asked.limits.band_fraction
    for price in (order.limit_price, order.stop_price):
        if price is not None and price >= _ONE_DOLLAR and price % _CENT:
            return Denial("PRICE_INCREMENT", f"{price} USD")
    if order.limit_price is not None and order.limit_price > last * (1 + band):
        return Denial("PRICE_ABOVE_BAND", f"{order.limit_price} with a last price of {last}")
    if order.limit_price is not None and order.limit_price < last * (1 - band):
        return Denial("PRICE_BELOW_BAND", f"{order.limit_price} with a last price of {last}")
    return _stops(asked)


def _stops(asked: Question) -> Denial | None:
    order, is_buying = asked.order, asked.order.side is Side.BUY
    if order.stop_price is None:
        return None
    if order.stop_price <= asked.price if is_buying else order.stop_price >= asked.price:
        return Denial(
            "STOP_ALREADY_PASSED", f"{order.side} stop {order.stop_price}, last price {asked.price}"
        )
    if order.limit_price is None:
        return None
    if order.limit_price < order.stop_price if is_buying else order.limit_price > order.stop_price:
        return Denial("STOP_LIMIT_CANNOT_FILL", f"stop {order.stop_price}, limit {order.limit_price}")
    return None


def sizes(asked: Question) -> Denial | None:
    limits, quantity, worth = asked.limits, asked.quantity, asked.worth
    if quantity < limits.smallest_quantity:
        return Denial("QUANTITY_TOO_SMALL", f"{quantity}; smallest: {limits.smallest_quantity}")
    if quantity > limits.largest_quantity:
        return Denial("QUANTITY_TOO_LARGE", f"{quantity}; largest: {limits.largest_quantity}")
    if worth < limits.smallest_notional_usd:
        return Denial("NOTIONAL_TOO_SMALL", f"{worth} USD; smallest: {limits.smallest_notional_usd}")
    if worth > limits.largest_notional_usd:
        return Denial("NOTIONAL_TOO_LARGE", f"{worth} USD; largest: {limits.largest_notional_usd}")
    volume = asked.listing.volume
    if volume is not None and quantity > volume * limits.largest_volume_fraction:
        return Denial("VOLUME_SHARE", f"{quantity} of {volume} shares traded on {asked.listing.priced_on}")
    return None


def rates(asked: Question) -> Denial | None:
    account, limits, at = asked.account, asked.limits, asked.order.submitted_at
    day, minute = day_of(at), minute_of(at)
    if account.orders_by_period.get(minute, 0) >= limits.most_orders_per_minute:
        return Denial("ORDERS_PER_MINUTE", f"{limits.most_orders_per_minute} in the minute {minute}")
    if account.orders_by_period.get(day, 0) >= limits.most_orders_per_day:
        return Denial("ORDERS_PER_DAY", f"{limits.most_orders_per_day} on {day}")
    ordered = account.notional_by_period.get(day, ZERO)
    if ordered + asked.worth > limits.largest_daily_notional_usd:
        return Denial("DAILY_NOTIONAL", f"{ordered} USD ordered on {day}, and {asked.worth} now")
    return None


def open_orders(asked: Question) -> Denial | None:
    account, limits, symbol = asked.account, asked.limits, asked.order.symbol
    if account.open_count >= limits.most_open_orders:
        return Denial("OPEN_ORDERS", f"{account.open_count} open")
    same = [each for each in account.open_orders if each.symbol == symbol]
    if len(same) >= limits.most_open_orders_per_symbol:
        return Denial("OPEN_ORDERS_OF_SYMBOL", f"{len(same)} open in {symbol}")
    for other in same:
        if other.side is not asked.order.side and _could_trade(asked, other.limit_price):
            return Denial("SELF_TRADE", f"an open {other.side} order in {symbol} is on the other side")
    return None


def _could_trade(asked: Question, other: Decimal | None) -> bool:
    order = asked.order
    mine = order.limit_price if order.order_type in LIMITED else None
    if mine is None or other is None:
        return True
    return mine >= other if order.side is Side.BUY else mine <= other


def positions(asked: Question) -> Denial | None:
    account, order, limits = asked.account, asked.order, asked.limits
    if order.side is Side.SELL:
        return None
    coming = sum((each.worth for each in account.open_orders if each.symbol == order.symbol), ZERO)
    could_be = account.held_shares.get(order.symbol, ZERO) * asked.price + coming + asked.worth
    if could_be > limits.largest_position_usd:
        return Denial("POSITION_TOO_LARGE", f"{order.symbol} could be worth {could_be} USD")
    worth = account.purse.cash + account.cash_reserved + account.invested
    if could_be > max(worth, asked.cash_needed) * limits.largest_position_fraction:
        return Denial("POSITION_TOO_CONCENTRATED", f"{order.symbol}: {could_be} USD of {worth} USD")
    return None


def means(asked: Question) -> Denial | None:
    account, order = asked.account, asked.order
    if order.side is Side.BUY:
        if asked.cash_needed > account.purse.cash:
            return Denial("BUYING_POWER", f"{asked.cash_needed} USD needed, {account.purse.cash} free")
        return None
    free = account.free_shares.get(order.symbol, ZERO)
    if asked.quantity > free:
        return Denial("SHARES_NOT_HELD", f"{asked.quantity} wanted, {free} free")
    return None


CHECKS: tuple[Check, ...] = (
    switches,
    ownership,
    kinds,
    symbols,
    venues,
    fractions,
    times,
    prices_known,
    prices,
    sizes,
    rates,
    open_orders,
    means,
    positions,
)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
