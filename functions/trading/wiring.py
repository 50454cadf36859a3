"""Builds this context's adapters from its settings, once per execution environment."""

import time
from functools import cache

from functions.runtime import aws
from functions.trading.adapters.account_access import AccountAccess
from functions.trading.adapters.admission import Admission
from functions.trading.adapters.intent_table import IntentTable
from functions.trading.adapters.order_intake import OrderIntake
from functions.trading.adapters.order_queue import OrderQueue
from functions.trading.adapters.session_table import SessionTable
from functions.trading.settings import Settings


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
