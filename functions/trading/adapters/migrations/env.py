"""Runs inside the one transaction that `adapters/schema.py` opened: all revisions of an upgrade, or none."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
with context.begin_transaction():
    context.run_migrations()
