"""Puts the practice DossierData together: which handler answers which call."""

from typing import Any

from portal.sandbox.crm.system import Ask
from portal.sandbox.dossierdata import ax, customers, documents, locks, oauth, signals  # noqa: F401 - registers
from portal.sandbox.dossierdata.resources import Hooks, add_resource, show_stored
from portal.sandbox.dossierdata.system import SYSTEM

PLAIN = (
    "address",
    "dossier",
    "emailAccount",
    "letter",
    "mortgage",
    "mortgagePart",
    "mortgageProgress",
    "damage",
    "email",
    "template",
    "note",
    "account",
    "office",
)
for name in PLAIN:
    add_resource(name)
add_resource("customer", Hooks(before=customers.before))
add_resource("document", Hooks(before=documents.before, shown=documents.shown))
add_resource("signal", Hooks(before=signals.before))
add_resource("lock", Hooks(before=locks.before))
_make_lock = SYSTEM.handlers["create_lock"]


@SYSTEM.on("create_lock")
def create_lock(ask: Ask) -> Any:
    """The caller's own lock is given again."""
    own = locks.take(ask)
    return show_stored(own["id"]) if own else _make_lock(ask)


__all__ = ["SYSTEM"]
