"""Do per-share figures and the profile speak of the same company, share and currency as the statements?"""

from collections.abc import Iterator, Sequence

from functions.research.domain.figures import number
from functions.research.domain.findings import Finding
from functions.research.domain.overview import Overview
from functions.research.domain.periods import is_same_period
from functions.research.domain.statements import Period, Report, Statement
from functions.research.domain.validation.columns import Columns, column
from functions.research.domain.validation.evidence import about, amount

# Splits since the period divide EPS but not the share count of the time: twenty for one is the most a recent
# year sees. Another share class or a unit error multiplies by hundreds.
EPS_SCALE_LIMIT = 50
# Profits this close to zero per share are rounding, not scale.
SMALLEST_EPS = 0.05
# The profile counts one class or all of them, today's or last quarter's shares: a factor of twenty covers it.
SHARE_COUNT_LIMIT = 50
SHARES = "common_stock_shares_outstanding"


def check_market(columns: Columns, overview: Overview | None) -> Iterator[Finding]:
    """What is known of one company."""
    newest = _newest_in_a_currency(columns)
    is_foreign = bool(newest and overview and overview.currency not in (None, newest.currency))
    balances, earnings, income = (
        column(columns, statement, Period.ANNUAL).reports
        for statement in (Statement.BALANCE, Statement.EARNINGS, Statement.INCOME)
    )
    # EPS of a foreign company are per depositary receipt and in its currency: no scale to compare.
    if income and not is_foreign:
        yield from _eps_scale(income[-1], _at(balances, income[-1]), _at(earnings, income[-1]))
    if overview is not None and newest is not None and is_foreign:
        yield _foreign(newest, overview)
    if overview is not None and balances:
        yield from _share_count(balances[-1], overview)


def _newest_in_a_currency(columns: Columns) -> Report | None:
    stated = (next((r for r in reversed(each.reports) if r.currency), None) for each in columns.values())
    return max(
        (report for report in stated if report),
        key=lambda r: (r.fiscal_date, r.statement, r.period),
        default=None,
    )


def _at(reports: Sequence[Report], like: Report) -> Report | None:
    return next((r for r in reports if is_same_period(r.fiscal_date, like.fiscal_date)), None)


def _eps_scale(income: Report, balance: Report | None, earnings: Report | None) -> Iterator[Finding]:
    if balance is None or earnings is None:
        return
    net_income = number(income.figures, "net_income")
    shares, eps = number(balance.figures, SHARES), number(earnings.figures, "reported_eps")
    if net_income is None or shares is None or eps is None or shares <= 0:
        return
    implied = net_income / shares
    if abs(implied) < SMALLEST_EPS or abs(eps) < SMALLEST_EPS:
        return
    ratio = abs(eps / implied)
    if ratio > EPS_SCALE_LIMIT or ratio < 1 / EPS_SCALE_LIMIT:
        message = f"EPS {amount(eps)} is {ratio:,.4g} times net income per share {amount(implied)}"
        figures = {"reported_eps": eps, "net_income": net_income, SHARES: shares, "ratio": ratio}
        yield about(earnings, "EPS_SCALE_OFF", message, figures)


def _foreign(newest: Report, overview: Overview) -> Finding:
    message = f"statements are in {newest.currency} while price and market value are in {overview.currency}"
    figures = {"reported_currency": newest.currency, "profile_currency": overview.currency}
    return about(newest, "PROFILE_CURRENCY_DIFFERS", message, figures)


def _share_count(balance: Report, overview: Overview) -> Iterator[Finding]:
    counted, profile = number(balance.figures, SHARES), number(overview.figures, "shares_outstanding")
    if counted is None or profile is None or counted <= 0 or profile <= 0:
        return
    ratio = counted / profile
    if ratio > SHARE_COUNT_LIMIT or ratio < 1 / SHARE_COUNT_LIMIT:
        message = f"{amount(counted)} shares outstanding, the profile says {amount(profile)}"
        yield about(balance, "SHARES_DISAGREE_WITH_PROFILE", message, {SHARES: counted, "profile": profile})
