"""``/desk/file/mirror/``: which events of the portal the CRM systems are told, and how."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.crm.links.models import Form, MirrorRule, PortalEvent
from portal.crm.links.panel.decorators import get_name
from portal.desk.choosing.comparison import format_plain, list_plain_differences
from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.seen import SeenForm
from portal.office.models import Office
from portal.web.formats import name_person

TITLE = gettext_lazy("What the CRM systems are told")
USER, DAYS = (
    gettext_lazy("Whose sign-in is used at DossierData"),
    gettext_lazy("A task must be done after so many days"),
)
SYSTEMS = ("dossierdata", "cirrus")
CELLS = tuple((event, system) for event in PortalEvent for system in SYSTEMS)


def _name(event: PortalEvent, system: str) -> str:
    return f"{event.value}-{system}"


class RulesForm(SeenForm):
    """Which event is told to which system, and how. ``users``: whose sign-in may be used."""

    user = forms.ChoiceField(required=False, label=USER)
    days = forms.IntegerField(min_value=0, max_value=365, label=DAYS)

    def __init__(self, data: Any, values: Values, *, users: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, values=values, initial=values)
        chooser: Any = self.fields["user"]
        chooser.choices = [("", _("Nobody yet")), *users]
        for event, system in CELLS:
            ways = [Form.CHANGE] if event == PortalEvent.CONTACT else [Form.NOTE, Form.TASK]
            choices = [("", _("No")), *((one.value, one.label) for one in ways)]
            field = forms.ChoiceField(choices=choices, required=False, label=event.label)
            self.fields[_name(event, system)] = field

    @property
    def rows(self) -> list[tuple[str, list[Any]]]:
        """Each event, and its field for each system."""
        return [
            (str(event.label), [self[_name(event, system)] for system in SYSTEMS]) for event in PortalEvent
        ]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when a colleague saved meanwhile."""
        cleaned = super().clean()
        names = ("user", "days", *(_name(event, system) for event, system in CELLS))
        return {**cleaned, "values": {name: cleaned.get(name, "") for name in names}}


def read_rules(office: Office) -> Values:
    """What stands now."""
    known = {(one.event, one.system): one for one in MirrorRule.objects.filter(office=office.pk)}
    forms_of = {
        _name(event, system): known[event, system].form if (event, system) in known else ""
        for event, system in CELLS
    }
    user_id = next((one.user_id for one in known.values() if one.user_id), None)
    days = next((one.days for one in known.values()), 1)
    return {**forms_of, "user": str(user_id or ""), "days": days}


def write_rules(office: Office, values: Values) -> None:
    """Put others in their place; what is not told has no row."""
    for event, system in CELLS:
        mine = MirrorRule.objects.filter(office=office, event=event, system=system)
        form = values.get(_name(event, system), "")
        if not form:
            mine.delete()
            continue
        user_id = int(values["user"]) if values.get("user") and system == "dossierdata" else None
        told = {"form": form, "user_id": user_id, "days": values.get("days", 1)}
        MirrorRule.objects.update_or_create(office=office, event=event, system=system, defaults=told)


CHOICE = SingleChoice("crm-rules", read_rules, write_rules)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("links.change_mirrorrule")
def rules(request: HttpRequest) -> HttpResponse:
    """The table, the difference, the changes until now."""
    users = _list_users()
    labels = {_name(event, system): f"{event.label}, {get_name(system)}" for event, system in CELLS}
    pages = ChoicePages(
        CHOICE,
        TITLE,
        "crm/links/rules.html",
        partial(RulesForm, users=users),
        list_plain_differences({**labels, "user": USER, "days": DAYS}, partial(_format_value, dict(users))),
    )
    return pages.show(request)


def _format_value(users: dict[str, str], name: str, value: Any) -> str:
    if name == "user":
        return users.get(str(value), "–") if value else _("Nobody yet")
    if name == "days":
        return format_plain(value)
    return str(Form(value).label) if value else _("No")


def _list_users() -> list[tuple[str, str]]:
    """Staff who may sign in at DossierData and write there."""
    users = User._default_manager.with_perm("crm.connect", include_superusers=True).filter(is_staff=True)
    users = users.filter(pk__in=User._default_manager.with_perm("crm.edit_records", include_superusers=True))
    return [(str(user.pk), name_person(user)) for user in users.order_by("username")]
