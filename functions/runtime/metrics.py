"""The service's own metrics, each with its namespace, unit and the few dimensions it may have.

A log line becomes them, in CloudWatch embedded metric format. Dimensions are bounded: the stage, and
where that says more, the provider or the consumer. Symbols, orders and users are fields of the line.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from functions.runtime import log

INGESTION = "Signal9/DataIngestion"
VALIDATION = "Signal9/DataValidation"
QUALITY = "Signal9/DataQuality"
ADVISOR = "Signal9/Advisor"
ACTIVITY = "Signal9/UserActivity"
TRADING = "Signal9/Trading"
OPERATIONS = "Signal9/Operations"


@dataclass(frozen=True, slots=True)
class Metric:
    namespace: str
    unit: str = "Count"
    dimensions: tuple[str, ...] = ("stage",)


_BY_PROVIDER = ("stage", "provider")
_BY_CONSUMER = ("stage", "consumer")
METRICS: Mapping[str, Metric] = {
    "SuccessfulIngestion": Metric(INGESTION),
    "FailedIngestion": Metric(INGESTION),
    "ValidationSuccessRate": Metric(VALIDATION, "Percent"),  # 100 or 0 an asset: the average is the rate
    "ValidationErrors": Metric(VALIDATION),
    "RatingConfidence": Metric(QUALITY, "Percent"),
    "RatingsWithheld": Metric(QUALITY),
    "PayloadsQuarantined": Metric(QUALITY),
    "ProcessingDuration": Metric(ADVISOR, "Milliseconds"),
    "ProcessingSuccess": Metric(ADVISOR, "Percent"),  # 100 or 0 an asset
    "BatchSize": Metric(ADVISOR),
    "APIResponseTime": Metric(ADVISOR, "Milliseconds", _BY_PROVIDER),
    "ProviderFailures": Metric(ADVISOR, "Percent", _BY_PROVIDER),  # 100 or 0 a call
    "ProviderLimitHits": Metric(ADVISOR, "Count", _BY_PROVIDER),
    "AlphaVantageCallsToday": Metric(ADVISOR),
    "AlphaVantageCallsLeft": Metric(ADVISOR),  # of plans with a day's limit
    "CacheHits": Metric(ADVISOR),
    "CacheMisses": Metric(ADVISOR),
    "CacheFailures": Metric(ADVISOR),
    "ActiveUsers": Metric(ACTIVITY),
    "LongUnknownOrders": Metric(TRADING),
    "LedgerMismatches": Metric(TRADING),
    "OldestUnpublishedSeconds": Metric(TRADING, "Seconds"),
    "OrdersProcessed": Metric(TRADING),
    "OrdersComeAgain": Metric(TRADING),
    "OpenDeadLetters": Metric(OPERATIONS),
    "OpenDeadLettersOfConsumer": Metric(OPERATIONS, "Count", _BY_CONSUMER),
    "SecretReadFailures": Metric(OPERATIONS),
    "RequestsRefusedForHaste": Metric(OPERATIONS),
}


def measured(event: str, numbers: Mapping[str, float], /, **fields: object) -> None:
    """Numbers by metric name; `fields` must hold what the metrics name as dimensions beside the stage."""
    directives: dict[tuple[str, tuple[str, ...]], list[dict[str, str]]] = {}
    for name in numbers:
        metric = METRICS[name]
        told = {"Name": name, "Unit": metric.unit}
        directives.setdefault((metric.namespace, metric.dimensions), []).append(told)
    embedded = {
        "Timestamp": int(datetime.now(UTC).timestamp() * 1000),
        "CloudWatchMetrics": [
            {"Namespace": namespace, "Dimensions": [list(dimensions)], "Metrics": metrics}
            for (namespace, dimensions), metrics in directives.items()
        ],
    }
    log.event(event, stage=_stage(), **fields, **numbers, _aws=embedded)


def _stage() -> str:
    """Functions are named signal9-<stage>-<Function>, and only a stage may hold hyphens."""
    return os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "").removeprefix("signal9-").rpartition("-")[0]
