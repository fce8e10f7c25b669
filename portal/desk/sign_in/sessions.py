"""Where a member of staff is signed in: shown to them, and ended by them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.models import StaffSession
from portal.web.formats import moment
from portal.web.http_request.visitor import get_ip_address, get_network
from portal.web.sessions import end_hashed, hash_key
from portal.web.typed.characters import read_whole

LONGEST_BROWSER = 200
BROWSERS = ("Edg", "Firefox", "OPR", "Chrome", "Safari")
NAMES = {"Edg": "Edge", "OPR": "Opera"}
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One line of the list."""

    session_id: int
    browser: str
    network: str
    began: str
    is_this: bool


def note(request: HttpRequest, user: Any, **_others: Any) -> None:
    """Django's signal of a sign-in: add the session to the list."""
    if not request.session.session_key:
        request.session.save()
    StaffSession.objects.update_or_create(
        session_hash=hash_key(str(request.session.session_key)),
        defaults={
            "user": user,
            "browser": name_browser(request),
            "network": get_network(get_ip_address(request), {4: 24, 6: 48}),
            "began_at": timezone.now(),
        },
    )


def present(request: HttpRequest) -> list[OwnSession]:
    """One's own sessions, newest first."""
    this = hash_key(request.session.session_key or "")
    since = timezone.now() - timedelta(hours=settings.STAFF_SESSION_HOURS)
    rows = StaffSession.objects.filter(user=request.user.pk, began_at__gt=since).order_by("-began_at")
    return [
        OwnSession(row.pk, row.browser, row.network, moment(row.began_at), row.session_hash == this)
        for row in rows[:50]
    ]


@transaction.atomic
def end(request: HttpRequest, wanted: str) -> int:
    """End one of one's own sessions by its number, or "others"; how many ended."""
    this = hash_key(request.session.session_key or "")
    rows = StaffSession.objects.filter(user=request.user.pk).exclude(session_hash=this)
    if wanted != "others":
        rows = rows.filter(pk=read_whole(wanted) or 0)
    ended = list(rows)
    for row in ended:
        end_hashed(row.session_hash)
        row.delete()
    if ended:
        record("own-sessions-ended", by=Actor.staff(request.user), details={"count": len(ended)})
    return len(ended)


@transaction.atomic
def end_all_others(request: HttpRequest, user: User) -> None:
    """After another password of ``user``: this session goes on under a new id, and all others end."""
    end(request, "others")
    update_session_auth_hash(request, user)


def follow(before: str, after: str, **_others: Any) -> None:
    """A session goes on under another id: its line in the list ends that one."""
    StaffSession.objects.filter(session_hash=before).update(session_hash=after)


def name_browser(request: HttpRequest) -> str:
    """Such as "Firefox, Windows": enough to recognise one's own devices."""
    agent = request.headers.get("User-Agent", "")[:LONGEST_BROWSER]
    browser = next((NAMES.get(one, one) for one in BROWSERS if one in agent), "")
    system = next((one for one in SYSTEMS if one in agent), "")
    return ", ".join(part for part in (browser, system) if part) or "?"
