"""The functions' archive: bytecode, or sources where nothing can compile them; always the same bytes."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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
PLATFORMS = {
    "arm64": ("manylinux2014_aarch64", "manylinux_2_28_aarch64"),
    "x86_64": ("manylinux2014_x86_64", "manylinux_2_28_x86_64"),
}


def functions_archive(root: Path, archive: Path, python: Path | None, beside: Mapping[str, Path]) -> Path:
    """`beside` are files from elsewhere, by their names in the archive."""
    staging = archive.with_suffix("")
    shutil.rmtree(staging, ignore_errors=True)
    own = {str(path.relative_to(root)): path for kind in SHIPPED for path in (root / "functions").rglob(kind)}
    for name, source in (own | dict(beside)).items():
        target = staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    if python:
        command = [str(python), *COMPILE, "-s", str(staging), str(staging)]
        subprocess.run(command, check=True)
        for source in staging.rglob("*.py"):
            if READ_AS_SOURCES not in source.parts:
                source.unlink()
    partial = archive.with_suffix(".partial")
    with ZipFile(partial, "w", ZIP_DEFLATED, compresslevel=9) as bundle:
        for path in sorted(staging.rglob("*")):
            if path.is_file():
                entry = ZipInfo(str(path.relative_to(staging)), date_time=(1980, 1, 1, 0, 0, 0))
                entry.external_attr = 0o644 << 16
                entry.compress_type = ZIP_DEFLATED
                bundle.writestr(entry, path.read_bytes())
    partial.replace(archive)
    return archive


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
