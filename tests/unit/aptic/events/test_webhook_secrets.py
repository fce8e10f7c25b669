"""Several secrets are valid while one replaces another; none is kept in plain text."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from portal.aptic.events.models import Event, WebhookSecret
from portal.aptic.events.receiving import webhook_secrets
from portal.audit.models import Event as AuditEvent
from portal.office.models import Office
from tests.unit.aptic.events.telling import SECRET, Aptic


def status(aptic: Aptic, secret: str) -> int:
    return aptic.post(aptic.make("payment", secret=secret)).status_code


def test_made_secret_is_taken_at_once_and_the_older_one_for_a_day(aptic: Aptic) -> None:
    office = Office.objects.get()
    first = webhook_secrets.make_secret(office=office)
    second = webhook_secrets.make_secret(office=office)
    assert first != second
    assert [status(aptic, secret) for secret in (SECRET, first, second)] == [200, 200, 200]
    tomorrow = timezone.now() + timedelta(days=1, seconds=1)
    assert set(webhook_secrets.list_valid_secrets(now=tomorrow)) == {SECRET, second}
    WebhookSecret.objects.order_by("pk").filter(pk=WebhookSecret.objects.earliest("pk").pk).update(
        valid_until=timezone.now(), valid_from=timezone.now() - timedelta(days=2)
    )
    assert [status(aptic, secret) for secret in (first, second)] == [403, 200]


def test_ended_secrets_are_refused_those_of_the_settings_are_not(aptic: Aptic) -> None:
    office = Office.objects.get()
    made = webhook_secrets.make_secret(office=office)
    assert webhook_secrets.find_current_secret(office=office) == made
    assert webhook_secrets.end_secrets(office=office) == 1
    assert webhook_secrets.find_current_secret(office=office) is None
    assert [status(aptic, secret) for secret in (made, SECRET)] == [403, 200]


def test_several_of_the_settings_are_valid(aptic: Aptic, settings: Settings) -> None:
    settings.APTIC_WEBHOOK_SECRET = ["new", "", SECRET]
    assert [status(aptic, secret) for secret in ("new", SECRET, "")] == [200, 200, 403]


def test_a_secret_of_tomorrow_is_refused_today(aptic: Aptic) -> None:
    made = webhook_secrets.make_secret(office=Office.objects.get())
    WebhookSecret.objects.update(valid_from=timezone.now() + timedelta(hours=1))
    assert status(aptic, made) == 403


def test_one_whose_key_is_gone_counts_no_more(aptic: Aptic, settings: Settings) -> None:
    made = webhook_secrets.make_secret(office=Office.objects.get())
    settings.CREDENTIAL_KEYS = ["another key altogether"]
    assert status(aptic, made) == 403


def test_it_is_kept_sealed_and_the_trail_tells_nothing(db: None) -> None:
    office = Office.objects.create(slug="office")
    made = webhook_secrets.make_secret(office=office)
    row, act = WebhookSecret.objects.get(), AuditEvent.objects.get(act="webhook-secret-made")
    assert len(made) >= 40
    assert made not in row.sealed
    assert made not in str(act.details)


@pytest.mark.parametrize("secret", [[], [""]])
def test_without_any_secret_nothing_is_taken(aptic: Aptic, settings: Settings, secret: list[str]) -> None:
    settings.APTIC_WEBHOOK_SECRET = secret
    for said in ("", SECRET, "None"):
        assert status(aptic, said) == 403
    assert not Event.objects.exists()


class Watched(str):
    """A text that does not let itself be compared, which would take the longer the more letters fit."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, _other: object) -> bool:
        raise AssertionError("compared letter by letter")


def test_what_was_said_is_never_compared_letter_by_letter() -> None:
    valid = ("secret-of-yesterday", "secret-of-today")
    assert webhook_secrets.is_valid(Watched("secret-of-today"), valid)
    assert not webhook_secrets.is_valid(Watched("secret-of-todax"), valid)
