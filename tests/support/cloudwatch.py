"""Plays CloudWatch's part where the laptop's AWS does not: it makes no metrics of log lines."""

import json
import time
from datetime import UTC, datetime


def embedded(laptop, function, event):
    """The newest measurement of that name in a function's log."""
    logs = laptop.client("logs")
    group = f"/aws/lambda/signal9-local-{function}"
    found = []
    for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group):
        for each in page["events"]:
            at = each["message"].find('{"event": "' + event)
            if at >= 0:
                found.append(json.loads(each["message"][at:]))
    return max(found, key=lambda line: line["_aws"]["Timestamp"])


def publish(laptop, line):
    """Exactly what a line in the embedded metric format says, as CloudWatch would take it."""
    cloudwatch = laptop.client("cloudwatch")
    for directive in line["_aws"]["CloudWatchMetrics"]:
        for names in directive["Dimensions"]:
            dimensions = [{"Name": name, "Value": line[name]} for name in names]
            cloudwatch.put_metric_data(
                Namespace=directive["Namespace"],
                MetricData=[
                    {
                        "MetricName": metric["Name"],
                        "Unit": metric["Unit"],
                        "Value": line[metric["Name"]],
                        "Dimensions": dimensions,
                        "Timestamp": datetime.fromtimestamp(line["_aws"]["Timestamp"] / 1000, UTC),
                    }
                    for metric in directive["Metrics"]
                ],
            )


class Mailbox:
    """A queue that hears a topic, as an operator's mailbox would."""

    def __init__(self, laptop, topic, name):
        self._sqs = laptop.client("sqs")
        self._url = self._sqs.create_queue(QueueName=name)["QueueUrl"]
        attributes = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])
        queue = attributes["Attributes"]["QueueArn"]
        sns = laptop.client("sns")
        [arn] = [t["TopicArn"] for t in sns.list_topics()["Topics"] if t["TopicArn"].endswith(f":{topic}")]
        allowed = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": queue,
            "Condition": {"ArnEquals": {"aws:SourceArn": arn}},
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
        self._sqs.set_queue_attributes(QueueUrl=self._url, Attributes={"Policy": policy})
        sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=queue)

    def wait_for(self, told, *, seconds=30):
        """The first message that holds this text."""
        ends = time.monotonic() + seconds
        seen = []
        while time.monotonic() < ends:
            answer = self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
            for message in answer.get("Messages", []):
                seen.append(json.loads(message["Body"])["Message"])
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
                if told in seen[-1]:
                    return seen[-1]
        raise AssertionError(f"{told} not in {seen}")
