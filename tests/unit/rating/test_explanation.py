"""Explanations of single metrics: inputs, where they came from, what would change the grade."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.rating import spelled_out
from functions.research.domain.rating.declaration import Values
from functions.research.domain.rating.difference import difference
from functions.research.domain.rating.explanation import NothingMeasured, UnknownMetric, explain
from functions.research.domain.rating.moves import moves
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.rating.scoring import score
from functions.research.domain.statements import Statement

CODES = sorted({m.code for c in RULE_SET.components for b in c.blocks for m in b.metrics})


@pytest.fixture(scope="module")
def opened(rated, acme):
    def run(code, rows=None, **known):
        rows = acme.rows() if rows is None else rows
        return explain(rated(rows=rows, **known), code, RULE_SET, rows)

    return run


def test_a_ratio_shows_both_its_figures_and_where_they_came_from(opened, acme):
    [found] = opened("current_ratio")

    assert [one.wanted.name for one in found.inputs] == ["total_current_assets", "total_current_liabilities"]
    [figure] = found.inputs[0].figures
    assert figure.evidence.origin.fiscal_date == "2025-12-31"
    assert figure.evidence.origin.known_from == "2026-02-14"
    assert figure.evidence.origin.payload_hash == "balance_sheet-payload"
    assert found.inputs[0].value / found.inputs[1].value == pytest.approx(found.result.value)


def test_a_restated_figure_shows_both_values_and_both_dates(opened, acme):
    rows = acme.rows()
    [old] = [
        r for r in rows
        if r.report.statement is Statement.BALANCE and r.report.period == "A" and r.known_from == "2026-02-14"
    ]  # fmt: skip
    was = old.report.figures["total_current_assets"]
    figures = old.report.figures | {"total_current_assets": was + 1_000_000}
    restated = replace(
        old, report=replace(old.report, figures=figures), known_from="2026-02-20", payload_hash="restated"
    )

    [found] = opened("current_ratio", [*rows, restated])

    [figure] = found.inputs[0].figures
    assert (figure.evidence.value, figure.evidence.origin.known_from) == (was + 1_000_000, "2026-02-20")
    [before] = figure.restated_from
    assert (before.value, before.known_from, before.payload_hash) == (
        was, "2026-02-14", "balance_sheet-payload",
    )  # fmt: skip


def test_the_next_grade_is_reached_exactly_where_the_answer_says(opened):
    [found] = opened("current_ratio")
    values = {one.wanted.name: one.value for one in found.inputs}

    assert {change.score for change in found.changes} == {
        int(found.result.score), int(found.result.score) + 1
    }  # fmt: skip
    for change in found.changes:
        changed = Values(values | {change.input_name: change.value})
        reached = score(found.asked.metric.measure(changed), found.asked.anchors)
        assert reached == pytest.approx(change.score, abs=1e-6)


def test_a_metric_asked_in_two_components_is_explained_in_both(opened):
    assert [found.component for found in opened("return_on_equity")] == ["financial_health", "peers"]


def test_a_shown_metric_is_explained_without_a_grade(opened):
    [found] = opened("asset_turnover")

    assert found.component == ""
    assert (found.weight, found.pull, found.changes) == (0, 0, ())
    assert found.inputs


def test_pulls_of_all_metrics_lead_from_three_to_the_rating(rated, acme):
    rating = rated()
    codes = {m.metric.code for c in rating.components for m in c.result.metrics}
    uses = [use for code in codes for use in explain(rating, code, RULE_SET, acme.rows())]

    assert 3 + sum(use.pull for use in uses) == pytest.approx(rating.rating, abs=0.05 + 1e-9)


def test_a_code_nobody_knows_is_answered_with_the_nearest_ones(opened):
    with pytest.raises(
        UnknownMetric, match=r"curent_ratio: no such metric in rule set .*; near: current_ratio"
    ):
        opened("curent_ratio")


def test_without_figures_there_is_nothing_to_explain(rated):
    with pytest.raises(NothingMeasured, match="NO_STATEMENTS"):
        explain(rated([]), "current_ratio", RULE_SET, [])


def test_the_document_holds_every_figure_of_the_printed_page(opened):
    [document] = map(spelled_out.explanation, opened("net_debt_to_ebitda"))

    assert document["thresholds"][0] == {"score": 1, "value": 6.0}
    figures = [figure for one in document["inputs"] for figure in one["figures"]]
    assert all(figure["payload_hash"] and figure["known_from"] for figure in figures)
    assert document["component"] == "financial_health"


def test_moves_between_documents_agree_with_the_difference(rated):
    earlier, later = rated(as_of="2025-08-20T07:00:00Z"), rated()
    by_document = {
        (m.component, m.metric): m.points for m in moves(earlier.to_json(), later.to_json())
    }  # fmt: skip

    found = difference(earlier, later, RULE_SET)

    assert {(m.component, m.code): m.points for m in found.metrics} == pytest.approx(by_document, abs=1e-5)
    document = spelled_out.difference(found)
    assert document["points"] == pytest.approx(later.rating - earlier.rating)


def test_a_withheld_rating_has_no_moves(rated):
    assert moves(rated([]).to_json(), rated().to_json()) == []
    assert moves(rated().to_json(), rated([]).to_json()) == []


@settings(max_examples=25, deadline=None)
@given(code=st.sampled_from(CODES), factor=st.floats(-5, 5))
def test_any_metric_of_any_company_can_be_explained(rated, acme, code, factor):
    reports = acme.changed(
        acme.reports(),
        lambda f: {name: round(value * factor) for name, value in f.items()},
        days=["2025-12-31"],
    )
    rows = acme.rows(reports)
    rating = rated(rows=rows)
    if rating.facts is not None:
        for use in explain(rating, code, RULE_SET, rows):
            spelled_out.explanation(use)
