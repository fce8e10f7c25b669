"""``/desk/settings/codes/``: which codes the office's Tagor uses, how often, and what each counts for."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, Q, When
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.choosing.saying import list_plain_differences
from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.seen import SeenForm
from portal.file.codes import BOOKING, NATURE, forget_own_kinds
from portal.file.kinds import KIND_WORDS, say_kind
from portal.file.models import CodeKind
from portal.office.models import Office
from portal.web.formats import short_day
from portal.web.paging import make_pager_of
from portal.web.rendering.render import render_page

TABLES: dict[str, Any] = {NATURE: _("nature of a line"), BOOKING: _("booking of a line")}
LABELS = {"kind": _("Counts for")}
AS_READ = _("as the portal reads it")
ROWS = 50


class CodeForm(SeenForm):
    """What one code counts for."""

    kind = forms.ChoiceField(
        label=LABELS["kind"], required=False, choices=[("", AS_READ), *KIND_WORDS.items()]
    )

    def __init__(self, data: Any, values: Values) -> None:
        super().__init__(data, values=values, initial=values)

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when somebody else changed it meanwhile."""
        cleaned = super().clean()
        return {**cleaned, "values": {"kind": cleaned.get("kind", "")}}


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
        CodeKind.objects.filter(pk=row.pk).update(kind=values.get("kind", ""))

    def read(_office: Office) -> Values:
        return {"kind": CodeKind.objects.values_list("kind", flat=True).get(pk=row.pk)}

    choice = SingleChoice("code-kind", read, write, forget_own_kinds, key=str(row.pk))
    return ChoicePages(
        choice,
        row.code,
        "dossier/desk/code.html",
        CodeForm,
        list_plain_differences(LABELS, lambda _name, kind: say_kind(kind) if kind else str(AS_READ)),
    )


def _present_row(row: CodeKind) -> dict[str, Any]:
    known = row.kind or row.read_as
    return {
        "href": reverse("code-settings:code", args=[row.pk]),
        "code": row.code,
        "text": row.text,
        "table": str(TABLES.get(row.table, row.table)),
        "read_as": say_kind(row.read_as),
        "state": say_kind(known),
        "kind_of_state": "good" if row.kind else "info" if known else "warn",
        "count": str(row.file_count),
        "seen": short_day(row.seen_on) if row.seen_on else "–",
    }
