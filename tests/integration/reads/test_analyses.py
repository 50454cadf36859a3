"""Ratings over HTTP: whole, in parts, explained, and compared."""

import json
import math
from dataclasses import replace

import pytest

from functions.research import wiring
from functions.research.domain.rating import spelled_out
from functions.research.domain.statements import Period, Statement
from scripts.signal9 import arithmetic
from tests.support.shelf import rating_document

PARTS = {
    "GetFinancialHealth": "financial_health",
    "GetGrowth": "growth",
    "GetRiskAssessment": "risk",
    "GetMarketAnalysis": "market",
    "GetPeerComparison": "peers",
}


def test_an_analysis_is_the_stored_document(shelves):
    assert shelves.told("GetAnalysis", "ACME") == wiring.analyses().latest("ACME", until="9999")


def test_an_analysis_of_the_past_is_the_one_that_was_newest_then(shelves):
    then = shelves.told("GetAnalysis", "ACME", as_of="2026-05-11")

    assert then["as_of"] == "2026-05-08T07:00:00Z"
    assert shelves.ask("GetAnalysis", "ACME", as_of="2026-05-07").code == "not_found"


@pytest.mark.parametrize(("operation", "code"), sorted(PARTS.items()))
def test_a_part_has_the_figures_that_its_metrics_read_and_no_others(shelves, operation, code):
    whole, view = shelves.told("GetAnalysis", "ACME"), shelves.told(operation, "ACME")

    component = next(one for one in whole["components"] if one["code"] == code)
    assert view["component"]["score"] == component["score"]
    assert read_by([view["component"]], view) == read_by([component], whole)
    panels = [panel for panel in whole["panels"] if panel["code"] in {one["code"] for one in view["panels"]}]
    assert read_by(view["panels"], view) == read_by(panels, whole)
    named = {place for part in (view["component"], *view["panels"]) for place in places(part)}
    assert named == set(range(len(view["figures"])))


def places(part):
    return [place for metric in part["metrics"] for one in metric["inputs"] for place in one["figures"]]


def read_by(parts, document):
    return [document["figures"][place] for part in parts for place in places(part)]


def test_every_panel_stands_beside_one_component(shelves):
    whole = shelves.told("GetAnalysis", "ACME")
    shown = [panel["code"] for operation in PARTS for panel in shelves.told(operation, "ACME")["panels"]]

    left_out = {panel["code"] for panel in whole["panels"]} - set(shown)
    assert len(shown) == len(set(shown))
    assert left_out == set()


def test_a_withheld_rating_says_why_and_has_no_parts(shelves):
    rating, part = shelves.told("GetRating", "DUST"), shelves.told("GetGrowth", "DUST")

    assert (rating["rating"], rating["reason"]) == (None, "TOO_LITTLE_DATA")
    assert "could not be judged" in rating["explanation"]
    assert part["component"] is None


def test_a_rating_names_its_components_and_reasons(shelves):
    rating = shelves.told("GetRating", "ACME")

    assert [one["code"] for one in rating["components"]] == list(PARTS.values())
    assert rating["reasons"]["for"]


@pytest.mark.parametrize("metric", ["current_ratio", "return_on_equity", "gross_margin"])
@pytest.mark.parametrize("day", ["2026-05-08", "2026-05-12"])
def test_an_explanation_is_the_one_that_the_command_gives(shelves, metric, day):
    told = shelves.told("ExplainAsset", "ACME", metric=metric, as_of=day)

    by_command = [spelled_out.explanation(use) for use in arithmetic.explained("ACME", metric, day)]
    assert told == json.loads(json.dumps(by_command))
    assert told[0]["as_of"] == f"{day}T07:00:00Z"


def test_an_explanation_shows_what_a_figure_was_before_it_was_corrected(shelves):
    [year] = [
        row
        for row in wiring.statements().rows_of("ACME", Statement.INCOME)
        if (row.report.period, row.report.fiscal_date.year) == (Period.ANNUAL, 2025)
    ]
    report = replace(year.report, figures={**year.report.figures, "net_income": 1000})
    wiring.statements().add([replace(year, report=report, known_from="2026-03-01", content_hash="other")])

    [use, *_] = shelves.told("ExplainAsset", "ACME", metric="net_margin", as_of="2026-05-08")

    figures = [figure for one in use["inputs"] for figure in one["figures"] if figure["restated_from"]]
    assert [(figure["name"], figure["value"], figure["known_from"]) for figure in figures] == [
        ("net_income", 1000, "2026-03-01")
    ]
    assert figures[0]["restated_from"][0]["value"] == year.report.figures["net_income"]


def test_an_unknown_metric_is_answered_with_near_ones(shelves):
    refused = shelves.ask("ExplainAsset", "ACME", metric="curent_ratio")

    assert (refused.status, refused.code) == (422, "unknown_metric")
    assert "current_ratio" in refused.document["error"]["message"]


def test_nothing_is_explained_where_nothing_was_measured(shelves):
    refused = shelves.ask("ExplainAsset", "PEND", metric="current_ratio")

    assert (refused.status, refused.code) == (422, "nothing_measured")


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_the_history_of_ratings_is_paged_from_the_newest(library, limit):
    library.stack.holds("ACME")
    moments = [f"2026-05-{day:02}T07:00:00Z" for day in range(1, 8)]
    for as_of in moments:
        document = rating_document("ACME", 3.0, as_of, 10.0)
        wiring.analyses().put(document, analysis_id=as_of, sector=None)
    again = rating_document("ACME", 3.5, moments[3], 10.0)
    wiring.analyses().put(again, analysis_id="again", sector=None)

    pages = library.pages("ListRatings", "ACME", limit=limit)

    shown = [rating for page in pages for rating in page]
    assert [rating["as_of"] for rating in shown] == moments[::-1]
    assert shown[3]["analysis_id"] == "again"
    assert all(len(page) == limit for page in pages[:-1])


def test_a_difference_sums_to_what_the_rating_moved_by(shelves):
    moved = shelves.told("DiffRatings", "ACME", earlier="2026-05-08", later="2026-05-12")

    parts = [moved[name] for name in ("came_and_went", "by_weights", "by_rules", "by_caps", "by_rounding")]
    points = math.fsum([*(move["points"] for move in moved["inputs"]), *parts])
    assert math.isclose(points, moved["points"], abs_tol=1e-4)
    assert moved["inputs"]
    assert (moved["earlier"]["as_of"], moved["later"]["as_of"]) == (
        "2026-05-08T07:00:00Z",
        "2026-05-12T07:00:00Z",
    )


def test_a_difference_is_from_the_earlier_to_the_later_in_whatever_order_they_are_named(shelves):
    moved = shelves.told("DiffRatings", "ACME", earlier="2026-05-08", later="2026-05-12")

    assert shelves.told("DiffRatings", "ACME", earlier="2026-05-12", later="2026-05-08") == moved
