"""``/helper/``: a person gives a helper access, sees what they did, and ends it."""

import secrets
from datetime import timedelta

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import defendant_required, file_page
from portal.access.door_settings.selectors import get_door_settings
from portal.access.helper_pages.forms import PassForm
from portal.access.helper_pass.models import HelperPass
from portal.access.helper_pass.presenters import present_pass
from portal.access.helper_pass.scopes import Scope
from portal.access.helper_pass.services import (
    MOST_LIVE,
    PassWish,
    TooManyError,
    end_pass,
    list_passes,
    make_link,
    make_pass,
)
from portal.file.facts import HEAD
from portal.file.reading import read
from portal.file.visit import Visit
from portal.web.mail import has_own_mail
from portal.web.paper.spoken_address import make_short_address
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page
from portal.web.sealing import seal, unseal

SHOWN_KEY = "pass_shown"
SHOWN_PURPOSE = "helper-pass-shown"
SHOWN_S = 10 * 60
MOST_LISTED = 20
MOST_ONCE = 43


@require_safe
@defendant_required
def helpers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The helpers with access, newest first."""
    found = list_passes(visit).order_by("-made_at")[:MOST_LISTED]
    context = {"rows": [present_pass(one) for one in found], "is_ended": request.GET.get("ended") == "1"}
    context["can_make"] = get_door_settings().helper_passes
    return render_page(request, "access/helpers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@file_page
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/helper/new/``: who, for how long, and for what; redirects where the office allows no new ones."""
    if not get_door_settings().helper_passes:
        return see_page("access:helpers")
    sent = request.POST if request.method == "POST" else None
    form = PassForm(sent, mails=has_own_mail(), initial={"days": 30, "may": Scope.VIEW.value})
    if not form.is_bound or not form.is_valid():
        return _show_new(request, form)
    typed = form.cleaned_data
    wish = PassWish(
        name=typed["name"],
        holder=_find_holder(visit, form),
        days=typed["days"],
        scopes=form.chosen_scopes,
        email=typed.get("email", ""),
        once=request.POST.get("once", "")[:MOST_ONCE],
    )
    try:
        made, code = make_pass(visit, wish)
    except TooManyError:
        form.add_error(None, _("You have given %(count)s passes. End one first.") % {"count": MOST_LIVE})
        return _show_new(request, form)
    if not wish.email and timezone.now() - made.made_at < timedelta(seconds=SHOWN_S):
        request.session[SHOWN_KEY] = seal(f"{made.pk} {code}", purpose=SHOWN_PURPOSE)
    return see_page("access:helper-made", pass_id=str(made.pk))


@require_safe
@defendant_required
def made(request: HttpRequest, visit: Visit, pass_id: int) -> HttpResponse:
    """``/helper/<id>/made/``: the link, shown for ten minutes in this session; or where it was sent."""
    one = _get(visit, pass_id)
    code = _find_shown(request, one)
    context = {"row": present_pass(one), "code": code, "link": make_link(code) if code else ""}
    return render_page(
        request,
        "access/helper-made.html",
        {**context, "sent_to": one.sent_to, "spoken": make_short_address(reverse("access:pass"))},
    )


@require_safe
@defendant_required
def helper(request: HttpRequest, visit: Visit, pass_id: int) -> HttpResponse:
    """``/helper/<id>/``: one pass, and what was done with it."""
    one = _get(visit, pass_id)
    context = {"row": present_pass(one, with_log=True), "is_shown": bool(_find_shown(request, one))}
    return render_page(request, "access/helper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def end(request: HttpRequest, visit: Visit, pass_id: int) -> HttpResponse:
    """``/helper/<id>/end/``: asks once, then the pass stops working."""
    one = _get(visit, pass_id)
    if request.method == "POST":
        end_pass(one, HelperPass.End.REVOKED)
        return see_page("access:helpers", query="?ended=1")
    return render_page(request, "access/helper-end.html", {"row": present_pass(one)})


def _find_holder(visit: Visit, form: PassForm) -> str:
    """The name that the helper sees; hidden from a helper who may pay only, like the rest of the file."""
    if Scope.VIEW not in form.chosen_scopes:
        return ""
    head = read(visit, HEAD).get(HEAD)
    return head.defendant if head else ""


def _find_shown(request: HttpRequest, one: HelperPass) -> str:
    """The code of a pass that was made minutes ago, in this session; "" otherwise."""
    kept = unseal(request.session.get(SHOWN_KEY, ""), purpose=SHOWN_PURPOSE, max_age_s=SHOWN_S) or ""
    of_pass, _space, code = kept.partition(" ")
    return code if of_pass == str(one.pk) and one.is_live else ""


def _show_new(request: HttpRequest, form: PassForm) -> HttpResponse:
    once = request.POST.get("once", "")[:MOST_ONCE] or secrets.token_urlsafe(16)
    context = {"form": form, "once": once}
    return render_page(request, "access/helper-new.html", context, status=422 if form.errors else 200)


def _get(visit: Visit, pass_id: int) -> HelperPass:
    own: QuerySet[HelperPass] = list_passes(visit)
    found = own.filter(pk=pass_id).first()
    if found is None:
        raise Http404
    return found
