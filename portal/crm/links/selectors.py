"""Which systems an office uses."""

from django.conf import settings

from portal.crm.document.systems import get_system
from portal.crm.links.models import System


def is_on(system: str) -> bool:
    """Whether the office uses a system."""
    if system == System.DIGIOFFICE:
        return bool(settings.DIGIOFFICE_URL)
    return system in {"cirrus", "dossierdata"} and get_system(system).is_on
