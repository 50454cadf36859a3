"""Orders, the table of their legal changes, and one event row for every change."""

from alembic import op

from functions.trading.domain.orders import Status
from functions.trading.domain.transitions import TRANSITIONS

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE order_transitions (
    from_status text NOT NULL,
    to_status text NOT NULL,
    PRIMARY KEY (from_status, to_status)
);

CREATE TABLE accounts (
    account_id text PRIMARY KEY CHECK (account_id ~ '^[A-Za-z0-9_.-]{1,64}$'),
    user_id text NOT NULL,
    broker text NOT NULL CHECK (broker IN ('simulated', 'alpaca')),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'closed')),
    opened_at timestamptz NOT NULL
);

-- An order of an unknown account is kept with its denial:
-- account_id is no foreign key here; in the ledger it is.
CREATE TABLE trade_orders (
    order_id uuid PRIMARY KEY,
    account_id text NOT NULL,
    user_id text NOT NULL,
    session_id text NOT NULL,
    client_order_id text NOT NULL,
    correlation_id text NOT NULL,
    analysis_id text,
    symbol text NOT NULL,
    side text NOT NULL CHECK (side IN ('buy', 'sell')),
    order_type text NOT NULL CHECK (order_type IN ('market', 'limit', 'stop', 'stop_limit')),
    time_in_force text NOT NULL CHECK (time_in_force IN ('day', 'gtc', 'ioc', 'fok')),
    quantity numeric(27,9) CHECK (quantity > 0),
    notional numeric(27,9) CHECK (notional > 0),
    limit_price numeric(18,4) CHECK (limit_price > 0),
    stop_price numeric(18,4) CHECK (stop_price > 0),
    submitted_at timestamptz NOT NULL,
    status text NOT NULL,
    denial_code text,
    reason text,
    broker text,
    broker_order_id text,
    limits_version text,
    sent_at timestamptz,  -- when a worker last set out to send it
    cash_reserved numeric(28,9) NOT NULL DEFAULT 0 CHECK (cash_reserved >= 0),
    shares_reserved numeric(28,9) NOT NULL DEFAULT 0 CHECK (shares_reserved >= 0),
    filled_quantity numeric(27,9) NOT NULL DEFAULT 0 CHECK (filled_quantity >= 0),
    filled_notional numeric(28,9) NOT NULL DEFAULT 0 CHECK (filled_notional >= 0),
    cancel_requested_at timestamptz,
    changed_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    UNIQUE (account_id, client_order_id),
    CHECK ((quantity IS NULL) <> (notional IS NULL)),
    CHECK ((order_type IN ('limit', 'stop_limit')) = (limit_price IS NOT NULL)),
    CHECK ((order_type IN ('stop', 'stop_limit')) = (stop_price IS NOT NULL)),
    CHECK ((status = 'rejected') = (denial_code IS NOT NULL)),
    CHECK (quantity IS NULL OR filled_quantity <= quantity),
    CHECK (status <> 'filled' OR (filled_quantity > 0 AND (quantity IS NULL OR filled_quantity = quantity))),
    CHECK (status NOT IN ('queued', 'rejected') OR filled_quantity = 0),
    CHECK (
        status IN ('queued', 'accepted', 'partially_filled', 'unknown')
        OR (cash_reserved = 0 AND shares_reserved = 0)
    )
);
CREATE INDEX trade_orders_newest ON trade_orders (account_id, submitted_at DESC, order_id DESC);
CREATE INDEX trade_orders_open ON trade_orders (account_id)
    WHERE status IN ('queued', 'accepted', 'partially_filled', 'unknown');

-- Written by the triggers below and by nobody else, so no reference has to be looked up again.
CREATE TABLE order_events (
    order_id uuid NOT NULL,
    sequence integer NOT NULL,
    from_status text,
    to_status text NOT NULL,
    filled_quantity numeric(27,9) NOT NULL,
    filled_notional numeric(28,9) NOT NULL,
    denial_code text,
    reason text,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (order_id, sequence),
    CHECK ((sequence = 1) = (from_status IS NULL))
);

CREATE TABLE outbox (
    outbox_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id uuid NOT NULL,
    sequence integer NOT NULL
);

