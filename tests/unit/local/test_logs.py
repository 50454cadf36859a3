from scripts.local import logs


def test_the_tail_of_a_log_is_its_last_lines(tmp_path):
    log = tmp_path / "emulator.log"
    log.write_text("".join(f"line {number}\n" for number in range(1000)))

    assert logs.tail(log, lines=2) == ["line 998", "line 999"]


def test_a_log_that_was_never_written_has_no_tail(tmp_path):
    assert logs.tail(tmp_path / "emulator.log") == []


def test_a_log_at_the_limit_is_left_alone_and_beyond_it_keeps_whole_last_lines(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "MOST_BYTES", 60)
    monkeypatch.setattr(logs, "KEPT_BYTES", 25)
    log = tmp_path / "emulator.log"

    log.write_text("0123456789\n" * 5 + "12345")
    logs.shorten(log)
    assert log.stat().st_size == 60

    log.write_text("0123456789\n" * 6)
    logs.shorten(log)
    assert log.read_text() == "0123456789\n" * 2


def test_bytes_that_are_not_text_do_not_hide_the_tail(tmp_path):
    log = tmp_path / "emulator.log"
    log.write_bytes(b"\xff\xfe broken\nlast line\n")

    assert logs.tail(log)[-1] == "last line"
