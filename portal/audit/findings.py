"""Examines the trail: whether it is intact, is copied, and can be rewritten by the portal's own role."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from portal.audit.copies import CopyError, find_lost, get_file, read_copies
from portal.audit.models import Event
from portal.audit.services import find_broken_link
from portal.web.examining import Examination, Finding, bad, ok, unknown, warn


def examine_trail() -> Iterator[Finding]:
    """The chain, its copies, and the rights of the database role."""
    yield _check_chain()
    yield _check_copies()
    if connection.vendor == "postgresql":
        yield _check_role()


def _check_chain() -> Finding:
    number = find_broken_link()
    if number is not None:
        return bad(
            "audit.trail",
            f"The audit trail does not hold from event {number} on.",
            "See whether AUDIT_KEY (or SECRET_KEY) was changed; else somebody changed the table.",
        )
    return ok("audit.trail", "The audit trail holds.")


def _check_copies() -> Finding:
    name = "audit.copies"
    if not settings.AUDIT_COPY:
        words = "Where the audit trail ends is copied into the log alone."
        return warn(name, words, "Set AUDIT_COPY to a file on another machine, or to its syslog.")
    file = get_file()
    if file is None:
        return ok(name, "Where the trail ends goes to syslog: manage.py audit --copies proves it.")
    try:
        number = find_lost(read_copies(file)) if file.exists() else None
    except CopyError as error:
        return unknown(name, f"The copies cannot be read: {error}.", "Look at the file of AUDIT_COPY.")
    if number is not None:
        words = f"Event {number} was copied out, and is gone from the trail or another."
        return bad(name, words, "Somebody cut or rewrote the table: compare with a backup.")
    return ok(name, "Every copy of where the trail ended is in the trail.")


def _check_role() -> Finding:
    name, table = "audit.role", Event._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(current_user, %s, 'UPDATE') "
            "OR has_table_privilege(current_user, %s, 'DELETE')",
            [table, table],
        )
        may_rewrite = cursor.fetchone()[0]
    if may_rewrite:
        words = "The database role of the portal may change and delete events of the audit trail."
        return warn(name, words, 'See "Two database roles" in docs/deploy.md.')
    return ok(name, "The database role of the portal can only add to the audit trail.")


EXAMINATION = Examination("audit.trail", lambda _sample: examine_trail(), needs_database=True)
