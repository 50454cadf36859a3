"""What is wrong with the answers of providers, planted into an invented company's payloads."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from scripts.sandbox.market_days import months_before
from scripts.sandbox.vendor_fields import STATEMENT_FIELDS
from scripts.sandbox.vendor_shapes import Company, Payloads

Plant = Callable[[Payloads], None]
Row = dict[str, str]

_STATEMENTS = tuple(STATEMENT_FIELDS)
_GROCER_QUARTER_WEEKS = (16, 12, 12, 12)  # newest first: the fourth quarter is the long one
_END_OF_53_WEEKS = date(2022, 9, 3)
_NEWEST_GROCER_QUARTER = date(2026, 5, 9)
_GROCER_LAG_DAYS = 12


def _rows(payloads: Payloads, function: str, *kinds: str) -> Iterator[Row]:
    for kind in kinds or ("annualReports", "quarterlyReports"):
        yield from payloads[function][kind]


def _scaled(row: Row, name: str, factor: float) -> None:
    if row[name] != "None":
        row[name] = str(round(int(row[name]) * factor))


def shares_in_thousands_then_negative(payloads: Payloads) -> None:
    """Older quarters count shares in thousands, the oldest ones turn negative."""
    quarterly = payloads["BALANCE_SHEET"]["quarterlyReports"]
    for row in quarterly[8:]:
        _scaled(row, "commonStockSharesOutstanding", 0.001)
    for row in quarterly[14:]:
        _scaled(row, "commonStockSharesOutstanding", -1)


def current_assets_above_total(payloads: Payloads) -> None:
    for kind in ("annualReports", "quarterlyReports"):
        for row in payloads["BALANCE_SHEET"][kind][:2]:
            whole = int(row["totalAssets"])
            row["totalCurrentAssets"] = str(round(whole * 1.08))
            row["totalNonCurrentAssets"] = str(whole - round(whole * 1.08))


def years_half_a_year_apart(payloads: Payloads) -> None:
    """A changed fiscal year: from the fourth row on, "annual" rows end in June of the third year."""
    for function in _STATEMENTS:
        for row in payloads[function]["annualReports"][3:]:
            row["fiscalDateEnding"] = months_before(
                date.fromisoformat(row["fiscalDateEnding"]), -6
            ).isoformat()


def stray_year_without_figures(payloads: Payloads) -> None:
    for function in _STATEMENTS:
        years = payloads[function]["annualReports"]
        stray = dict.fromkeys(years[0], "None") | {"fiscalDateEnding": "2024-06-30"}
        years.insert(2, stray)


def first_year_of_eps_is_a_part(payloads: Payloads) -> None:
    """annualEarnings starts with the quarters since the last fiscal year end, dated at the newest quarter."""
    earnings = payloads["EARNINGS"]
    year_end = earnings["annualEarnings"][0]["fiscalDateEnding"]
    since = [row for row in earnings["quarterlyEarnings"] if row["fiscalDateEnding"] > year_end]
    total = sum(float(row["reportedEPS"]) for row in since)
    part = {"fiscalDateEnding": since[0]["fiscalDateEnding"], "reportedEPS": f"{total:.2f}"}
    earnings["annualEarnings"].insert(0, part)


def eps_of_another_share_class(payloads: Payloads) -> None:
    """EPS 1,500 times too big: it is that of the class A share."""
    for name in ("annualEarnings", "quarterlyEarnings"):
        for row in payloads["EARNINGS"][name]:
            for figure in ("reportedEPS", "estimatedEPS", "surprise"):
                if figure in row:
                    row[figure] = f"{float(row[figure]) * 1500:.2f}"


def revenue_net_of_interest(payloads: Payloads) -> None:
    """A bank's revenue is revenue less interest expense, with the interest named as the cost of it."""
    for row in _rows(payloads, "INCOME_STATEMENT"):
        row["costOfRevenue"] = row["interestExpense"]
        row["totalRevenue"] = str(int(row["totalRevenue"]) - int(row["interestExpense"]))


def balance_dated_a_day_earlier(payloads: Payloads) -> None:
    for row in payloads["BALANCE_SHEET"]["quarterlyReports"][:6]:
        day = date.fromisoformat(row["fiscalDateEnding"]) - timedelta(days=1)
        row["fiscalDateEnding"] = day.isoformat()


