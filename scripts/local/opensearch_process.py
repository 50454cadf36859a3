"""OpenSearch on the laptop: started again when it dies, filled when it is up, stopped when it is asked to.

python -m scripts.local.opensearch_process --root FOLDER --port HEALTH_PORT
"""

import json
import subprocess
import threading
import time
from dataclasses import asdict
from http import HTTPStatus

import httpx

from scripts.local import opensearch, ports
from scripts.local.opensearch import OpenSearchFiles, Report
from scripts.local.search_announcement import Announcement
from scripts.local.supervision import end, supervise

_POLL_SECONDS = 0.25
_STOP_SECONDS = 10.0
# A node that does not answer for so long has lost its port to another program.
_START_SECONDS = 90.0


class Supervisor:
    def __init__(self, files: OpenSearchFiles) -> None:
        self.report = Report("starting")
        self._files = files
        self._announcement = Announcement(files)
        self._stopping = threading.Event()

    def stop(self, *_: object) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Until `stop`."""
        reason = opensearch.why_not_here()
        if reason is None and not opensearch.engine_archives().exists():
            self.report = Report("fetching")
            reason = opensearch.fetch()
        if reason is not None:
            self.report = Report("off", reason)
            print(f"no OpenSearch: {reason}", flush=True)
        while not self._stopping.is_set():
            if reason is not None:
                self._announcement.keep(None)
                self._stopping.wait(_POLL_SECONDS)
            else:
                self._run_once()

    def health(self) -> tuple[HTTPStatus, bytes]:
        return HTTPStatus.OK, json.dumps(asdict(self.report)).encode()

    def _run_once(self) -> None:
        """One life of the engine."""
        remembered = self._files.remembered("port")
        port = ports.choose(int(remembered) if remembered else None, taken=set(), among=opensearch.PORTS)
        self._files.remember(port=str(port))
        self.report = Report("starting")
        engine = self._files.start(port)
        try:
            self._keep(engine, port)
        finally:
            print(f"OpenSearch on port {port} ends: {engine.poll()}", flush=True)
            end(engine, seconds=_STOP_SECONDS)

    def _keep(self, engine: subprocess.Popen[bytes], port: int) -> None:
        gives_up = time.monotonic() + _START_SECONDS
        was_up = False
        while engine.poll() is None and not self._stopping.wait(_POLL_SECONDS):
            if was_up or self._answers(port):
                was_up = True
                self._announcement.keep(port)
                if self._announcement.is_filled:
                    self.report = Report("ready")
            elif time.monotonic() > gives_up:
                break

    def _answers(self, port: int) -> bool:
        try:
            with httpx.Client(trust_env=False, timeout=2) as client:
                known = client.get(f"http://127.0.0.1:{port}/").json()
        except (httpx.HTTPError, ValueError):
            return False
        return bool(known.get("cluster_name") == self._files.cluster)


if __name__ == "__main__":
    supervise(__doc__, lambda root: Supervisor(OpenSearchFiles(root)))
