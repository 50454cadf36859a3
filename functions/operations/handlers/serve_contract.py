"""The description of the API, as this version answers it: for programs and for people."""

from functools import cache

from functions.operations.domain import api_page
from functions.runtime import api, contract

KEPT = {"Cache-Control": "public, max-age=300"}


def serve_contract(request: api.Request) -> api.Answer:
    return api.Answer(200, contract.document(), KEPT)


def serve_documentation(request: api.Request) -> api.Answer:
    form = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": api_page.POLICY}
    return api.Answer(200, _page(), {**KEPT, **form})


@cache
def _page() -> str:
    return api_page.page(contract.document())


handler = api.operations({"ServeContract": serve_contract, "ServeDocumentation": serve_documentation})
