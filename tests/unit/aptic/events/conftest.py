"""Aptic, with a secret that the portal knows."""

import pytest
from pytest_django import Settings

from portal.office.models import Office
from tests.unit.aptic.events.telling import SECRET, Aptic, link_file


@pytest.fixture
def aptic(db: None, settings: Settings) -> Aptic:
    """Tells of a file that nobody linked. There is no Tagor."""
    settings.APTIC_WEBHOOK_SECRET = [SECRET]
    settings.TAGOR_URL = ""
    Office.objects.create(slug="office", name="Kantoor Proef")
    return Aptic()


@pytest.fixture
def linked(aptic: Aptic) -> Aptic:
    """Tells of a file that is known."""
    link_file()
    return aptic
