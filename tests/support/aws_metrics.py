"""What AWS publishes of itself, as far as alarms and dashboards here look at it: dimensions by metric.

An empty set of dimensions is the sum over the account.
"""

_FUNCTION = ((), ("FunctionName",))
_MACHINE = (("StateMachineArn",),)
_QUEUE = (("QueueName",),)
_API = (("ApiName", "Stage"),)
_CLUSTER = (("DBClusterIdentifier",),)
_CHECK = (("HealthCheckId",),)
_TABLE = (("TableName",),)
_SEARCH = (("DomainName", "ClientId"),)
_RULE = ((), ("RuleName",), ("EventBusName", "RuleName"))

AWS_METRICS = {
    **{("AWS/Lambda", name): _FUNCTION for name in ("Errors", "Invocations", "Throttles", "Duration")},
    ("AWS/Lambda", "ConcurrentExecutions"): _FUNCTION,
    **{("AWS/ApiGateway", name): _API for name in ("Count", "Latency", "IntegrationLatency")},
    ("AWS/ApiGateway", "4XXError"): _API,
    ("AWS/ApiGateway", "5XXError"): _API,
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"): _QUEUE,
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): _QUEUE,
    **{("AWS/States", name): _MACHINE for name in ("ExecutionsFailed", "ExecutionsStarted", "ExecutionTime")},
    **{
        ("AWS/RDS", name): _CLUSTER
        for name in ("ACUUtilization", "ServerlessDatabaseCapacity", "DatabaseConnections")
    },
    ("AWS/Route53", "HealthCheckStatus"): _CHECK,
    ("AWS/DynamoDB", "ThrottledRequests"): ((), ("TableName", "Operation")),
    ("AWS/DynamoDB", "ConsumedReadCapacityUnits"): _TABLE,
    ("AWS/DynamoDB", "ConsumedWriteCapacityUnits"): _TABLE,
    ("AWS/Events", "FailedInvocations"): _RULE,
    ("AWS/Events", "InvocationsFailedToBeSentToDlq"): _RULE,
    ("AWS/ES", "5xx"): _SEARCH,
    ("AWS/ES", "OpenSearchRequests"): _SEARCH,
    ("AWS/Logs", "IncomingBytes"): (("LogGroupName",),),
}
