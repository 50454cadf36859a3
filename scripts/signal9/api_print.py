"""Answers of the API for people, on 80 columns."""

from collections.abc import Mapping, Sequence
from html import unescape
from re import sub
from typing import Any

from rich.console import Console
from rich.text import Text

from scripts.signal9.amounts import amount
from scripts.signal9.rating_table import STYLES, section, short, worded

Document = Mapping[str, Any]


def print_asset(console: Console, asset: Document, freshness: Document, rating: Document | None) -> None:
    console.print(Text(f"{asset['symbol']}  {asset['name']}", "bold"))
    tradable = "tradable" if asset["tradable"] else "not tradable"
    overview = asset["overview"] or {}
    facts = [asset["exchange"], asset["status"], tradable, asset["sector"], overview.get("industry")]
    console.print(Text(", ".join(filter(None, facts))))
    collected = freshness["last_collected_at"]
    age = freshness["latest_quarter_age_days"]
    quarter = f", newest quarter {freshness['latest_quarter']} ({age} d old)" if age is not None else ""
    console.print(Text(f"Collected {collected}{quarter}" if collected else "Never collected"))
    if asset["market_cap"] is not None:
        console.print(Text(f"Market value {amount(asset['market_cap'])}"))
    if freshness["next_report_on"]:
        console.print(Text(f"Next report on {freshness['next_report_on']}"))
    console.print()
    if rating:
        _print_rating(console, rating)
    for finding in freshness["findings"]:
        console.print(Text(f"{finding['code']}: {finding['message']}", "yellow"))
    for case in freshness["quarantined"]:
        console.print(Text(f"in quarantine: {' '.join(str(value) for value in case.values())}", "yellow"))


def _print_rating(console: Console, rating: Document) -> None:
    if rating["rating"] is None:
        console.print(Text(f"Not rated ({rating['reason']}): {rating['explanation']}", "yellow"), end="\n\n")
        return
    head = Text(f"Rating {rating['rating']:.1f} ")
    head.append(worded(rating["label"]), STYLES.get(rating["label"], ""))
    head.append(f", confidence {rating['confidence']:.0f} %, interval {_interval(rating)}")
    console.print(head.append(f", as of {rating['as_of']}"))
    for sign, side in (("+", "for"), ("-", "against")):
        for reason in rating["reasons"][side]:
            console.print(Text(f"  {sign} {reason['text']}"))
    for flag in rating["flags"]:
        console.print(Text(f"  ! {flag['code']}: {flag['message']}", "yellow"))
    console.print()


def print_assets(console: Console, assets: Sequence[Document]) -> None:
    rows = [
        (
            one["symbol"],
            Text(short(one["name"])),
            _number(one["rating"]),
            _label(one["rating_label"]),
            _percent(one["confidence"]),
            (one["rated_as_of"] or "")[:10],
        )
        for one in assets
    ]
    _print_table(console, "Ratings", ("Symbol", "Name", "Rating", "", "Conf.", "As of"), rows)


def print_history(console: Console, symbol: str, ratings: Sequence[Document]) -> None:
    rows = [
        (
            one["as_of"],
            _number(one["rating"]),
            _label(one["label"]),
            _percent(one["confidence"]),
            _interval(one),
            one["reason"] or "",
        )
        for one in ratings
    ]
    heads = ("As of", "Rating", "", "Conf.", "Interval", "Withheld for")
    _print_table(console, f"Ratings of {symbol}", heads, rows)


def print_hits(console: Console, found: Document) -> None:
    rows = [
        (
            ", ".join(hit["symbols"][:3]),
            Text(_plain(hit["title"])),
            worded(hit["label"] or "").lower(),
            (hit["date"] or "")[:10],
        )
        for hit in found["items"]
    ]
    kinds = {"asset": "Assets", "news": "Stories", "analysis": "Ratings"}
    heads = ("Symbol", "Title", "Label", "Date")
    _print_table(console, f"{kinds[found['type']]} for {found['query']!r}", heads, rows)


def print_screened(console: Console, companies: Sequence[Document]) -> None:
    figures = list(dict.fromkeys(name for one in companies for name in one["figures"]))[:3]
    rows = [
        (
            one["symbol"],
            Text(short(one["name"])),
            _number(one["rating"]),
            _label(one["label"]),
            *(amount(one["figures"][name]) if name in one["figures"] else "-" for name in figures),
        )
        for one in companies
    ]
    _print_table(console, "Companies", ("Symbol", "Name", "Rating", "", *figures), rows)


def print_stories(console: Console, stories: Sequence[Document]) -> None:
    rows = [
        (
            one["published_at"][:10],
            Text(_plain(one["title"])),
            (one["sentiment_label"] or "").lower(),
            ", ".join(about["symbol"] for about in one["about"][:3]),
        )
        for one in stories
    ]
    _print_table(console, "Stories", ("Day", "Title", "Mood", "About"), rows)


def print_expected(console: Console, reports: Sequence[Document]) -> None:
    times = {"bmo": "before the market", "amc": "after the market", "unknown": ""}
    rows = [
        (
            one["report_on"],
            one["symbol"],
            Text(short(one["name"])),
            times[one["report_time"]],
            "-" if one["estimated_eps"] is None else f"{one['estimated_eps']:.2f} {one['currency'] or ''}",
        )
        for one in reports
    ]
    _print_table(console, "Reports to come", ("Day", "Symbol", "Name", "When", "Expected EPS"), rows)


def _print_table(
    console: Console, title: str, heads: Sequence[str], rows: Sequence[Sequence[str | Text]]
) -> None:
    """The second column or the one of names takes what room there is."""
    if not rows:
        console.print(f"{title}: none.")
        return
    table = section(title)
    for head in heads:
        is_wide = head in ("Name", "Title")
        table.add_column(head, no_wrap=True, overflow="ellipsis", ratio=1 if is_wide else None)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.0f} %"


def _label(label: str | None) -> Text:
    return Text(worded(label or ""), STYLES.get(label or "", ""))


def _interval(rating: Document) -> str:
    low, high = rating.get("rating_low"), rating.get("rating_high")
    return "" if low is None or high is None else f"{low:.1f}-{high:.1f}"


def _plain(text: str) -> str:
    return unescape(sub(r"</?em>", "", text))
