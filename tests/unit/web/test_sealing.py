"""Sealed values: they open with the right key, purpose and age, and with nothing else."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from portal.web.sealing import seal, unseal


def test_sealed_value_opens_again_and_hides_its_text() -> None:
    sealed = seal("Hash abc123", purpose="credential")

    assert "abc123" not in sealed
    assert unseal(sealed, purpose="credential") == "Hash abc123"


def test_value_sealed_for_one_purpose_opens_for_no_other() -> None:
    assert unseal(seal("x", purpose="letter"), purpose="credential") is None


@pytest.mark.parametrize("damage", ["", "not sealed", "é", "gAAAA", "\x00"])
def test_what_was_never_sealed_does_not_open(damage: str) -> None:
    assert unseal(damage, purpose="letter") is None


def test_changed_value_does_not_open() -> None:
    sealed = seal("x", purpose="letter")
    other = "A" if sealed[20] != "A" else "B"

    assert unseal(sealed[:20] + other + sealed[21:], purpose="letter") is None


def test_old_key_still_opens_and_new_key_seals(settings: Settings) -> None:
    settings.CREDENTIAL_KEYS = ["old"]
    sealed_before = seal("x", purpose="credential")

    settings.CREDENTIAL_KEYS = ["new", "old"]
    assert unseal(sealed_before, purpose="credential") == "x"
    sealed_after = seal("y", purpose="credential")

    settings.CREDENTIAL_KEYS = ["new"]
    assert unseal(sealed_after, purpose="credential") == "y"
    assert unseal(sealed_before, purpose="credential") is None


def test_without_own_keys_the_secret_key_and_its_fallbacks_count(settings: Settings) -> None:
    settings.CREDENTIAL_KEYS = []
    sealed = seal("x", purpose="credential")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert unseal(sealed, purpose="credential") == "x"

    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(sealed, purpose="credential") is None


def test_value_older_than_allowed_does_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal("x", purpose="letter")
    later = timezone.now() + timedelta(seconds=61)
    _set_clock(monkeypatch, later)

    assert unseal(sealed, purpose="letter", max_age_s=60) is None
    assert unseal(sealed, purpose="letter", max_age_s=120) == "x"


def _set_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)
