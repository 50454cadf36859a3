import pytest


@pytest.fixture(scope="session")
def codes():
    return lambda findings: sorted(finding.code for finding in findings)
