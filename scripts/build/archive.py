"""The functions' archives: bytecode, or sources where nothing can compile them; always the same bytes."""

import os
import shutil
import subprocess
from collections.abc import Set as AbstractSet
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from scripts.build.certificates import SHIPPED_AS as CERTIFICATES_SHIPPED_AS

# Lambda's code folder is read-only and its file times are not ours: only bytecode that is not checked against
# its source is used there.
# Docstrings stay in the repository.
COMPILE = (
    "-m",
    "compileall",
    "-q",
    "-b",
    "-o",
    "2",
    "--invalidation-mode",
    "unchecked-hash",
    "-p",
    "/var/task",
)
# Code, the rule sets and the API's description beside it.
SHIPPED = ("*.py", "*.toml", "*.json")
# Alembic reads migrations as files, not as modules.
READ_AS_SOURCES = "migrations"
RUNTIME, BELOW_ALL = "runtime", "research"
PLATFORMS = {
    "arm64": ("manylinux2014_aarch64", "manylinux_2_28_aarch64"),
    "x86_64": ("manylinux2014_x86_64", "manylinux_2_28_x86_64"),
}


def functions_archives(
    root: Path, build: Path, stage: str, python: Path | None, certificates: Path | None
) -> None:
    """One for each context: its code, and what is below all of them. `certificates` are the database's.

    Two builds may run at once: each stages in a folder of its own, and an archive appears whole.
    """
    build.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="functions-", dir=build) as folder:
        staging = Path(folder)
        _stage(root, staging, python, certificates)
        contexts = {path.name for path in (staging / "functions").iterdir() if path.is_dir()} - {RUNTIME}
        for context in contexts:
            others = contexts - {context, BELOW_ALL}
            _zip(staging, build / f"functions-{stage}-{context}.zip", others)


def _stage(root: Path, staging: Path, python: Path | None, certificates: Path | None) -> None:
    sources = (path for kind in SHIPPED for path in (root / "functions").rglob(kind))
    shipped = {str(path.relative_to(root)): path for path in sources}
    if certificates:
        shipped[CERTIFICATES_SHIPPED_AS] = certificates
    for name, source in shipped.items():
        target = staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    if python:
        command = [str(python), *COMPILE, "-s", str(staging), str(staging)]
        subprocess.run(command, check=True)
        for source in staging.rglob("*.py"):
            if READ_AS_SOURCES not in source.parts:
                source.unlink()


def _zip(staging: Path, archive: Path, without: AbstractSet[str]) -> None:
    partial = archive.with_suffix(f".{os.getpid()}")
    with ZipFile(partial, "w", ZIP_DEFLATED, compresslevel=9) as bundle:
        for path in sorted(staging.rglob("*")):
            name = path.relative_to(staging)
            if path.is_file() and name.parts[1] not in without:
                entry = ZipInfo(str(name), date_time=(1980, 1, 1, 0, 0, 0))
                entry.external_attr = 0o644 << 16
                entry.compress_type = ZIP_DEFLATED
                bundle.writestr(entry, path.read_bytes())
    partial.replace(archive)


def layer_pip_arguments(stage: str, runtime: str, architecture: str) -> list[str]:
    """One string an argument: the plugin splits each at its first space only."""
    arguments = ["--no-deps", "--require-hashes"]
    if stage != "local":
        arguments += [f"--platform={platform}" for platform in PLATFORMS[architecture]]
        arguments += [
            f"--python-version={runtime.removeprefix('python')}",
            "--implementation=cp",
            "--only-binary=:all:",
        ]
    return arguments
