"""Lets events happen to a file that is joined to one customer."""

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from portal.crm.links.models import Link, MirrorRule, State
from portal.crm.links.sending.mirror import mirror_event
from portal.crm.tokens import save_tokens
from portal.integrations.openapi.oauth import Tokens
from portal.office.models import Office

RESOURCES = {"cirrus": "accounts", "dossierdata": "customer"}


class Command(BaseCommand):
    """``mirror_events cirrus <file_id> <tokens> <number> …``"""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("system")
        parser.add_argument("file_id")
        parser.add_argument("tokens")
        parser.add_argument("numbers", nargs="+")

    def handle(self, *_args: Any, **options: Any) -> None:
        system, file_id, given = options["system"], options["file_id"], json.loads(options["tokens"])
        user, _is_new = get_user_model().objects.get_or_create(username="mirror", defaults={"is_staff": True})
        save_tokens(user, "dossierdata", Tokens(given["access_token"], given["refresh_token"], 86_400))
        office = Office.objects.get()
        MirrorRule.objects.create(office=office, event="proposal", system=system, user=user)
        Link.objects.create(
            office=office,
            file_id=file_id,
            system=system,
            resource=RESOURCES[system],
            record_id="2",
            owner_id="2",
            state=State.CONFIRMED,
        )
        for number in options["numbers"]:
            with transaction.atomic():
                mirror_event("proposal", file_id, "plan-accepted", {"request": number, "step": 1})
