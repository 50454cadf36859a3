"""Webhooks over real sockets: signed, bounded, and never into anybody's private network."""

import hmac
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from functions.advisor.adapters import webhooks as adapter
from functions.advisor.adapters.public_addresses import AddressRefused, is_public, public_among, resolved
from functions.advisor.adapters.webhooks import Webhooks
from functions.advisor.domain.delivery import NotDelivered

NAME = "hooks.example.com"
SECRET = "of the alert"
BODY = b'{"title":"AAPL"}'


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, dict(self.headers), body))
        time.sleep(self.server.pause_seconds)
        self.send_response(self.server.status)
        self.send_header("Location", "https://127.0.0.1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of NAME, signed by itself."""
    key, subject = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)]),
    )
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "receiver.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def receiver(certificate):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.requests, server.status, server.pause_seconds = [], 200, 0.0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def hooks(certificate):
    """As they are, with a name server that knows one name."""
    return Webhooks(lambda _host, _port: "127.0.0.1", ssl.create_default_context(cafile=certificate))


def send(hooks, receiver, name=NAME, path="/hook?of=ann"):
    hooks.send(f"https://{name}:{receiver.server_port}{path}", SECRET, "id-1", BODY, 1_800_000_000)


def test_a_webhook_arrives_signed_with_its_time_and_the_id_of_its_delivery(hooks, receiver):
    send(hooks, receiver)

    [(path, headers, body)] = receiver.requests
    expected = hmac.new(SECRET.encode(), b"1800000000." + BODY, sha256).hexdigest()
    assert (path, body) == ("/hook?of=ann", BODY)
    assert headers["Signal9-Signature"] == f"v1={expected}"
    assert (headers["Signal9-Timestamp"], headers["Idempotency-Id"]) == ("1800000000", "id-1")
    assert headers["Host"] == f"{NAME}:{receiver.server_port}"


@pytest.mark.parametrize(
    ("status", "is_final"),
    [
        (500, False),
        (503, False),
        (429, False),
        (408, False),
        (400, True),
        (404, True),
        (410, True),
        (302, True),
    ],
)
def test_an_answer_that_is_no_success_says_whether_to_try_again(hooks, receiver, status, is_final):
    receiver.status = status

    with pytest.raises(NotDelivered, match=f"HTTP {status}") as refused:
        send(hooks, receiver)

    assert refused.value.is_final is is_final
    assert len(receiver.requests) == 1, "redirects are not followed"


def test_a_receiver_that_does_not_answer_is_given_up(hooks, receiver, monkeypatch):
    monkeypatch.setattr(adapter, "SECONDS", 0.2)
    receiver.pause_seconds = 0.6

    with pytest.raises(NotDelivered) as refused:
        send(hooks, receiver)

    assert not refused.value.is_final


def test_a_receiver_that_is_somebody_else_gets_nothing(hooks, receiver):
    with pytest.raises(NotDelivered, match="SSLError"):
        send(hooks, receiver, name="other.example.com")

    assert receiver.requests == []


def test_nobody_listens_is_tried_again(hooks, receiver):
    url = f"https://{NAME}:1/"

    with pytest.raises(NotDelivered) as refused:
        hooks.send(url, SECRET, "id", BODY, 1)

    assert not refused.value.is_final


@pytest.mark.parametrize(
    "name", ["localhost", "127.0.0.1", "169.254.169.254", "[::1]", "10.1.2.3", "2130706433"]
)
def test_a_name_of_the_private_network_is_refused_before_anything_is_sent(certificate, receiver, name):
    real = Webhooks(resolved, ssl.create_default_context(cafile=certificate))

    with pytest.raises(NotDelivered) as refused:
        send(real, receiver, name=name)

    assert refused.value.is_final
    assert receiver.requests == []


def test_a_name_with_one_private_address_among_public_ones_is_refused():
    assert public_among(["93.184.216.34"]) == "93.184.216.34"
    with pytest.raises(AddressRefused):
        public_among(["93.184.216.34", "192.168.0.1"])
    with pytest.raises(AddressRefused):
        public_among([])


PRIVATE = ["10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "0.0.0.0"]  # noqa: S104


@pytest.mark.parametrize(
    "address", [*PRIVATE, "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1"]
)
def test_what_is_not_on_the_public_internet_is_private(address):
    assert not is_public(address)


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=40))
def test_any_address_a_user_may_write_is_taken_or_refused(rest):
    def unknown(_host, _port):
        raise OSError("no such host")

    with pytest.raises(NotDelivered):
        Webhooks(unknown, ssl.create_default_context()).send(f"https://{rest}", SECRET, "id", BODY, 1)


@pytest.mark.parametrize("host", [f"{'a' * 64}.example.com", ".example.com", "a..example.com"])
def test_a_name_that_no_host_can_have_is_refused(host):
    with pytest.raises(NotDelivered) as refused:
        Webhooks(resolved, ssl.create_default_context()).send(f"https://{host}/", SECRET, "id", BODY, 1)

    assert refused.value.is_final


@given(st.ip_addresses(v=4))
def test_an_address_that_is_wrapped_is_as_private_as_itself(address):
    number = int(address)
    wrapped = [f"::ffff:{address}", str(ip_address((0x0064FF9B << 96) + number))]
    wrapped.append(str(ip_address((0x2002 << 112) + (number << 80))))

    if not is_public(str(address)):
        assert not any(map(is_public, wrapped))
