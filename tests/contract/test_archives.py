"""What is uploaded: small, without what the runtime has, with bytecode that the runtime uses."""

from zipfile import ZipFile

import pytest

from scripts.build.certificates import SHIPPED_AS
from scripts.build.interpreters import interpreter_for
from tests.support.fragments import ROOT
from tests.support.packaging import names_in

RUNTIME = "python3.13"
BYTECODE = "cpython-313.pyc"
MEGABYTE = 1_000_000
FUNCTIONS_MEGABYTES = 1
LAYER_MEGABYTES = 15
IN_THE_RUNTIME = {"boto3", "botocore", "s3transfer", "jmespath", "urllib3"}
# Bit 0 of a pyc's flags: valid by its hash, not by a file time that zipping and unzipping change.
HASH_BASED = 1

needs_runtime = pytest.mark.skipif(
    interpreter_for(RUNTIME) is None, reason=f"no {RUNTIME} on this machine: archives ship without bytecode"
)


def is_compiled_migration(name):
    """Alembic reads the source, which ships beside it."""
    return "/migrations/" in name and name.endswith(".pyc")


@pytest.mark.acceptance(40)
def test_the_functions_archive_is_small(prod):
    megabytes = prod.functions_zip.stat().st_size / MEGABYTE

    print(f"functions {megabytes:.2f} MB")  # noqa: T201  pytest -rP shows it
    assert megabytes < FUNCTIONS_MEGABYTES


@pytest.mark.acceptance(40)
def test_the_layer_is_small(prod):
    megabytes = prod.layer_zip.stat().st_size / MEGABYTE

    print(f"layer {megabytes:.2f} MB")  # noqa: T201  pytest -rP shows it
    assert megabytes < LAYER_MEGABYTES


@pytest.mark.acceptance(40)
def test_the_layer_leaves_out_what_the_runtime_has(prod):
    packages = {name.split("/")[1] for name in names_in(prod.layer_zip) if name.startswith("python/")}

    assert {"httpx", "aws_xray_sdk"} <= packages
    assert packages & IN_THE_RUNTIME == set()


def test_the_functions_archive_holds_the_functions_with_their_rule_sets_and_nothing_else(prod):
    shipped = [path for kind in ("*.py", "*.toml", "*.json") for path in (ROOT / "functions").rglob(kind)]
    sources = {str(path.relative_to(ROOT)) for path in shipped}

    names = [name for name in names_in(prod.functions_zip) if name != SHIPPED_AS]
    assert sorted(name.replace(".pyc", ".py") for name in names if not is_compiled_migration(name)) == sorted(
        sources
    )


@needs_runtime
def test_every_source_ships_with_bytecode_of_the_runtime(prod):
    compiled = {name.removesuffix("c") for name in names_in(prod.functions_zip) if name.endswith(".pyc")}

    assert compiled == {str(path.relative_to(ROOT)) for path in (ROOT / "functions").rglob("*.py")}
    assert sum(name.endswith(BYTECODE) for name in names_in(prod.layer_zip)) > 100


@needs_runtime
def test_bytecode_is_used_whatever_the_time_of_its_file(prod):
    for archive in (prod.functions_zip, prod.layer_zip):
        with ZipFile(archive) as bundle:
            flags = {bundle.read(name)[4] for name in bundle.namelist() if name.endswith(".pyc")}
        assert all(flag & HASH_BASED for flag in flags), archive.name
