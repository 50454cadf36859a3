"""Whom the reading commands ask: the API at an address, or that of the stage."""

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer

if TYPE_CHECKING:
    from scripts.client import Client

API_KEY = "SIGNAL9_API_KEY"
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


class ApiNotSecure(Exception):
    def __init__(self, url: str) -> None:
        told = f"ApiNotSecure: got {url!r}, expected an https address (http only for this machine)"
        super().__init__(told)


def over_api(ctx: typer.Context) -> "Client | None":
    """None where no `--api` was given: the command reads the stage's own tables."""
    url = ctx.obj.api
    return reader(ctx.obj.stage, url) if url else None


def reader(stage: str, url: str | None) -> "Client":
    """With the key of SIGNAL9_API_KEY, or else the token that `signal9 login` keeps for the stage."""
    import httpx

    from scripts.client import Client
    from scripts.client.client import TIMEOUT_SECONDS
    from scripts.signal9.api_client import api_url
    from scripts.signal9.connection import connect
    from scripts.signal9.credentials import kept

    # Before the stage is found, whose environment takes the place of the shell's.
    key = os.environ.get(API_KEY)
    address = (url or api_url(connect(stage))).rstrip("/").removesuffix("/api/v1")
    parts = urlsplit(address)
    is_here = parts.hostname in _THIS_MACHINE
    if parts.scheme != "https" and not (parts.scheme == "http" and is_here):
        raise ApiNotSecure(address)
    http = httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=not is_here)
    if key:
        return Client(address, api_key=key, http=http)
    return Client(address, token=kept(stage).access_token, http=http)
