"""A database that takes its time at one step, so that a process can be killed in the middle of it."""

# SQLite cannot sleep, but it can count; it needs about this long for the rows of the view.
SQLITE = """
    CREATE VIEW slow_count AS WITH RECURSIVE counting(n) AS
        (SELECT 1 UNION ALL SELECT n + 1 FROM counting WHERE n < 100000000) SELECT n FROM counting;
    CREATE TRIGGER slow_move BEFORE UPDATE ON {table} WHEN NEW.state = '{state}'
        BEGIN SELECT count(*) FROM slow_count; END
"""
SQLITE_AGAIN = "DROP TRIGGER slow_move; DROP VIEW slow_count"

POSTGRES = """
    CREATE FUNCTION slow_move() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(20); RETURN NEW; END $$;
    CREATE TRIGGER slow_move BEFORE UPDATE ON {table}
        FOR EACH ROW WHEN (NEW.state = '{state}') EXECUTE FUNCTION slow_move()
"""
# Who still sleeps for a program that is dead is woken, and what it did is undone.
POSTGRES_AGAIN = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event = 'PgSleep';
    DROP TRIGGER slow_move ON {table};
    DROP FUNCTION slow_move
"""


def slow_down(state: str, *, table: str, is_sqlite: bool) -> str:
    """Statements after which moving a row of ``table`` to ``state`` takes some twenty seconds."""
    return (SQLITE if is_sqlite else POSTGRES).format(state=state, table=table)


def speed_up(*, table: str, is_sqlite: bool) -> str:
    """Statements that make it quick again."""
    return SQLITE_AGAIN if is_sqlite else POSTGRES_AGAIN.format(table=table)
