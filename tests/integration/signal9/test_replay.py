import json
from dataclasses import replace

import pytest

from functions.research import wiring
from functions.research.domain.rating import rate
from tests.support import desk
from tests.support.stage import signal9

DAY, EARLIER = "2026-11-20", "2026-11-19"


def withheld(symbol, day=DAY, **changes):
    """A company without figures, stored as the service would, or with something else than it would say."""
    desk.listed(symbol, f"{symbol} Corp", quarter=None)
    moment = desk.at(day)
    known = wiring.knowledge().known_about(symbol, moment, moment)
    rating = replace(rate(known, as_of=moment, rule_set=wiring.rule_set()), **changes)
    document = json.loads(rating.to_bytes())
    wiring.analyses().put(document, analysis_id=f"{symbol}-{day}", sector=None)
    wiring.assets().mark_rated(document)


def replayed(*arguments):
    answer = signal9("replay", "--as-of", DAY, *arguments, "--json")
    return answer.exit_code, answer.document


def test_ratings_that_come_out_the_same_are_matched(stage):
    for symbol in ("ACME", "BOLT"):
        withheld(symbol)
    withheld("OTHER", EARLIER)

    code, result = replayed()

    assert code == 0
    assert (result["matched"], result["mismatched"], result["replayed"]) == (2, 0, 2)
    assert "matched 2 of 2" in signal9("replay", "--as-of", DAY).out


def test_a_rating_that_comes_out_different_is_1_and_shows_where_with_both_values(stage):
    withheld("ACME")
    withheld("BOLT", reason="STATEMENTS_TOO_OLD")

    code, result = replayed()

    assert (code, result["matched"], result["mismatched"]) == (1, 1, 1)
    [mismatch] = result["mismatches"]
    assert mismatch["symbol"] == "BOLT"
    assert mismatch["difference"] == {
        "path": "reason",
        "stored": "'STATEMENTS_TOO_OLD'",
        "replayed": "'NO_STATEMENTS'",
    }
    shown = signal9("replay", "--as-of", DAY)
    assert shown.exit_code == 1
    assert "matched 1 of 2" in shown.out
    assert "BOLT as of 2026-11-20T07:00:00Z: reason" in shown.out
    assert "stored      'STATEMENTS_TOO_OLD'" in shown.out
    assert "made again  'NO_STATEMENTS'" in shown.out


def test_ratings_by_other_rules_are_counted_and_prove_nothing(stage):
    withheld("ACME")
    desk.rated("ACME", 3.6, hour=8)

    code, result = replayed()

    assert (code, result["matched"], result["other_rule_set"]) == (0, 1, 1)
    assert "1 were made by other rules" in signal9("replay", "--as-of", DAY).out


def test_only_what_is_named_is_replayed_in_either_spelling(stage):
    withheld("BRK.B")
    withheld("ACME", reason="STATEMENTS_TOO_OLD")
    desk.listed("NEW", "New Corp", quarter=None)

    code, result = replayed("BRK-B", "NEW")

    assert (code, result["matched"], result["not_rated"]) == (0, 1, ["NEW"])
    assert "Not rated then: NEW" in signal9("replay", "--as-of", DAY, "NEW").out


def test_all_goes_back_to_the_first_rating(stage):
    for day in (EARLIER, DAY):
        withheld("ACME", day)
    withheld("BOLT", EARLIER, reason="STATEMENTS_TOO_OLD")
    withheld("LATER", "2026-11-21", reason="STATEMENTS_TOO_OLD")

    code, result = replayed("--all")

    assert (code, result["matched"], result["mismatched"], result["not_rated"]) == (1, 2, 1, ["LATER"])


def test_a_moment_is_replayed_by_itself(stage):
    withheld("ACME")
    desk.rated("ACME", 3.6, hour=8)

    answer = signal9("replay", "--as-of", desk.at(DAY), "--json")

    assert (answer.document["matched"], answer.document["other_rule_set"]) == (1, 0)


def test_a_day_without_ratings_is_4(stage):
    withheld("ACME", EARLIER)

    answer = signal9("replay", "--as-of", DAY)

    assert (answer.exit_code, answer.out) == (4, "")
    assert "no rating of 2026-11-20 is stored" in answer.error


@pytest.mark.parametrize("asked", ["yesterday", "2026-13-01", "2026-11-20T07:00", "2026-11-20 07:00:00"])
def test_what_is_no_day_and_no_moment_is_2(asked, stage):
    answer = signal9("replay", "--as-of", asked)

    assert (answer.exit_code, answer.out) == (2, "")
    assert f"got '{asked}', expected a day or a moment" in answer.error


def test_the_machine_takes_no_symbols(stage):
    answer = signal9("replay", "--as-of", DAY, "--as-state-machine", "ACME")

    assert answer.exit_code == 2
    assert "leave SYMBOL and --all out" in answer.error


def test_a_machine_that_ends_without_a_result_is_1_and_says_where_to_look(stage):
    answer = signal9("replay", "--as-of", DAY, "--as-state-machine")

    assert (answer.exit_code, answer.out) == (1, "")
    assert "ended early; `signal9 runs --failed` shows where and why" in answer.error
