"""Builds this context's adapters from its settings, once per execution environment."""

import time
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from functions.runtime import aws
from functions.trading.adapters.account_access import AccountAccess
from functions.trading.adapters.admission import Admission
from functions.trading.adapters.intent_table import IntentTable
from functions.trading.adapters.order_intake import OrderIntake
from functions.trading.adapters.order_queue import OrderQueue
from functions.trading.adapters.page_tokens import PageTokens
from functions.trading.adapters.session_table import SessionTable
from functions.trading.settings import DatabaseSettings, DeskSettings, Settings

if TYPE_CHECKING:
    from functions.trading.adapters.accounts import Accounts
    from functions.trading.adapters.database import Database
    from functions.trading.adapters.database_endpoint import Directory
    from functions.trading.adapters.dead_letters import DeadLetters
    from functions.trading.adapters.desk import Desk
    from functions.trading.adapters.desk_configuration import DeskConfiguration
    from functions.trading.adapters.ledger_books import LedgerBooks
    from functions.trading.adapters.market import Market
    from functions.trading.adapters.order_book import OrderBook
    from functions.trading.adapters.order_view import OrderView
    from functions.trading.adapters.outbox import Outbox
    from functions.trading.adapters.outbox_bell import OutboxBell
    from functions.trading.adapters.reconciliation import Reconciliation
    from functions.trading.adapters.reconciliation_reports import ReconciliationReports
    from functions.trading.adapters.risk_preview import RiskPreview
    from functions.trading.adapters.settling import Settling
    from functions.trading.domain.brokers import Broker


@cache
def settings() -> Settings:
    return Settings.from_env()


def sessions() -> SessionTable:
    return SessionTable(aws.table(settings().sessions_table))


def account_access() -> AccountAccess:
    return AccountAccess(aws.table(settings().account_access_table))


def intents() -> IntentTable:
    return IntentTable(aws.table(settings().order_intents_table))


def order_queue() -> OrderQueue:
    return OrderQueue(aws.client("sqs"), settings().order_queue_url)


def order_intake() -> OrderIntake:
    return OrderIntake(intents(), order_queue(), clock=time.time, sleep=time.sleep)


def admission() -> Admission:
    table = aws.table(settings().sessions_table)
    return Admission(table.meta.client, sessions(), account_access())


@cache
def page_tokens() -> PageTokens:
    name = settings().page_token_secret_name
    return PageTokens(aws.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"].encode())


# What reaches the database is imported by the functions that do: the API's start without its driver.


@cache
def desk_settings() -> DeskSettings:
    return DeskSettings.from_env()


def moment() -> str:
    """Now, as ISO UTC with microseconds: when the desk decides."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@cache
def directory() -> "Directory":
    from functions.trading.adapters.database_endpoint import Directory

    return Directory(aws.client, DatabaseSettings.from_env().database_parameter)


@cache
def database() -> "Database":
    from functions.trading.adapters.database import Database

    return Database(directory().endpoint(), sleep=time.sleep, clock=time.monotonic)


@cache
def configuration() -> "DeskConfiguration":
    from functions.trading.adapters.desk_configuration import DeskConfiguration

    named = desk_settings()
    return DeskConfiguration(
        aws.client("ssm"), named.limits_parameter, named.kill_switch_parameter, time.monotonic
    )


@cache
def market() -> "Market":
    from functions.research.adapters.asset_table import AssetTable
    from functions.research.adapters.price_table import PriceTable
    from functions.trading.adapters.market import Market

    assets, prices = aws.table(desk_settings().assets_table), aws.table(desk_settings().prices_table)
    return Market(AssetTable(assets), PriceTable(prices), time.monotonic)


@cache
def simulated_broker() -> "Broker":
    from functions.trading.adapters.simulated_broker import SimulatedBroker

    return SimulatedBroker(database(), market().listing, lambda: configuration().read().simulation)


@cache
def alpaca_broker() -> "Broker":
    from functions.research.adapters import provider_secret
    from functions.trading.adapters.alpaca_broker import AlpacaBroker

    keys = ("apiKey", "secretKey", "tradingUrl")
    name = desk_settings().alpaca_secret_name
    secret = provider_secret.read(aws.client("secretsmanager"), name, keys=keys)
    return AlpacaBroker(secret["tradingUrl"], secret["apiKey"], secret["secretKey"], epoch_seconds=time.time)


BROKERS = {"simulated": simulated_broker, "alpaca": alpaca_broker}


def risk_preview() -> "RiskPreview":
    from functions.trading.adapters.risk_preview import RiskPreview

    return RiskPreview(database(), market().listing, configuration().read)


def settling() -> "Settling":
    from functions.trading.adapters.settling import Settling

    return Settling(database(), configuration().read)


def desk() -> "Desk":
    from functions.trading.adapters.desk import Desk
    from functions.trading.adapters.intake import Intake

    return Desk(Intake(database(), market().listing, configuration().read), settling(), BROKERS)


def accounts() -> "Accounts":
    from functions.trading.adapters.accounts import Accounts

    return Accounts(database())


def order_book() -> "OrderBook":
    from functions.trading.adapters.order_book import OrderBook

    return OrderBook(database())


def order_view() -> "OrderView":
    from functions.trading.adapters.order_view import OrderView

    return OrderView(intents(), order_book())


def ledger_books() -> "LedgerBooks":
    from functions.trading.adapters.ledger_books import LedgerBooks

    return LedgerBooks(database())


def outbox() -> "Outbox":
    from functions.trading.adapters.outbox import Outbox

    named = desk_settings()
    return Outbox(database(), aws.client("events"), named.event_bus_name, aws.client("s3"), named.desk_bucket)


def dead_letters() -> "DeadLetters":
    from functions.trading.adapters.dead_letters import DeadLetters

    return DeadLetters(aws.client("sqs"), desk_settings().order_dead_letters_url)


def reconciliation() -> "Reconciliation":
    from functions.trading.adapters.reconciliation import Reconciliation

    return Reconciliation(database(), settling(), BROKERS)


def outbox_bell() -> "OutboxBell":
    from functions.trading.adapters.outbox_bell import OutboxBell

    return OutboxBell(aws.client("lambda"), desk_settings().outbox_function)


def migrate() -> tuple[str | None, str]:
    from functions.trading.adapters import schema
    from functions.trading.adapters.database import owner_connection

    endpoint = directory().owner()
    return schema.migrate(lambda: owner_connection(endpoint))


def reconciliation_reports() -> "ReconciliationReports":
    from functions.trading.adapters.reconciliation_reports import ReconciliationReports

    named = desk_settings()
    return ReconciliationReports(
        aws.client("s3"), named.desk_bucket, aws.client("sns"), named.alert_topic_arn
    )
