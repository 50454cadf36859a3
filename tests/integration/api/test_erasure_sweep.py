"""The hourly sweep on the deployed stage, by a function that is held to its role."""

import json

import pytest

pytestmark = pytest.mark.integration

BEGUN, HOUR = "2026-05-27T07:00:00Z", "2026-05-27T08:00:00Z"


def test_an_erasure_that_something_ended_is_ended_by_the_sweep(api):
    leaver = api.person("half-erased")
    form = {"email": "half-erased@example.com", "first_name": "Lee", "last_name": "Ver"}
    assert leaver.ask("POST", "/users", json=form).status_code == 201
    assert leaver.ask("POST", "/watchlists", json={"name": "Mine"}).status_code == 201
    users = api.laptop.table("signal9-users-local")
    users.update_item(
        Key={"user_id": "half-erased", "record": "PROFILE"},
        UpdateExpression="SET erasing_since = :at",
        ExpressionAttributeValues={":at": BEGUN},
    )

    swept = api.laptop.client("lambda").invoke(
        FunctionName="signal9-local-FinishErasures", Payload=json.dumps({"as_of": HOUR})
    )

    assert json.loads(swept["Payload"].read()) == {"finished": 1}
    assert leaver.ask("GET", "/watchlists").json()["items"] == []
    assert leaver.ask("POST", "/users", json=form).status_code == 201, "the address is free again"
