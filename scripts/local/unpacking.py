"""A function's archive and its layer, unpacked once and linked into the folder of every worker.

MiniStack unpacks both for every worker that it starts: 45 MB, and a second in which the executions wait for
the interpreter.
"""

import hashlib
import shutil
import tempfile
import zipfile
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Self

from ministack.core import lambda_runtime  # type: ignore[import-untyped]

_one_at_a_time = Lock()


def install(shared: Path) -> None:
    """To be called before a worker starts. What a function may not do in the cloud either is not kept from it
    here: a handler that writes beside its code would write into every worker's.
    """

    class Archive:
        def __init__(self, path: str) -> None:
            self._path = Path(path)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self._path.unlink()

        def namelist(self) -> list[str]:
            return [entry.name for entry in unpacked(self._path, shared).iterdir()]

        def extractall(self, folder: str) -> None:
            for entry in unpacked(self._path, shared).iterdir():
                (Path(folder) / entry.name).symlink_to(entry)

    lambda_runtime.zipfile = SimpleNamespace(
        ZipFile=Archive, BadZipFile=zipfile.BadZipFile, LargeFileError=zipfile.LargeZipFile
    )


def unpacked(archive: Path, shared: Path) -> Path:
    """The folder below `shared` with what `archive` holds, named by its hash."""
    with archive.open("rb") as file:
        folder = shared / hashlib.file_digest(file, "sha256").hexdigest()
    with _one_at_a_time:
        if not folder.exists():
            shared.mkdir(parents=True, exist_ok=True)
            whole = Path(tempfile.mkdtemp(dir=shared))
            try:
                zipfile.ZipFile(archive).extractall(whole)
                whole.rename(folder)
            except BaseException:
                shutil.rmtree(whole, ignore_errors=True)
                raise
    return folder
