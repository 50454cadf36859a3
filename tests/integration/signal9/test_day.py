import io

import pytest
from rich.console import Console

from functions.research import wiring
from functions.research.domain.jobs import JOBS
from scripts.signal9.day import DayResult
from scripts.signal9.day_report import print_day
from tests.support import desk
from tests.support.stage import execute, signal9, starts_answer

ALREADY = {"outcome": "already", "status": "SUCCEEDED"}
DAY = "2026-11-20"


@pytest.fixture
def report(stage):
    """What a person reads after a day, in lines."""

    def printed(columns=120, **result):
        out = io.StringIO()
        print_day(Console(file=out, width=columns, highlight=False), DayResult(DAY, 12.3, **result))
        return out.getvalue()

    return printed


def failed(symbol, sentence="ProviderUnavailable: connection reset"):
    kind, _, message = sentence.partition(": ")
    cause = f'{{"errorType": "{kind}", "errorMessage": "{message}"}}'
    error = {"Error": "Exception", "Cause": cause}
    wiring.run_log().failed(
        desk.at(DAY),
        workflow="Pollenation",
        execution="regular-pollenation-2026-11-20",
        symbol=symbol,
        error=error,
    )


def test_a_day_that_ran_before_says_so_and_shows_the_same_table(report):
    desk.listed("ACME", "Acme Corporation")
    desk.did("ACME")
    desk.rated("ACME", 3.6, label="buy")

    first, second = report(), report(already=list(JOBS))

    assert first.startswith("Market day 2026-11-20 ran in 12.3 s.\n")
    assert second.startswith("Market day 2026-11-20 ran before; nothing was started again (12.3 s).\n")
    assert first.splitlines()[1:] == second.splitlines()[1:]


def test_a_day_finished_in_two_goes_names_the_jobs_of_the_first(report):
    assert "ran before: asset-sync, earnings-calendar-sync." in report(
        already=["asset-sync", "earnings-calendar-sync"]
    )


def test_what_changed_is_shown_with_both_ratings(report):
    for symbol in ("ACME", "SAME", "LOST", "KEPT"):
        desk.listed(symbol, symbol)
        desk.did(symbol)
        desk.rated(symbol, 3.3, day="2026-10-20")
    desk.rated("ACME", 3.6, label="buy")
    desk.rated("SAME", 3.3)
    desk.withheld("LOST", "UNIT_CONFLICT")

    table = report().partition("Changed since the previous rating")[2].partition("Provider calls")[0]

    assert [line.split() for line in table.splitlines()[3:] if line.strip()] == [
        ["ACME", "+0.3", "3.3", "hold", "3.6", "buy", "2026-10-20"],
        ["LOST", "-", "3.3", "hold", "withheld", "2026-10-20"],
    ]


def test_a_day_without_changes_says_how_many_were_compared(report):
    desk.did("ACME")
    desk.rated("ACME", 3.3, day="2026-10-20")
    desk.rated("ACME", 3.3)

    assert "No rating changed; 1 were compared with the one before." in report()


def test_who_waits_for_calls_stands_in_the_order_of_their_turn_and_not_among_the_withheld(report):
    for symbol in ("ZED", "ACME", "MID"):
        desk.listed(symbol, symbol)
    wiring.run_log().planned(desk.at(DAY), "regular", ["ZED", "ACME", "MID"])
    desk.did("MID")
    desk.withheld("MID", "NO_STATEMENTS")
    desk.did("ACME", "budget_spent", reason="no calls left until 2026-11-21")

    shown = report()

    assert "Waiting for the next day's calls (regular), in this order:\n  ZED, ACME\n" in shown
    not_rated = shown.partition("Not rated")[2].partition("\n\n")[0]
    assert "MID" in not_rated
    assert "ACME" not in not_rated


def test_one_fault_that_met_many_assets_is_told_once(report):
    for symbol in ("ACME", "BRK.B"):
        failed(symbol, f"ProviderUnavailable: OVERVIEW of {symbol}: connection reset")
    failed("ZED", "KeyError: 'symbol'")

    lines = [line.rstrip() for line in report().splitlines()]

    assert "✗ Pollenation of ACME, BRK.B, in regular-pollenation-2026-11-20:" in lines
    assert [line.strip() for line in lines].count(
        "ProviderUnavailable: OVERVIEW of the asset: connection reset"
    ) == 1
    assert "  KeyError: 'symbol'" in lines


