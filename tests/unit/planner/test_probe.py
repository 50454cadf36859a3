from datetime import date

import pytest

from functions.research.domain.plans import FREE, plan_named
from functions.research.domain.probe import CallsNeeded, FullCollection, calls_needed, needs_full_collection

PREMIUM = plan_named("premium-75")
STORED = date(2026, 6, 30)
AS_OF = "2026-11-20T07:00:00Z"


@pytest.mark.parametrize(
    ("trigger", "plan", "needed"),
    [
        ("regular", FREE, CallsNeeded(certain=1, at_most=5)),
        ("regular", PREMIUM, CallsNeeded(certain=1, at_most=6)),
        ("earnings", FREE, CallsNeeded(certain=1, at_most=5)),
        ("earnings", PREMIUM, CallsNeeded(certain=6, at_most=6)),
        ("new_asset", FREE, CallsNeeded(certain=5, at_most=5)),
        ("on_demand", FREE, CallsNeeded(certain=5, at_most=5)),
        ("manual", PREMIUM, CallsNeeded(certain=6, at_most=6)),
    ],
)
def test_a_visit_nobody_asked_for_starts_with_one_call(trigger, plan, needed):
    assert calls_needed(trigger, plan, STORED) == needed


def test_a_company_of_which_nothing_is_stored_is_collected_whole():
    assert calls_needed("regular", FREE, None) == CallsNeeded(certain=5, at_most=5)


def full_collection(latest_quarter, *, stored=STORED, last="2026-11-01T07:00:00Z", plan=PREMIUM):
    return needs_full_collection(latest_quarter, stored, last_full_collection=last, as_of=AS_OF, plan=plan)


@pytest.mark.parametrize(
    ("latest_quarter", "reason"),
    [
        (date(2026, 3, 31), None),
        (date(2026, 6, 30), None),
        (date(2026, 7, 15), None),  # the same quarter, its end rounded differently
        (date(2026, 7, 16), FullCollection.NEW_QUARTER),
        (date(2026, 9, 30), FullCollection.NEW_QUARTER),
        (None, None),
    ],
)
def test_everything_is_collected_when_the_profile_names_a_newer_quarter(latest_quarter, reason):
    assert full_collection(latest_quarter) is reason


@pytest.mark.parametrize(
    ("last", "plan", "reason"),
    [
        ("2026-10-21T07:00:01Z", PREMIUM, None),
        ("2026-10-21T07:00:00Z", PREMIUM, FullCollection.RESTATEMENTS),
        ("2026-10-21T07:00:00Z", FREE, None),
        ("2026-08-12T07:00:00Z", FREE, FullCollection.RESTATEMENTS),
        ("1970-01-01T00:00:00Z", FREE, FullCollection.RESTATEMENTS),
    ],
)
def test_restatements_are_looked_for_after_as_many_days_as_the_plan_can_afford(last, plan, reason):
    assert full_collection(STORED, last=last, plan=plan) is reason
    assert full_collection(None, last=last, plan=plan) is reason


def test_nothing_stored_is_the_first_collection():
    assert full_collection(STORED, stored=None) is FullCollection.FIRST
