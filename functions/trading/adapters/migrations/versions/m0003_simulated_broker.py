"""The simulated broker's own book, in its own schema: the desk reaches it through the broker's port only."""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE SCHEMA simulated_broker;
CREATE TABLE simulated_broker.orders (
    client_order_id text PRIMARY KEY,
    account_id text NOT NULL,
    received_at timestamptz NOT NULL,
    executable_at timestamptz,  -- when its price was met
    price numeric(18,4),  -- what it trades at from then on
    canceled_at timestamptz,
    instruction jsonb NOT NULL,
    behaviour jsonb NOT NULL  -- decided on arrival: later settings do not change the past
);
CREATE INDEX orders_account ON simulated_broker.orders (account_id);
"""

# The desk's own role owns nothing: it can neither alter a table nor switch a trigger off. Events, outbox and
# balances are written by triggers with their owner's rights, and by nobody else.
ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'desk') THEN
        CREATE ROLE desk LOGIN;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_iam') THEN
        GRANT rds_iam TO desk;
    END IF;
END $$;
GRANT USAGE ON SCHEMA public, simulated_broker TO desk;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO desk;
GRANT INSERT ON accounts, trade_orders, cancellations, account_activity, ledger_transactions, postings, fills,
    lots, lot_closures TO desk;
GRANT UPDATE ON accounts, trade_orders, account_activity, lots TO desk;
GRANT DELETE ON outbox TO desk;
GRANT SELECT, INSERT, UPDATE ON simulated_broker.orders TO desk;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(ROLE)
