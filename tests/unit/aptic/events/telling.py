"""Aptic at the other end: posts events as it would, and lets the worker act on them."""

import json
import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from portal.aptic.events.models import Event
from portal.aptic.events.processing import act_on_due
from portal.crm.links.models import Link, State
from portal.office.selectors import get_office_row
from tests.practice import APTIC_WEBHOOK_SECRET

SECRET = APTIC_WEBHOOK_SECRET
PATH = "/webhooks/aptic/"
FILE_ID, NUMBER = "4711", "D/26/00001"


class Aptic:
    """Tells events. ``file``: what every event says of its file, unless told otherwise."""

    def __init__(self, file: dict[str, Any] | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.file = {"accountNumber": NUMBER} if file is None else file

    def make(self, name: str, *, minutes: float | None = None, **fields: Any) -> dict[str, Any]:
        """An event; ``minutes``: when it happened, counted from now."""
        data = {**self.file, **fields.pop("data", {})}
        event = {"event": name, "id": str(uuid.uuid4()), "secret": SECRET, "data": data, **fields}
        if minutes is not None:
            event["timestamp"] = (timezone.now() + timedelta(minutes=minutes)).isoformat()
        return event

    def post(self, body: Any, **headers: str) -> HttpResponse:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(PATH, content, content_type="application/json", headers=headers)

    def post_event(self, name: str, **fields: Any) -> Event:
        """Post one event; the row that was kept of it."""
        event = self.make(name, **fields)
        answer = self.post(event)
        assert answer.status_code == 200, answer.content
        found = Event.objects.filter(name=name, remote_id=event["id"]).order_by("-pk").first()
        assert found is not None
        return found

    def post_and_act(self, name: str, **fields: Any) -> Event:
        """Post one event and let the worker act; the row as it is then."""
        return reload(self.post_event(name, **fields), act=True)


def reload(event: Event, *, act: bool = False) -> Event:
    """The row as it is now."""
    if act:
        act_on_due()
    event.refresh_from_db()
    return event


def link_file(number: str = NUMBER, file_id: str = FILE_ID, resource: str = "number") -> None:
    """Somebody said which file this is."""
    Link.objects.create(
        office=get_office_row(),
        file_id=file_id,
        system="aptic",
        resource=resource,
        record_id=number,
        state=State.CONFIRMED,
    )
