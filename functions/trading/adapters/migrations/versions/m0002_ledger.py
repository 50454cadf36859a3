"""A double-entry ledger of cash and shares, lots, and balances that can never say what postings do not."""

from alembic import op

revision = "0002"
down_revision = "0001"

# Books of an account: what it can use (cash, holdings), what orders hold back (*_reserved), what it paid
# (fees), what it owes after a fill above its reservation (owed), and the other sides (street, outside).
TABLES = """
CREATE TABLE ledger_transactions (
    transaction_id uuid PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts,
    kind text NOT NULL CHECK (kind IN ('deposit', 'withdrawal', 'reserve', 'fill', 'release')),
    order_id uuid REFERENCES trade_orders,
    occurred_at timestamptz NOT NULL,
    CHECK ((kind IN ('deposit', 'withdrawal')) = (order_id IS NULL))
);
CREATE INDEX ledger_transactions_account ON ledger_transactions (account_id, occurred_at);

CREATE TABLE postings (
    transaction_id uuid NOT NULL REFERENCES ledger_transactions,
    line smallint NOT NULL,
    account_id text NOT NULL,
    book text NOT NULL CHECK (
        book IN (
            'cash', 'cash_reserved', 'holdings', 'holdings_reserved', 'fees', 'owed', 'street', 'outside'
        )
    ),
    unit text NOT NULL,  -- USD, or a symbol
    amount numeric(28,9) NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (transaction_id, line)
);

CREATE TABLE balances (
    account_id text NOT NULL REFERENCES accounts,
    book text NOT NULL,
    unit text NOT NULL,
    amount numeric(28,9) NOT NULL,
    PRIMARY KEY (account_id, book, unit),
    CONSTRAINT nothing_is_spent_twice CHECK (
        amount >= 0 OR book NOT IN ('cash', 'cash_reserved', 'holdings', 'holdings_reserved', 'fees')
    ),
    CONSTRAINT debts_are_negative CHECK (book <> 'owed' OR amount <= 0)
);

CREATE TABLE fills (
    order_id uuid NOT NULL REFERENCES trade_orders,
    cumulative_quantity numeric(27,9) NOT NULL,
    transaction_id uuid NOT NULL UNIQUE REFERENCES ledger_transactions,
    account_id text NOT NULL,
    symbol text NOT NULL,
    side text NOT NULL CHECK (side IN ('buy', 'sell')),
    quantity numeric(27,9) NOT NULL CHECK (quantity > 0),
    notional numeric(28,9) NOT NULL CHECK (notional > 0),
    fee numeric(28,9) NOT NULL CHECK (fee >= 0),
    filled_at timestamptz NOT NULL,
    booked bigint GENERATED ALWAYS AS IDENTITY,  -- the order in which lots were opened and closed
    PRIMARY KEY (order_id, cumulative_quantity)
);

CREATE TABLE lots (
    lot_id uuid PRIMARY KEY REFERENCES fills (transaction_id),
    account_id text NOT NULL,
    symbol text NOT NULL,
    opened bigint GENERATED ALWAYS AS IDENTITY,  -- first in, first out
    quantity numeric(27,9) NOT NULL CHECK (quantity > 0),
    cost numeric(28,9) NOT NULL CHECK (cost > 0),
    remaining numeric(27,9) NOT NULL CHECK (remaining >= 0 AND remaining <= quantity),
    cost_remaining numeric(28,9) NOT NULL CHECK (cost_remaining >= 0 AND cost_remaining <= cost),
    CHECK ((remaining = 0) = (cost_remaining = 0))
);
CREATE INDEX lots_open ON lots (account_id, symbol, opened) WHERE remaining > 0;

CREATE TABLE lot_closures (
    lot_id uuid NOT NULL REFERENCES lots,
    transaction_id uuid NOT NULL REFERENCES fills (transaction_id),
    quantity numeric(27,9) NOT NULL CHECK (quantity > 0),
    cost numeric(28,9) NOT NULL CHECK (cost >= 0),
    proceeds numeric(28,9) NOT NULL CHECK (proceeds >= 0),
    realised numeric(28,9) GENERATED ALWAYS AS (proceeds - cost) STORED,
    PRIMARY KEY (lot_id, transaction_id)
);

CREATE VIEW positions AS
SELECT b.account_id, b.unit AS symbol, sum(b.amount) AS quantity,
    coalesce(sum(b.amount) FILTER (WHERE b.book = 'holdings_reserved'), 0) AS reserved,
    coalesce((SELECT sum(l.cost_remaining) FROM lots l
        WHERE l.account_id = b.account_id AND l.symbol = b.unit AND l.remaining > 0), 0) AS cost,
    coalesce((SELECT sum(c.realised) FROM lot_closures c JOIN lots l USING (lot_id)
        WHERE l.account_id = b.account_id AND l.symbol = b.unit), 0) AS realised
FROM balances b WHERE b.book IN ('holdings', 'holdings_reserved') GROUP BY b.account_id, b.unit;
"""

TRIGGERS = """
CREATE FUNCTION add_postings_to_balances() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- A transaction is posted whole: nothing is added to it later, where its first line is not seen again.
    IF (SELECT count(*) FILTER (WHERE line = 1) <> count(DISTINCT transaction_id) FROM fresh) THEN
        RAISE EXCEPTION 'postings of a transaction come in one statement, from line 1 on'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- No upsert: it would check the bare difference against the rules of a balance.
    MERGE INTO balances known USING (
        SELECT account_id, book, unit, sum(amount) AS amount FROM fresh GROUP BY account_id, book, unit
    ) moved
    ON known.account_id = moved.account_id AND known.book = moved.book AND known.unit = moved.unit
    WHEN MATCHED THEN UPDATE SET amount = known.amount + moved.amount
    WHEN NOT MATCHED THEN INSERT VALUES (moved.account_id, moved.book, moved.unit, moved.amount);
    RETURN NULL;
END $$;
CREATE TRIGGER postings_move_balances AFTER INSERT ON postings
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION add_postings_to_balances();

CREATE FUNCTION check_transaction_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE off record;
BEGIN
    FOR off IN SELECT unit, sum(amount) AS amount FROM postings WHERE transaction_id = NEW.transaction_id
        GROUP BY unit HAVING sum(amount) <> 0
    LOOP
        RAISE EXCEPTION 'transaction % is off by % %', NEW.transaction_id, off.amount, off.unit
            USING ERRCODE = 'integrity_constraint_violation';
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER transactions_balance AFTER INSERT ON postings
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.line = 1)
    EXECUTE FUNCTION check_transaction_balances();
"""

APPEND_ONLY = ("ledger_transactions", "postings", "fills", "lot_closures")


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(TRIGGERS)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    for table in ("balances", "lots"):
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