-- A cancellation may overtake the order it cancels.
CREATE TABLE cancellations (
    order_id uuid PRIMARY KEY,
    account_id text NOT NULL,
    user_id text NOT NULL,
    requested_at timestamptz NOT NULL
);

CREATE TABLE account_activity (
    account_id text NOT NULL,
    period text NOT NULL,  -- a day, 2026-11-20, or a minute, 2026-11-20T14:31
    orders integer NOT NULL,
    notional numeric(28,9) NOT NULL,
    PRIMARY KEY (account_id, period)
);
"""

# Rows are checked one by one; events are written once a statement, whoever made the change.
TRIGGERS = """
CREATE FUNCTION refuse_beginning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'order % cannot begin as %, version %', NEW.order_id, NEW.status, NEW.version
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER orders_begin_legally BEFORE INSERT ON trade_orders FOR EACH ROW
    WHEN (NEW.version <> CASE WHEN NEW.status = 'queued' THEN 1 ELSE 2 END
        OR NEW.status NOT IN ({beginnings}))
    EXECUTE FUNCTION refuse_beginning();

CREATE FUNCTION check_order_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.order_id, NEW.account_id, NEW.client_order_id, NEW.symbol, NEW.side, NEW.order_type)
        IS DISTINCT FROM
        (OLD.order_id, OLD.account_id, OLD.client_order_id, OLD.symbol, OLD.side, OLD.order_type)
        OR NEW.submitted_at <> OLD.submitted_at
        OR NEW.quantity IS DISTINCT FROM OLD.quantity OR NEW.filled_quantity < OLD.filled_quantity
    THEN
        RAISE EXCEPTION 'order % may not be rewritten', OLD.order_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.version := OLD.version;
    IF NEW.status = OLD.status AND NEW.filled_quantity = OLD.filled_quantity THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT FROM order_transitions t WHERE t.from_status = OLD.status AND t.to_status = NEW.status
    ) THEN
        RAISE EXCEPTION 'order %: % to % is no legal transition', NEW.order_id, OLD.status, NEW.status
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER orders_change_legally BEFORE UPDATE ON trade_orders
    FOR EACH ROW EXECUTE FUNCTION check_order_change();

CREATE FUNCTION record_new_orders() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    WITH written AS (
        INSERT INTO order_events
        SELECT order_id, 1, NULL, 'queued', 0, 0, NULL, NULL, submitted_at FROM fresh
        UNION ALL
        SELECT order_id, 2, 'queued', status, filled_quantity, filled_notional, denial_code, reason,
            changed_at
        FROM fresh WHERE status <> 'queued'
        RETURNING order_id, sequence
    )
    INSERT INTO outbox (order_id, sequence)
    SELECT order_id, sequence FROM written ORDER BY order_id, sequence;
    RETURN NULL;
END $$;
CREATE TRIGGER new_orders_are_recorded AFTER INSERT ON trade_orders
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION record_new_orders();

CREATE FUNCTION record_changed_orders() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    WITH written AS (
        INSERT INTO order_events
        SELECT n.order_id, n.version, o.status, n.status, n.filled_quantity, n.filled_notional,
            n.denial_code, n.reason, n.changed_at
        FROM fresh n JOIN stale o USING (order_id) WHERE n.version > o.version
        RETURNING order_id, sequence
    )
    INSERT INTO outbox (order_id, sequence)
    SELECT order_id, sequence FROM written ORDER BY order_id, sequence;
    RETURN NULL;
END $$;
CREATE TRIGGER changed_orders_are_recorded AFTER UPDATE ON trade_orders
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION record_changed_orders();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON order_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER orders_stay BEFORE DELETE OR TRUNCATE ON trade_orders
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    op.execute(TABLES)
    pairs = sorted((before, after) for before, afters in TRANSITIONS.items() for after in afters)
    values = ", ".join(f"('{before}', '{after}')" for before, after in pairs)
    op.execute(f"INSERT INTO order_transitions VALUES {values}")  # noqa: S608  our own constants
    beginnings = ", ".join(f"'{each}'" for each in sorted({Status.QUEUED, *TRANSITIONS[Status.QUEUED]}))
    op.execute(TRIGGERS.replace("{beginnings}", beginnings))
