"""``/desk/settings/agenda/``: which tasks of Tagor's agenda people see, and in which words."""

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.presenters import Difference
from portal.desk.guarded.seen import SeenForm
from portal.file.models import AgendaWord
from portal.office.models import Office
from portal.web.rendering.render import render_page

TITLE = gettext_lazy("Agenda that people may see")
LANGUAGES = tuple(settings.LANGUAGES)
CODES = tuple(code for code, _name in LANGUAGES)
LONGEST = 120


class AgendaForm(SeenForm):
    """One kind of task. ``key``: the name it has now, "" for a new one; ``values`` are all of them."""

    model = forms.CharField(
        max_length=LONGEST,
        label=gettext_lazy("Name of the task in Tagor"),
        error_messages={"required": gettext_lazy("Fill in the name that the task has in Tagor.")},
    )

    def __init__(self, data: Any, values: Values, *, key: str) -> None:
        super().__init__(data, values=values, initial={"model": key, **values.get(key, {})})
        self.use_required_attribute = False
        self.key = key
        for code, name in LANGUAGES:
            missing = {"required": gettext_lazy("Write it in every language.")}
            self.fields[code] = forms.CharField(label=name, max_length=LONGEST, error_messages=missing)

    @property
    def texts(self) -> list[Any]:
        """The fields of the languages."""
        return [self[code] for code in CODES]

    def clean_model(self) -> str:
        """Raises: ValidationError when another row has this name; Tagor's case does not count."""
        name = " ".join(self.cleaned_data["model"].split())
        others = {one.casefold() for one in self.values if one != self.key}
        if name.casefold() in others:
            raise ValidationError(_("This task is in the list already."))
        return name

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when a colleague saved meanwhile."""
        cleaned = super().clean()
        rest = {name: words for name, words in self.values.items() if name != self.key}
        words = {code: cleaned.get(code, "") for code in CODES}
        return {**cleaned, "values": {**rest, cleaned.get("model", self.key): words}}


def read_agenda(_office: Office) -> Values:
    """Every word by the name of its task."""
    return {one.model: {code: getattr(one, code) for code in CODES} for one in AgendaWord.objects.all()}


def write_agenda(_office: Office, values: Values) -> None:
    """Put another list in its place."""
    AgendaWord.objects.exclude(model__in=values).delete()
    for name, words in values.items():
        AgendaWord.objects.update_or_create(model=name, defaults=words)


CHOICE = SingleChoice("agenda-word", read_agenda, write_agenda)


@require_safe
@staff_required("file.view_agendaword")
def agenda(request: HttpRequest) -> HttpResponse:
    """The list; what is not in it stays inside the office."""
    rows = [
        {
            "href": reverse("agenda-settings:word", args=[one.pk]),
            "name": one.model,
            "words": " · ".join(getattr(one, code) for code in CODES),
        }
        for one in AgendaWord.objects.all()
    ]
    context = {"rows": rows, "outcome": request.GET.get("saved", "")}
    return render_page(request, "dossier/desk/agenda.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("file.change_agendaword")
def show_word(request: HttpRequest, word_id: int = 0) -> HttpResponse:
    """One kind of task: changed, added, or taken away."""
    row = AgendaWord.objects.filter(pk=word_id).first()
    if word_id and row is None and request.method != "POST":
        raise Http404
    key = row.model if row else ""
    pages = ChoicePages(
        CHOICE,
        TITLE,
        "dossier/desk/agenda-word.html",
        partial(AgendaForm, key=key),
        _list_differences,
        home=reverse("agenda-settings:agenda"),
    )
    return pages.show(request, key=key, name=key or str(_("One more task")), is_new=row is None)


def _list_differences(before: Values, after: Values) -> list[Difference]:
    return [
        Difference(f"{name}: {label}", _format_words(before, name, code), _format_words(after, name, code))
        for name in dict.fromkeys((*before, *after))
        for code, label in LANGUAGES
        if _format_words(before, name, code) != _format_words(after, name, code)
    ]


def _format_words(values: Values, name: str, code: str) -> str:
    return str((values.get(name) or {}).get(code) or "–")
