"""Brings the database to the newest revision. Forward only: there are no downgrades to run by mistake."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

# Two deployments at once: the second waits for the first and then finds nothing to do.
_MIGRATION_LOCK = 7_309_001


def migrate(connect: Any) -> tuple[str | None, str]:
    """`connect` answers a new DB-API connection of the owner; the revision before and after."""
    engine = create_engine("postgresql+pg8000://", creator=connect, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        # A table in use is not waited for: old code goes on, and the deployment fails and is repeated.
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        before = MigrationContext.configure(connection).get_current_revision()
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, newest_revision()


def newest_revision() -> str:
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return config
