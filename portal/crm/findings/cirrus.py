"""Examines Cirrus: reads one short list with the office's credential, and writes nothing."""

from collections.abc import Iterator

from django.conf import settings

from portal import registry
from portal.doctor.system_findings import (
    EXAMINATION_S,
    check_address,
    examine_document,
    make_credential_finding,
    make_reachable_finding,
    try_read,
)
from portal.integrations.cirrus.client import CirrusClient
from portal.integrations.deadline import page_deadline
from portal.integrations.openapi import Operation
from portal.web.examining import Examination, Finding, State, bad, off, unknown

SETTINGS = "CIRRUS_TOKEN, or CIRRUS_CLIENT_ID, CIRRUS_CLIENT_SECRET and CIRRUS_TOKEN_URL"
# Lists without personal data, with the most certain paths.
HARMLESS = ("list_article_groups", "list_delivery_terms", "list_payment_terms", "list_order_types")


def examine_cirrus() -> Iterator[Finding]:
    """Address, document, whether it answers, and whether the credential counts there."""
    if not settings.CIRRUS_URL:
        yield off("cirrus.address", "No address set (CIRRUS_URL).")
        return
    yield check_address("cirrus")
    document, *parts = examine_document("cirrus")
    yield document
    yield from parts
    if not (settings.CIRRUS_TOKEN or settings.CIRRUS_CLIENT_SECRET):
        yield bad("cirrus.credential", "Nothing says who calls.", f"Set {SETTINGS}.")
    elif document.state is State.OK:
        yield from _ask(registry.cirrus())


def _ask(client: CirrusClient) -> Iterator[Finding]:
    operation = find_harmless(client)
    if operation is None:
        yield unknown("cirrus.reachable", "Not looked at: the document has no list that is safe to read.")
        return
    with page_deadline(EXAMINATION_S):
        ended = try_read(lambda: client.get_page(operation.operation_id, size=1))
    yield make_reachable_finding("cirrus", ended)
    yield make_credential_finding("cirrus", ended, named=SETTINGS)


def find_harmless(client: CirrusClient) -> Operation | None:
    """A list that can be read without parameters: one of ours, else any other of the document."""
    operations = client.document.operations
    ours = (operations[name] for name in HARMLESS if name in operations)
    rest = (
        one for one in operations.values() if one.method == "GET" and one.paging and not one.is_deprecated
    )
    return next((one for one in (*ours, *rest) if not needs_values(one)), None)


def needs_values(operation: Operation) -> bool:
    """Whether it cannot be called without values."""
    return any(one.is_required and one.schema.default is None for one in operation.parameters)


EXAMINATION = Examination("cirrus.address", lambda _sample: examine_cirrus())
