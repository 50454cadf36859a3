"""The methodology pages: what the rules say of themselves, in the words of their declarations."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path

from functions.research.domain.rating import confidence, firms, guards
from functions.research.domain.rating.composite import SMALLEST_WEIGHT
from functions.research.domain.rating.declaration import (
    EVERY_FIRM,
    TWELVE_MONTHS,
    Block,
    Component,
    FirmKind,
    Input,
    Metric,
    Panel,
    Series,
    Source,
)
from functions.research.domain.rating.evaluation import SMALLEST_COVERAGE
from functions.research.domain.rating.limits import LOWEST_LABEL, LOWEST_LETTER
from functions.research.domain.rating.rules import RuleSet
from functions.research.domain.rating.scoring import Anchors
from functions.research.domain.statements import Statement

OVERVIEW = Path(__file__).with_name("methodology_overview.txt")
FOLDER = Path(__file__).parents[2] / "docs" / "methodology"
WRITTEN_BY = "Written by `python -m scripts.build.documents` from the declarations in"
RULES_IN = "`functions/research/domain/rating/`."
# How firms.py recognises each kind; what is left is general.
KINDS: dict[FirmKind, Sequence[str]] = {
    FirmKind.BANK: firms.BANKS,
    FirmKind.INSURER: firms.INSURERS,
    FirmKind.PROPERTY: firms.PROPERTY_INDUSTRIES,
    FirmKind.UTILITY: firms.UTILITY_INDUSTRIES,
    FirmKind.FINANCIAL: firms.FINANCIAL_INDUSTRIES,
    FirmKind.MANUFACTURER: firms.MANUFACTURING_INDUSTRIES,
}
ORIGINS = {
    Statement.INCOME: "income statement",
    Statement.BALANCE: "balance sheet",
    Statement.CASH_FLOW: "cash flow statement",
    Statement.EARNINGS: "reported earnings per share",
    Source.PROFILE: "company profile",
    Source.PRICES: "daily prices",
    Source.NEWS: "news sentiment",
    Source.PEERS: "peer group",
}
YEARS_BACK = ("", ", the year before", ", two years before", ", three years before", ", four years before")


def pages(rules: RuleSet) -> dict[Path, str]:
    """Every page by its file."""
    found = {FOLDER / "README.md": _overview(rules), FOLDER / "shown.md": panels_page(rules.panels)}
    return found | {FOLDER / _file(c): component_page(c) for c in rules.components}


def _overview(rules: RuleSet) -> str:
    limits = rules.limits
    graded = sum(len(block.metrics) for component in rules.components for block in component.blocks)
    return OVERVIEW.read_text().format(
        written_by=WRITTEN_BY,
        rules_in=RULES_IN,
        version=rules.version,
        content_hash=rules.content_hash,
        graded=graded,
        shown=sum(len(panel.metrics) for panel in rules.panels),
        coverage=_percent(SMALLEST_COVERAGE),
        available=_percent(SMALLEST_WEIGHT),
        components="\n".join(map(_component_row, rules.components)),
        panels=", ".join(panel.name.lower() for panel in rules.panels),
        words="\n".join(_word_rows(rules)),
        caps="\n".join(f"| `{flag}` | {cap:g} |" for flag, cap in limits.caps.items()),
        stale_days=guards.STALE_DAYS,
        stale_confidence=guards.STALE_CONFIDENCE_PERCENT,
        kinds="\n".join(f"| {kind} | {', '.join(words)} |" for kind, words in KINDS.items()),
        quarter_lag=confidence.QUARTER_FILING_DAYS,
        annual_lag=confidence.YEAR_FILING_DAYS,
        stale_worth=_percent(confidence.STALE_WORTH),
        half_worth=confidence.HALF_WORTH_DAYS,
        warning_cost=_percent(confidence.WARNING_COST),
        lowest_quality=_percent(confidence.LOWEST_QUALITY),
        floor=limits.confidence_floor_percent,
        z=confidence.Z_95,
        unknown=confidence.UNKNOWN_SPREAD,
    )


def _component_row(component: Component) -> str:
    rules = sum(len(block.metrics) for block in component.blocks)
    return f"| [{component.name}]({_file(component)}) | {_percent(component.weight)} | {rules} |"


def _word_rows(rules: RuleSet) -> Iterable[str]:
    labels = [(name, f"{limit:g}") for limit, name in rules.limits.labels] + [(LOWEST_LABEL, "1")]
    letters = [(name, f"{limit:g}") for limit, name in rules.limits.letters] + [(LOWEST_LETTER, "0")]
    for (label, limit), (letter, points) in zip_longest(labels, letters, fillvalue=("", "")):
        yield f"| {label} | {limit} | | {letter} | {points} |"


def _file(component: Component) -> str:
    return f"{component.code.replace('_', '-')}.md"


def component_page(component: Component) -> str:
    lines = [
        f"# {component.name}",
        "",
        f"{WRITTEN_BY}",
        f"{RULES_IN} [How ratings are made](README.md).",
        "",
        f"{_percent(component.weight)} of the rating.",
        "",
    ]
    lines += ["| block | share | rules |", "|---|---|---|"]
    lines += [
        f"| {b.name} | {_percent(b.weight)} | {', '.join(m.name for m in b.metrics)} |"
        for b in component.blocks
    ]
    for block in component.blocks:
        lines += ["", f"## {block.name}", *_block(block)]
    return "\n".join((*lines, ""))


def panels_page(panels: Sequence[Panel]) -> str:
    lines = [
        "# Shown and not graded",
        "",
        f"{WRITTEN_BY}",
        f"{RULES_IN} [How ratings are made](README.md).",
        "",
        "They stand beside the rating and do not move it.",
    ]
    for panel in panels:
        lines += ["", f"## {panel.name}", ""]
        lines += ["| metric | formula | unit | reads | for | source |", "|---|---|---|---|---|---|"]
        lines += [_row(metric) for metric in panel.metrics]
    return "\n".join((*lines, ""))


def _block(block: Block) -> Iterable[str]:
    for metric in block.metrics:
        yield from _graded(metric)


def _graded(metric: Metric) -> Iterable[str]:
    yield from (
        "",
        f"### {metric.name}",
        "",
        f"`{metric.code}`, in {metric.unit}: {_cell(metric.formula)}",
        "",
    )
    yield from _scale(metric)
    yield ""
    if metric.period != TWELVE_MONTHS:
        yield f"- Period: {metric.period}."
    yield f"- Reads: {_reads(metric)}."
    yield f"- Judges: {_judged(metric)}. Weight in its block: {metric.weight:g}."
    yield f"- Without data: {metric.without_data}."
    yield f"- Source: {metric.source}."


def _scale(metric: Metric) -> Iterable[str]:
    scales = [("", metric.anchors)] if metric.anchors else []
    scales += [(kind.value, metric.anchors_for[kind]) for kind in sorted(metric.anchors_for)]
    yield "| scores | 1 | 2 | 3 | 4 | 5 | because |"
    yield "|---|---|---|---|---|---|---|"
    for kind, anchors in scales:
        yield f"| {kind or 'at'} | {_points(anchors, metric.unit)} | {_cell(anchors.reason)} |"


def _points(anchors: Anchors, unit: str) -> str:
    return " | ".join(_percent(p) if unit == "percent" else f"{p:g}" for p in anchors.points)


def _row(metric: Metric) -> str:
    name = f"{metric.name}<br>`{metric.code}`"
    cells = (name, metric.formula, metric.unit, _reads(metric), _judged(metric), metric.source)
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _reads(metric: Metric) -> str:
    return "; ".join(_input(wanted) for wanted in metric.inputs)


def _input(wanted: Input | Series) -> str:
    origin = ORIGINS[wanted.origin]
    if isinstance(wanted, Series):
        return f"`{wanted.field}` of {wanted.shortest} to {wanted.longest} {wanted.step.value} ({origin})"
    names = " or ".join(" + ".join(f"`{n}`" for n in names) for names in wanted.sums)
    when = YEARS_BACK[wanted.years_back]
    if wanted.quarters_back is not None:
        when = ", newest quarter" if not wanted.quarters_back else f", {wanted.quarters_back} quarters before"
    return f"{names} ({origin}{when}{'' if wanted.required else ', if there'})"


def _judged(metric: Metric) -> str:
    if metric.applies_to == EVERY_FIRM:
        return "every firm"
    left_out = EVERY_FIRM - metric.applies_to
    if len(left_out) < len(metric.applies_to):
        return "every firm but " + ", ".join(sorted(left_out))
    return ", ".join(sorted(metric.applies_to))


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
