from functions.runtime import api
from tests.support.gateway import ask


def test_a_function_of_several_operations_answers_the_one_that_was_asked(monkeypatch):
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "1000")
    answers = {
        "GetSession": lambda request: api.Answer(200, {"shown": request.path["session_id"]}),
        "EndSession": lambda request: api.Answer(204),
    }
    handler = api.operations(answers)
    path = {"session_id": "0e9c8a86-6a3b-4a35-9c36-1f3e4f0f7a11"}

    shown = ask(handler, operation="GetSession", path=path)
    ended = ask(handler, operation="EndSession", path=path)

    assert (shown.status, shown.document) == (200, {"shown": path["session_id"]})
    assert (ended.status, ended.text) == (204, "")