def test_what_a_later_attempt_made_good_is_counted_and_not_told_again(report):
    failed("ACME")
    failed("ZED")
    desk.did("ACME", "stored")
    failed(None, "ProviderUnavailable: the broker does not answer")

    shown = report(failed=[])

    assert "of ZED, in regular" in shown
    assert "ACME, in regular" not in shown
    assert "2 earlier failures of the day were made good; `signal9 runs --failed` lists them." in shown


def test_a_run_that_is_still_failed_is_told(report):
    failed(None, "ProviderUnavailable: the broker does not answer")

    shown = report(failed=["regular-pollenation"])

    assert "✗ regular-pollenation failed" in shown
    assert "ProviderUnavailable: the broker does not answer" in shown


def test_a_day_that_ran_before_says_how_many_failed_assets_it_collected_again(report):
    assert report(already=list(JOBS), collected_again=3).startswith(
        "Market day 2026-11-20 ran before; 3 failed assets were collected again (12.3 s).\n"
    )


def test_assets_that_failed_together_keep_their_ratings_in_one_sentence(report):
    for symbol in ("ACME", "BRK.B"):
        desk.rated(symbol, 3.3, day="2026-11-19")
        desk.did(symbol, "failed", reason=f"ProviderUnavailable: OVERVIEW of {symbol}: connection reset")

    lines = [line.strip() for line in report().splitlines()]

    assert "Still rated as of 2026-11-19: ACME, BRK.B" in lines
    assert [line.endswith("OVERVIEW of the asset: connection reset") for line in lines].count(True) == 1


def test_a_quarantined_payload_is_shown_with_its_first_reason(report):
    desk.quarantined("ACME", "OVERVIEW", "PAYLOAD_IS_NOTICE", "a notice, not a profile")

    lines = [" ".join(line.split()) for line in report().splitlines()]

    assert "2026-11-20#ACME#OVERVIEW PAYLOAD_IS_NOTICE: a notice, not a profile" in lines


@pytest.mark.parametrize("columns", [80, 120])
def test_no_part_of_the_report_is_wider_than_the_terminal(report, columns):
    desk.listed("ACME", "Acme Corporation of the Northern and Southern Hemispheres")
    desk.did("ACME")
    desk.rated("ACME", 3.6, label="strong_buy", findings=("UNIT_JUMP",))
    desk.rated("ACME", 3.3, day="2026-10-20")
    desk.quarantined("ACME", "INCOME_STATEMENT", "PAYLOAD_IS_NOTICE", "a notice about how often to call " * 4)
    wiring.run_log().planned(desk.at(DAY), "regular", [f"SYM{n}" for n in range(99)])
    failed("ACME", f"ProviderUnavailable: {'no answer from the provider ' * 8}")

    shown = report(columns, failed=["regular-pollenation"]).partition("Next\n")[0]

    assert max(len(line) for line in shown.splitlines()) <= columns


def test_a_job_that_failed_makes_the_run_fail(stage):
    arn = execute("AssetSync", "asset-sync-2026-11-20", cause="the broker does not answer")
    starts_answer(
        {"outcome": "started", "status": "RUNNING", "execution_arn": arn}, *[ALREADY] * (len(JOBS) - 1)
    )

    answer = signal9("day", "run", "--json")

    assert answer.exit_code == 1
    assert answer.document["failed"] == ["asset-sync"]
    assert answer.document["ran_before"] is False


def test_the_day_run_is_the_one_the_sandbox_is_at(stage):
    starts_answer(*[ALREADY] * len(JOBS))

    assert signal9("day", "run", "--json").document["day"] == DAY


def test_a_day_half_done_shows_which_jobs_and_analyses_are_left(stage):
    execute("AssetSync", "asset-sync-2026-11-20", cause="the broker does not answer")
    execute("AssetSync", "asset-sync-2026-11-20-attempt-2")
    desk.did("ACME", needs_analysis=True, collected=desk.at(DAY))
    desk.did("ZED", needs_analysis=True, collected=desk.at(DAY), analysed=desk.at(DAY))

    answer = signal9("day", "status", "--json")

    statuses = {job["job"]: job["status"] for job in answer.document["jobs"]}
    assert statuses["earnings-pollenation"] == "NOT_STARTED"
    assert statuses["asset-sync"] == "SUCCEEDED"
    assert answer.document["analysis"] == {"assets": 2, "pending": ["ACME"]}
    assert answer.exit_code == 0


def test_the_status_of_a_day_with_a_failed_job_is_1(stage):
    execute("AssetSync", "asset-sync-2026-11-20", cause="the broker does not answer")

    assert signal9("day", "status").exit_code == 1
