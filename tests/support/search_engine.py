"""A real OpenSearch for tests, that can be stopped, held and started again."""

import signal
import time

import httpx

from scripts.local import opensearch, ports
from scripts.local.opensearch import OpenSearchFiles

SECONDS = 90


class Engine:
    """These tests need Java and Maven, and fail where one is missing: the fallback alone proves nothing."""

    def __init__(self, root):
        reason = opensearch.what_is_missing()
        assert reason is None, reason
        if not opensearch.engine_archives().exists():
            assert opensearch.fetch() is None
        self._files = OpenSearchFiles(root)
        self.port = ports.choose(None, taken=set(), among=opensearch.PORTS)
        self.url = f"http://127.0.0.1:{self.port}"
        self._process = None

    def start(self):
        self._process = self._files.start(self.port)
        ends = time.monotonic() + SECONDS
        while not self._answers():
            assert self._process.poll() is None, "OpenSearch ended"
            assert time.monotonic() < ends, f"no OpenSearch at {self.url} after {SECONDS} s"
            time.sleep(0.1)

    @property
    def is_running(self):
        return self._process.poll() is None

    def hold(self):
        """It keeps its connections and says nothing any more."""
        self._process.send_signal(signal.SIGSTOP)

    def let_go(self):
        self._process.send_signal(signal.SIGCONT)

    def kill(self):
        self._process.kill()
        self._process.wait()

    def ask(self, method, path, body=None):
        with httpx.Client(trust_env=False, timeout=30) as client:
            return client.request(method, f"{self.url}{path}", json=body)

    def document(self, index, name):
        """What is found under an id, None where nothing is."""
        self.refresh()
        answer = self.ask("GET", f"/{index}/_doc/{name}").json()
        return answer.get("_source")

    def refresh(self):
        self.ask("POST", "/_refresh")

    def clear(self):
        for index in self.ask("GET", "/assets-*,news-*,analysis-*/_alias").json():
            assert self.ask("DELETE", f"/{index}").is_success

    def _answers(self):
        try:
            health = self.ask("GET", "/_cluster/health").json()
        except (httpx.HTTPError, ValueError):
            return False
        return health.get("status") in ("green", "yellow")
