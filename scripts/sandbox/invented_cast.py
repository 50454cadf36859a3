"""The invented companies of the committed data folder and what each is there to show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.sandbox import oddities
from scripts.sandbox.books import Kind
from scripts.sandbox.invented_company import Profile
from scripts.sandbox.oddities import Plant
from scripts.sandbox.price_walk import seeded
from scripts.sandbox.sector_templates import TEMPLATES, Template, character
from scripts.sandbox.vendor_shapes import Company

_BAR_DAYS = 268


@dataclass(frozen=True, slots=True)
class Role:
    profile: Profile
    shows: str  # a line of ODDITIES.md
    plants: Sequence[Plant] = ()
    reshape: Callable[[Company], None] | None = None
    truncated: str | None = None  # the function whose answer breaks off
    html: str | None = None  # the function that answers with an error page
    crlf: bool = False


def _template(industry: str) -> Template:
    return next(t for t in TEMPLATES if industry in t.industries)


def _profile(
    symbol: str, name: str, industry: str, quarter_musd: float, habits: dict[str, Any], **changes: Any
) -> Profile:
    """`quarter_musd` is the first quarter's revenue, in millions of the statement currency."""
    template, rng = _template(industry), seeded("habits", symbol)
    usual = template.habits
    # No two companies of an industry are alike; a bank keeps its margin of one.
    varied = {
        "gross_margin": min(1.0, usual["gross_margin"] * rng.uniform(0.94, 1.08)),
        "yearly_growth": usual.get("yearly_growth", 0.05) + rng.gauss(0.0, 0.03),
        "debt": usual.get("debt", 0.3) * rng.uniform(0.5, 1.6),
    }
    if template.habits.get("kind") is Kind.BANK:
        varied["gross_margin"] = 1.0
    return Profile(
        **{
            "symbol": symbol,
            "name": name,
            "sector": template.sector,
            "industry": industry,
            "character": character(template, quarter_musd * 1000, **{**varied, **habits}),
            "value_over_sales": template.value_over_sales * rng.uniform(0.75, 1.35),
            "beta": round(template.beta * rng.uniform(0.8, 1.25), 3),
            "bar_days": _BAR_DAYS,
            **changes,
        }
    )


_SHOP = "SPECIALTY RETAIL"
_STRONG = {"gross_margin": 0.6, "yearly_growth": 0.13, "noise": 0.015, "debt": 0.05, "payout": 0.2}
_FAILING = {
    "gross_margin": 0.19,
    "margin_drift": -0.002,
    "yearly_growth": -0.06,
    "research": 0.0,
    "selling": 0.165,
    "debt": 0.4,
    "interest_rate": 0.09,
    "plant": 0.75,
    "payout": 0.0,
    "buyback": 0.0,
    "receivable": 0.7,
    "payable": 1.2,
    "inventory": 0.1,
    "cash": 0.02,
}
_BOUGHT_BACK = {
    "gross_margin": 0.39,
    "yearly_growth": -0.04,
    "debt": 1.3,
    "interest_rate": 0.1,
    "payout": 0.0,
}
_RETAIL_NEWS = "nothing odd; reports on {day}, so the run of that day finds a new quarter"

