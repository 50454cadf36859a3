"""What guards production against placeholders is part of every deployment."""

import pytest

from scripts.delivery.provider_keys import KEYS
from tests.support.fragments import ROOT, fragment

SECRETS = {f"signal9-{provider}-credentials-prod" for provider in KEYS}


def test_the_plugin_is_part_of_every_deployment():
    assert "./scripts/build/configured.cjs" in fragment("serverless.yml")["plugins"]


def test_the_template_has_what_is_looked_for(prod):
    named = {secret.get("Name") for secret in prod.of_type("AWS::SecretsManager::Secret").values()}

    assert named >= SECRETS
    assert prod.resources["IdentityParameter"]["Properties"]["Name"] == "/signal9/prod/identity"


@pytest.mark.acceptance(46)
def test_the_written_procedure_says_how_each_of_them_is_changed():
    page = (ROOT / "docs" / "runbooks" / "secrets.md").read_text()

    wanted = {*SECRETS, "/signal9/prod/identity"}
    assert [name for name in wanted if name.replace("prod", "<stage>") not in page] == []
    assert "put-secret-value" in page
