"""``/desk/settings/codes/``: which codes the office's Tagor uses, how often, and what each counts for."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Q, When
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.choosing.comparison import format_plain, list_plain_differences
from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.seen import SeenForm
from portal.file.codes import BOOKING, NATURE, forget_own_kinds, forget_own_words
from portal.file.kinds import KIND_WORDS, name_kind
from portal.file.models import CodeKind
from portal.office.models import Office
from portal.office.text_gate import MOST_ON_AVERAGE, check_text
from portal.web.formats import short_day
from portal.web.paging import make_pager_of
from portal.web.rendering.render import render_page

TABLES: dict[str, Any] = {NATURE: _("nature of a line"), BOOKING: _("booking of a line")}
LABELS = {"kind": _("Counts for")}
AS_READ = _("as the portal reads it")
ROWS = 50
MOST_WORD, MOST_TEXT = 60, 200
CODES = tuple(code for code, _name in settings.LANGUAGES)
WORD_LABELS: dict[str, Any] = {
    f"{part}_{code}": format_lazy("{} – {}", label, name)
    for part, label in (("word", _("What people read")), ("text", _("One sentence on it")))
    for code, name in settings.LANGUAGES
}


class CodeForm(SeenForm):
    """What one code counts for, and what the office calls it: in every language, or in none."""

    kind = forms.ChoiceField(
        label=LABELS["kind"], required=False, choices=[("", AS_READ), *KIND_WORDS.items()]
    )

    def __init__(self, data: Any, values: Values) -> None:
        super().__init__(data, values=values, initial=values)
        for name, label in WORD_LABELS.items():
            most = MOST_WORD if name.startswith("word") else MOST_TEXT
            self.fields[name] = forms.CharField(label=label, required=False, max_length=most)

    @property
    def word_fields(self) -> list[Any]:
        """The fields of the office's own words."""
        return [self[name] for name in WORD_LABELS]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError by field for a text that may not stand there."""
        cleaned = super().clean()
        for name in WORD_LABELS:
            cleaned[name] = " ".join(cleaned.get(name, "").split())
            try:
                check_text(cleaned[name], name[-2:], on_average=MOST_ON_AVERAGE)
            except ValidationError as error:
                self.add_error(name, error)
        has_text = any(cleaned.get(name) for name in WORD_LABELS if name.startswith("text"))
        self._check_languages("text", must=False)
        self._check_languages("word", must=has_text)
        values = {name: cleaned[name] for name in WORD_LABELS if cleaned.get(name)}
        return {**cleaned, "values": {"kind": cleaned.get("kind", ""), **values}}

    def _check_languages(self, part: str, *, must: bool) -> None:
        """Written in every language, or in none."""
        names = [f"{part}_{code}" for code in CODES]
        empty = [name for name in names if not self.cleaned_data.get(name) and name not in self.errors]
        if empty and (must or len(empty) < len(names)):
            self.add_error(empty[0], _("Write it in every language, or in none."))


@require_safe
@staff_required("file.view_codekind")
def codes(request: HttpRequest) -> HttpResponse:
    """Those nobody knows first, then by how often they were seen."""
    is_known = ~Q(kind="", read_as="")
    rows = CodeKind.objects.order_by(Case(When(is_known, then=1), default=0), "-file_count", "table", "code")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "rows": [_present_row(row) for row in page],
        "pager": make_pager_of(page, lambda number: f"{request.path}?page={number}"),
    }
    return render_page(request, "dossier/desk/codes.html", context, block="list")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("file.change_codekind")
def code(request: HttpRequest, code_id: int) -> HttpResponse:
    """One code: what it counts for."""
    row = CodeKind.objects.filter(pk=code_id).first()
    if row is None:
        raise Http404
    return _make_pages(row).show(request, row=_present_row(row), name=f"{row.code} {row.text}".strip())


def _make_pages(row: CodeKind) -> ChoicePages:
    def write(_office: Office, values: Values) -> None:
        words = {code: [values.get(f"word_{code}", ""), values.get(f"text_{code}", "")] for code in CODES}
        has_words = any(word for word, _text in words.values())
        CodeKind.objects.filter(pk=row.pk).update(
            kind=values.get("kind", ""), words=words if has_words else None
        )

    def read(_office: Office) -> Values:
        now = CodeKind.objects.get(pk=row.pk)
        own = {
            f"{part}_{code}": told
            for code, pair in (now.words or {}).items()
            for part, told in zip(("word", "text"), pair, strict=True)
            if told
        }
        return {"kind": now.kind, **own}

    choice = SingleChoice("code-kind", read, write, _forget, key=str(row.pk))
    return ChoicePages(
        choice,
        row.code,
        "dossier/desk/code.html",
        CodeForm,
        list_plain_differences(LABELS | WORD_LABELS, _format_value),
    )


def _forget() -> None:
    forget_own_kinds()
    forget_own_words()


def _format_value(name: str, value: Any) -> str:
    if name == "kind":
        return name_kind(value) if value else str(AS_READ)
    return format_plain(value)


def _present_row(row: CodeKind) -> dict[str, Any]:
    known = row.kind or row.read_as
    return {
        "href": reverse("code-settings:code", args=[row.pk]),
        "code": row.code,
        "text": row.text,
        "table": str(TABLES.get(row.table, row.table)),
        "read_as": name_kind(row.read_as),
        "state": name_kind(known),
        "kind_of_state": "good" if row.kind else "info" if known else "warn",
        "count": str(row.file_count),
        "seen": short_day(row.seen_on) if row.seen_on else "–",
    }
