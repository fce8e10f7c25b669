"""The letter kit: batches, their columns, their rows, and what comes out of them."""

from collections.abc import Iterable
from http import HTTPStatus

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from portal.audit.actors import Actor
from portal.desk.case.opened import find_numbers
from portal.desk.frame.decorators import is_staff, staff_required
from portal.letters import presenters, selectors
from portal.letters.batch import services
from portal.letters.batch.chosen import name_chosen, open_chosen, seal_chosen
from portal.letters.batch.preparing import has_away
from portal.letters.batch.table import MOST_BYTES
from portal.letters.forms import PART_ROWS, REPLY, ColumnsForm, NewBatchForm, PrintForm
from portal.letters.models import Batch, Letter
from portal.letters.printing.content import read_insert
from portal.letters.printing.inserts import Look, print_inserts
from portal.letters.printing.mail_merge import pack
from portal.letters.reply.reply_sheet import print_replies, read_reply
from portal.web.formats import short_day
from portal.web.http_request.decorators import accept_files
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page
from portal.web.sealed.seals import has_locked
from portal.web.sealed.words import explain_locked

ROWS_PER_PAGE = 50
CHOSEN_KEY = "letters_chosen"
pages = require_http_methods(["GET", "HEAD", "POST"])
makes_batches = staff_required("letters.make_batch")


@require_safe
@staff_required("letters.view_batch")
def batches(request: HttpRequest) -> HttpResponse:
    """Every batch, newest first."""
    page = Paginator(selectors.list_batches(), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [presenters.present_batch(batch) for batch in page],
        "pager": make_pager_of(page, lambda number: f"{reverse('letters:batches')}?page={number}"),
        "can_make": request.user.has_perm("letters.make_batch"),
    }
    return render_page(request, "letters/batches.html", context, block="list")


@require_safe
@staff_required("letters.view_batch")
def merge_fields(request: HttpRequest) -> HttpResponse:
    """Which fields put the link into letters that Word or Tagor makes."""
    return render_page(request, "letters/merge-fields.html", presenters.present_merge_fields())


@accept_files(MOST_BYTES + 1024 * 1024, may=lambda request: is_staff(request.user))
@pages
@makes_batches
def new(request: HttpRequest) -> HttpResponse:
    """A new batch: a list, pasted or as a file; of the file whose page leads here, or of those ticked."""
    if request.method == "POST":
        form = NewBatchForm(request.POST, request.FILES)
    else:
        form = NewBatchForm(initial=_fill_in(request))
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render_page(
            request, "letters/new.html", {"form": form}, status=status, language_path=reverse("letters:new")
        )
    batch = services.make_batch(form.table, title=form.cleaned_data["title"], user=request.user)
    request.session.pop(CHOSEN_KEY, None)
    return see_other(reverse("letters:columns", args=[batch.pk]))


@require_POST
@makes_batches
def chosen(request: HttpRequest) -> HttpResponse:
    """Files ticked in the search or the queue become the list of a new batch."""
    numbers = name_chosen(request.POST.getlist("number"), request.POST.getlist("file"))
    request.session[CHOSEN_KEY] = seal_chosen(numbers)
    return see_other(f"{reverse('letters:new')}?chosen=1")


