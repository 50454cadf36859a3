"""Which address a user's host may be reached at: a public one, or none."""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

HTTPS_PORT = 443
HIGHEST_PORT = 65535
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class AddressRefused(Exception):
    """Not an https address of the public Internet."""


def host_and_port(url: str) -> tuple[str, int]:
    """Raises AddressRefused."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, HTTPS_PORT if parts.port is None else parts.port
    except ValueError as unreadable:
        raise AddressRefused(f"not a web address: {unreadable}") from None
    if parts.scheme != "https" or not host:
        raise AddressRefused("the address must begin with https://")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressRefused("the address must have no user, password or fragment")
    if not 1 <= port <= HIGHEST_PORT:
        raise AddressRefused("there is no such port")
    if _is_literal(host):
        public_among([host])
    return host, port


def resolved(host: str, port: int) -> str:
    """One address of a host whose every address is public. Raises AddressRefused, OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return public_among([str(address[0]) for _, _, _, _, address in found])


def public_among(addresses: Iterable[str]) -> str:
    """The first; one that is not public spoils them all. Raises AddressRefused."""
    known = list(addresses)
    if not known or not all(is_public(address) for address in known):
        raise AddressRefused("the host is not on the public Internet")
    return known[0]


def is_public(address: str) -> bool:
    """Also of an address that is wrapped in another one."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if parsed.teredo is not None:
            return False
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
