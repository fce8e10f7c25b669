"""Puts the practice DossierData together: which handler answers which call."""

from typing import Any

from portal.sandbox.crm.system import Ask
from portal.sandbox.dossierdata import ax, customers, documents, locks, oauth, signals  # noqa: F401 - registers
from portal.sandbox.dossierdata.resources import Hooks, add_handlers, show_stored
from portal.sandbox.dossierdata.system import SYSTEM

HOOKS = {
    "customer": Hooks(before=customers.before),
    "document": Hooks(before=documents.before, shown=documents.with_file_url),
    "signal": Hooks(before=signals.before),
    "lock": Hooks(before=locks.before),
}
add_handlers(HOOKS)
_make_lock = SYSTEM.handlers["create_lock"]


@SYSTEM.on("create_lock")
def create_lock(ask: Ask) -> Any:
    """The caller's own lock is given again."""
    own = locks.take(ask)
    return show_stored(own["id"]) if own else _make_lock(ask)


__all__ = ["SYSTEM"]
