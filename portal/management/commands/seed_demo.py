"""An invented office, a staff user and the usual roles for the demo. Adds what is missing, and no more."""

import os
from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.messages.models import MessageRules
from portal.office.models import Office
from portal.plans.budget.models import ProtectedBand, ProtectedIncome
from portal.plans.reminders.models import ReminderRules

STAFF_USER = "staff"

# In Belgium no subscriber number starts with 0 after the area code; the account and enterprise numbers
# are the usual published examples.
OFFICE = {
    "slug": "van-acker-lemaire",
    "name": "Gerechtsdeurwaarders Van Acker & Lemaire",
    "street": "Voorbeeldstraat 12",
    "postal_code": "9000",
    "city": "Gent",
    "phone": "+32 9 012 34 56",
    "email": "info@vanacker-lemaire.example",
    "website": "https://vanacker-lemaire.example",
    "enterprise_number": "BE 0123.456.749",
    "account_holder": "Van Acker & Lemaire - derdenrekening",
    "iban": "BE68539007547034",
    "bic": "GEBABEBB",
    "opening_hours_nl": "Maandag tot vrijdag, 9 tot 12 uur en 13 tot 17 uur",
    "opening_hours_fr": "Du lundi au vendredi, de 9 à 12 heures et de 13 à 17 heures",
    "opening_hours_de": "Montag bis Freitag, 9 bis 12 Uhr und 13 bis 17 Uhr",
    "opening_hours_en": "Monday to Friday, 9 to 12 and 13 to 17",
    "accent": "#1d4f5c",
}
# The published Belgian figures of 2024, as an example for entering those of a later year.
FIGURES_YEAR, FIGURES_CHILD_CENTS = 2024, 8_300
FIGURES = {
    "work": ((134_100, 0), (144_000, 20), (158_900, 30), (173_800, 40), (None, 100)),
    "benefits": ((134_100, 0), (144_000, 20), (173_800, 40), (None, 100)),
}
TEMPLATE = "AFBETALINGSPLAN"
# As the practice office has them: see portal/sandbox/seeds/papermodels.py.
CODE_TEMPLATES = [f"CODE{number:02}={100_003 + number * 83_717}" for number in range(1, 11)]
NOTE_KIND = "9000000000000050704"
"""Of its table TQINFO: portal/sandbox/seeds/codes.py."""


class Command(BaseCommand):
    """``manage.py seed_demo [--migrate]``, with the staff password in STAFF_PASSWORD."""

    help = (
        "Makes an invented office, a staff user and the usual roles for the demo. Adds only what is missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """See ``manage.py seed_demo --help``."""
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises: CommandError outside the demo, or without a password."""
        if not settings.SANDBOX:
            raise CommandError("seed_demo is for the demo only: SANDBOX is off.")
        password = os.environ.get("STAFF_PASSWORD", "")
        if not password:
            raise CommandError("Give the staff user's password in STAFF_PASSWORD.")
        if options["migrate"]:
            call_command("migrate", verbosity=0)
        with transaction.atomic():
            if not Office.objects.exists():
                self._add_rules(Office.objects.create(**OFFICE))
            self._add_staff(password)
        call_command("make_roles", stdout=StringIO())

    def _add_rules(self, office: Office) -> None:
        """What the office allows: reminders, and the figures of a budget."""
        MessageRules.objects.create(
            office=office,
            mail_template="BERICHT",
            note_code_id=NOTE_KIND,
            code_templates="\n".join(CODE_TEMPLATES),
        )
        ReminderRules.objects.create(
            office=office, is_on=True, mail_template=TEMPLATE, text_template=TEMPLATE
        )
        table = ProtectedIncome.objects.create(
            office=office, year=FIGURES_YEAR, child_cents=FIGURES_CHILD_CENTS
        )
        for kind, bands in FIGURES.items():
            for up_to, percent in bands:
                ProtectedBand.objects.create(table=table, kind=kind, up_to_cents=up_to, percent=percent)

    def _add_staff(self, password: str) -> None:
        users = get_user_model()._default_manager
        user, created = users.get_or_create(
            username=STAFF_USER, defaults={"is_staff": True, "is_superuser": True}
        )
        if created or not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