def quarters_of_12_and_16_weeks(company: Company) -> None:
    """Three quarters of 12 weeks and one of 16; years end on the Saturday nearest to 31 August."""
    end, dates = _NEWEST_GROCER_QUARTER, {}
    newest = company.quarterly[-1].end
    # The newest quarter is the third, so the walk starts one step into the pattern.
    for step in range(28):
        dates[months_before(newest, 3 * step)] = end
        weeks = _GROCER_QUARTER_WEEKS[(step + 1) % 4]
        end -= timedelta(weeks=weeks + (end == _END_OF_53_WEEKS))
    for period in (*company.annual, *company.quarterly):
        period.end = dates[period.end]
        period.reported_on = period.end + timedelta(days=_GROCER_LAG_DAYS)


def equity_without_minority(payloads: Payloads) -> None:
    """Liabilities and equity stop 5 % short of assets: partners' interests are in neither."""
    for row in _rows(payloads, "BALANCE_SHEET"):
        missing = int(row["totalAssets"]) // 20
        row["totalShareholderEquity"] = str(int(row["totalShareholderEquity"]) - missing)


def liabilities_with_separate_accounts(payloads: Payloads) -> None:
    """Liabilities count what is held for policyholders, 8 % of assets; total assets leave it out."""
    for row in _rows(payloads, "BALANCE_SHEET"):
        held = int(row["totalAssets"]) * 8 // 100
        row["totalLiabilities"] = str(int(row["totalLiabilities"]) + held)


def quarter_of_negative_revenue(payloads: Payloads) -> None:
    row = payloads["INCOME_STATEMENT"]["quarterlyReports"][5]
    row["totalRevenue"] = str(-int(row["totalRevenue"]) // 9)
    row["grossProfit"] = str(int(row["totalRevenue"]) - int(row["costOfRevenue"]))


def currency_none(payloads: Payloads) -> None:
    for function in ("BALANCE_SHEET", "CASH_FLOW"):
        for row in _rows(payloads, function):
            row["reportedCurrency"] = "None"


def currencies_mixed(payloads: Payloads) -> None:
    """Quarters before the last five are in Canadian dollars, though the annual rows are not."""
    for function in _STATEMENTS:
        for row in payloads[function]["quarterlyReports"][5:]:
            row["reportedCurrency"] = "CAD"


def estimate_of_zero(payloads: Payloads) -> None:
    row = payloads["EARNINGS"]["quarterlyEarnings"][2]
    row |= {"estimatedEPS": "0", "surprise": row["reportedEPS"], "surprisePercentage": "None"}


def reported_before_the_quarter_ended(payloads: Payloads) -> None:
    row = payloads["EARNINGS"]["quarterlyEarnings"][1]
    row["reportedDate"] = (date.fromisoformat(row["fiscalDateEnding"]) - timedelta(days=12)).isoformat()


def figures_that_are_no_numbers(payloads: Payloads) -> None:
    """Missing spelled "-", "" and "NaN", an infinite figure, and a field left out."""
    newest = {function: payloads[function]["quarterlyReports"][0] for function in _STATEMENTS}
    newest["INCOME_STATEMENT"] |= {"interestExpense": "-", "researchAndDevelopment": ""}
    newest["BALANCE_SHEET"]["goodwill"] = "NaN"
    newest["CASH_FLOW"]["capitalExpenditures"] = "1e400"
    del newest["CASH_FLOW"]["stockBasedCompensation"]


def income_of_another_symbol(payloads: Payloads) -> None:
    payloads["INCOME_STATEMENT"]["symbol"] = "ZQAN"


def yen_behind_a_dollar_price(payloads: Payloads) -> None:
    """EPS is per share in dollars while the statements and the OVERVIEW totals are in yen."""
    earnings: dict[str, Any] = payloads["EARNINGS"]
    for row in (*earnings["annualEarnings"], *earnings["quarterlyEarnings"]):
        for figure in ("reportedEPS", "estimatedEPS", "surprise"):
            if row.get(figure, "None") != "None":
                row[figure] = f"{float(row[figure]) / 150:.2f}"
    overview = payloads["OVERVIEW"]
    for figure in ("EPS", "DilutedEPSTTM"):
        overview[figure] = f"{float(overview[figure]) / 150:.2f}"
    for multiple in ("PERatio", "TrailingPE"):
        overview[multiple] = f"{float(overview[multiple]) * 150:.2f}"
