"""What a deployment would do, told from two templates."""

import pytest

from scripts.delivery.diff_print import as_markdown, as_text
from scripts.delivery.template_diff import Change, Kind, compare

TABLE = {
    "Type": "AWS::DynamoDB::Table",
    "Properties": {"TableName": "signal9-assets-dev", "BillingMode": "PAY_PER_REQUEST"},
}
UPLOADED = "serverless/signal9/dev/1795282381077-2026-11-21T17:33:01.077Z/functions.zip"
AGAIN = "serverless/signal9/dev/1795282399999-2026-11-21T17:34:00.123Z/functions.zip"


def function(**properties):
    return {
        "Type": "AWS::Lambda::Function",
        "Properties": {"FunctionName": "f", "MemorySize": 128, **properties},
    }


def compared(before, after):
    return compare({"Resources": before}, {"Resources": after})


def of(resource, **properties):
    return {**resource, "Properties": {**resource["Properties"], **properties}}


def test_nothing_is_told_of_equal_templates():
    assert compared({"A": TABLE}, {"A": TABLE}) == []


def test_what_only_one_of_them_has_is_added_or_removed():
    assert compared({"Old": function()}, {"New": function()}) == [
        Change(Kind.REMOVED, "Old", "AWS::Lambda::Function"),
        Change(Kind.ADDED, "New", "AWS::Lambda::Function"),
    ]


def test_a_change_names_the_properties_down_to_the_leaf():
    before = function(Environment={"Variables": {"A": "1", "B": "2"}})
    after = function(Environment={"Variables": {"A": "1", "B": "3"}}, MemorySize=256)

    [change] = compared({"F": before}, {"F": after})

    assert (change.kind, change.paths) == (Kind.CHANGED, ("Environment.Variables.B", "MemorySize"))


def test_a_property_that_is_fixed_at_creation_replaces_the_resource():
    [change] = compared({"F": function()}, {"F": function(FunctionName="g")})

    assert change.kind is Kind.REPLACED
    assert change.warning is None, "a function can be made again"


@pytest.mark.parametrize(
    ("policy", "said"),
    [({}, "WILL BE DELETED"), ({"UpdateReplacePolicy": "Retain"}, "the old one stays"),
     ({"UpdateReplacePolicy": "Snapshot"}, "the old one stays")],
)  # fmt: skip
def test_replacing_what_holds_data_is_warned_of(policy, said):
    [change] = compared({"T": {**TABLE, **policy}}, {"T": {**of(TABLE, TableName="other"), **policy}})

    assert change.kind is Kind.REPLACED
    assert said in change.warning


@pytest.mark.parametrize(
    ("policy", "said"), [({}, "WILL BE DELETED"), ({"DeletionPolicy": "Retain"}, "the old one stays")]
)
def test_removing_what_holds_data_is_warned_of(policy, said):
    [change] = compared({"T": {**TABLE, **policy}}, {})

    assert said in change.warning


def test_another_type_under_the_same_name_is_a_replacement():
    [change] = compared({"T": TABLE}, {"T": function()})

    assert (change.kind, change.paths) == (Kind.REPLACED, ("Type",))
    assert "WILL BE DELETED" in change.warning


def test_the_time_of_an_upload_is_no_change():
    assert compared({"F": function(Code={"S3Key": UPLOADED})}, {"F": function(Code={"S3Key": AGAIN})}) == []


def test_an_order_of_creation_is_no_change():
    assert compared({"F": function()}, {"F": {**function(), "DependsOn": ["T"]}}) == []


def test_what_protects_data_is_a_change_like_any_other():
    [change] = compared({"T": TABLE}, {"T": {**TABLE, "DeletionPolicy": "Retain"}})

    assert (change.kind, change.paths) == (Kind.CHANGED, ("DeletionPolicy",))


def test_a_custom_resource_is_known_to_no_schema_and_changes():
    custom = {"Type": "Custom::DatabaseMigration", "Properties": {"Revision": "m1"}}

    [change] = compared({"M": custom}, {"M": of(custom, Revision="m2")})

    assert change.kind is Kind.CHANGED


def test_the_most_dangerous_comes_first():
    before = {"T": TABLE, "F": function(), "Gone": function()}
    after = {"T": of(TABLE, TableName="x"), "F": function(MemorySize=1), "New": function()}

    assert [change.logical_id for change in compared(before, after)] == ["T", "Gone", "F", "New"]


def test_the_text_says_what_and_warns():
    changes = compared({"T": TABLE}, {"T": of(TABLE, TableName="x"), "F": function()})

    text, markdown = as_text(changes, "signal9-dev"), as_markdown(changes, "signal9-dev")

    assert text.startswith("signal9-dev: 1 replaced, 1 added\n")
    assert "  ! T (AWS::DynamoDB::Table): TableName\n" in text
    assert "HOLDS DATA THAT WILL BE DELETED" in text
    assert "| replaced | `T` | AWS::DynamoDB::Table | `TableName` |" in markdown
    assert "HOLDS DATA THAT WILL BE DELETED" in markdown


def test_many_properties_are_counted():
    variables = {str(n): n for n in range(9)}
    [change] = compared(
        {"F": function()}, {"F": function(Environment={"Variables": variables}, A=1, B=1, C=1, D=1)}
    )

    assert "1 more" in as_text([change], "x")