CAST: tuple[Role, ...] = (
    Role(
        _profile("ZQAN", "Zanquora Instruments Inc", "SEMICONDUCTORS", 900, _STRONG, price=118.0, beta=0.82),
        "nothing odd: a strong company, growing, profitable and nearly free of debt",
    ),
    Role(
        _profile(
            "ZQFR",
            "Quibblewick Freight Lines",
            "TRUCKING",
            700,
            _FAILING,
            price=3.4,
            value_over_sales=0.06,
            beta=2.1,
        ),
        "nothing odd: a distressed company, shrinking, losing money and deep in debt",
    ),
    Role(
        _profile(
            "ZQNE", "Mogsworth Cinemas", "ENTERTAINMENT", 420, _BOUGHT_BACK, price=6.2, value_over_sales=0.5
        ),
        "nothing odd in the figures: a loss-maker with negative equity",
    ),
    Role(
        _profile(
            "ZQSH", "Skravance Oil Corp", "OIL & GAS E&P", 2100, {}, price=61.0, fiscal_year_end_month=1
        ),
        "commonStockSharesOutstanding in thousands in quarters 9 to 14, negative in older ones",
        (oddities.shares_in_thousands_then_negative,),
    ),
    Role(
        _profile("ZQCA", "Trelbury Residences", "REIT - RESIDENTIAL", 310, {}, price=88.0),
        "totalCurrentAssets 8 % above totalAssets in the two newest years and quarters",
        (oddities.current_assets_above_total,),
    ),
    Role(
        _profile("ZQHY", "Ploddermill Grain Co", "PACKAGED FOODS", 5200, {}, price=47.0),
        "a changed fiscal year: annual rows from the fourth on end in June, half a year after the third",
        (oddities.years_half_a_year_apart,),
    ),
    Role(
        _profile("ZQST", "Dromere Clearing House", "INSURANCE - LIFE", 1300, {}, price=132.0),
        "a stray annual row of 2024-06-30 with every figure and the currency None",
        (oddities.stray_year_without_figures,),
    ),
    Role(
        _profile("ZQPY", "Fizlope Toys Inc", _SHOP, 640, {}, price=28.0, report_lag_days=37),
        "the first annualEarnings row is a part year, dated at the newest quarter",
        (oddities.first_year_of_eps_is_a_part,),
    ),
    Role(
        _profile(
            "ZQAD",
            "Yaxthar Denki KK ADR",
            "ELECTRONIC COMPONENTS",
            95000,
            {},
            price=36.0,
            value_over_sales=2.5 / 150,
            currency="JPY",
            country="Japan",
        ),
        "an ADR: dollar price and EPS over statements and OVERVIEW totals in yen",
        (oddities.yen_behind_a_dollar_price,),
    ),
    Role(
        _profile(
            "QZB.B", "Zorwick Holdings Inc Class B", "INSURANCE - PROPERTY & CASUALTY", 6400, {}, price=310.0
        ),
        "a class share (QZB-B at the provider) whose EPS is 1,500 times too big",
        (oddities.eps_of_another_share_class,),
    ),
    Role(
        _profile("ZQBK", "Kwinbury Bancorp", "BANKS - REGIONAL", 880, {}, price=41.0, report_lag_days=19),
        "totalRevenue is revenue less interest expense, costOfRevenue the interest",
        (oddities.revenue_net_of_interest,),
    ),
    Role(
        _profile("ZQDD", "Vexaford Rail Works", "SPECIALTY INDUSTRIAL MACHINERY", 1500, {}, price=74.0),
        "balance sheets of the six newest quarters are dated a day before the other statements",
        (oddities.balance_dated_a_day_earlier,),
    ),
    Role(
        _profile(
            "ZQWK",
            "Blunmere Grocers",
            "GROCERY STORES",
            3300,
            {"seasons": (0.92, 0.92, 0.92, 1.24)},
            price=55.0,
            fiscal_year_end_month=8,
            report_lag_days=-10,
        ),
        "fiscal quarters of 12 and 16 weeks; fiscal 2022 and 2023 end in September, the others in August",
        reshape=oddities.quarters_of_12_and_16_weeks,
    ),
    Role(
        _profile("ZQRT", "Mogquora Towers Trust", "REIT - OFFICE", 260, {}, price=33.0),
        "liabilities plus equity 5 % below assets (minority interests in neither)",
        (oddities.equity_without_minority,),
    ),
    Role(
        _profile("ZQIN", "Trelnix Mutual Assurance", "INSURANCE - LIFE", 2200, {}, price=66.0),
        "liabilities count separate accounts, 8 % of assets, that total assets leave out",
        (oddities.liabilities_with_separate_accounts,),
    ),
    Role(
        _profile(
            "ZQNR", "Skrabury Cruises", "ENTERTAINMENT", 900, {"noise": 0.1}, price=22.0, report_lag_days=28
        ),
        "the sixth newest quarter has negative totalRevenue and grossProfit, so its year is not the sum",
        (oddities.quarter_of_negative_revenue,),
    ),
    Role(
        _profile("ZQCU", "Ploxo Mining", "STEEL", 480, {}, price=14.0),
        'reportedCurrency "None" in balance sheet and cash flow',
        (oddities.currency_none,),
    ),
    Role(
        _profile("ZQMX", "Drostine Timber", "SPECIALTY CHEMICALS", 390, {}, price=19.0, country="Canada"),
        "two currencies in one file: quarters before the last five say CAD",
        (oddities.currencies_mixed,),
    ),
    Role(
        _profile("ZQZE", "Quibnix Hobby Stores", _SHOP, 510, {}, price=17.5),
        "an estimate of 0, so surprisePercentage is None; the first annualEarnings row is a part year",
        (oddities.estimate_of_zero, oddities.first_year_of_eps_is_a_part),
    ),
    Role(
        _profile("ZQNM", "Fiz`dine & Söhne Brauhäuser", "PACKAGED FOODS", 350, {}, price=39.0),
        "a name with a back-tick, an ampersand and letters outside ASCII; files end lines with CRLF",
        crlf=True,
    ),
    Role(
        _profile("ZQRB", "Yaxford Garden Centres", _SHOP, 560, {}, price=31.0),
        "a quarter reported before it ended, in EARNINGS and in the calendar",
        (oddities.reported_before_the_quarter_ended,),
    ),
    Role(
        _profile("ZQNF", "Skradero Pharma", "DRUG MANUFACTURERS - GENERAL", 820, {}, price=52.0),
        'missing figures spelled "-", "" and "NaN", an infinite one (1e400) and a field left out',
        (oddities.figures_that_are_no_numbers,),
    ),
    Role(
        _profile("ZQTR", "Vexmere Software", "SOFTWARE - APPLICATION", 240, {}, price=83.0),
        "BALANCE_SHEET breaks off in the middle: must be quarantined",
        truncated="BALANCE_SHEET",
    ),
    Role(
        _profile("ZQHT", "Dronix Media", "TELECOM SERVICES", 610, {}, price=24.0),
        "BALANCE_SHEET answers with an HTML error page and status 200: must be quarantined",
        html="BALANCE_SHEET",
    ),
    Role(
        _profile("ZQSM", "Kwinthar Chemicals", "SPECIALTY CHEMICALS", 930, {}, price=45.0),
        "INCOME_STATEMENT is that of another symbol (ZQAN): must be quarantined",
        (oddities.income_of_another_symbol,),
    ),
    Role(
        _profile(
            "ZQDU",
            "Trelwick Cheese Rooms",
            _SHOP,
            480,
            {},
            price=26.0,
            fiscal_year_end_month=1,
            report_lag_days=26,
        ),
        "two calendar rows for one date with different fiscal ends; reports the day before the default day",
    ),
    Role(
        _profile(
            "ZQNX",
            "Moglope Outfitters",
            _SHOP,
            600,
            {},
            price=34.0,
            fiscal_year_end_month=1,
            report_lag_days=27,
        ),
        _RETAIL_NEWS.format(day="the default day"),
    ),
    Role(
        _profile(
            "ZQNY",
            "Zorzel Networks",
            "SOFTWARE - INFRASTRUCTURE",
            330,
            {},
            price=71.0,
            fiscal_year_end_month=1,
            report_lag_days=28,
            report_time="pre-market",
        ),
        _RETAIL_NEWS.format(day="the day after the default day"),
    ),
)
