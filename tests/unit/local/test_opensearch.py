"""Whether the search engine can run on this machine, said in words."""

import pytest

from scripts.local import opensearch
from scripts.local.opensearch import SWITCH, OpenSearchFiles

TOLD = "echo 'openjdk version \"{}\" 2025-04-15' >&2"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with these programs and an empty cache."""

    def make(**programs):
        for name, script in programs.items():
            program = tmp_path / name
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(0o755)

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(SWITCH)
    return make


@pytest.mark.parametrize(
    ("programs", "reason"),
    [
        ({}, "no Java 17 or newer on this machine"),
        ({"mvn": ""}, "no Java 17 or newer on this machine"),
        ({"java": TOLD.format("1.8.0_402"), "mvn": ""}, "Java 17 or newer is needed"),
        ({"java": TOLD.format("11.0.2"), "mvn": ""}, "Java 17 or newer is needed"),
        ({"java": TOLD.format("17.0.15")}, "no Maven on this machine"),
    ],
)
def test_what_is_missing_is_named(machine, programs, reason):
    machine(**programs)

    assert reason in opensearch.why_not_here()


@pytest.mark.parametrize("version", ["17.0.15", "21", "25-ea"])
def test_a_new_enough_java_and_maven_are_all_it_takes(machine, version):
    machine(java=TOLD.format(version), mvn="")

    assert opensearch.why_not_here() is None


def test_archives_that_are_there_need_no_maven(machine):
    machine(java=TOLD.format("17.0.15"))
    opensearch.engine_archives().mkdir(parents=True)

    assert opensearch.why_not_here() is None


def test_it_can_be_switched_off(machine, monkeypatch):
    machine(java=TOLD.format("17.0.15"), mvn="")
    monkeypatch.setenv(SWITCH, "off")

    assert opensearch.why_not_here() == f"{SWITCH} is off"


def test_what_maven_says_is_told_and_nothing_half_fetched_is_left(machine):
    machine(mvn="echo no such host; exit 1")

    assert opensearch.fetch() == "Maven could not fetch it: no such host"
    assert not opensearch.engine_archives().exists()
    assert list(opensearch.engine_archives().parent.iterdir()) == []


def test_two_stacks_have_engines_of_different_names(tmp_path):
    assert OpenSearchFiles(tmp_path / "a").cluster != OpenSearchFiles(tmp_path / "b").cluster


def test_what_is_remembered_is_kept_beside_what_was(tmp_path):
    files = OpenSearchFiles(tmp_path)
    files.remember(port="9201")
    files.remember(filled_for="this")

    assert (files.remembered("port"), files.remembered("filled_for")) == ("9201", "this")
    files.delete()
    assert files.remembered("port") is None
