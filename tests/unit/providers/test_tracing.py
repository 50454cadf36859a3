"""Sampled invocations show their provider calls; nothing about tracing ever fails a call."""

import pytest
from aws_xray_sdk.core import xray_recorder

from functions.research.adapters import http

SAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"


@pytest.fixture
def segment(monkeypatch):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", SAMPLED)
    yield xray_recorder.begin_segment("PollenateAsset", sampling=1)
    xray_recorder.clear_trace_entities()


def call(url):
    return http.get(f"{url}/query", {"apikey": "S3CRET"}, {}, deadline_seconds=5, max_bytes=1000)


def test_a_sampled_call_records_host_address_and_status_but_no_key(segment, answer, reply):
    server = answer(reply(b"{}", "503 Service Unavailable"))

    call(server.url)

    [recorded] = segment.subsegments
    assert recorded.name == "127.0.0.1"
    assert recorded.namespace == "remote"
    assert recorded.http["request"] == {"method": "GET", "url": f"{server.url}/query"}
    assert recorded.http["response"] == {"status": 503}
    assert "S3CRET" not in recorded.serialize()


def test_a_call_without_answer_closes_its_subsegment(segment):
    with pytest.raises(http.ProviderUnavailable):
        call("http://127.0.0.1:1")

    assert not segment.subsegments[0].in_progress


@pytest.mark.parametrize("trace", ["", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0"])
def test_a_call_that_is_not_sampled_records_nothing(segment, answer, reply, monkeypatch, trace):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", trace)

    call(answer(reply(b"{}")).url)

    assert segment.subsegments == []


@pytest.mark.parametrize("method", ["begin_subsegment", "end_subsegment"])
def test_a_recorder_that_fails_does_not_fail_the_call(segment, answer, reply, monkeypatch, method):
    def fail(*args, **kwargs):
        raise RuntimeError("daemon gone")

    monkeypatch.setattr(xray_recorder, method, fail)

    assert call(answer(reply(b"{}")).url).body == b"{}"


def test_a_sampled_call_outside_any_segment_goes_through(answer, reply, monkeypatch):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", SAMPLED)

    assert call(answer(reply(b"{}")).url).body == b"{}"
