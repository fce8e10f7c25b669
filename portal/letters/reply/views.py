"""The sheet to reply on of one file, and the page on which staff type in what came back."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.case.decorators import case_door
from portal.file.visit import visit_by_office
from portal.letters.reply import presenters
from portal.letters.reply.forms import SheetForm, TypedForm
from portal.letters.reply.reading import CaseOnPaper, find_address, find_standing, read_case_on_paper
from portal.letters.reply.reply_sheet import Reply, print_replies
from portal.messages.conversation.threads import TooManyError
from portal.messages.desk.on_paper import write_on_paper
from portal.office.communication import payment_reference
from portal.office.selectors import get_office_row
from portal.plans.desk.on_paper import draft_on_paper, get_moment, read_situation, submit_on_paper
from portal.plans.request.services import AlreadyAskedError
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

MAKE, TYPE = "letters.make_batch", "letters.type_reply"
pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
@case_door(MAKE)
def sheet(request: HttpRequest, file_id: str) -> HttpResponse:
    """``/desk/letters/reply/<file>/``: whose sheet, and the sheet itself."""
    case = read_case_on_paper(visit_by_office(file_id=file_id))
    form = SheetForm(request.POST if request.method == "POST" else None, case=case)
    if not form.is_bound or not form.is_valid():
        warning = presenters.describe_standing(case)
        return _render(request, "letters/reply.html", case, form, "letters:reply", warning=warning)
    typed = form.cleaned_data
    made = Reply(
        language=typed["language"],
        file_number=case.file_name,
        claimant=case.claimant,
        balance_cents=case.balance_cents,
        reference=payment_reference(get_office_row(), case.file_name),
        on=timezone.localdate(),
        address=find_address(case, typed["party"]),
        standing=find_standing(case, typed["party"], typed["language"]),
    )
    with translation.override(made.language):
        title = _("Your file on one page")
    content = print_replies([made], envelope=typed["envelope"], title=title, language=made.language)
    record("reply-sheet-made", by=Actor.staff(request.user), file_id=file_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="reply.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@pages
@case_door(TYPE)
def typed(request: HttpRequest, file_id: str) -> HttpResponse:
    """``/desk/letters/reply/<file>/typed/``: first what it comes to, then it is kept as the person's own."""
    visit = visit_by_office(file_id=file_id)
    case, situation = read_case_on_paper(visit), read_situation(visit)
    data = request.POST if request.method == "POST" else None
    form = TypedForm(data, case=case, situation=situation)
    done = presenters.find_done(file_id, request.GET.get("done", ""))
    shown: dict[str, Any] = {"open_number": "", "done": done}
    if situation and situation.asked:
        shown["open_number"] = situation.asked.number
    if not form.is_bound or not form.is_valid():
        return _render_typed(request, case, form, **shown)
    if situation is None or not form.is_plan:
        return _store_message(request, case, form)
    draft = draft_on_paper(file_id, form.wish, situation, file_name=case.file_name)
    moment = get_moment(draft)
    plan = presenters.present_draft(draft, moment)
    if "send" not in request.POST or request.POST.get("seen") != plan.mark:
        return _render_typed(request, case, form, plan=plan, **shown)
    try:
        kept = submit_on_paper(draft, moment, supersede=form.cleaned_data["supersede"], user=request.user)
    except AlreadyAskedError as error:
        words = _("The request %(number)s is open. Say whether this one replaces it.")
        if not error.can_supersede or form.cleaned_data["supersede"]:
            words = _("The request %(number)s is open, and cannot be replaced now. Look at it first.")
        form.add_error("supersede", words % {"number": error.other.number})
        return _render_typed(request, case, form, **{**shown, "open_number": error.other.number})
    return _go_on(file_id, kept.number)


def _store_message(request: HttpRequest, case: CaseOnPaper, form: TypedForm) -> HttpResponse:
    told = form.cleaned_data
    try:
        message = write_on_paper(
            case.file_id,
            party_id=told["party"],
            language=told["language"],
            text=told["words"],
            file_name=case.file_name,
            once=told["once"],
            user=request.user,
        )
    except TooManyError:
        form.add_error(None, _("This person wrote as much today as the office can read."))
        return _render_typed(request, case, form)
    return _go_on(case.file_id, message.reference)


def _go_on(file_id: str, number: str) -> HttpResponse:
    return see_other(f"{reverse('letters:reply-typed', args=[file_id])}?done={number}")


def _render_typed(request: HttpRequest, case: CaseOnPaper, form: TypedForm, **shown: Any) -> HttpResponse:
    parts = {"plan": None, "done": None, "open_number": "", **shown}
    return _render(request, "letters/reply-typed.html", case, form, "letters:reply-typed", **parts)


def _render(
    request: HttpRequest, template: str, case: CaseOnPaper, form: Any, name: str, **shown: Any
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    path = reverse(name, args=[case.file_id])
    context = {"case": case, "form": form, "action": path, **shown}
    return render_page(request, template, context, status=status, language_path=path)
