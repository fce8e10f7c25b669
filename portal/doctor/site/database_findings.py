"""Whether the database answers, lets this role do its work, and has the tables of this release."""

import psycopg
from django.apps import apps
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from portal.audit.models import Event
from portal.web.examining import Faults, Finding, bad, describe_fault, ok

NAME = "site.database"
WAIT_S = 5
MOST_NAMED = 6
FAULTS: Faults = (
    (
        "password authentication failed|no password supplied",
        "The database refuses the user or the password.",
        "Mend both in DATABASE_URL; a mark such as @ or / in a password is written as %40 or %2F.",
    ),
    (
        "permission denied for database",
        "The user may not connect to this database.",
        "As its owner: GRANT CONNECT ON DATABASE … TO …",
    ),
    (
        "no pg_hba.conf entry|pg_hba.conf rejects",
        "The server lets this user not in from this machine.",
        "Add the machine to pg_hba.conf; see whether the server asks for TLS (?sslmode=require).",
    ),
    (
        'FATAL:  role "',
        "The database does not let this user in.",
        "Mend the user in DATABASE_URL, or make that role, with LOGIN.",
    ),
    (
        'FATAL:  database "',
        "The server answers, and has no database of that name.",
        "Make it, or mend the name at the end of DATABASE_URL.",
    ),
    (
        "could not translate host name|failed to resolve host|Name or service not known",
        "Nobody knows the host of the database.",
        "Mend the host in DATABASE_URL, or the name server.",
    ),
    (
        "Connection refused|No such file or directory",
        "Nothing listens where the database should.",
        "Start the server; check host and port in DATABASE_URL.",
    ),
    (
        "timeout|timed out|No route to host|Network is unreachable",
        "The host of the database does not answer.",
        "Check host and port in DATABASE_URL, the network and the firewall.",
    ),
    (
        "too many clients|remaining connection slots|too many connections",
        "The database takes no more connections.",
        "Lower DATABASE_POOL_SIZE, or raise max_connections of the server.",
    ),
    (
        "unable to open database file|readonly database|not a database",
        "The file of the database cannot be used.",
        "Check the path in DATABASE_URL, and who may write in its folder.",
    ),
)
RIGHTS = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relname = ANY(%(tables)s) AND NOT (
        has_schema_privilege(n.oid, 'USAGE')
        AND has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
        AND (c.relname = %(trail)s
            OR has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
    ) ORDER BY c.relname
"""


def check_database() -> Finding:
    """Whether it answers and this role may do its work there."""
    try:
        _connect()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        closed = _list_closed()
    except Error as error:
        words = "The database does not answer"
        return describe_fault(NAME, error, FAULTS, otherwise=words, setting="DATABASE_URL")
    if closed:
        named = ", ".join(closed[:MOST_NAMED]) + (" …" if len(closed) > MOST_NAMED else "")
        words = f"The role in DATABASE_URL may not read and write {len(closed)} tables: {named}."
        return bad(NAME, words, "As the owner of the tables: manage.py limit_database_role ROLE.")
    return ok(NAME, f"The database answers ({connection.vendor}).")


def check_migrations() -> Finding:
    """Whether the tables are those of this release."""
    name = "site.migrations"
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return bad(name, f"{len(waiting)} migrations wait.", "Run manage.py migrate.")
    return ok(name, "Every migration has run.")


def _connect() -> None:
    """A connection beside the pool, which would wait long and not say why. Raises: Error."""
    if connection.vendor != "postgresql":
        return
    parameters = {**connection.get_connection_params(), "connect_timeout": WAIT_S}
    with connection.wrap_database_errors:
        psycopg.connect(**parameters).close()


def _list_closed() -> list[str]:
    """Tables of ours in which this role may not do its work."""
    if connection.vendor != "postgresql":
        return []
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS, {"tables": tables, "trail": Event._meta.db_table})
        return [name for (name,) in cursor.fetchall()]
