"""A process of the portal that wants a person's token: run by the tests of several processes.

``prepare ACCESS REFRESH`` keeps an ended pair of a new person. ``ask`` says "ready", waits for a line, and
prints what it got: a token, or the name of the error. ``deadline`` seconds are all it waits for others.
"""

import os
import sys
from collections.abc import Callable
from datetime import timedelta

import django


def prepare(access: str, refresh: str) -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - Django is set up by now
    from django.utils import timezone  # noqa: PLC0415

    from portal.crm.models import CrmToken  # noqa: PLC0415
    from portal.crm.tokens import save_tokens  # noqa: PLC0415
    from portal.integrations.openapi.oauth import Tokens  # noqa: PLC0415

    user, _ = get_user_model().objects.get_or_create(username="an")
    save_tokens(user, "dossierdata", Tokens(access, refresh, 3600))
    now = timezone.now()
    CrmToken.objects.update(issued_at=now - timedelta(hours=2), expires_at=now - timedelta(hours=1))


def ask(deadline: str) -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415

    from portal.crm.tokens import get_credential  # noqa: PLC0415
    from portal.integrations.deadline import page_deadline  # noqa: PLC0415
    from portal.integrations.errors import IntegrationError  # noqa: PLC0415

    credential = get_credential(get_user_model().objects.get(username="an"))
    print_line("ready")
    sys.stdin.readline()
    try:
        with page_deadline(float(deadline)):
            print_line(credential.get_headers()["Authorization"].removeprefix("Bearer "))
    except IntegrationError as error:
        print_line(type(error).__name__)


def print_line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    acts: dict[str, Callable[..., None]] = {"prepare": prepare, "ask": ask}
    acts[sys.argv[1]](*sys.argv[2:])
