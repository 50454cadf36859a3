"""Reading one number out of a report's figures."""

from functions.research.domain.statements import Figures

# No company reports a sextillion of any currency; keeping below it also keeps every ratio finite.
LARGEST_PLAUSIBLE = 1e21
SMALLEST_PLAUSIBLE = -LARGEST_PLAUSIBLE
# The same bounds for whole numbers, which compare with each other much faster than with fractions.
LARGEST_WHOLE = 10**21
SMALLEST_WHOLE = -LARGEST_WHOLE


def number(figures: Figures, name: str) -> float | None:
    """The figure as a float, or None when it is absent, is text, is not finite or is beyond belief."""
    value = figures.get(name)
    # A thousand figures are read for one rating: the exact type tells text, None and bool apart at once.
    if type(value) is int:
        return float(value) if SMALLEST_WHOLE <= value <= LARGEST_WHOLE else None
    if type(value) is float:
        return value if SMALLEST_PLAUSIBLE <= value <= LARGEST_PLAUSIBLE else None
    return None
