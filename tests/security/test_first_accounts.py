"""A portal begins without accounts: nobody signs in with a password that others know."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_a_new_database_has_nobody() -> None:
    assert not User.objects.exists()
    call_command("make_roles", verbosity=0)
    assert not User.objects.exists()


def test_the_demo_adds_nobody_to_a_real_portal(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFF_PASSWORD", "a-long-enough-password")
    settings.SANDBOX = False
    with pytest.raises(CommandError, match="SANDBOX"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_the_demo_has_no_password_of_its_own(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SANDBOX = True
    monkeypatch.setenv("STAFF_PASSWORD", "")
    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert not User.objects.exists()
