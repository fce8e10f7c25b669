"""Signing in, renewing, reading, failing: no token, code or secret is written down anywhere in plain text."""

import json
import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core import serializers
from django.test import Client
from pytest_django import Settings

from portal.audit.models import Event
from portal.crm.models import CrmToken
from portal.outbox.models import Delivery
from portal.web.sealing import unseal
from tests.pages.conftest import Visit
from tests.practice import PracticeOffice


def test_no_secret_of_a_sign_in_is_written_down(
    staff: Any,
    client: Client,
    visit: Visit,
    settings: Settings,
    practice: PracticeOffice,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    CrmToken.objects.all().delete()
    place = visit("/desk/crm/dossierdata/connect/", {"next": ""}, status=303).answer["Location"]
    back = urlsplit(practice.sign_in_at_dossierdata(place))
    pages = [visit(f"{back.path}?{back.query}", status=303).answer]
    first = open_tokens()
    practice.revoke_tokens()
    pages += [client.get("/desk/crm/dossierdata/note/"), client.get("/desk/crm/dossierdata/document/")]
    practice.fault("dossierdata", "503")
    pages += [client.get("/desk/crm/dossierdata/note/1/")]
    asked = parse_qs(back.query)
    secrets = {*first, *open_tokens(), *asked["code"], settings.DOSSIERDATA_CLIENT_SECRET}

    kept = serializers.serialize(
        "json", [*CrmToken.objects.all(), *Event.objects.all(), *Delivery.objects.all()]
    )
    sessions = json.dumps([one.get_decoded() for one in Session.objects.all()], default=str)
    shown = "".join(page.content.decode() + str(page.headers) for page in pages)
    assert len(first) == 2
    assert all(len(secret) > 8 for secret in secrets)
    for secret in secrets:
        for place in (caplog.text, kept, sessions, shown):
            assert secret not in place


def open_tokens() -> set[str]:
    found = (text for row in CrmToken.objects.all() for text in (row.access, row.refresh) if text)
    return {unseal(one, purpose="crm.token") or "" for one in found}
