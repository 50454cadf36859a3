import socket

import pytest

from scripts.local import ports
from scripts.local.failures import NoFreePort


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as owner:
        yield owner.getsockname()[1]


def test_a_remembered_port_is_taken_again_while_it_is_free(taken_port):
    free = ports.choose(None, taken=set())

    assert ports.choose(free, taken=set()) == free


def test_a_remembered_port_that_another_program_holds_is_given_up(taken_port):
    assert not ports.is_free(taken_port)
    assert ports.choose(taken_port, taken=set()) != taken_port


def test_two_servers_never_get_the_same_port():
    first = ports.choose(None, taken=set())

    assert ports.choose(first, taken={first}) != first


def test_ports_stay_below_those_that_outgoing_connections_use():
    assert ports.FIRST <= ports.choose(None, taken=set()) <= ports.LAST < 32_768


def test_no_free_port_is_an_error_that_names_the_range(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: False)

    with pytest.raises(NoFreePort, match="20000 and 29999"):
        ports.choose(None, taken=set())
