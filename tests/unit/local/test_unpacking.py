import zipfile

import pytest

from scripts.local.unpacking import unpacked


def _archive(path, **files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"functions/{name}.py", text)
    return path


def test_two_workers_of_one_archive_share_what_is_unpacked(tmp_path):
    first = unpacked(_archive(tmp_path / "a.zip", rate="1"), tmp_path / "shared")
    second = unpacked(_archive(tmp_path / "b.zip", rate="1"), tmp_path / "shared")

    assert first == second
    assert (first / "functions" / "rate.py").read_text() == "1"


def test_a_changed_archive_is_unpacked_beside_the_one_before(tmp_path):
    before = unpacked(_archive(tmp_path / "a.zip", rate="1"), tmp_path / "shared")
    after = unpacked(_archive(tmp_path / "a.zip", rate="2"), tmp_path / "shared")

    assert [folder.joinpath("functions", "rate.py").read_text() for folder in (before, after)] == ["1", "2"]


def test_an_archive_cut_short_leaves_nothing_half_unpacked(tmp_path):
    archive = _archive(tmp_path / "a.zip", rate="1")
    archive.write_bytes(archive.read_bytes()[:40])

    with pytest.raises(zipfile.BadZipFile):
        unpacked(archive, tmp_path / "shared")
    assert list((tmp_path / "shared").iterdir()) == []
