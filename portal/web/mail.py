"""Whether the portal sends mail of its own."""

from django.conf import settings


def has_own_mail() -> bool:
    """Whether EMAIL_URL names a way out."""
    return not str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")
