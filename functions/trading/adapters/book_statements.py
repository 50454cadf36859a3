"""The order book's SQL. A batch is one JSON document: one round trip reads or writes all of it."""

# Its own statement before the load: what is loaded must be what the locks protect.
LOCK_ACCOUNTS = """
SELECT coalesce(json_agg(locked), '[]')::text FROM (
    SELECT account_id, user_id, status, broker FROM accounts
    WHERE account_id IN (SELECT json_array_elements_text(CAST(:document AS json)))
    ORDER BY account_id FOR UPDATE
) locked
"""

LOCK_ACCOUNTS_OF_ORDERS = """
SELECT coalesce(json_agg(locked), '[]')::text FROM (
    SELECT account_id, user_id, status, broker FROM accounts
    WHERE account_id IN (
        SELECT account_id FROM trade_orders
        WHERE order_id IN (SELECT CAST(json_array_elements_text(CAST(:document AS json)) AS uuid))
    )
    ORDER BY account_id FOR UPDATE
) locked
"""

# `OFFSET 0` keeps each look-up one of its own, by the index of what is asked for: planned as a join while the
# table was small, it would read all open orders for ever.
LOAD_FOR_RISK = """
WITH d AS (SELECT CAST(:document AS json) AS j),
accounts_asked AS (SELECT json_array_elements_text(j->'accounts') AS account_id FROM d),
orders_asked AS (SELECT CAST(json_array_elements_text(j->'orders') AS uuid) AS order_id FROM d),
symbols AS (SELECT ARRAY(SELECT json_array_elements_text(j->'symbols')) AS asked FROM d),
periods AS (SELECT json_array_elements_text(j->'periods') AS period FROM d)
SELECT json_build_object(
    'orders', (
        SELECT coalesce(json_agg(o), '[]') FROM orders_asked a
        CROSS JOIN LATERAL (SELECT * FROM trade_orders t WHERE t.order_id = a.order_id OFFSET 0) o
    ),
    'cancellations', (
        SELECT coalesce(json_agg(o.order_id), '[]') FROM orders_asked a
        CROSS JOIN LATERAL (SELECT c.order_id FROM cancellations c WHERE c.order_id = a.order_id OFFSET 0) o
    ),
    'balances', (
        SELECT coalesce(json_agg(json_build_array(b.account_id, b.book, b.unit, b.amount)), '[]')
        FROM accounts_asked a CROSS JOIN symbols CROSS JOIN LATERAL (
            SELECT * FROM balances x WHERE x.account_id = a.account_id OFFSET 0
        ) b
        WHERE b.unit = 'USD' OR b.unit = ANY (symbols.asked)
    ),
    'open', (
        SELECT coalesce(json_agg(json_build_array(
            o.account_id, o.symbol, o.side, o.limit_price, o.cash_reserved)), '[]')
        FROM accounts_asked a CROSS JOIN symbols CROSS JOIN LATERAL (
            SELECT * FROM trade_orders t WHERE t.account_id = a.account_id
                AND t.status IN ('queued', 'accepted', 'partially_filled', 'unknown') OFFSET 0
        ) o
        WHERE o.symbol = ANY (symbols.asked)
    ),
    'open_counts', (
        SELECT coalesce(json_object_agg(a.account_id, o.open), '{}') FROM accounts_asked a
        CROSS JOIN LATERAL (
            SELECT count(*) AS open FROM trade_orders t WHERE t.account_id = a.account_id
                AND t.status IN ('queued', 'accepted', 'partially_filled', 'unknown')
        ) o
    ),
    'activity', (
        SELECT coalesce(json_agg(json_build_array(o.account_id, o.period, o.orders, o.notional)), '[]')
        FROM accounts_asked a CROSS JOIN periods p CROSS JOIN LATERAL (
            SELECT * FROM account_activity x
            WHERE x.account_id = a.account_id AND x.period = p.period OFFSET 0
        ) o
    )
)::text
"""

LOAD_FOR_SETTLEMENT = """
WITH d AS (SELECT CAST(:document AS json) AS j),
ids AS (SELECT CAST(json_array_elements_text(j) AS uuid) AS order_id FROM d),
asked AS (
    SELECT o.* FROM ids
    CROSS JOIN LATERAL (SELECT * FROM trade_orders t WHERE t.order_id = ids.order_id OFFSET 0) o
)
SELECT json_build_object(
    'orders', (SELECT coalesce(json_agg(asked), '[]') FROM asked),
    'cancellations', (
        SELECT coalesce(json_agg(order_id), '[]') FROM cancellations JOIN asked USING (order_id)
    ),
    'balances', (
        SELECT coalesce(json_agg(json_build_array(account_id, book, unit, amount)), '[]') FROM balances
        WHERE unit = 'USD' AND book IN ('cash', 'owed') AND account_id IN (SELECT account_id FROM asked)
    ),
    'lots', (
        SELECT coalesce(json_agg(json_build_array(account_id, symbol, lot_id, remaining, cost_remaining)
            ORDER BY account_id, symbol, opened), '[]')
        FROM (
            SELECT l.*, s.quantity AS sold, sum(l.remaining)
                OVER (PARTITION BY l.account_id, l.symbol ORDER BY l.opened) - l.remaining AS before
            FROM lots l JOIN (
                SELECT account_id, symbol, sum(coalesce(quantity, shares_reserved)) AS quantity FROM asked
                WHERE side = 'sell' GROUP BY account_id, symbol
            ) s USING (account_id, symbol)
            WHERE l.remaining > 0
        ) needed WHERE before < sold
    )
)::text
"""

