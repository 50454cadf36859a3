"""What follows by arithmetic from the figures a filing states, under the provider's field names."""

from scripts.sandbox.vendor_shapes import Amounts


def income(stated: Amounts, cash_flow: Amounts) -> Amounts:
    figures = dict(stated)
    figures["costofGoodsAndServicesSold"] = stated.get("costOfRevenue")
    if figures.get("grossProfit") is None:
        figures["grossProfit"] = less(stated.get("totalRevenue"), stated.get("costOfRevenue"))
    if figures.get("operatingExpenses") is None:
        figures["operatingExpenses"] = less(figures["grossProfit"], stated.get("operatingIncome"))
    if figures.get("netIncomeFromContinuingOperations") is None:
        figures["netIncomeFromContinuingOperations"] = stated.get("netIncome")
    if figures.get("incomeBeforeTax") is None:
        figures["incomeBeforeTax"] = _plus(
            figures["netIncomeFromContinuingOperations"], stated.get("incomeTaxExpense")
        )
    figures["netInterestIncome"] = less(stated.get("interestIncome"), stated.get("interestExpense"))
    depreciation = cash_flow.get("depreciationDepletionAndAmortization")
    figures["depreciationAndAmortization"] = depreciation
    before_interest = _plus(figures["incomeBeforeTax"], stated.get("interestExpense"))
    figures["ebit"] = stated.get("operatingIncome") if before_interest is None else before_interest
    figures["ebitda"] = _plus(figures["ebit"], depreciation)
    return figures


def cash_flow(stated: Amounts) -> Amounts:
    figures = dict(stated)
    repurchases = stated.get("paymentsForRepurchaseOfCommonStock")
    figures["paymentsForRepurchaseOfEquity"] = repurchases
    figures["proceedsFromRepurchaseOfEquity"] = None if repurchases is None else -repurchases
    figures["dividendPayoutCommonStock"] = stated.get("dividendPayout")
    return figures


def balance(stated: Amounts) -> Amounts:
    """The part of debt beyond a year is the provider's longTermDebt."""
    figures = dict(stated)
    figures["cashAndShortTermInvestments"] = known_sum(
        stated.get("cashAndCashEquivalentsAtCarryingValue"), stated.get("shortTermInvestments")
    )
    figures["totalNonCurrentAssets"] = less(stated.get("totalAssets"), stated.get("totalCurrentAssets"))
    figures["totalNonCurrentLiabilities"] = less(
        stated.get("totalLiabilities"), stated.get("totalCurrentLiabilities")
    )
    figures["intangibleAssets"] = stated.get("intangibleAssetsExcludingGoodwill")
    figures["longTermDebt"] = stated.get("longTermDebtNoncurrent")
    figures["shortLongTermDebtTotal"] = known_sum(
        stated.get("longTermDebtNoncurrent"), stated.get("shortTermDebt")
    )
    return figures


def known_sum(*amounts: int | None) -> int | None:
    """The known ones added up; None when none is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
