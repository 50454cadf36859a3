"""Write the invented cast, the oddities of the catalogue and of the calendar, and what each shows."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scripts.sandbox.folder_files import (
    add_bars,
    asset,
    payloads_of,
    write_provider_files,
)
from scripts.sandbox.invented_cast import CAST, Role
from scripts.sandbox.invented_company import invent
from scripts.sandbox.market_days import trading_days
from scripts.sandbox.price_walk import Temper, seeded, walk
from scripts.sandbox.vendor_shapes import Company, file_stem, to_text, write_text

_TRANSCRIPTS = ("ZQAN", "ZQBK")
_ERROR_PAGE = (
    "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n"
    "<body><h1>Bad gateway</h1><p>The upstream server did not answer.</p></body></html>\n"
)
_UNTRADED = {
    "tradable": False,
    "marginable": False,
    "maintenance_margin_requirement": 100,
    "margin_requirement_long": "100",
    "margin_requirement_short": "100",
    "shortable": False,
    "easy_to_borrow": False,
    "fractionable": False,
    "attributes": [],
}
_COIN = {
    "class": "crypto",
    "min_order_size": "0.01",
    "min_trade_increment": "0.000000001",
    "price_increment": "0.01",
}

# Assets that are no companies: symbol, name, exchange, differences from a usual asset, what they show.
OTHER_ASSETS: tuple[tuple[str, str, str, dict[str, Any], str], ...] = (
    (
        "ZQET",
        "Plo Imaginary Market ETF",
        "ARCA",
        {"attributes": ["has_options"]},
        "an ETF: tradable, no fundamentals",
    ),
    ("ZQOT", "BLUN REMNANTS INC Common Stock", "OTC", _UNTRADED, "active but not tradable, no fundamentals"),
    ("ZQIA", "Gonemill Corp", "NYSE", {**_UNTRADED, "status": "inactive"}, "an inactive asset"),
    ("ZQNA", "", "NASDAQ", {}, "an asset without a name, and without fundamentals"),
    (
        "ZQQ/USD",
        "Sandbox Coin / US Dollar",
        "CRYPTO",
        _COIN | _UNTRADED | {"tradable": True},
        "a crypto pair",
    ),
)


def add_cast(folder: Path, day: date) -> list[Company]:
    companies = []
    for role in CAST:
        company = invent(role.profile, seeded("cast", role.profile.symbol), day)
        if role.reshape:
            role.reshape(company)
        write_provider_files(folder, company.symbol, _texts(role, company, day))
        add_bars(folder, company)
        companies.append(company)
    fund = trading_days(day + timedelta(days=9), CAST[0].profile.bar_days)
    prices = walk(seeded("fund"), fund, Temper(1.0, 0.001, 8e5), close=102.5, on=day)
    write_text(folder / "alpaca" / "bars" / "ZQET.json", to_text(prices))
    return companies


def _texts(role: Role, company: Company, day: date) -> dict[str, str]:
    payloads = payloads_of(company, day)
    for plant in role.plants:
        plant(payloads)
    texts = {function: to_text(payload) for function, payload in payloads.items()}
    if role.truncated:
        whole = texts[role.truncated]
        texts[role.truncated] = whole[: len(whole) * 2 // 3]
    if role.html:
        texts[role.html] = _ERROR_PAGE
    if role.crlf:
        texts = {function: text.replace("\n", "\r\n") for function, text in texts.items()}
    return texts


def other_assets() -> list[dict[str, Any]]:
    return [asset(symbol, name, exchange, **changes) for symbol, name, exchange, changes, _ in OTHER_ASSETS]


def odd_calendar_rows(day: date) -> list[tuple[str, ...]]:
    """Two fiscal ends for one symbol and date, symbols nobody tracks, a report before its quarter ends."""

    def row(
        symbol: str, name: str, days: int, fiscal_end: str, rest: tuple[str, str, str]
    ) -> tuple[str, ...]:
        return (symbol, name, (day + timedelta(days=days)).isoformat(), fiscal_end, *rest)

    nothing = ("", "USD", "")
    return [
        row("ZQDU", "Trelwick Cheese Rooms", 91, "2026-06-30", ("0.41", "USD", "post-market")),
        row("ZQRB", "Yaxford Garden Centres", 26, "2026-06-30", ("0.55", "USD", "pre-market")),
        row("QUXUNK", "QUXUNK", 2, "2026-03-31", nothing),
        row("WIBBL-PA", "Wibbleton Preferred Series A", 5, "2026-04-30", nothing),
        row("GROMFF", "Grommet & Flange AB", 12, "2026-04-30", ("0.02", "SEK", "pre-market")),
        row("ZQET", "Plo Imaginary Market ETF", 20, "2026-04-30", nothing),
    ]


def add_transcripts(folder: Path, companies: list[Company]) -> None:
    """Short made-up calls about the two newest quarters of companies whose year ends in December."""
    for company in companies:
        if company.symbol in _TRANSCRIPTS:
            for period in company.quarterly[-2:]:
                quarter = f"{period.end.year}Q{(period.end.month + 2) // 3}"
                revenue_musd = (period.income["totalRevenue"] or 0) // 1_000_000
                call = _call(company, quarter, f"{revenue_musd:,} million dollars")
                name = f"{file_stem(company.symbol)}_{quarter}.json"
                write_text(folder / "alphavantage" / "EARNINGS_CALL_TRANSCRIPT" / name, to_text(call))


def _call(company: Company, quarter: str, revenue: str) -> dict[str, Any]:
    turns = (
        ("Operator", "Operator", f"Welcome to the made-up {quarter} call of {company.name}.", "0.0"),
        ("Ada Nemo", "CEO", f"Revenue was {revenue}. We hired, we shipped, and we kept our promises.", "0.6"),
        ("Bo Nullman", "CFO", "Margins held. Cash covers the next year without new debt.", "0.4"),
        ("Cy Placeholder", "Analyst", "What could go wrong from here?", "-0.2"),
        (
            "Ada Nemo",
            "CEO",
            "Orders could slow, and one supplier is late. We have told you the rest.",
            "-0.1",
        ),
    )
    names = ("speaker", "title", "content", "sentiment")
    spoken = [dict(zip(names, turn, strict=True)) for turn in turns]
    return {"symbol": file_stem(company.symbol), "quarter": quarter, "transcript": spoken}


def oddities_text() -> str:
    """ODDITIES.md."""
    lines = ["# Invented companies and what each shows", ""]
    lines += [
        "Names, accounts, prices and news are made up. But for what a line says, accounts are consistent:",
        "assets equal liabilities plus equity, quarters add up to years, net income is one figure.",
        "",
        "| symbol | name | shows |",
        "|---|---|---|",
    ]
    lines += [f"| {r.profile.symbol} | {r.profile.name} | {r.shows} |" for r in CAST]
    lines += [f"| {symbol} | {name or '(none)'} | {shows} |" for symbol, name, _, _, shows in OTHER_ASSETS]
    lines += ["", "## Calendar and news", "", *(f"- {line}" for line in _FEEDS)]
    return "\n".join(lines) + "\n"


_FEEDS = (
    "EARNINGS_CALENDAR ends lines with CRLF and has a timeOfTheDay column; many estimates are empty.",
    "ZQDU has two rows for one date with different fiscal ends.",
    "ZQRB has a row whose report date is before its fiscal end.",
    "QUXUNK, WIBBL-PA and GROMFF are symbols the broker does not list; ZQET has a row without fundamentals.",
    "Seven articles appear twice, the second time with tracking parameters in the address.",
    "Some tickers are FOREX: or CRYPTO: ones, CRYPTO:ZQNX among them, which is not the share ZQNX.",
    "One article is an invented law firm's alert that names five companies with little relevance.",
    "Articles about real tickers say that nothing happened.",
)
