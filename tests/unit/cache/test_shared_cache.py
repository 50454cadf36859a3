"""The client: where the server is, with which password, and how long it is waited for."""

import subprocess
import sys
import time

import pytest

from functions.runtime.shared_cache import ANSWER_SECONDS, CONNECT_SECONDS, FRESH, CacheUnavailable
from tests.support.fragments import ROOT
from tests.unit.cache.conftest import shared_cache

LOOK_UP = {"mark": b"m\n", "stale_seconds": 30, "token": "t", "lock_seconds": 2}


def test_a_held_server_is_waited_for_a_tenth_of_a_second(redis):
    cache = shared_cache(redis.url)
    cache.ping()
    redis.hold()
    began = time.monotonic()
    try:
        with pytest.raises(CacheUnavailable, match="TimeoutError"):
            cache.look_up("asset:ACME", **LOOK_UP)
    finally:
        redis.let_go()
    assert time.monotonic() - began < 2 * (ANSWER_SECONDS + CONNECT_SECONDS)


def test_a_port_where_nobody_listens_is_a_server_that_is_away():
    with pytest.raises(CacheUnavailable, match="ConnectionError"):
        shared_cache("redis://127.0.0.1:1").ping()


def test_a_connection_that_was_closed_while_the_function_slept_costs_nothing(redis):
    cache = shared_cache(redis.url)
    cache.ping()
    with redis.ask() as server:
        server.client_kill_filter(_type="normal", skipme=True)

    cache.ping()


def test_the_password_of_the_secret_is_shown(redis):
    with redis.ask() as server:
        server.acl_setuser("default", enabled=True, reset_passwords=True, passwords=["+opensesame"])
    try:
        with pytest.raises(CacheUnavailable, match="Authentication"):
            shared_cache(redis.url).ping()
        shared_cache(redis.url, secret="signal9-cache-dev", password="opensesame").ping()
    finally:
        with shared_redis(redis) as server:
            server.acl_setuser("default", enabled=True, nopass=True, reset_passwords=True)


def shared_redis(redis):
    server = redis.ask()
    server.connection_pool.connection_kwargs["password"] = "opensesame"
    return server


def test_what_is_filled_is_found_by_its_mark_alone(redis):
    cache = shared_cache(redis.url)
    cache.look_up("asset:ACME", **LOOK_UP)
    assert cache.fill("asset:ACME", b"row", mark=b"m\n", seconds=90, token="t")

    assert cache.look_up("asset:ACME", **LOOK_UP) == (b"row", FRESH)
    kept, _ = cache.look_up("asset:ACME", **LOOK_UP | {"mark": b"n\n"})
    assert kept is None


def test_only_who_holds_the_lock_fills_and_releases(redis):
    cache = shared_cache(redis.url)
    cache.look_up("asset:ACME", **LOOK_UP)
    cache.release("asset:ACME", token="another")

    assert not cache.fill("asset:ACME", b"row", mark=b"m\n", seconds=90, token="another")
    assert cache.fill("asset:ACME", b"row", mark=b"m\n", seconds=90, token="t")


def test_a_stage_without_a_server_says_so():
    cache = shared_cache("none")

    assert not cache.is_on
    with pytest.raises(CacheUnavailable, match="no Redis"):
        cache.ping()


def test_the_library_is_loaded_by_the_first_question_to_a_server_and_not_before():
    program = """
import sys
from tests.unit.cache.conftest import shared_cache
cache = shared_cache("none")
assert not cache.is_on
assert "redis" not in sys.modules, "loaded for nothing"
"""
    program = program.replace(
        "from tests",
        "import types; sys.modules['tests.support.redis_engine'] ="
        " types.SimpleNamespace(RedisEngine=None)\nfrom tests",
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
