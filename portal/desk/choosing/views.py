"""The page of one setting: its form, the preview, earlier changes, and the undo."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.desk.choosing.single_choice import CannotUndo, SingleChoice, Values
from portal.desk.guarded.presenters import Difference
from portal.desk.guarded.seen import AwayForm, SeenForm
from portal.desk.people.selectors import name_staff
from portal.office.selectors import get_office_row
from portal.web.formats import moment
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

SHOWN = 10
CHECK = "desk/choosing/check.html"


@dataclass(frozen=True)
class ChoicePages:
    """``template``: of the form; ``check``: of the difference. ``make_form``: of what was sent, and values.

    ``present``: of the values before and after, what both templates show beside them. ``home``: the page that
    says what came of it; "" for the form's own.
    """

    choice: SingleChoice
    title: Any
    template: str
    make_form: Callable[[Any, Values], SeenForm]
    list_differences: Callable[[Values, Values], list[Difference]]
    present: Callable[[Values, Values], dict[str, Any]] = lambda _before, _after: {}
    check: str = CHECK
    home: str = ""

    def show(self, request: HttpRequest, *, key: str = "", **context: Any) -> HttpResponse:
        """GET the form; POST checks it, saves it ("save"), goes back to it ("again") or undoes ("undo").

        ``key``: the one value of several that the form changes, and that "away" takes away.
        """
        office, is_away = get_office_row(), bool(key) and "away" in request.POST
        if "undo" in request.POST:
            return self._undo(request)
        if is_away and "again" in request.POST:
            return see_other(request.path)
        values = self.choice.read(office)
        form: SeenForm
        if is_away:
            form = AwayForm(request.POST, values=values, key=key)
        else:
            form = self.make_form(request.POST if request.method == "POST" else None, values)
        if not form.is_valid() or "again" in request.POST:
            return self._show_form(request, form, values, context)
        after = form.cleaned_data["values"]
        if "save" in request.POST:
            self.choice.save(office, after, by=Actor.staff(request.user))
            return self._go_home(request, "1")
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
            return self._go_home(request, "0")
        return self._go_home(request, "2")

    def _go_home(self, request: HttpRequest, outcome: str) -> HttpResponse:
        return see_other(f"{self.home or request.path}?saved={outcome}")

    def _list_past(self) -> list[dict[str, str]]:
        events = self.choice.list_events(SHOWN)
        names = name_staff({event.staff_id for event in events})
        return [
            {
                "when": moment(event.at),
                "who": names.get(event.staff_id, "–"),
                "what": self._describe_change(event),
            }
            for event in events
        ]

    def _describe_change(self, event: Event) -> str:
        """Each value before and after, in a line."""
        fields = event.details.get("fields", {})
        before, after = ({name: told[side] for name, told in fields.items()} for side in ("before", "after"))
        try:
            lines = self.list_differences(before, after)
        except (KeyError, TypeError, ValueError):  # written by an earlier release
            return ", ".join(fields)
        words = [{"what": one.label, "before": one.before, "after": one.after} for one in lines]
        return " · ".join(_("%(what)s: %(before)s → %(after)s") % one for one in words)
