"""What importing a handler loads, in a fresh interpreter: the cold start everybody pays for."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.fragments import ROOT

HANDLERS = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in ROOT.glob("functions/*/handlers/*.py")
    if path.stem != "__init__"
)
# Nearly all of them are boto3's.
MOST_MODULES = 480
# Verifying a signature takes a library; nobody else loads it.
VERIFIES = "functions.operations.handlers.authorize_request"
MOST_MODULES_TO_VERIFY = 640
# The rules of ratings are some sixty small modules, 30 ms in all.
MOST_WITH_RULES = 540
WITH_RULES = [
    f"functions.research.handlers.{name}" for name in ("analyze_asset", "replay_batch", "validate_data")
]
# Slow to import: loaded by the call that needs them, or not at all.
FORBIDDEN = (
    "aws_xray_sdk",
    "pydantic",
    "httpx",
    "requests",
    "opensearchpy",
    "redis",
    "pandas",
    "numpy",
    "typer",
    "rich",
)
PROGRAM = """
import json, sys
before = set(sys.modules)
__import__(sys.argv[1])
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded_by(handler):
    command = [sys.executable, "-c", PROGRAM, handler]
    # No settings: reading them at import would fail here.
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def modules():
    """Names of the modules each handler loads."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(HANDLERS, pool.map(loaded_by, HANDLERS), strict=True))


@pytest.mark.parametrize("handler", HANDLERS)
def test_importing_a_handler_stays_within_its_budget(modules, handler):
    print(f"{handler}: {len(modules[handler])} modules")  # noqa: T201  pytest -rP shows it
    most = {VERIFIES: MOST_MODULES_TO_VERIFY} | dict.fromkeys(WITH_RULES, MOST_WITH_RULES)
    assert len(modules[handler]) <= most.get(handler, MOST_MODULES)


@pytest.mark.parametrize("handler", HANDLERS)
def test_importing_a_handler_loads_nothing_slow(modules, handler):
    roots = {name.partition(".")[0] for name in modules[handler]}

    assert roots & set(FORBIDDEN) == set()


def test_only_the_authorizer_loads_cryptography(modules):
    assert [handler for handler in HANDLERS if "cryptography" in modules[handler]] == [VERIFIES]


def test_a_handler_does_not_load_other_handlers(modules):
    loaded = {handler: {n for n in names if n in HANDLERS} for handler, names in modules.items()}

    assert loaded == {handler: {handler} for handler in HANDLERS}
