import pytest

from functions.research.domain.findings import Severity
from functions.research.domain.validation import validate_payload

AS_OF = "2026-03-01T07:00:00Z"


@pytest.fixture
def sheet(acme):
    def build(assets, liabilities, equity, day="2025-12-31", **figures):
        totals = {
            "total_assets": assets,
            "total_liabilities": liabilities,
            "total_shareholder_equity": equity,
        }
        return acme.report("balance_sheet", day, **totals, **figures)

    return build


@pytest.mark.parametrize(
    ("equity", "expected"),
    [
        (400, []),
        (380, []),  # a gap of 2 %: rounding and small minority interests
        (379, ["MINORITY_INTEREST_GAP"]),
        (200, ["MINORITY_INTEREST_GAP"]),  # 20 %: a partnership-like group
        (199, ["BALANCE_IDENTITY_OFF"]),
        (420, []),
        (421, ["BALANCE_IDENTITY_OFF"]),  # no minority interest makes equity too large
    ],
)
def test_a_balance_sheet_balances_within_two_percent(sheet, codes, equity, expected):
    assert codes(validate_payload([sheet(1000, 600, equity)], as_of=AS_OF)) == expected


def test_a_minority_interest_costs_no_confidence(sheet):
    [finding] = validate_payload([sheet(1000, 600, 320)], as_of=AS_OF)

    assert finding.severity is Severity.NOTE
    assert finding.figures["gap_percent"] == 8.0
    assert finding.statement == "balance_sheet"
    assert finding.fiscal_date == "2025-12-31"


@pytest.mark.parametrize("missing", ["total_assets", "total_liabilities", "total_shareholder_equity"])
def test_a_missing_total_is_not_taken_for_zero(acme, missing):
    totals = {"total_assets": 1000, "total_liabilities": 600, "total_shareholder_equity": 400}
    report = acme.report("balance_sheet", "2025-12-31", **{**totals, missing: None})

    assert validate_payload([report], as_of=AS_OF) == []


@pytest.mark.parametrize(
    ("unexplained", "is_hard"),
    [
        ((510, 510, 0), True),
        ((510, 510, 0, 0), False),  # half of the sheets is no majority
        ((500, 500, 500), False),  # half of assets is not more than half
        ((-600, -600), True),
    ],
)
def test_a_payload_whose_balance_sheets_mostly_do_not_balance_is_unusable(sheet, unexplained, is_hard):
    sheets = [sheet(1000, 600, 400 - gap, f"{2020 + year}-12-31") for year, gap in enumerate(unexplained)]

    hard = [f.code for f in validate_payload(sheets, as_of=AS_OF) if f.severity is Severity.HARD]

    assert hard == (["BALANCE_IDENTITY_BROKEN"] if is_hard else [])


@pytest.mark.parametrize(("current", "expected"), [(1005, []), (1006, ["CURRENT_ASSETS_ABOVE_TOTAL"])])
def test_current_assets_are_part_of_all_assets(sheet, codes, current, expected):
    assert (
        codes(validate_payload([sheet(1000, 600, 400, total_current_assets=current)], as_of=AS_OF))
        == expected
    )


def test_current_liabilities_are_part_of_all_liabilities(sheet, codes):
    report = sheet(1000, 600, 400, total_current_liabilities=700)

    assert codes(validate_payload([report], as_of=AS_OF)) == ["CURRENT_LIABILITIES_ABOVE_TOTAL"]


@pytest.mark.parametrize("assets", [0, -5])
def test_a_company_without_assets_is_odd(sheet, codes, assets):
    assert codes(validate_payload([sheet(assets, 0, 0)], as_of=AS_OF)) == ["ASSETS_NOT_POSITIVE"]
