"""The desk's page of a pass: what was done with it, and how the office ends it."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal.access.helper_pages.forms import EndForm
from portal.access.helper_pass.models import HelperPass
from portal.access.helper_pass.presenters import present_for_staff
from portal.access.helper_pass.services import end_pass
from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

END = "access.end_helperpass"


@require_safe
@staff_required("access.view_helperpass")
def helper_pass(request: HttpRequest, pass_id: int) -> HttpResponse:
    """``/desk/passes/<id>/``: who, until when, for what, and the log of its use."""
    return _show(request, _get(pass_id), EndForm())


@require_POST
@staff_required(END)
def end(request: HttpRequest, pass_id: int) -> HttpResponse:
    """End the pass; the person reads why."""
    found, form = _get(pass_id), EndForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    words, by = form.cleaned_data["reason"], Actor.staff(request.user)
    end_pass(found, HelperPass.End.OFFICE, by=by, words=words)
    return see_other(reverse("desk-passes:pass", args=[found.pk]))


def _show(request: HttpRequest, found: HelperPass, form: EndForm, *, status: int = 200) -> HttpResponse:
    context = {
        "row": present_for_staff(found, with_log=True),
        "file_id": found.file_id,
        "form": form,
        "can_end": found.is_live and request.user.has_perm(END),
    }
    path = reverse("desk-passes:pass", args=[found.pk])
    return render_page(request, "access/desk-pass.html", context, status=status, language_path=path)


def _get(pass_id: int) -> HelperPass:
    found = HelperPass.objects.filter(pk=pass_id).first() if pass_id < 2**63 else None
    if found is None:
        raise Http404
    return found
