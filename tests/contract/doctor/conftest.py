"""A portal that lacks nothing, in front of a practice office."""

from pathlib import Path

import pytest
from pytest_django import Settings

from portal.management.commands.seed_demo import OFFICE
from portal.office.models import Office
from tests.practice import PracticeOffice

STRONG = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.fixture
def well(practice: PracticeOffice, settings: Settings, tmp_path: Path, db: None) -> PracticeOffice:
    """Every setting as it should be, and the office filled in."""
    settings.PORTAL_URL = "https://portal.office.example"
    settings.SECRET_KEY = STRONG
    settings.AUDIT_KEY = STRONG[::-1]
    settings.UPSTREAM_DEADLINE_S = 5.0
    Office.objects.create(**OFFICE)
    return practice
