"""Tells the deployed functions where the laptop's OpenSearch is, and has it filled from the tables."""

import json
import time
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from localstack_client.session import Session

from scripts.local import emulator, facts
from scripts.local.facts import ServerFacts
from scripts.local.opensearch import OpenSearchFiles

PARAMETER = "/signal9/local/search"
PREPARE = "signal9-local-PrepareSearch"
# A function that has read "none" reads again after so long; what it let pass by then is filled in.
FORGOTTEN_SECONDS = 6.0
_RETRY_SECONDS = 2.0
_ONCE = Config(connect_timeout=2, read_timeout=120, retries={"total_max_attempts": 1})


class Announcement:
    """Kept up to date by `keep`, which is called again and again and never raises."""

    def __init__(self, files: OpenSearchFiles) -> None:
        self.is_filled = False
        self._files = files
        self._told: str | None = None
        self._told_at = 0.0
        self._waits_until = 0.0

    def keep(self, port: int | None) -> None:
        """`port` is the engine's; None: there is none."""
        if time.monotonic() < self._waits_until:
            return
        try:
            self._keep(port)
        except (BotoCoreError, ClientError, OSError):
            # The emulator is not up, or nothing is deployed in it yet.
            self._waits_until = time.monotonic() + _RETRY_SECONDS

    def _keep(self, port: int | None) -> None:
        endpoint = "none" if port is None else f"http://127.0.0.1:{port}"
        server = facts.read(self._files.root / "stack.json").servers.get(emulator.NAME)
        if server is None:
            return
        told = f"{endpoint} to {server.start_id}"
        if told != self._told:
            value = json.dumps({"endpoint": endpoint, "authentication": "none"})
            parameters = self._client("ssm", server.port)
            parameters.put_parameter(Name=PARAMETER, Value=value, Type="String", Overwrite=True)
            self._told, self._told_at = told, time.monotonic()
        if port is not None and time.monotonic() > self._told_at + FORGOTTEN_SECONDS:
            self._fill(server)

    def _fill(self, server: ServerFacts) -> None:
        """Once for every deployment, whose definitions may be others, and every start of the emulator: it
        keeps no changes that were not indexed when it ended."""
        deployed = f"{server.start_id} {(self._files.root / 'deployed.json').read_text()}"
        if self._files.remembered("filled_for") != deployed:
            self.is_filled = False
            functions = self._client("lambda", server.port)
            answer = functions.invoke(FunctionName=PREPARE, Payload=b'{"rebuild": true}')
            if "FunctionError" in answer:
                raise OSError(answer["Payload"].read().decode()[:500])
            self._files.remember(filled_for=deployed)
        self.is_filled = True

    @staticmethod
    def _client(service: str, port: int) -> Any:
        session = Session("test", "test", aws_session_token=None, localstack_host=f"127.0.0.1:{port}")
        return session.client(service, config=_ONCE)
