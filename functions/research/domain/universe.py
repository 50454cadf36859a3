"""What changed in the broker's catalogue since we last looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from functions.research.domain.assets import Asset

# A normal day lists or delists a handful of 11,000 names. A catalogue that lost a fifth is a bad answer.
LARGEST_CREDIBLE_LOSS = 0.20
# Below this many names the share says nothing.
SMALLEST_UNIVERSE = 20
# More new names than this in a day are no listings but a change of the catalogue; their turn comes as any.
MOST_NEW_LISTINGS = 25


class UniverseShrank(Exception):
    """The broker's answer lacks so many assets that delisting them would be rash; nothing was changed."""


@dataclass(frozen=True, slots=True)
class UniverseChange:
    new: tuple[Asset, ...]
    changed: tuple[Asset, ...]
    gone: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        return {"new": len(self.new), "changed": len(self.changed), "gone": len(self.gone)}

    def worth_collecting_now(self) -> tuple[Asset, ...]:
        tradable = tuple(asset for asset in self.new if asset.tradable)
        return tradable if len(tradable) <= MOST_NEW_LISTINGS else ()


def universe_change(listed: Sequence[Asset], held: Mapping[str, Asset]) -> UniverseChange:
    """`held` by symbol, inactive ones included. Raises UniverseShrank over a list too short to believe."""
    if not listed:
        raise UniverseShrank("the answer holds no usable asset; look at the stored payload")
    now = {asset.symbol: asset for asset in listed}
    active = {symbol for symbol, asset in held.items() if asset.status == "active"}
    gone = sorted(active - now.keys())
    if len(active) >= SMALLEST_UNIVERSE and len(gone) > LARGEST_CREDIBLE_LOSS * len(active):
        raise UniverseShrank(
            f"{len(gone)} of {len(active)} active assets are missing from an answer of {len(listed)};"
            f" more than {LARGEST_CREDIBLE_LOSS:.0%} is not believed: look at the stored payload"
        )
    return UniverseChange(
        new=tuple(asset for symbol, asset in sorted(now.items()) if symbol not in held),
        changed=tuple(a for s, a in sorted(now.items()) if s in held and _differs(a, held[s])),
        gone=tuple(gone),
    )


def _differs(listed: Asset, held: Asset) -> bool:
    # DynamoDB gives numbers back as decimals; their float value is what the broker sent.
    return replace(listed, cusip=listed.cusip or None) != held
