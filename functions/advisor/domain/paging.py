"""Pages of a list that is put together anew for each of them."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

_Item = TypeVar("_Item")


def page(
    items: Sequence[_Item], name: Callable[[_Item], str], *, after: str | None, limit: int
) -> tuple[list[_Item], str | None]:
    """The next items and where the page after them begins.

    `name` is unique in the list. A position holds the name of the last item shown, and its place for when
    that item has left the list meanwhile.
    """
    begin = 0 if after is None else _place_after(items, name, after)
    shown = list(islice(items, begin, begin + limit))
    end = begin + len(shown)
    return shown, f"{end}:{name(shown[-1])}" if shown and end < len(items) else None


def _place_after(items: Sequence[_Item], name: Callable[[_Item], str], after: str) -> int:
    place, _, last = after.partition(":")
    return next((number + 1 for number, item in enumerate(items) if name(item) == last), int(place))
