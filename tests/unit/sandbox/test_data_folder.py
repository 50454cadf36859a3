import os

import pytest

from scripts.sandbox import data_folder
from scripts.sandbox.data_folder import DataFileUnreadable, DataFolder


def test_a_file_is_parsed_once_while_it_stays_the_same(files):
    files.write("alpaca/assets.json", [{"symbol": "ACME"}])
    folder = DataFolder(files.root)

    assert folder.document("alpaca/assets.json") is folder.document("alpaca/assets.json")


def test_a_file_that_comes_changes_or_goes_is_noticed(files, desk):
    def name():
        return desk.alpha_vantage("OVERVIEW", symbol="ACME").json().get("Name")

    assert name() is None
    written = files.company("OVERVIEW", "ACME", {"Name": "Acme"})
    assert name() == "Acme"
    files.company("OVERVIEW", "ACME", {"Name": "Anvi"})
    os.utime(written, ns=(1, 1))
    assert name() == "Anvi"
    written.unlink()
    assert name() is None


def test_new_report_dates_change_what_a_statement_shows(files, desk):
    files.statement("CASH_FLOW", "ACME", ["2026-09-30"])
    files.earnings("ACME", {"2026-09-30": "2026-12-01"})
    assert desk.alpha_vantage("CASH_FLOW", symbol="ACME").json() == {}

    files.earnings("ACME", {"2026-09-30": "2026-11-01", "2026-06-30": "2026-08-01"})

    assert len(desk.alpha_vantage("CASH_FLOW", symbol="ACME").json()["quarterlyReports"]) == 1


def test_what_is_remembered_stays_within_its_bytes(files, monkeypatch):
    monkeypatch.setattr(data_folder, "BYTES_REMEMBERED", 100)
    folder = DataFolder(files.root)
    built = []

    def ask(question):
        return folder.remember((), question, lambda: built.append(question) or b"x" * 40)

    for question in ("first", "second", "first", "third", "first", "second"):
        ask(question)

    assert built == ["first", "second", "third", "second"]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DataFileUnreadable, match="nowhere is not a folder"):
        DataFolder(tmp_path / "nowhere")
