"""The checks of Mollie for the doctor and "try it": harmless calls. Their texts hold no secret."""

from collections.abc import Sequence

from django.conf import settings

from portal import registry
from portal.integrations.errors import IntegrationError, NotAuthorised
from portal.payments.providers.own_merchant import check_hosts
from portal.payments.providers.protocol import Check

NAME = "mollie"
_SAMPLE_CENTS = 1000


def check_mollie(hosts: Sequence[str]) -> list[Check]:
    """Key, methods and host. Nothing when nothing is configured."""
    if not settings.MOLLIE_API_KEY:
        return []
    return [_check_key(), _check_mode(), check_hosts(NAME, hosts, setting="MOLLIE_ALLOWED_HOSTS")]


def _check_key() -> Check:
    name = f"{NAME}.key"
    try:
        methods = registry.mollie().list_methods(amount_cents=_SAMPLE_CENTS)
    except NotAuthorised:
        return Check(
            name, "bad", "Mollie refuses the key.", "Take the key of the profile from Mollie's dashboard."
        )
    except IntegrationError as error:
        return Check(name, "bad", f"Mollie does not answer: {error}.", "Check MOLLIE_URL and the firewall.")
    if not methods:
        return Check(name, "bad", "No method of paying is on.", "Switch methods on in Mollie's dashboard.")
    return Check(name, "good", f"Mollie accepts the key; {len(methods)} methods of paying are on.")


def _check_mode() -> Check:
    name = f"{NAME}.mode"
    if settings.MOLLIE_API_KEY.startswith("live_") or settings.SANDBOX:
        return Check(name, "good", "The key fits this portal.")
    return Check(name, "warn", "The key is one for tests: no real money is taken.", "Set the live_… key.")