@pages
@makes_batches
def columns(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Which column holds what; then the rows are looked up."""
    batch = _get(batch_id)
    table = services.open_table(batch)
    if table is None:
        if locked := explain_locked(batch, to_staff=True):
            context = {"batch": batch, "locked": locked}
            return render_page(request, "letters/locked.html", context, status=HTTPStatus.CONFLICT)
        return see_other(reverse("letters:batch", args=[batch.pk]))
    form = ColumnsForm(table, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        services.start(batch, table, form.match, by=Actor.staff(request.user))
        return see_other(reverse("letters:batch", args=[batch.pk]))
    context = {"batch": batch, "form": form, "sample": table.rows[:3], "header": table.header}
    return render_page(request, "letters/columns.html", context, status=422 if form.is_bound else 200)


@require_safe
@staff_required("letters.view_batch")
def show(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The progress of the batch; once it is ready, its rows and what can be made of them."""
    batch = _get(batch_id)
    if batch.state == Batch.State.COLUMNS:
        return see_other(reverse("letters:columns", args=[batch.pk]))
    if batch.state == Batch.State.READY and request.headers.get("HX-Request") == "true":
        return HttpResponseClientRefresh()
    return _show(request, batch)


@require_POST
@makes_batches
def print_batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A part of the batch, as a file."""
    batch = _get(batch_id)
    letters = selectors.list_to_print(batch)
    form = PrintForm(request.POST, rows=letters.count())
    if not form.is_valid():
        return _show(request, batch, form, status=422)
    part = form.cleaned_data["part"]
    rows = list(letters[(part - 1) * PART_ROWS : part * PART_ROWS])
    if any(map(_is_locked, rows)):
        return _show(request, batch, form, status=HTTPStatus.CONFLICT)
    if not rows or batch.state != Batch.State.READY:  # half of them, while they are looked up again
        return see_other(reverse("letters:batch", args=[batch.pk]))
    kind = form.cleaned_data["paper"]
    if kind == REPLY:
        envelope, language = form.cleaned_data["envelope"], get_language() or "nl"
        replies = [read_reply(letter) for letter in rows]
        content = print_replies(replies, envelope=envelope, title=batch.title, language=language)
        extension = "pdf"
    else:
        content, extension = _make(batch, rows, kind, form.chosen_look)
    services.note_printed(batch, paper=kind, part=part, rows=len(rows), by=Actor.staff(request.user))
    return _download(content, extension, f"letters-{batch.pk}-{kind}-{part}.{extension}")


@require_safe
@staff_required("letters.view_batch")
def preview(_request: HttpRequest, batch_id: int, language: str) -> HttpResponse:
    """The first insert in a language, to look at."""
    batch = _get(batch_id)
    first = selectors.list_to_print(batch).filter(key__language=language).first()
    if first is None or _is_locked(first):
        raise Http404
    content, extension = _make(batch, [first], "insert", Look())
    return _download(content, extension, f"preview-{language}.{extension}", inline=True)


@require_POST
@makes_batches
def row(request: HttpRequest, batch_id: int, letter_id: int) -> HttpResponse:
    """Print this row, or leave it out."""
    batch = _get(batch_id)
    is_left_out = request.POST.get("leave_out") == "1"
    services.leave_out(batch, letter_id, is_left_out=is_left_out, by=Actor.staff(request.user))
    return _back_to_rows(request, batch)


@require_POST
@makes_batches
def rows(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Print every row that can be printed, or look up again: what Tagor did not answer, or everything."""
    batch, by = _get(batch_id), Actor.staff(request.user)
    if "again" in request.POST:
        services.try_again(batch, by=by, is_whole=request.POST["again"] == "all")
    elif "include" in request.POST:
        services.include_all(batch, by=by)
    return _back_to_rows(request, batch)


@pages
@makes_batches
def delete(request: HttpRequest, batch_id: int) -> HttpResponse:
    """GET asks; POST deletes the batch."""
    batch = _get(batch_id)
    if request.method != "POST":
        return render_page(request, "letters/delete.html", {"batch": batch})
    services.delete_batch(batch, by=Actor.staff(request.user))
    return see_other(reverse("letters:batches"))


def _fill_in(request: HttpRequest) -> dict[str, str]:
    """The list and the name of a new batch, as far as the previous page provides them."""
    if "chosen" in request.GET:
        numbers = open_chosen(request.session.get(CHOSEN_KEY, ""))
        title = _("Files chosen on %(day)s") % {"day": short_day(timezone.localdate())}
        return {"pasted": "\n".join(numbers), "title": title if numbers else ""}
    number = find_numbers([request.GET.get("file", "")[:30]])
    return {"pasted": "\n".join(number.values()), "title": " ".join(number.values())}


def _show(
    request: HttpRequest, batch: Batch, form: PrintForm | None = None, *, status: int = 200
) -> HttpResponse:
    counts = selectors.count_rows(batch)
    chosen = request.GET.get("rows", "")
    chosen = chosen if chosen in selectors.LISTS else "all"
    page = Paginator(selectors.list_rows(batch, chosen), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    locked = (explain_locked(one, to_staff=True) for letter in page for one in _list_sealed(letter))
    address = reverse("letters:batch", args=[batch.pk])
    context = {
        "batch": batch,
        "counts": counts,
        "is_ready": batch.state == Batch.State.READY,
        "percent": counts.done * 100 // max(counts.total, 1),
        "tabs": presenters.present_tabs(batch, counts, chosen),
        "chosen": chosen,
        "rows": [presenters.present_letter(letter) for letter in page],
        "pager": make_pager_of(page, lambda number: f"{address}?rows={chosen}&page={number}"),
        "form": form or PrintForm(rows=counts.to_print),
        "has_away": has_away(batch),
        "looked_up": presenters.describe_age(batch),
        "can_include": bool(services.list_for_all(batch)),
        "languages_here": _list_languages(batch),
        "locked": next(filter(None, locked), ""),
        "can_make": request.user.has_perm("letters.make_batch"),
    }
    return render_page(
        request, "letters/batch.html", context, block="progress", status=status, language_path=address
    )


def _list_sealed(letter: Letter) -> list[Model]:
    """What a letter is printed from."""
    return [letter, letter.key] if letter.key else [letter]


def _is_locked(letter: Letter) -> bool:
    """Whether a part of it cannot be opened: then nothing is printed, rather than a letter with a gap."""
    return any(map(has_locked, _list_sealed(letter)))


def _list_languages(batch: Batch) -> list[str]:
    found = selectors.list_to_print(batch).order_by().values_list("key__language", flat=True).distinct()
    return sorted(found)


def _make(batch: Batch, letters: Iterable[Letter], kind: str, look: Look) -> tuple[bytes, str]:
    inserts = [read_insert(letter) for letter in letters]
    if kind in {"svg", "png"}:
        return pack(inserts, kind=kind), "zip"
    return print_inserts(inserts, look, title=batch.title, language=get_language() or "nl"), "pdf"


def _download(content: bytes, extension: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=f"application/{extension}")
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _back_to_rows(request: HttpRequest, batch: Batch) -> HttpResponse:
    chosen = request.POST.get("list", "")
    query = f"?rows={chosen}" if chosen in selectors.LISTS else ""
    return see_other(reverse("letters:batch", args=[batch.pk]) + query)


def _get(batch_id: int) -> Batch:
    batch = selectors.list_batches().select_related("office").filter(pk=batch_id).first()
    if batch is None:
        raise Http404
    return batch
