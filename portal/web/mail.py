"""Whether the portal sends its own mail."""

from django.conf import settings


def has_own_mail() -> bool:
    """Whether EMAIL_URL is configured."""
    return not str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")
