"""Figures in as few signs as say what they are."""

# From here on the digits before the point say enough.
WHOLE_FROM = 100.0
UNITS = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))


def amount(value: float | None, unit: str = "") -> str:
    """`62.75 bn`, `9.6 %`, `1.04`; what rounds to zero has no sign."""
    if value is None:
        return "none"
    if unit == "percent":
        return f"{100 * value:z.1f} %"
    for size, name in UNITS:
        if abs(value) >= size:
            return f"{value / size:,.2f} {name}"
    return f"{value:.3g}" if abs(value) < WHOLE_FROM else f"{value:.0f}"
