"""Puts the practice Cirrus together: which handler answers which call."""

from functools import partial

from portal.sandbox.cirrus import acts  # noqa: F401 - it registers
from portal.sandbox.cirrus.documented import play
from portal.sandbox.cirrus.generic import create, show, update
from portal.sandbox.cirrus.query.lists import list_rows
from portal.sandbox.cirrus.resources import KEPT
from portal.sandbox.cirrus.system import SYSTEM
from portal.sandbox.crm.catalogue import Operation
from portal.sandbox.crm.system import Handler

HANDLERS = {("GET", True): show, ("GET", False): list_rows, ("POST", False): create, ("PUT", True): update}
"""By method, and whether the path names one record."""


def _find_handler(operation: Operation) -> Handler:
    """What serves an operation that has nothing special."""
    is_one = operation.path.endswith("/{id}")
    resource = KEPT.get(operation.path.removesuffix("/{id}").rstrip("/"))
    return partial(HANDLERS[operation.method, is_one], resource) if resource else play(operation)


for _operation in SYSTEM.catalogue.operations.values():
    SYSTEM.handlers.setdefault(_operation.operation_id, _find_handler(_operation))

__all__ = ["SYSTEM"]
