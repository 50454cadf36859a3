"""Whole days on the deployed service, through the command that people use."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.support.fragments import ROOT

FIRST, SECOND = "2026-05-27", "2026-05-28"
STATEMENTS = ("balance-sheet", "cash-flow", "earnings", "income-statement")

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def two_days(deployed, tmp_path_factory):
    """A laptop after two market days, with what the command printed."""
    laptop = deployed.copy_to(tmp_path_factory.mktemp("days") / "aws")
    laptop.start()
    try:
        first = laptop.run("--day", FIRST)
        held = laptop.tables()
        second = laptop.run("--day", SECOND)
        yield laptop, first, held, second
    finally:
        laptop.delete()


def signal9(laptop, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return subprocess.run(
        [Path(sys.executable).parent / "signal9", *arguments],
        cwd=ROOT,
        env={**environment, "SIGNAL9_LOCAL_DIR": str(laptop.folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def rows_of(tables, statement, symbol):
    return {i for i in tables[f"signal9-{statement}-local"] if json.loads(i)["symbol"]["S"] == symbol}


@pytest.mark.acceptance(85, 93, 107, 113, 114, 115)
def test_every_asset_of_the_day_is_rated_or_explained(two_days):
    laptop, *_ = two_days

    answer = signal9(laptop, "ratings", "--day", FIRST, "--json")

    ratings = {row["symbol"]: row for row in json.loads(answer.stdout)}
    assert set(ratings) == {"AAPL", "MRVL", "ZQAN", "ZQNX", "ZQSM", "ZQNA"}
    assert all(row["rating"] or row["reason"] for row in ratings.values())
    assert 1 <= ratings["AAPL"]["rating"] <= 5
    assert "SYMBOL_MISMATCH" in ratings["ZQSM"]["findings"]
    assert ratings["ZQNA"]["rating"] is None


def test_a_day_with_nothing_new_writes_no_statement_row(two_days):
    laptop, _, held, _ = two_days
    after = laptop.tables()

    for statement in STATEMENTS:
        for symbol in ("AAPL", "ZQAN"):
            before = rows_of(held, statement, symbol)
            assert before, f"{statement} of {symbol}"
            assert rows_of(after, statement, symbol) == before


@pytest.mark.acceptance(103)
def test_every_rating_names_the_run_it_comes_from(two_days):
    laptop, *_ = two_days
    rows = laptop.table("signal9-asset-analysis-local").scan()["Items"]

    days = {(row["analysis_date"][:10], row["correlation_id"].rpartition("-pollenation-")[2]) for row in rows}

    assert days == {(FIRST, FIRST), (SECOND, SECOND)}


def test_a_quarter_reported_overnight_is_collected_and_rated_anew(two_days):
    laptop, *_ = two_days

    ratings = json.loads(signal9(laptop, "ratings", "--day", SECOND, "--json").stdout)

    [marvell] = [row for row in ratings if row["symbol"] == "MRVL"]
    assert marvell["as_of"].startswith(SECOND)


def test_the_same_day_again_starts_nothing_and_pays_for_nothing(two_days):
    laptop, *_ = two_days
    tables, calls = laptop.tables(), len(laptop.provider_calls())

    out = laptop.run("--day", SECOND)

    assert "ran before" in out
    assert laptop.tables() == tables
    assert len(laptop.provider_calls()) == calls


@pytest.mark.acceptance(69, 79)
def test_a_handler_runs_from_the_command_line_against_the_running_stack(two_days):
    laptop, *_ = two_days
    command = ["npx", "--no-install", "sls", "invoke", "local", "-f", "SyncAssets", "--stage", "local"]

    answer = subprocess.run(
        [*command, "--data", json.dumps({"as_of": f"{SECOND}T04:00:00Z"})],
        cwd=ROOT,
        env=os.environ | {"SIGNAL9_LOCAL_DIR": str(laptop.folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr[-2000:]
    assert '"outcome": "stored"' in answer.stdout


@pytest.mark.acceptance(94)
def test_a_sunday_is_refused_in_words(two_days):
    laptop, *_ = two_days

    process = laptop.command("--day", "2026-05-31")
    out, _ = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "Sunday" in out


@pytest.mark.acceptance(98)
def test_real_providers_without_keys_are_refused_by_the_names_of_the_keys(two_days):
    laptop, *_ = two_days

    process = laptop.command("--providers", "real")
    out, _ = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "ALPHAVANTAGE_API_KEY" in out


def test_a_killed_emulator_is_noticed_and_the_day_runs_without_cleaning(deployed, tmp_path):
    laptop = deployed.copy_to(tmp_path / "aws")
    laptop.start()
    try:
        process = laptop.command("--day", FIRST)
        while not laptop.workers() and process.poll() is None:
            pass
        os.kill(laptop.emulator_pid(), signal.SIGKILL)
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 3, out

        again = laptop.run("--day", FIRST)

        assert "did not end cleanly" in again
        assert "AAPL" in again
    finally:
        laptop.delete()
    ours = [
        p for p in psutil.process_iter(["cmdline"]) if str(laptop.folder) in " ".join(p.info["cmdline"] or [])
    ]
    assert ours == []
