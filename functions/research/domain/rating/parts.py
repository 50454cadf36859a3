"""Parts of the balance sheet, which cannot exceed their whole."""

from functions.research.domain.rating.declaration import Missing, NotApplicable, Outcome, Values


def share_of_assets(amount: float, values: Values, field: str) -> Outcome:
    """`field` is what is doubted when the part is larger than all assets; it may be negative."""
    assets = values["total_assets"]
    if assets <= 0:
        return NotApplicable("NO_ASSETS")
    return Missing(field) if amount > assets else amount / assets


def held_share_of_assets(amount: float, values: Values, field: str) -> Outcome:
    """Of something that is held or owed and thus cannot be negative."""
    return Missing(field) if amount < 0 else share_of_assets(amount, values, field)
