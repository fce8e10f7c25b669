"""The checks of Worldline for the doctor and "try it": harmless calls. Their texts hold no secret."""

from collections.abc import Sequence

from django.conf import settings

from portal import registry
from portal.integrations.errors import IntegrationError, NotAuthorised
from portal.integrations.worldline.values import WebhookKey
from portal.integrations.worldline.webhook_keys import parse_keys
from portal.payments.providers.own_merchant import check_hosts
from portal.payments.providers.protocol import Check

NAME = "worldline"


def check_worldline(hosts: Sequence[str]) -> list[Check]:
    """Key, webhook key and host. Nothing when nothing is configured."""
    given = (settings.WORLDLINE_URL, settings.WORLDLINE_MERCHANT_ID, settings.WORLDLINE_API_KEY_ID)
    if not any(given):
        return []
    return [_check_key(), _check_webhook_key(), check_hosts(NAME, hosts, setting="WORLDLINE_URL")]


def _check_key() -> Check:
    name = f"{NAME}.key"
    try:
        registry.worldline().test_connection()
    except NotAuthorised:
        remedy = "Make a new key in Worldline's merchant portal; they end after two years."
        return Check(name, "bad", "Worldline refuses the key, or it belongs to another merchant.", remedy)
    except IntegrationError as error:
        return Check(
            name, "bad", f"Worldline does not answer: {error}.", "Check WORLDLINE_URL and the firewall."
        )
    return Check(name, "good", "Worldline accepts the key.")


def _check_webhook_key() -> Check:
    name = f"{NAME}.webhook-key"
    remedy = "Make a pair in Worldline's merchant portal, under Developer, Webhooks; set both settings."
    try:
        keys = parse_keys(settings.WORLDLINE_WEBHOOK_KEY_ID, settings.WORLDLINE_WEBHOOK_SECRET)
    except ValueError:
        return Check(name, "bad", "There are not as many webhook keys as secrets.", remedy)
    if not keys:
        text = "There is no webhook key: payments are found by asking, minutes later."
        return Check(name, "warn", text, remedy)
    return _try_webhook_keys(name, keys, remedy)


def _try_webhook_keys(name: str, keys: Sequence[WebhookKey], remedy: str) -> Check:
    """Whether Worldline knows at least one pair: of two, the other is being replaced."""
    try:
        is_known = any(registry.worldline().is_webhook_key(key) for key in keys)
    except IntegrationError:
        return Check(name, "warn", "Whether the webhook key is Worldline's cannot be asked now.")
    if is_known:
        return Check(name, "good", "Webhooks can be checked.")
    text = "Worldline does not know the webhook key: payments are found by asking, minutes later."
    return Check(name, "bad", text, remedy)
