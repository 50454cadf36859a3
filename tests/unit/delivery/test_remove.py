"""Removing a stage asks, names what is lost, and leaves prod alone without its word."""

import pytest
import typer

from scripts.delivery import remove as removing

TEMPLATE = {
    "Resources": {
        "Assets": {"Type": "AWS::DynamoDB::Table", "DeletionPolicy": "RetainExceptOnCreate"},
        "Raw": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Delete"},
        "Books": {"Type": "AWS::RDS::DBCluster", "DeletionPolicy": "Snapshot"},
        "Function": {"Type": "AWS::Lambda::Function"},
    }
}


@pytest.fixture
def done(monkeypatch):
    """What would have been run."""
    did = []
    monkeypatch.setattr(removing, "prepared", lambda stage: None)
    monkeypatch.setattr(removing, "deployed", lambda stage: TEMPLATE if stage != "none" else {})
    monkeypatch.setattr(removing.subprocess, "run", lambda command, **_: did.append(" ".join(command)))
    return did


def test_what_goes_and_what_stays_is_told_apart():
    assert removing.holders(TEMPLATE) == (["Books", "Raw"], ["Assets"])


def test_the_right_answer_removes_the_stack_and_tells_what_stays(done, capsys):
    removing.remove("dev", answer="signal9-dev")

    assert done == ["npx --no-install sls remove --stage dev"]
    assert "Kept, to be deleted by hand: Assets" in capsys.readouterr().out


@pytest.mark.parametrize("answer", ["yes", "signal9-prod", "dev"])
def test_any_other_answer_does_nothing(done, answer):
    with pytest.raises(typer.BadParameter, match="nothing was done"):
        removing.remove("dev", answer=answer)

    assert done == []


@pytest.mark.parametrize("word", ["", "yes", "remove"])
def test_prod_needs_its_word(done, word):
    with pytest.raises(typer.BadParameter, match="WORD=remove-prod"):
        removing.remove("prod", word=word, answer="signal9-prod")

    assert done == []


def test_prod_with_its_word_is_still_asked(done):
    with pytest.raises(typer.BadParameter, match="nothing was done"):
        removing.remove("prod", word="remove-prod", answer="no")

    assert done == []


def test_a_protected_database_stops_the_removal_before_anything_is_gone(done, monkeypatch):
    books = TEMPLATE["Resources"]["Books"] | {"Properties": {"DeletionProtection": True}}
    protected = {"Resources": TEMPLATE["Resources"] | {"Books": books}}
    monkeypatch.setattr(removing, "deployed", lambda stage: protected)

    with pytest.raises(typer.BadParameter, match=r"Books is protected.*database_protection=false"):
        removing.remove("dev", answer="signal9-dev")

    assert done == []


def test_a_stage_that_is_not_there_is_said_to_be_missing(done):
    with pytest.raises(typer.BadParameter, match="no stack signal9-none"):
        removing.remove("none", answer="signal9-none")
