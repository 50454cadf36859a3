import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from functions.advisor.adapters.public_addresses import HTTPS_PORT, AddressRefused, host_and_port
from functions.advisor.domain.delivery import NotDelivered
from functions.advisor.domain.letters import signature

SECONDS = 5.0
TO_TRY_AGAIN = frozenset({408, 425, 429})


class Webhooks:
    """POST to a user's address, signed. The host is resolved once and the connection goes to that address,
    so that no other answer of its name server counts; redirects are answers, not instructions."""

    def __init__(self, resolve: Callable[[str, int], str], tls: ssl.SSLContext) -> None:
        self._resolve = resolve
        self._tls = tls

    def send(self, url: str, secret: str, delivery_id: str, body: bytes, timestamp: int) -> None:
        """The id is the same at every attempt. Raises NotDelivered."""
        try:
            host, port = host_and_port(url)
            address = self._resolve(host, port)
        except AddressRefused as refused:
            raise NotDelivered(str(refused), is_final=True) from None
        except UnicodeError:
            raise NotDelivered("no host can have this name", is_final=True) from None
        except OSError as unknown:
            raise NotDelivered(f"no address of {host}: {unknown}", is_final=False) from None
        headers = {
            "Host": host if port == HTTPS_PORT else f"{host}:{port}",
            "Content-Type": "application/json",
            "User-Agent": "signal9-webhook/1",
            "Idempotency-Id": delivery_id,
            "Signal9-Timestamp": str(timestamp),
            "Signal9-Signature": signature(secret, timestamp, body),
        }
        parts = urlsplit(url)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        status = self._posted(host, address, port, target, headers, body)
        if not 200 <= status < 300:  # noqa: PLR2004
            is_final = status < 500 and status not in TO_TRY_AGAIN  # noqa: PLR2004
            raise NotDelivered(f"HTTP {status}", is_final=is_final)

    def _posted(  # noqa: PLR0913, PLR0917  the parts of one request
        self, host: str, address: str, port: int, target: str, headers: dict[str, str], body: bytes
    ) -> int:
        """The status; what else is answered is not read."""
        pool = urllib3.HTTPSConnectionPool(
            address,
            port,
            ssl_context=self._tls,
            server_hostname=host,
            assert_hostname=host,
            timeout=urllib3.Timeout(total=SECONDS),
            retries=False,
        )
        with pool:
            try:
                reply = pool.urlopen("POST", target, body=body, headers=headers, preload_content=False)
            except HTTPError as fault:
                raise NotDelivered(type(fault).__name__, is_final=False) from None
            reply.close()
            return reply.status
