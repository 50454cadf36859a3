"""What becomes of stored data: which bucket holds what, how long, and what can be restored."""

import pytest

IA, GLACIER, DEEP = "STANDARD_IA", "GLACIER", "DEEP_ARCHIVE"
SEVEN_YEARS_DAYS = 2555
# Days until objects expire and until old versions do, and the classes they move to.
LIFE = {
    "SiteBucket": (None, 30, {}),
    "RawPayloadsBucket": (None, 30, {IA: 90}),
    "ExportsBucket": (1, 1, {}),
    "AnalysisResultsBucket": (SEVEN_YEARS_DAYS, 30, {IA: 30, GLACIER: 90, DEEP: 365}),
    "BackupsBucket": (None, 90, {IA: 30, GLACIER: 90}),
    "DeskBucket": (SEVEN_YEARS_DAYS, 30, {IA: 30, GLACIER: 90}),
    "TrailBucket": (SEVEN_YEARS_DAYS, 30, {IA: 30, GLACIER: 90}),
    "AccessLogsBucket": (90, 30, {}),
}
NAMES = {
    "SiteBucket": "static",
    "RawPayloadsBucket": "raw-payloads",
    "ExportsBucket": "exports",
    "AnalysisResultsBucket": "analysis-results",
    "BackupsBucket": "backups",
    "DeskBucket": "desk",
    "TrailBucket": "trail",
    "AccessLogsBucket": "access-logs",
}
# Rows that end by themselves, and when.
ENDING = {
    "OpsTable": "ttl",
    "NewsTable": "ttl",
    "SessionsTable": "expires_at",
}


@pytest.fixture(scope="module")
def buckets(prod):
    return prod.of_type("AWS::S3::Bucket")


def life(bucket):
    expires, old, moves = None, None, {}
    for rule in bucket["LifecycleConfiguration"]["Rules"]:
        assert rule["Status"] == "Enabled"
        expires = rule.get("ExpirationInDays", expires)
        old = rule.get("NoncurrentVersionExpiration", {}).get("NoncurrentDays", old)
        moves |= {each["StorageClass"]: each["TransitionInDays"] for each in rule.get("Transitions", ())}
    return expires, old, moves


@pytest.mark.acceptance(32)
def test_buckets_have_the_planned_names(buckets):
    named = {name: each["BucketName"]["Fn::Sub"] for name, each in buckets.items() if name in NAMES}

    assert named == {name: f"signal9-{part}-prod-${{AWS::AccountId}}" for name, part in NAMES.items()}
    assert set(buckets) == {*NAMES, "ServerlessDeploymentBucket"}


@pytest.mark.acceptance(34, 135, 141)
@pytest.mark.parametrize("name", sorted(LIFE))
def test_objects_move_expire_and_keep_versions_as_planned(buckets, name):
    assert buckets[name]["VersioningConfiguration"] == {"Status": "Enabled"}
    assert life(buckets[name]) == LIFE[name]


@pytest.mark.acceptance(141)
def test_a_payload_that_a_rating_was_made_from_stays(buckets):
    assert life(buckets["RawPayloadsBucket"])[0] is None


@pytest.mark.acceptance(6, 16)
def test_every_request_to_a_bucket_is_logged_apart_from_it(prod, buckets):
    for name in set(NAMES) - {"AccessLogsBucket"}:
        logging = buckets[name]["LoggingConfiguration"]
        [logging] = [logging["Fn::If"][1]] if "Fn::If" in logging else [logging]
        assert logging["DestinationBucketName"] == {"Ref": "AccessLogsBucket"}, name
    prefixes = {
        (each["LoggingConfiguration"].get("Fn::If", [0, each["LoggingConfiguration"]])[1])["LogFilePrefix"]
        for name, each in buckets.items()
        if "LoggingConfiguration" in each
    }
    assert len(prefixes) == len(NAMES) - 1


@pytest.mark.acceptance(16, 140)
def test_calls_of_the_account_are_recorded_and_the_record_cannot_be_changed_unseen(prod):
    [trail] = prod.of_type("AWS::CloudTrail::Trail").values()
    [selected] = trail["EventSelectors"]

    assert trail["EnableLogFileValidation"] is True
    assert trail["IsLogging"] is True
    assert (trail["IsMultiRegionTrail"], trail["IncludeGlobalServiceEvents"]) == (True, True)
    assert (selected["ReadWriteType"], selected["IncludeManagementEvents"]) == ("All", True)
    assert selected["DataResources"][0]["Values"] == [{"Fn::Sub": "${DeskBucket.Arn}/"}]
    assert trail["CloudWatchLogsLogGroupArn"] == {"Fn::GetAtt": ["TrailLogs", "Arn"]}


@pytest.mark.acceptance(83, 141)
def test_stores_are_restorable_daily_for_a_month_and_weekly_for_a_year(prod):
    [plan] = prod.of_type("AWS::Backup::BackupPlan").values()
    [selection] = prod.of_type("AWS::Backup::BackupSelection").values()
    kept = {
        rule["RuleName"]: rule["Lifecycle"]["DeleteAfterDays"]
        for rule in plan["BackupPlan"]["BackupPlanRule"]
    }
    chosen = str(selection["BackupSelection"]["Resources"])

    assert kept == {"daily": 30, "weekly": 365}
    for part in ("table/signal9-*-prod", "RawPayloadsBucket", "DeskBucket", "DatabaseCluster"):
        assert part in chosen, part


@pytest.mark.acceptance(141)
def test_what_nobody_can_collect_again_is_written_out_each_saturday(prod):
    exports = prod.of_type("AWS::Scheduler::Schedule").values()
    [role] = [r for name, r in prod.of_type("AWS::IAM::Role").items() if name == "ExportRole"]
    written = {each["Target"]["Input"]["Fn::Sub"].split("${", 1)[1].split(".Arn")[0] for each in exports}
    statements = role["Policies"][0]["PolicyDocument"]["Statement"]
    allowed = {arn["Fn::GetAtt"][0] for arn in statements[0]["Resource"]}

    assert written == allowed
    assert written == {
        "AssetAnalysisTable",
        "TrackRecordTable",
        "EarningsTable",
        "IncomeStatementTable",
        "BalanceSheetTable",
        "CashFlowTable",
    }
    assert {each["ScheduleExpression"] for each in exports} == {"cron(0 12 ? * SAT *)"}
    assert {each["Target"]["Arn"].rpartition(":")[2] for each in exports} == {"exportTableToPointInTime"}


@pytest.mark.acceptance(83, 141)
def test_rows_that_are_to_end_end_and_all_others_stay(prod):
    ending = {
        name: table["TimeToLiveSpecification"]["AttributeName"]
        for name, table in prod.of_type("AWS::DynamoDB::Table").items()
        if "TimeToLiveSpecification" in table
    }

    assert ending.items() >= ENDING.items()
    assert not ending.keys() & {
        "IncomeStatementTable",
        "AssetAnalysisTable",
        "TrackRecordTable",
        "UsersTable",
    }
