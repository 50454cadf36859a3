"""Whatever is asked about alerts is answered as the description says, and what is made can be read."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.advisor.domain.alerts import MOST_ALERTS, TYPES

NUMBERS = st.one_of(
    st.integers(-5, 1100),
    st.floats(-1, 1100, allow_nan=False),
    st.sampled_from([1e308, 1e400, True, "3", None]),
)
NAMES = sorted({name for kind in TYPES.values() for name in kind.conditions} | {"luck"})
URLS = st.one_of(
    st.sampled_from(
        ["https://hooks.example.com/", "https://10.0.0.1/", "https://[", "https://a:99999/", None]
    ),
    st.from_regex(r"https://[!-~]{1,30}", fullmatch=True),
)
FIELDS = {
    "asset_id": st.sampled_from(["AAPL", "aapl", "NOSUCH", "", 1]),
    "watchlist_id": st.sampled_from(["00000000-0000-4000-8000-000000000000", "x"]),
    "alert_type": st.sampled_from([*TYPES, "luck", None]),
    "conditions": st.dictionaries(st.sampled_from(NAMES), NUMBERS, max_size=3),
    "channels": st.lists(st.sampled_from(["email", "webhook", "pigeon"]), max_size=3),
    "webhook_url": URLS,
    "is_enabled": st.sampled_from([True, False, 1]),
    "other": st.just(1),
}


def bodies(*names):
    """Mostly of these fields."""
    usual = st.fixed_dictionaries({}, optional={name: FIELDS[name] for name in names})
    return st.one_of(usual, usual, st.fixed_dictionaries({}, optional=FIELDS))


def likely():
    """With what an alert needs."""
    needed = {"asset_id": st.just("AAPL"), "alert_type": st.sampled_from(sorted(TYPES))}
    optional = {name: FIELDS[name] for name in ("conditions", "channels", "webhook_url")}
    return st.fixed_dictionaries(needed, optional=optional)


@pytest.mark.parametrize("asked", [bodies(*FIELDS), likely()], ids=["anything", "likely"])
def test_any_alert_is_made_as_asked_for_or_refused(alerting, asked):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(asked)
    def answered(body):
        answer = alerting.ask("CreateAlert", body=body)
        assert answer.status in {201, 400, 404}, answer.text
        if answer.status == 201:
            made = answer.document["alert_id"]
            found = alerting.ask("GetAlert", path={"alert_id": made}).document
            assert {**found, "webhook_secret": answer.document["webhook_secret"]} == answer.document
            assert set(found["channels"]) == set(body.get("channels", []))
            assert alerting.ask("DeleteAlert", path={"alert_id": made}).status == 204

    answered()
    assert [item["alert_count"] for item in alerting.advisor.stored("alerts")] in ([], [0])


def test_any_change_leaves_an_alert_that_can_be_read(alerting):
    mine = alerting.alert()

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(bodies("conditions", "channels", "webhook_url", "is_enabled"))
    def answered(body):
        answer = alerting.ask("ChangeAlert", path={"alert_id": mine}, body=body)
        assert answer.status in {200, 400}, answer.text
        found = alerting.ask("GetAlert", path={"alert_id": mine}).document
        assert "webhook" not in found["channels"] or found["webhook_url"]

    answered()
    assert len(alerting.ask("ListAlerts").document["items"]) == 1 <= MOST_ALERTS
