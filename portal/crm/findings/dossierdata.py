"""Examines DossierData: its answer to a call without a token, and the sign-ins of staff.

A token that is about to expire is not tried: that would exchange it for a new one.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from portal import registry
from portal.crm.models import CrmToken
from portal.crm.sign_in.services import get_redirect_uri
from portal.crm.tokens import MARGIN, Connection, get_credential, make_connection
from portal.doctor.system_findings import (
    EXAMINATION_S,
    Ended,
    check_address,
    examine_document,
    make_credential_finding,
    make_reachable_finding,
    try_read,
)
from portal.integrations.deadline import page_deadline
from portal.integrations.dossierdata.client import DossierDataClient
from portal.integrations.errors import IntegrationError, NotAuthorised
from portal.integrations.openapi.client import Credential
from portal.integrations.openapi.oauth import HeaderKey
from portal.web.examining import Examination, Finding, State, bad, off, ok, unknown, warn

SYSTEM = "dossierdata"
# A list of the office's own branches: nothing about a customer.
HARMLESS = "list_offices"
SIGN_IN = "They sign in on the desk, under CRM systems."
SOON = timedelta(days=3)


def examine_dossierdata() -> Iterator[Finding]:
    """Address, document, client, whether it answers, and which staff are signed in there."""
    if not settings.DOSSIERDATA_URL:
        yield off("dossierdata.address", "No address set (DOSSIERDATA_URL).")
        return
    yield check_address(SYSTEM)
    document, *parts = examine_document("dossierdata")
    yield document
    yield from parts
    yield _check_client(is_usable=document.state is State.OK)
    if document.state is not State.OK:
        return
    rows = list(CrmToken.objects.filter(system=SYSTEM).select_related("user").order_by("-issued_at"))
    yield from _check_people(rows)
    client = registry.dossierdata()
    if not client.document.has_operation(HARMLESS):
        yield unknown("dossierdata.reachable", f"Not looked at: the document has no {HARMLESS}.")
        return
    with page_deadline(EXAMINATION_S):
        yield from _ask(client, rows)


def _check_client(*, is_usable: bool) -> Finding:
    name = "dossierdata.client"
    if not (settings.DOSSIERDATA_CLIENT_ID and settings.DOSSIERDATA_CLIENT_SECRET):
        return bad(
            name,
            "The portal has no client there, so that nobody can sign in.",
            "Set DOSSIERDATA_CLIENT_ID and DOSSIERDATA_CLIENT_SECRET, which the vendor sends by e-mail.",
        )
    untried = f"A client is set, and was not tried. DossierData must know this address: {get_redirect_uri()}"
    if not is_usable:
        return unknown(name, untried)
    try:
        with page_deadline(EXAMINATION_S):
            is_known = registry.dossierdata().knows_client(redirect_uri=get_redirect_uri())
    except IntegrationError:
        return unknown(name, untried, "Try again when DossierData answers.")
    if not is_known:
        return bad(
            name,
            "DossierData refuses the portal's client, so that nobody can sign in.",
            f"Mend DOSSIERDATA_CLIENT_ID and _CLIENT_SECRET; it must know exactly {get_redirect_uri()}",
        )
    return ok(name, f"DossierData does not refuse the portal's client, with the address {get_redirect_uri()}")


def _check_people(rows: Sequence[CrmToken]) -> Iterator[Finding]:
    """By staff account number: who must sign in again, and who soon."""
    name = "dossierdata.people"
    if not rows:
        yield unknown(name, "Nobody of the staff is signed in there.", SIGN_IN)
        return
    now, known = timezone.now(), {row.user_id: make_connection(row) for row in rows}
    locked = sorted(number for number, one in known.items() if one.is_locked)
    ended = sorted(number for number, one in known.items() if one.has_ended and not one.is_locked)
    soon = sorted(number for number, one in known.items() if _ends_soon(one, now + SOON))
    words = f"{len(known) - len(ended) - len(locked)} of {len(known)} staff accounts are signed in."
    if ended:
        words += f" Ended: {_name(ended)}."
    if locked:
        words += f" Sealed with a key that is gone: {_name(locked)}."
    if soon:
        words += f" Ends within {SOON.days} days: {_name(soon)}."
    if ended or locked or soon:
        yield warn(name, words, SIGN_IN)
    else:
        yield ok(name, words)


def _ends_soon(connection: Connection, until: object) -> bool:
    return not connection.has_ended and connection.ends_at < until  # type: ignore[operator]


def _name(numbers: Sequence[int]) -> str:
    return ", ".join(f"account {number}" for number in numbers)


def _ask(client: DossierDataClient, rows: Sequence[CrmToken]) -> Iterator[Finding]:
    """Call with the newest usable token, else without one: a refusal is an answer too."""
    row = next((one for one in rows if _is_usable(one)), None)
    if row is None:
        yield make_reachable_finding(SYSTEM, _read(client, None))
        return
    # A key that cannot be renewed, so that a refusal triggers no exchange.
    headers = get_credential(row.user).get_headers()
    ended = _read(client, HeaderKey("Authorization", headers["Authorization"]))
    yield make_reachable_finding(SYSTEM, ended)
    if isinstance(ended.error, NotAuthorised):
        words = f"DossierData refuses the sign-in of account {row.user_id}."
        yield warn("dossierdata.credential", words, "That person signs in again on the desk.")
    elif ended.error is None:
        yield ok("dossierdata.credential", f"The sign-in of account {row.user_id} is accepted.")
    else:
        yield make_credential_finding(SYSTEM, ended, named="the sign-in of that person")


def _is_usable(row: CrmToken) -> bool:
    return not make_connection(row).has_ended and timezone.now() < row.expires_at - MARGIN


def _read(client: DossierDataClient, credential: Credential | None) -> Ended:
    return try_read(lambda: client.get_page(HARMLESS, size=1, credential=credential))


EXAMINATION = Examination("dossierdata.address", lambda _sample: examine_dossierdata())
