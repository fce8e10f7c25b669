"""What ``check --deploy`` says of the payment page."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004

from portal.payments.bank.findings import has_public_keys


@register(Tags.security, deploy=True)
def check_sips_keys(**_kwargs: Any) -> list[CheckMessage]:
    """With a publicly known key, anybody can seal "paid"."""
    if has_public_keys() and not settings.SANDBOX:
        hint = "Set the merchant and secret that the bank gave, or empty SIPS_MERCHANT_ID and SIPS_SECRET."
        return [Warning("The SIPS merchant is a public practice shop.", hint=hint, id="doctor.W001")]
    return []
