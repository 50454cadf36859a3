"""The description of the API, as this version answers it."""

from functions.runtime import api, contract


@api.operation("ServeContract")
def handler(request: api.Request) -> api.Answer:
    return api.Answer(200, contract.document(), {"Cache-Control": "public, max-age=300"})
