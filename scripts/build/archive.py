"""The functions' archive: sources and bytecode, the same bytes for the same sources."""

import shutil
import subprocess
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# Lambda's code folder is read-only and its file times are not ours: only bytecode that is not checked against
# its source is used there.
COMPILE = ("-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-p", "/var/task")
# Code, and the rule sets beside it.
SHIPPED = ("*.py", "*.toml")
PLATFORMS = {
    "arm64": ("manylinux2014_aarch64", "manylinux_2_28_aarch64"),
    "x86_64": ("manylinux2014_x86_64", "manylinux_2_28_x86_64"),
}


def functions_archive(root: Path, archive: Path, python: Path | None) -> Path:
    staging = archive.with_suffix("")
    shutil.rmtree(staging, ignore_errors=True)
    for source in sorted(path for kind in SHIPPED for path in (root / "functions").rglob(kind)):
        target = staging / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    if python:
        command = [str(python), *COMPILE, "-s", str(staging), str(staging)]
        subprocess.run(command, check=True)
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
