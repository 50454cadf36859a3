"""Where the authorities come from that the desk believes about its database."""

from pathlib import Path

import certifi
import httpx

from scripts.build.certificates import database_certificates

PEM = "-----BEGIN" + Path(certifi.where()).read_text().split("-----BEGIN")[1]


def test_authorities_are_asked_for_once_and_kept(tmp_path):
    asked = []
    kept = tmp_path / "build" / "rds.pem"

    for _ in range(2):
        assert database_certificates(kept, lambda: asked.append(1) or PEM) == kept

    assert (asked, kept.read_text()) == ([1], PEM)


def test_a_package_without_internet_says_what_will_not_work(tmp_path, capsys):
    def unreachable():
        raise httpx.ConnectError("no address")

    assert database_certificates(tmp_path / "rds.pem", unreachable) is None
    assert "package again with a connection to the internet" in capsys.readouterr().err


def test_a_page_that_is_no_certificate_is_not_kept(tmp_path, capsys):
    assert database_certificates(tmp_path / "rds.pem", lambda: "<html>Log in to the hotel</html>") is None
    assert list(tmp_path.iterdir()) == []
    assert "SSLError" in capsys.readouterr().err
