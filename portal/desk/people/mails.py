"""Mails to members of staff."""

from collections.abc import Iterable

from django.core.mail import EmailMessage, get_connection


def send_to_each(addresses: Iterable[str], subject: str, text: str) -> int:
    """One mail to each address, so that nobody sees the others'; how many went out."""
    return send_all([EmailMessage(subject, text, to=[address]) for address in addresses])


def send_all(mails: list[EmailMessage]) -> int:
    """All over one connection; how many went out."""
    return get_connection().send_messages(mails) or 0 if mails else 0
