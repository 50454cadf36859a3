"""The deployed API as clients use it: tokens of the laptop's issuer, sessions, orders."""

import json

import httpx

from scripts.local import issuer
from scripts.local.issuer import LaptopIssuer
from tests.support.orders import order_form

QUEUE = "signal9-trade-orders-local.fifo"


class LiveApi:
    """The API of a started laptop that believes the laptop's issuer."""

    def __init__(self, laptop):
        self.laptop = laptop
        self.issuer = LaptopIssuer(laptop.folder, laptop.stack.start(laptop.data).issuer_url)
        issuer.use(laptop.client("ssm"), self.issuer.url)
        gateway = laptop.client("apigateway")
        [api] = [one["id"] for one in gateway.get_rest_apis()["items"] if one["name"] == "signal9-local"]
        self.url = f"{gateway.meta.endpoint_url}/restapis/{api}/local/_user_request_"
        self._prepare()
        self.http = httpx.Client(base_url=f"{self.url}/api/v1", timeout=120, trust_env=False)

    def _prepare(self):
        """A copied laptop has a database of its own, without tables yet; what is queued stays to be seen."""
        functions = self.laptop.client("lambda")
        migrated = functions.invoke(FunctionName="signal9-local-MigrateDatabase", Payload=b"{}")
        assert "FunctionError" not in migrated, migrated["Payload"].read()
        self.process_queue(processed=False)

    def process_queue(self, *, processed):
        """Whether the desk takes what comes, or leaves it to be seen."""
        functions = self.laptop.client("lambda")
        for mapping in functions.list_event_source_mappings()["EventSourceMappings"]:
            functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=processed)

    def person(self, name, *accounts):
        """Somebody with these accounts and with no session yet."""
        for account in accounts:
            self.laptop.table("signal9-account-access-local").put_item(
                Item={"user_id": name, "account_id": account, "granted_at": "2026-05-27T00:00:00Z"}
            )
        return Person(self, name, accounts)

    def queued(self, order):
        """The messages about an order that wait in the queue; they stay there."""
        sqs = self.laptop.client("sqs")
        url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
        found = []
        while True:
            received = sqs.receive_message(
                QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=60, WaitTimeSeconds=1
            )
            messages = received.get("Messages", ())
            if not messages:
                break
            for message in messages:
                found.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return [message for message in found if message["order_id"] == order]


class Person:
    def __init__(self, api, name, accounts):
        self.api = api
        self.name = name
        self.accounts = accounts
        self.session = None

    def token(self, **claims):
        return self.api.issuer.token(self.name, **claims)

    def ask(self, method, path, *, token=None, headers=None, **content):
        given = {"Authorization": f"Bearer {token or self.token()}", **(headers or {})}
        return self.api.http.request(method, path, headers=given, **content)

    def in_session(self):
        answer = self.ask("POST", "/sessions", json={})
        assert answer.status_code == 201, answer.text
        self.session = answer.json()["session_id"]
        return self

    def submit(self, form, *, key=None, **options):
        headers = {"Signal9-Session": self.session, **options.pop("headers", {})}
        if key is not None:
            headers["Idempotency-Key"] = key
        return self.ask("POST", "/trades", headers=headers, json=form, **options)

    def form(self, **fields):
        return order_form(self.accounts[0] if self.accounts else "nobody", **fields)
