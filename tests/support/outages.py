"""A laptop's engines killed under load, and what readers notice of it."""

import json
import signal
import time
from contextlib import ExitStack, contextmanager

import httpx
import psutil
import redis

from scripts.local.redis_server import RedisFiles
from tests.support.reading import Readers, closed_loop

SECONDS = 90
# Everything up, then what is killed.
PHASES = ((), ("cache",), ("search",), ("cache", "search"))
# One question in four is a search.
SEARCHES = 4
WARMING = 60
CONCURRENCY = 4
FUNCTIONS = ("signal9-local-ReadAssets-", "signal9-local-Search-")


class Engine:
    """One of the laptop's engines, behind the process that starts it again when it dies."""

    def __init__(self, laptop, name):
        facts = json.loads((laptop.folder / "stack.json").read_text())
        self._keeper = psutil.Process(facts["servers"][name]["pid"])

    @contextmanager
    def away(self):
        """Killed, and not started again before the end."""
        self._keeper.send_signal(signal.SIGSTOP)
        try:
            self.kill()
            yield
        finally:
            self._keeper.send_signal(signal.SIGCONT)

    def kill(self):
        for process in self._keeper.children():
            process.kill()


def kept(api):
    """The keys in the laptop's Redis; none while it is away."""
    port = RedisFiles(api.laptop.folder).remembered_port()
    try:
        with redis.Redis(port=port, socket_timeout=2) as server:
            return {key.decode() for key in server.scan_iter()}
    except redis.RedisError:
        return set()


def eventually(told, expected):
    """Waits until something is told."""
    ends, last = time.monotonic() + SECONDS, told()
    while last != expected:
        assert time.monotonic() < ends, f"{last} after {SECONDS} s, expected {expected}"
        time.sleep(0.1)
        last = told()


@contextmanager
def mixed_questions(api, reader, symbols):
    """Answers one question by its number."""
    headers = {"Authorization": f"Bearer {reader.token()}"}
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(
        base_url=f"{api.url}/api/v1", timeout=60, trust_env=False, headers=headers, limits=limits
    ) as client:

        def ask(number):
            if number % SEARCHES == 0:
                return client.get("/search", params={"q": f"reading desk {number % 7}"})
            return client.get(f"/assets/{symbols[number % len(symbols)]}")

        yield ask


def is_recovered(api, ask):
    """Searches are answered by the engine, and what is read is kept."""
    try:
        source, _ = ask(0).json()["source"], ask(1)
    except httpx.TimeoutException:
        return False
    return source == "opensearch" and any(key.startswith("asset:") for key in kept(api))


def workers(api):
    """The processes of the functions that are asked."""
    running = api.laptop.workers()
    return {p.pid for p in running if any(name in " ".join(p.cmdline()) for name in FUNCTIONS)}


def sustained(ask):
    """Requests a second that the machine answers with everything up, a few at a time, when warm."""
    closed_loop(ask, WARMING, CONCURRENCY)
    began = time.monotonic()
    closed_loop(ask, WARMING, CONCURRENCY)
    return WARMING / (time.monotonic() - began)


def endured(api, ask, *, per_second, seconds):
    """What readers got while each phase lasted, by its name, and until everything had recovered."""
    engines, phases = {name: Engine(api.laptop, name) for name in ("cache", "search")}, {}
    with Readers(ask, per_second) as readers:
        for phase in PHASES:
            with ExitStack() as outages:
                for name in phase:
                    outages.enter_context(engines[name].away())
                time.sleep(seconds)
                phases[" and ".join(phase) or "nothing"] = readers.taken()
        eventually(lambda: is_recovered(api, ask), True)
        phases["recovering"] = readers.taken()
    return phases


def told(phase, answers):
    line = f"  {phase + ' away' if phase != 'recovering' else phase:<22} {len(answers.found):5} answers"
    line += f"   p50 {answers.percentile(50):6.0f} ms   p99 {answers.percentile(99):6.0f} ms"
    return line + (f"   faults {answers.faults()}" if answers.faults() else "   no faults")