_LEDGER = """
t AS (
    INSERT INTO ledger_transactions (transaction_id, account_id, kind, order_id, occurred_at)
    SELECT x.* FROM d, json_to_recordset(j->'transactions')
        AS x(transaction_id uuid, account_id text, kind text, order_id uuid, occurred_at timestamptz)
),
p AS (
    INSERT INTO postings (transaction_id, line, account_id, book, unit, amount)
    SELECT x.* FROM d, json_to_recordset(j->'postings')
        AS x(transaction_id uuid, line smallint, account_id text, book text, unit text, amount numeric)
)
"""

WRITE_INTAKE = f"""
WITH d AS (SELECT CAST(:document AS json) AS j),
o AS (
    INSERT INTO trade_orders (
        order_id, account_id, user_id, session_id, client_order_id, correlation_id, analysis_id, symbol, side,
        order_type, time_in_force, quantity, notional, limit_price, stop_price, submitted_at, status,
        denial_code, reason, broker, limits_version, sent_at, cash_reserved, shares_reserved,
        cancel_requested_at, changed_at, version
    )
    SELECT x.*, CASE WHEN x.status = 'queued' THEN 1 ELSE 2 END FROM d, json_to_recordset(j->'orders') AS x(
        order_id uuid, account_id text, user_id text, session_id text, client_order_id text,
        correlation_id text, analysis_id text, symbol text, side text, order_type text,
        time_in_force text, quantity numeric,
        notional numeric, limit_price numeric, stop_price numeric, submitted_at timestamptz, status text,
        denial_code text, reason text, broker text, limits_version text, sent_at timestamptz,
        cash_reserved numeric, shares_reserved numeric, cancel_requested_at timestamptz,
        changed_at timestamptz
    )
),
{_LEDGER},
a AS (
    INSERT INTO account_activity AS known (account_id, period, orders, notional)
    SELECT x.* FROM d, json_to_recordset(j->'activity')
        AS x(account_id text, period text, orders integer, notional numeric)
    ON CONFLICT (account_id, period) DO UPDATE
        SET orders = known.orders + excluded.orders, notional = known.notional + excluded.notional
),
c AS (
    INSERT INTO cancellations (order_id, account_id, user_id, requested_at)
    SELECT x.* FROM d, json_to_recordset(j->'cancellations')
        AS x(order_id uuid, account_id text, user_id text, requested_at timestamptz)
    ON CONFLICT DO NOTHING
),
s AS (
    UPDATE trade_orders o SET sent_at = coalesce(x.sent_at, o.sent_at),
        cancel_requested_at = coalesce(o.cancel_requested_at, x.cancel_requested_at)
    FROM d, json_to_recordset(j->'claims')
        AS x(order_id uuid, sent_at timestamptz, cancel_requested_at timestamptz)
    WHERE o.order_id = x.order_id
)
SELECT NULL::text
"""  # noqa: S608  our own constants

WRITE_SETTLEMENT = f"""
WITH d AS (SELECT CAST(:document AS json) AS j),
o AS (
    UPDATE trade_orders o SET status = x.status, denial_code = x.denial_code, reason = x.reason,
        broker_order_id = x.broker_order_id, cash_reserved = x.cash_reserved,
        shares_reserved = x.shares_reserved, filled_quantity = x.filled_quantity,
        filled_notional = x.filled_notional, changed_at = x.changed_at
    FROM d, json_to_recordset(j->'changes') AS x(
        order_id uuid, status text, denial_code text, reason text, broker_order_id text,
        cash_reserved numeric, shares_reserved numeric, filled_quantity numeric,
        filled_notional numeric, changed_at timestamptz
    )
    WHERE o.order_id = x.order_id
),
{_LEDGER},
f AS (
    INSERT INTO fills (
        order_id, cumulative_quantity, transaction_id, account_id, symbol, side, quantity, notional, fee,
        filled_at
    )
    SELECT x.* FROM d, json_to_recordset(j->'fills') AS x(
        order_id uuid, cumulative_quantity numeric, transaction_id uuid, account_id text, symbol text,
        side text, quantity numeric, notional numeric, fee numeric, filled_at timestamptz
    )
),
l AS (
    INSERT INTO lots (lot_id, account_id, symbol, quantity, cost, remaining, cost_remaining)
    SELECT x.transaction_id, x.account_id, x.symbol, x.quantity, x.notional, x.quantity, x.notional
    FROM d, json_to_recordset(j->'fills')
        AS x(transaction_id uuid, account_id text, symbol text, side text, quantity numeric, notional numeric)
    WHERE x.side = 'buy'
),
u AS (
    UPDATE lots SET remaining = x.remaining, cost_remaining = x.cost_remaining
    FROM d, json_to_recordset(j->'lots') AS x(lot_id uuid, remaining numeric, cost_remaining numeric)
    WHERE lots.lot_id = x.lot_id
),
c AS (
    INSERT INTO lot_closures (lot_id, transaction_id, quantity, cost, proceeds)
    SELECT x.* FROM d, json_to_recordset(j->'closures')
        AS x(lot_id uuid, transaction_id uuid, quantity numeric, cost numeric, proceeds numeric)
)
SELECT NULL::text
"""  # noqa: S608  our own constants
