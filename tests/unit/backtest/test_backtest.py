"""Ratings of many moments are those of each moment by itself."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.backtest import Crowd, numbers, ratings, revenue_growth
from functions.research.domain.dossier import Dossier
from functions.research.domain.rating import rate
from functions.research.domain.rating.books import Books
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.statements import Statement
from functions.research.domain.validation import reviewed

MOMENTS = [f"{year}-05-27T07:00:00Z" for year in range(2019, 2027)]
FIRST_DAY, LAST_DAY = date(2017, 1, 1), date(2026, 12, 31)
SECTOR = "Industrials"


def rated(dossier, moments, crowd=None):
    crowd = crowd or alone(dossier, moments)
    return [rating.to_bytes() for rating in ratings(dossier, moments, crowd, RULE_SET)]


def alone(dossier, moments):
    crowd = Crowd(moments)
    crowd.add(dossier)
    return crowd


def by_itself(dossier, moments):
    """Each moment from books of its own, and nothing passed on but the ratings before."""
    earlier = []
    for as_of in moments:
        afresh = replace(dossier, books=Books(tuple(dossier.books)))
        rating = rate(afresh.known(as_of, earlier_ratings=tuple(earlier[:5])), as_of=as_of)
        earlier[:0] = [] if rating.rating is None else [rating.rating]
        yield rating.to_bytes()


def known_by(dossier, moment):
    """The same dossier, had it been closed at that moment."""
    return replace(
        dossier,
        books=Books(row for row in dossier.books if row.known_from <= moment),
        profiles=[told for told in dossier.profiles if told[0] <= moment],
    )


def test_moments_in_a_row_are_rated_as_each_by_itself(invented):
    for dossier in invented:
        assert rated(dossier, MOMENTS) == list(by_itself(dossier, MOMENTS))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dates(FIRST_DAY, LAST_DAY), unique=True))
def test_whatever_the_moments_each_is_rated_as_by_itself(invented, days):
    moments = [f"{day}T07:00:00Z" for day in sorted(days)]

    assert rated(invented[3], moments) == list(by_itself(invented[3], moments))


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_came_later_leaves_no_trace(invented, moment):
    moments = [one for one in MOMENTS if one <= moment]
    for dossier in invented[:4]:
        assert rated(known_by(dossier, moment), moments) == rated(dossier, moments)


def test_a_restatement_changes_ratings_from_the_moment_it_was_known(invented):
    [dossier, *_] = invented
    year = [row for row in dossier.books if row.report.fiscal_date.year == 2024]
    restated = [
        replace(
            row,
            known_from="2025-07-01",
            report=replace(row.report, figures=dict.fromkeys(row.report.figures, 1)),
        )
        for row in year
    ]
    with_both = replace(dossier, books=Books([*dossier.books, *restated]))

    same = [a == b for a, b in zip(rated(dossier, MOMENTS), rated(with_both, MOMENTS), strict=True)]

    assert same == [True] * 7 + [False]


def alike(invented):
    """Six companies of one industry and size."""
    *_, last = invented
    for number in range(6):
        figures = {"market_capitalization": 1_000_000 + number, "pe_ratio": 10.0 + number}
        profiles = [
            (moment, replace(profile, symbol=f"P{number}", sector=SECTOR, industry="X", figures=figures))
            for moment, profile in last.profiles
        ]
        yield replace(last, symbol=f"P{number}", profiles=profiles)


def test_peers_are_the_companies_at_hand_with_a_profile_of_the_last_months(invented):
    moments = ["2021-05-27T07:00:00Z", "2026-05-27T07:00:00Z", "2026-10-27T07:00:00Z"]
    crowd, companies = Crowd(moments), list(alike(invented))
    for dossier in companies:
        crowd.add(dossier)

    first, second, late = ratings(companies[2], moments, crowd, RULE_SET)

    assert first.peers is None, "nobody had a profile then"
    assert second.peers.symbols == ("P3", "P1", "P4", "P0", "P5")
    assert late.peers is None, "profiles of half a year ago say nothing of today"


def test_a_company_without_a_sector_or_a_profile_has_no_peers(invented):
    crowd = Crowd(MOMENTS)

    assert crowd.peers_of("ACME", None, MOMENTS[0]) is None
    nameless = replace(invented[0].profiles[-1][1], sector=None)
    dossier = replace(invented[0], profiles=[("2026-01-01", nameless)])
    crowd.add(dossier)
    assert crowd.peers_of(dossier.symbol, nameless, MOMENTS[-1]) is None


def test_stability_is_measured_over_the_ratings_of_the_look_back(invented):
    every = ratings(invented[0], MOMENTS, alone(invented[0], MOMENTS), RULE_SET)
    runs = [rating.stability.runs for rating in every if rating.rating is not None]

    assert runs == [1, 2, 3, 4, 5], "without a profile too little is known to rate it"


def test_growth_of_revenue_is_what_the_rating_says_of_it(invented):
    for dossier in invented:
        for rating in ratings(dossier, MOMENTS, alone(dossier, MOMENTS), RULE_SET):
            components = rating.to_json()["components"]
            measured = [
                m["value"] for c in components for m in c["metrics"] if m["code"] == "revenue_cagr_3y"
            ]
            assert [revenue_growth(dossier.books, rating.as_of)] == measured[:1]


def test_nothing_is_known_of_growth_without_reports(invented):
    assert revenue_growth(Books(()), MOMENTS[0]) is None


def test_numbers_are_those_of_the_document(invented):
    for rating in ratings(invented[0], MOMENTS, alone(invented[0], MOMENTS), RULE_SET):
        document, told = rating.to_json(), numbers(rating)
        for name in (
            "symbol",
            "as_of",
            "rating",
            "label",
            "score100",
            "confidence",
            "rating_low",
            "findings",
        ):
            assert told[name] == document[name]
        assert told["components"] == {c["code"]: c["score"] for c in document["components"]}
        assert told["flags"] == [flag["code"] for flag in document["flags"]]


def test_a_withheld_rating_says_why(invented):
    nothing = Dossier("ACME", Books(()))
    [rating] = ratings(nothing, MOMENTS[:1], alone(nothing, MOMENTS[:1]), RULE_SET)

    told = numbers(rating)

    assert (told["rating"], told["reason"], told["label"]) == (None, "NO_STATEMENTS", "not_rated")
    assert (told["basis"], told["components"], told["stability"]) == (None, {}, None)


def test_every_balance_sheet_is_checked_once_however_many_dates_see_it(invented, monkeypatch):
    dossier, checked = invented[0], []

    def counted(sheet):
        checked.append(sheet)
        return ()

    monkeypatch.setattr(reviewed, "check_sheet", counted)
    rated(dossier, MOMENTS)

    sheets = [row.report for row in dossier.books if row.report.statement is Statement.BALANCE]
    seen = [sheet for sheet in sheets if any(sheet is one for one in checked)]
    assert len(checked) == len(seen) > 30
