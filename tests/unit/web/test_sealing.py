"""Sealed values: they open with the right key, purpose and age, and with nothing else."""

import base64
from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone
from pytest_django import Settings

from portal.web.sealing import _derive_key, seal, seal_bytes, unseal, unseal_bytes


def test_sealed_value_opens_again_and_hides_its_text() -> None:
    sealed = seal("Hash abc123", purpose="credential")

    assert "abc123" not in sealed
    assert unseal(sealed, purpose="credential") == "Hash abc123"


def test_value_sealed_for_one_purpose_opens_for_no_other() -> None:
    assert unseal(seal("x", purpose="letter"), purpose="credential") is None


@pytest.mark.parametrize(
    "damage", ["", "not sealed", "é", "gAAAA", "\x00", "2.", "2.AAAA", "2.é", "2." + "A" * 80]
)
def test_what_was_never_sealed_does_not_open(damage: str) -> None:
    assert unseal(damage, purpose="letter") is None


def test_changed_value_does_not_open() -> None:
    sealed = seal("Hash abc1234", purpose="letter")
    assert not sealed.endswith("=")  # each letter counts
    for at in range(len(sealed)):
        other = "A" if sealed[at] != "A" else "B"
        assert unseal(sealed[:at] + other + sealed[at + 1 :], purpose="letter") is None, at
        assert unseal(sealed[:at], purpose="letter") is None, at


def test_the_same_is_never_sealed_alike_and_bytes_come_back() -> None:
    assert len({seal("x", purpose="letter") for _ in range(50)}) == 50
    content = bytes(range(256)) * 9
    sealed = seal_bytes(content, purpose="upload")
    assert len(sealed) < len(content) + 50
    assert unseal_bytes(sealed, purpose="upload") == content
    assert unseal_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]), purpose="upload") is None
    assert unseal_bytes(sealed, purpose="letter") is None


def test_the_time_of_a_seal_is_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal_bytes(b"x", purpose="letter")
    later = int.from_bytes(sealed[2:10], "big") + 3600
    forged = base64.urlsafe_b64encode(later.to_bytes(8, "big") + sealed[10:]).decode()
    _set_clock(monkeypatch, timezone.now() + timedelta(seconds=3600))
    assert unseal(f"2.{forged}", purpose="letter", max_age_s=60) is None


def test_what_earlier_versions_sealed_opens_still(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CREDENTIAL_KEYS = ["new", "an old key of the office"]
    made = Fernet(_derive_key("an old key of the office", "credential")).encrypt(b"Hash abc123").decode()
    assert made.startswith("gAAAA")
    assert unseal(made, purpose="credential") == "Hash abc123"
    assert unseal(made, purpose="credential", max_age_s=60) == "Hash abc123"
    assert unseal(made, purpose="letter") is None
    assert unseal_bytes(made.encode(), purpose="credential") == b"Hash abc123"
    _set_clock(monkeypatch, timezone.now() + timedelta(seconds=61))
    assert unseal(made, purpose="credential", max_age_s=60) is None


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


def test_value_of_tomorrow_does_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal("x", purpose="letter")
    _set_clock(monkeypatch, timezone.now() - timedelta(seconds=90))
    assert unseal(sealed, purpose="letter", max_age_s=60) is None


def test_value_older_than_allowed_does_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal("x", purpose="letter")
    later = timezone.now() + timedelta(seconds=61)
    _set_clock(monkeypatch, later)

    assert unseal(sealed, purpose="letter", max_age_s=60) is None
    assert unseal(sealed, purpose="letter", max_age_s=120) == "x"


def _set_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)
