"""Whatever Schemathesis makes of the contract is answered by the deployed API as the contract says."""

import pytest

from tests.fuzz import campaign
from tests.fuzz.campaign import Effort
from tests.fuzz.prepared import prepared
from tests.integration.api.test_research import LISTED

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def somebody(api):
    api.laptop.table("signal9-assets-local").put_item(Item=LISTED)
    return prepared(api, {LISTED["symbol"]})


@pytest.mark.parametrize(("authenticated", "examples", "least"), [(True, 2, 100), (False, 1, 50)])
def test_any_request_over_the_gateway_is_answered_as_described(
    somebody, tmp_path, authenticated, examples, least
):
    effort = Effort(("fuzzing",), examples, seed=20)

    found = campaign.run(somebody, tmp_path / "run", effort, authenticated=authenticated)

    assert not found.failed, found.report
    assert found.cases >= least
