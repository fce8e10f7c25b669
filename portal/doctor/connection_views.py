"""``/desk/settings/connections/``: the state of each system, checked when somebody presses the button."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.frame.decorators import staff_required
from portal.doctor.examination import examine_part, list_parts
from portal.web.examining import State, get_worst
from portal.web.formats import moment
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page
from portal.web.room import list_rooms

TRY = "office.try_connections"
KEPT_S = 7 * 24 * 3600
TITLES: Mapping[str, Any] = {
    "site": gettext_lazy("The portal itself"),
    "office": gettext_lazy("Your office"),
    "audit": gettext_lazy("The audit trail"),
    "keys": gettext_lazy("Keys of what is sealed"),
    "tagor": "Tagor",
    "sips": "SIPS",
    "payments": gettext_lazy("Payments"),
    "plans": gettext_lazy("Payment plans"),
    "letters": gettext_lazy("Letters"),
    "messages": gettext_lazy("Messages and answers"),
    "file": gettext_lazy("Codes of the account"),
    "dossierdata": "DossierData",
    "cirrus": "Cirrus",
    "aptic": "Aptic",
    "digioffice": "DigiOffice",
}
WORDS: Mapping[State, tuple[str, Any]] = {
    State.OK: ("good", pgettext_lazy("connection", "well")),
    State.WARN: ("warn", pgettext_lazy("connection", "could be better")),
    State.BAD: ("bad", pgettext_lazy("connection", "not well")),
    State.OFF: ("info", pgettext_lazy("connection", "off")),
    State.UNKNOWN: ("wait", pgettext_lazy("connection", "not known")),
}


Permissions = dict[tuple[str, tuple[str, ...]], str]
"""Who may open a page: by its name and arguments."""
DOCUMENT = "connections:document"
WAYS: Mapping[str, tuple[tuple[Any, str, tuple[str, ...]], ...]] = {
    "aptic": (
        (gettext_lazy("Webhooks"), "service_calls:webhooks", ()),
        (gettext_lazy("Actions"), "service_calls:define", ()),
        (gettext_lazy("Its document"), DOCUMENT, ("aptic",)),
    ),
    "dossierdata": (
        (gettext_lazy("What it is told"), "links:rules", ()),
        (gettext_lazy("Its records"), "crm:home", ("dossierdata",)),
        (gettext_lazy("Its document"), DOCUMENT, ("dossierdata",)),
    ),
    "cirrus": (
        (gettext_lazy("What it is told"), "links:rules", ()),
        (gettext_lazy("Its records"), "crm:home", ("cirrus",)),
        (gettext_lazy("Its document"), DOCUMENT, ("cirrus",)),
    ),
    "payments": ((gettext_lazy("Payment services"), "payment_desk:services", ()),),
    "messages": ((gettext_lazy("Deliveries"), "outbox:deliveries", ()),),
}
"""What can be done about a system elsewhere: words, page, its arguments. Its room says who may open it."""


@require_safe
@staff_required(TRY)
def connections(request: HttpRequest) -> HttpResponse:
    """What was found when each system was last tried. Calls none of them."""
    permissions = _list_permissions()
    systems = [_present_part(part, request.user, permissions) for part in list_parts()]
    return render_page(request, "doctor/connections.html", {"systems": systems})


@require_POST
@staff_required(TRY)
def try_now(request: HttpRequest, part_id: str) -> HttpResponse:
    """Examine one system now. Only harmless calls: nothing is written there."""
    if part_id not in list_parts():
        raise Http404
    found = examine_part(part_id)
    kept = {"at": timezone.now().isoformat(), "findings": [asdict(one) for one in found]}
    cache.set(_key(part_id), kept, KEPT_S)
    record(
        "connection-tried",
        by=Actor.staff(request.user),
        details={"system": part_id, "state": get_worst(found)},
    )
    return see_other(f"{reverse('connections:all')}#{part_id}")


def _present_part(part: str, user: Any, permissions: Permissions) -> dict[str, Any]:
    """One system: its name, when it was tried, its findings, the worst first."""
    kept = cache.get(_key(part))
    rows = [] if kept is None else [_present_finding(one) for one in kept["findings"]]
    order = ("bad", "warn", "wait", "info", "good")
    rows.sort(key=lambda row: order.index(row["kind"]))
    return {
        "code": part,
        "title": str(TITLES.get(part, part)),
        "tried": _("Tried on %(when)s.") % {"when": moment(datetime.fromisoformat(kept["at"]))}
        if kept
        else "",
        "worst": rows[0] if rows else None,
        "rows": rows,
        "href": reverse("connections:try", args=[part]),
        "ways": [
            (str(words), reverse(page, args=arguments))
            for words, page, arguments in WAYS.get(part, ())
            if user.has_perm(permissions[page, arguments])
        ],
    }


def _list_permissions() -> Permissions:
    """Who may open each page of the desk; the documents of the systems are for those who try them."""
    pages = [page for room in list_rooms() for page in (*room.navigation, *room.settings_pages)]
    given = {(page.url_name, tuple(page.arguments.values())): page.permission for page in pages}
    return {(DOCUMENT, (part,)): TRY for part in WAYS} | given


def _present_finding(told: dict[str, str]) -> dict[str, str]:
    kind, word = WORDS[State(told["state"])]
    return {
        "name": told["name"].partition(".")[2] or told["name"],
        "kind": kind,
        "word": str(word),
        "words": told["words"],
        "remedy": told["remedy"],
    }


def _key(part: str) -> str:
    return f"doctor:found:{part}"
