"""The page of one setting: its form, the preview, earlier changes, and the undo."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.desk.choosing.single_choice import CannotUndo, SingleChoice, Values
from portal.desk.guarded.presenters import Difference, name_person
from portal.desk.guarded.seen import SeenForm
from portal.office.selectors import get_office_row
from portal.web.formats import moment
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

SHOWN = 10
CHECK = "desk/choosing/check.html"


@dataclass(frozen=True)
class ChoicePages:
    """``template``: of the form; ``check``: of the difference. ``make_form``: of what was sent, and values.

    ``present``: of the values before and after, what both templates show beside them.
    """

    choice: SingleChoice
    title: Any
    template: str
    make_form: Callable[[Any, Values], SeenForm]
    list_differences: Callable[[Values, Values], list[Difference]]
    present: Callable[[Values, Values], dict[str, Any]] = lambda _before, _after: {}
    check: str = CHECK

    def show(self, request: HttpRequest, **context: Any) -> HttpResponse:
        """GET the form; POST checks it, saves it ("save"), goes back to it ("again") or undoes ("undo")."""
        office = get_office_row()
        if "undo" in request.POST:
            return self._undo(request)
        values = self.choice.read(office)
        form = self.make_form(request.POST if request.method == "POST" else None, values)
        if not form.is_valid() or "again" in request.POST:
            return self._show_form(request, form, values, context)
        after = form.cleaned_data["values"]
        if "save" in request.POST:
            self.choice.save(office, after, by=Actor.staff(request.user))
            return see_other(f"{request.path}?saved=1")
        for field in form:
            field.help_text = ""  # the check sends the fields hidden, without what explains them
        shown = {
            "title": self.title,
            "form": form,
            "action": request.path,
            "differences": self.list_differences(values, after),
            **self.present(values, after),
        }
        return render_page(request, self.check, {**context, **shown})

    def _show_form(
        self, request: HttpRequest, form: SeenForm, values: Values, context: dict[str, Any]
    ) -> HttpResponse:
        way_back = self.choice.find_way_back(get_office_row())
        shown = {
            "form": form,
            "action": request.path,
            "past": self._list_past(),
            "undo_number": way_back.number if way_back else None,
            "outcome": request.GET.get("saved", "") if not form.is_bound else "",
            **self.present(values, values),
        }
        status = 422 if form.errors else 200
        return render_page(request, self.template, {**context, **shown}, status=status)

    def _undo(self, request: HttpRequest) -> HttpResponse:
        by = Actor.staff(request.user)
        try:
            self.choice.undo(get_office_row(), request.POST["undo"], by=by)
        except CannotUndo:
            return see_other(f"{request.path}?saved=0")
        return see_other(f"{request.path}?saved=2")

    def _list_past(self) -> list[dict[str, str]]:
        events = self.choice.list_events(SHOWN)
        ids = {event.staff_id for event in events if event.staff_id}
        people = {str(user.pk): user for user in get_user_model()._default_manager.filter(pk__in=ids)}
        return [
            {"when": moment(event.at), "who": _name(people.get(event.staff_id)), "what": self._say(event)}
            for event in events
        ]

    def _say(self, event: Event) -> str:
        """Each value before and after, in a line."""
        fields = event.details.get("fields", {})
        before, after = ({name: told[side] for name, told in fields.items()} for side in ("before", "after"))
        try:
            lines = self.list_differences(before, after)
        except (KeyError, TypeError, ValueError):  # written by an earlier release
            return ", ".join(fields)
        words = [{"what": one.label, "before": one.before, "after": one.after} for one in lines]
        return " · ".join(_("%(what)s: %(before)s → %(after)s") % one for one in words)


def _name(user: Any) -> str:
    return name_person(user) if user is not None else "–"
