"""Exact money and quantities: nine decimals, which is what the database keeps."""

from decimal import ROUND_HALF_EVEN, ROUND_UP, Decimal, InvalidOperation

ZERO = Decimal(0)
SMALLEST = Decimal("1e-9")
# Times the largest price, still within the 28 digits that Decimal computes with.
LARGEST = Decimal("1e12")


class NotAnAmount(ValueError):
    """Not a plain positive decimal that the database can hold."""


def positive(text: object, field: str) -> Decimal:
    """Raises NotAnAmount for anything but text such as "12.5"."""
    if not isinstance(text, str) or len(text) > 40:  # noqa: PLR2004  more digits than the database keeps
        raise NotAnAmount(f'{field} is {text!r:.60}: expected a decimal as text, such as "12.5"')
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise NotAnAmount(f'{field} is {text!r}: expected a decimal as text, such as "12.5"') from None
    if not amount.is_finite() or not ZERO < amount < LARGEST:
        raise NotAnAmount(f"{field} is {text!r}: expected more than 0 and less than 1e12")
    if amount != amount.quantize(SMALLEST):
        raise NotAnAmount(f"{field} is {text!r}: expected at most nine decimals")
    return amount


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(SMALLEST, ROUND_HALF_EVEN)


def rounded_up(amount: Decimal) -> Decimal:
    """For what is held back: never less than what may be needed."""
    return amount.quantize(SMALLEST, ROUND_UP)
