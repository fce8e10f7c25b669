"""PostgreSQL that takes its time at one step, so that a process can be killed in the middle of it."""

SLOW = """
    CREATE FUNCTION slow_move() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(20); RETURN NEW; END $$;
    CREATE TRIGGER slow_move BEFORE UPDATE ON {table}
        FOR EACH ROW WHEN (NEW.state = '{state}') EXECUTE FUNCTION slow_move()
"""
# Who still sleeps for a program that is dead is woken, and what it did is undone.
QUICK_AGAIN = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event = 'PgSleep';
    DROP TRIGGER slow_move ON {table};
    DROP FUNCTION slow_move
"""


def slow_down(state: str, *, table: str) -> str:
    """Statements after which moving a row of ``table`` to ``state`` takes some twenty seconds."""
    return SLOW.format(state=state, table=table)


def speed_up(*, table: str) -> str:
    """Statements that make it quick again."""
    return QUICK_AGAIN.format(table=table)
