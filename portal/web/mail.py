"""The portal's own mail: whether it sends any, and how."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection


def has_own_mail() -> bool:
    """Whether EMAIL_URL is configured."""
    return not str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")


def send_to_each(addresses: Iterable[str], subject: str, text: str) -> int:
    """One mail to each address, so that nobody sees the others'; how many went out."""
    return send_all([EmailMessage(subject, text, to=[address]) for address in addresses])


def send_all(mails: list[EmailMessage]) -> int:
    """All over one connection; how many went out."""
    return get_connection().send_messages(mails) or 0 if mails else 0
