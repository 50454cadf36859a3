"""Reads through the shared cache: the same answers, from fewer readings, and nothing about who asked."""

import ast
import json
from datetime import datetime
from importlib import import_module
from itertools import product

import pytest

from functions.advisor.domain import cached_entries
from functions.advisor.handlers import forget_outdated
from functions.research import wiring as research
from functions.research.domain.statements import Statement
from functions.runtime.shared_cache import CacheUnavailable
from tests.integration.reads.conftest import forget_wiring
from tests.support import tables
from tests.support.gateway import ask
from tests.support.redis_engine import RedisEngine
from tests.support.shelf import NOW, OPERATIONS

PARAMETER = "/signal9/dev/cache"
ACME, DUST, PEND, NOBODY = "ACME", "DUST", "PEND", "NOBODY"
# A day before, between and after the two ratings of ACME, and now.
MOMENTS = (None, "2026-05-01", "2026-05-10", "2026-05-15", "2199-12-31")
OF_AN_ASSET = {
    "GetAsset": ({},),
    "GetAnalysis": ({},),
    "GetRating": ({},),
    "GetGrowth": ({},),
    "GetFreshness": ({},),
    "ListFinancials": tuple(
        {"statement": statement, "period": period}
        for statement, period in product(("income", "balance", "overview"), ("quarterly", "annual"))
    ),
    "ListEarnings": ({},),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = RedisEngine(tmp_path_factory.mktemp("redis"))
    engine.start()
    yield engine
    engine.kill()


@pytest.fixture
def cached(shelves, engine, monkeypatch):
    """The library, with an empty cache before it."""
    engine.clear()
    announce(engine.url)
    monkeypatch.setenv("CACHE_PARAMETER", PARAMETER)
    forget_wiring()
    shelves.engine = engine
    yield shelves
    forget_wiring()


def announce(endpoint):
    value = json.dumps({"endpoint": endpoint, "secret": "none"})
    tables.client("ssm").put_parameter(Name=PARAMETER, Value=value, Type="String", Overwrite=True)


def answers(library, operation):
    """Of every question of the cast, as status and text."""
    found = {}
    for asset, moment, asked in product((ACME, DUST, PEND, NOBODY), MOMENTS, OF_AN_ASSET[operation]):
        query = asked | ({"as_of": moment} if moment else {})
        answer = library.ask(operation, asset, **query)
        text = answer.text if answer.status == 200 else answer.code
        found[asset, moment, *asked.values()] = (answer.status, text, answer.headers.get("ETag"))
    return found


def readings(library, ask_for):
    """The questions that a request puts to the tables."""
    since = len(library.stack.calls.made)
    ask_for()
    return [call.operation for call in library.stack.calls.made[since:] if call.service == "dynamodb"]


@pytest.mark.parametrize("operation", sorted(OF_AN_ASSET))
def test_the_cache_changes_no_answer_of_any_moment(cached, engine, monkeypatch, operation):
    cold, warm = answers(cached, operation), answers(cached, operation)
    monkeypatch.setenv("CACHE_PARAMETER", "off")
    forget_wiring()

    assert cold == warm == answers(cached, operation)


def test_sectors_are_the_same_and_read_once(cached):
    first = cached.items("ListSectors")

    assert readings(cached, lambda: cached.items("ListSectors")) == []
    assert cached.items("ListSectors") == first != []
    assert cached.items("ListSectors", as_of="2026-05-01") == []


def test_an_asset_that_was_asked_for_before_is_answered_without_the_tables(cached):
    cached.told("GetAsset", ACME)

    assert readings(cached, lambda: cached.told("GetAsset", ACME)) == []
    assert readings(cached, lambda: cached.told("GetRating", ACME)) == []


def test_keys_and_times_are_those_described(cached, engine):
    cached.told("GetAsset", ACME)
    cached.items("ListFinancials", ACME, statement="income")
    cached.items("ListSectors")

    with engine.ask() as server:
        times = {key.decode(): round((server.pttl(key)) / 1000) for key in server.scan_iter()}
    described = [
        cached_entries.asset(ACME),
        cached_entries.analysis(ACME),
        cached_entries.overview(ACME),
        cached_entries.data(ACME, Statement.INCOME),
        cached_entries.SECTORS,
    ]
    wanted = {entry.key: entry.fresh_seconds + cached_entries.STALE_SECONDS for entry in described}
    assert times == pytest.approx(wanted, abs=10)


def test_a_new_rating_is_told_at_once_when_it_was_announced(cached):
    before = cached.told("GetRating", "BOLT")
    cached.rated("BOLT", 1.9, as_of="2026-05-19T07:00:00Z")
    assert cached.told("GetRating", "BOLT") == before, "kept until somebody says that it is outdated"
    forgotten = forget_outdated.handler({"detail": {"symbol": "BOLT", "status": "completed"}}, None)

    assert forgotten == {"keys": 8}
    assert cached.told("GetRating", "BOLT")["rating"] == 1.9
    assert cached.told("GetAsset", "BOLT")["rated_as_of"] == "2026-05-19T07:00:00Z"


def test_a_new_rating_that_nobody_announced_is_told_when_the_row_is_read_again(cached, engine):
    cached.told("GetAsset", "CORE")
    cached.rated("CORE", 4.4, pe_ratio=9.0, as_of="2026-05-19T07:00:00Z")
    with engine.ask() as server:
        server.delete("asset:CORE")

    told = cached.told("GetAsset", "CORE")
    assert (told["rating"], told["overview"]["figures"]["pe_ratio"]) == (4.4, 9.0)


def test_a_rating_by_a_past_moment_is_not_the_newest(cached):
    cached.told("GetRating", ACME)

    assert cached.told("GetRating", ACME, as_of="2026-05-10")["as_of"] < "2026-05-10"
    assert cached.told("GetRating", ACME)["as_of"] > "2026-05-11"


def test_what_was_never_collected_or_does_not_exist_takes_no_place(cached, engine):
    cached.ask("GetAsset", PEND)
    cached.ask("GetAsset", NOBODY)

    assert [key for key in engine.kept() if key.startswith("asset:")] == []


def test_nothing_about_who_asks_is_kept(cached, engine):
    """What two users leave in the cache is the same, and neither is in it."""
    kept = []
    for user in ("ann-of-the-hill", "bob-by-the-sea"):
        engine.clear()
        forget_wiring()
        for operation in sorted(OF_AN_ASSET):
            ask(read_handler(operation), user, operation=operation, path={"asset_id": ACME}, now=epoch())
        kept.append(engine.kept())
        assert not any(user.encode() in key.encode() + content for key, content in kept[-1].items())

    assert kept[0] == kept[1] != {}


def read_handler(operation):
    return import_module(f"functions.advisor.handlers.{OPERATIONS[operation]}").handler


def epoch():
    return datetime.fromisoformat(NOW).timestamp()


def test_only_what_everybody_is_answered_alike_is_read_through_the_cache():
    folder = tables.ROOT / "functions/advisor/handlers"
    through = {
        path.stem
        for path in folder.glob("*.py")
        if "company_reads()" in path.read_text() or "read_through()" in path.read_text()
    }

    assert through == {"read_assets", "read_analyses", "read_financials", "read_sectors"}
    for name in through:
        module = ast.parse((folder / f"{name}.py").read_text())
        for function in (part for part in module.body if isinstance(part, ast.FunctionDef)):
            body = ast.unparse(function)
            if "company_reads()" in body or "read_through()" in body:
                assert "user_id" not in body, function.name
                assert "api_key_id" not in body, function.name


def test_a_page_token_is_good_with_the_cache_as_without(cached):
    pages = cached.pages("ListFinancials", ACME, statement="income", period="quarterly", limit=2)

    assert len(pages) > 1
    assert [row for page in pages for row in page] == cached.items(
        "ListFinancials", ACME, statement="income", period="quarterly", limit=100
    )


def test_a_company_is_forgotten_again_by_an_event_that_comes_twice(cached, engine):
    cached.told("GetAsset", ACME)
    event = {"detail": {"symbol": ACME, "status": "failed"}}

    assert [forget_outdated.handler(event, None) for _ in range(2)] == [{"keys": 8}] * 2
    assert engine.kept() == {}


def test_an_event_that_could_not_be_heeded_comes_again(cached):
    announce("redis://127.0.0.1:1")
    forget_wiring()

    with pytest.raises(CacheUnavailable):
        forget_outdated.handler({"detail": {"symbol": ACME}}, None)


def test_a_stage_without_a_cache_has_nothing_to_forget(shelves):
    assert forget_outdated.handler({"detail": {"symbol": ACME}}, None) == {"keys": 0}


def test_a_server_that_goes_away_costs_no_answer(cached):
    before = cached.told("GetAsset", ACME)
    announce("redis://127.0.0.1:1")
    forget_wiring()

    assert [cached.told("GetAsset", ACME) for _ in range(5)] == [before] * 5


def test_an_asset_that_waits_to_be_collected_is_read_each_time(cached):
    cached.ask("GetAsset", PEND)
    research.assets().mark_inactive(PEND, "2026-05-19T00:00:00Z")

    assert cached.told("GetAsset", PEND)["status"] == "inactive"
