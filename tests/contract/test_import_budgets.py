"""What importing a handler loads, in a fresh interpreter: the cold start everybody pays for."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.fragments import ROOT

HANDLERS = sorted(
    path.stem for path in ROOT.glob("functions/research/handlers/*.py") if path.stem != "__init__"
)
# Nearly all of them are boto3's.
MOST_MODULES = 480
# The rules of ratings are some sixty small modules, 30 ms in all.
MOST_WITH_RULES = 540
WITH_RULES = {"analyze_asset", "replay_batch", "validate_data"}
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
    command = [sys.executable, "-c", PROGRAM, f"functions.research.handlers.{handler}"]
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
    assert len(modules[handler]) <= (MOST_WITH_RULES if handler in WITH_RULES else MOST_MODULES)


@pytest.mark.parametrize("handler", HANDLERS)
def test_importing_a_handler_loads_nothing_slow(modules, handler):
    roots = {name.partition(".")[0] for name in modules[handler]}

    assert roots & set(FORBIDDEN) == set()


def test_a_handler_does_not_load_other_handlers(modules):
    prefix = "functions.research.handlers."
    loaded = {handler: {n for n in names if n.startswith(prefix)} for handler, names in modules.items()}

    assert loaded == {handler: {prefix + handler} for handler in HANDLERS}
