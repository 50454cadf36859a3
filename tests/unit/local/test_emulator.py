import pytest

from scripts.local import emulator
from scripts.local.failures import DataFolderMissing
from scripts.local.sandbox import data_folder

MISLEADING = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_ENDPOINT_URL_S3",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
)


def test_clients_are_turned_to_the_emulator_by_address_and_not_by_name():
    environment = emulator.client_environment(4566)

    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566"
    assert environment["AWS_DEFAULT_REGION"] == environment["AWS_REGION"] == "us-east-1"


@pytest.mark.parametrize("name", MISLEADING)
def test_nothing_of_the_callers_own_account_reaches_a_child(monkeypatch, name):
    monkeypatch.setenv(name, "production")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-the-developer")

    environment = emulator.client_environment(4566)

    assert name not in environment
    assert environment["AWS_ACCESS_KEY_ID"] == "test"


def test_the_rest_of_the_callers_environment_reaches_a_child(monkeypatch):
    monkeypatch.setenv("SIGNAL9_ANYTHING", "kept")

    assert emulator.client_environment(4566)["SIGNAL9_ANYTHING"] == "kept"


def test_a_proxy_is_not_asked_for_addresses_of_this_machine(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:8080")
    monkeypatch.setenv("NO_PROXY", "intranet.example")

    assert emulator.client_environment(4566)["NO_PROXY"] == "intranet.example,127.0.0.1,localhost"


def test_the_emulator_keeps_its_state_below_the_root_and_away_from_docker(tmp_path):
    launch = emulator.launch(tmp_path, tmp_path / "log", port=4566, start_id="one", wait_scale=0.5)

    for name in ("STATE_DIR", "S3_DATA_DIR", "TMPDIR"):
        assert launch.environment[name].startswith(str(tmp_path / "emulator"))
    assert launch.environment["DOCKER_HOST"].startswith(f"unix://{tmp_path}")
    assert launch.environment["SFN_WAIT_SCALE"] == "0.5"


def test_a_folder_without_assets_is_refused_before_anything_starts(tmp_path):
    with pytest.raises(DataFolderMissing, match=r"alpaca/assets\.json"):
        data_folder(tmp_path)
