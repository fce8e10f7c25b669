"""Signs a member of staff in at DossierData, with a state and an audit event."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import QueryDict
from django.utils.crypto import constant_time_compare

from portal import registry
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.tokens import forget_tokens, save_tokens
from portal.integrations.errors import Rejected
from portal.integrations.openapi.oauth import read_callback

SYSTEM = "dossierdata"
CALLBACK = "/desk/crm/dossierdata/callback/"


def get_redirect_uri() -> str:
    """The one callback address that is registered at DossierData."""
    return f"{settings.PORTAL_URL}{CALLBACK}"


def start_connection(state: str) -> str:
    """The URL at DossierData where the person signs in.

    Raises: Unavailable when DossierData is off; ValueError when an address is not https.
    """
    return registry.dossierdata().get_authorisation_url(state=state, redirect_uri=get_redirect_uri())


def finish_connection(user: AbstractBaseUser, *, state: str, query: str) -> None:
    """Exchange the code of a callback for tokens, and keep them.

    ``state``: the session's, "" without one; ``query``: the callback's query, unchanged.

    Raises: Rejected (state-mismatch, sign-in-refused, code-refused), and the errors of a call.
    """
    if not state or not constant_time_compare(state, QueryDict(query).get("state", "")):
        raise Rejected("state-mismatch", system=SYSTEM)
    code = read_callback(query, state=state)
    tokens = registry.dossierdata().exchange_code(code, redirect_uri=get_redirect_uri())
    with transaction.atomic():
        save_tokens(user, SYSTEM, tokens)
        record("crm-connected", by=Actor.staff(user), details={"system": SYSTEM})


@transaction.atomic
def end_connection(user: AbstractBaseUser) -> None:
    """Delete the person's tokens. DossierData documents no way to revoke them."""
    if forget_tokens(user, SYSTEM):
        record("crm-disconnected", by=Actor.staff(user), details={"system": SYSTEM})
