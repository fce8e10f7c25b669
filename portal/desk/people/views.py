"""Pages for adding members of staff, and for their roles, deactivation and passwords."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.people import presenters, selectors, services
from portal.desk.people.forms import InviteForm, RolesForm, get_taken_text
from portal.desk.people.granting import PowerError, can_reach
from portal.desk.sign_in.again import signed_in_again
from portal.desk.sign_in.services import has_openid
from portal.web.formats import name_person
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page
from portal.web.typed.characters import read_whole

ROWS_PER_PAGE = 50
# The secret of a link is kept here for the one page that shows it.
LINK_KEY = "people_link"

pages = require_http_methods(["GET", "HEAD", "POST"])


def acts_on_people(permission: str) -> Callable[[Any], Any]:
    """The decorator of every act on a person: by somebody who signed in just now, or again."""

    def guard(view: Any) -> Any:
        return staff_required(permission)(signed_in_again()(view))

    return guard


@require_safe
@staff_required("desk.view_people")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works here."""
    page = Paginator(selectors.list_people(), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [presenters.present_row(person) for person in page],
        "pager": make_pager_of(page, lambda number: f"{request.path}?page={number}"),
        "can_invite": request.user.has_perm("desk.invite_people"),
    }
    return render_page(request, "desk/people/list.html", context, block="list")


@require_safe
@staff_required("desk.view_people")
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One member of staff, and what can be done."""
    return _show(request, _get(person_id))


@pages
@acts_on_people("desk.invite_people")
def invite(request: HttpRequest) -> HttpResponse:
    """Fill in, check, then add somebody."""
    roles = selectors.list_roles(request.user) if request.user.has_perm("desk.change_roles") else []
    form = InviteForm(request.POST if request.method == "POST" else None, roles=roles)
    if not form.is_valid() or "_back" in request.POST:
        return _show_invite(request, form, status=422 if form.errors else 200)
    if "confirm" in request.POST:
        try:
            added, token = services.invite(form.newcomer, by=request.user)  # type: ignore[arg-type]
        except services.NameTaken:
            form.add_error("username", get_taken_text())
            return _show_invite(request, form, status=422)
        if not token:
            return see_other(reverse("people:person", args=[added.pk]) + "?done=added")
        return _go_to_link(request, added.pk, token)
    context = {"form": form, "facts": presenters.present_newcomer(form)}
    return render_page(request, "desk/people/invite-check.html", context)


@pages
@acts_on_people("desk.change_roles")
def roles(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose, see the difference, then change."""
    found = _get(person_id)
    if not can_reach(request.user, found):
        return _show(request, found, status=403)
    form = RolesForm(
        request.POST if request.method == "POST" else None,
        roles=selectors.list_roles(request.user, found),
    )
    context = {
        "form": form,
        "name": name_person(found),
        "person_id": found.pk,
        "follows_office": has_openid(found),
    }
    if not form.is_valid() or "_back" in request.POST:
        status = 422 if form.errors else 200
        return render_page(request, "desk/people/roles.html", context, status=status)
    if "confirm" in request.POST:
        # Invalid role ids are kept too: they were not on the page, so nothing is changed.
        seen = [read_whole(one) for one in request.POST.getlist("seen")]
        return _do(
            request,
            found,
            "roles",
            lambda by: services.change_roles(person_id, form.chosen, seen=seen, by=by),
        )
    facts = presenters.present_role_change(form)
    seen = [role.group_id for role in form.shown if role.is_held]
    return render_page(request, "desk/people/roles-check.html", {**context, "facts": facts, "seen": seen})


@pages
@acts_on_people("desk.switch_people")
def switch_off(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask, with what it does; then switch off."""
    return _ask_then(request, person_id, "off", lambda by: services.switch(person_id, is_on=False, by=by))


@pages
@acts_on_people("desk.switch_people")
def switch_on(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask, with what it does; then switch on."""
    return _ask_then(request, person_id, "on", lambda by: services.switch(person_id, is_on=True, by=by))


@pages
@acts_on_people("desk.end_sessions")
def sign_out(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask, then end every session of the person."""
    return _ask_then(request, person_id, "out", lambda by: services.sign_out_everywhere(person_id, by=by))


@pages
@acts_on_people("desk.set_passwords")
def second_step(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask, then remove the second factor of somebody who lost their phone and codes."""
    return _ask_then(request, person_id, "factor", lambda by: services.take_second_step(person_id, by=by))


@pages
@acts_on_people("desk.set_passwords")
def link(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask, then make a link with which the person chooses a password."""

    def make(by: User) -> HttpResponse:
        return _go_to_link(request, person_id, services.make_link(person_id, by=by))

    return _ask_then(request, person_id, "link", make)


@require_safe
@staff_required("desk.view_people")
def link_shown(request: HttpRequest, person_id: int) -> HttpResponse:
    """The link, shown once: opening the page again says that it was shown."""
    kept: dict[str, Any] = request.session.get(LINK_KEY) or {}
    is_mine = kept.get("person") == person_id
    if is_mine and request.method == "GET":
        del request.session[LINK_KEY]
    context = {
        "name": name_person(_get(person_id)),
        "person_id": person_id,
        "address": presenters.make_address(kept["token"]) if is_mine else "",
        "days": presenters.get_link_days(),
    }
    return render_page(request, "desk/people/link.html", context)


def _ask_then(
    request: HttpRequest, person_id: int, act: str, do: Callable[[User], HttpResponse | None]
) -> HttpResponse:
    """For GET, what the act changes; for POST, the act itself, then back to the person."""
    found = _get(person_id)
    if not can_reach(request.user, found):
        return _show(request, found, status=403)
    if request.method == "POST":
        return _do(request, found, act, do)
    question = presenters.present_question(found, act)
    return render_page(request, "desk/people/confirm.html", {"question": question, "person_id": person_id})


def _do(
    request: HttpRequest, found: User, act: str, do: Callable[[User], HttpResponse | None]
) -> HttpResponse:
    """Do it; or say why it was not done, on the page of the person."""
    by: Any = request.user
    try:
        answer = do(by)
    except PowerError:
        return _show(request, _get(found.pk), status=403)
    except services.PeopleError as error:
        return _show(request, _get(found.pk), problem=type(error).__name__, status=409)
    return answer or see_other(f"{reverse('people:person', args=[found.pk])}?done={act}")


def _show_invite(request: HttpRequest, form: InviteForm, *, status: int) -> HttpResponse:
    context = {"form": form, "has_local": settings.LOCAL_SIGN_IN}
    return render_page(request, "desk/people/invite.html", context, status=status)


def _go_to_link(request: HttpRequest, person_id: int, token: str) -> HttpResponse:
    request.session[LINK_KEY] = {"person": person_id, "token": token}
    return see_other(reverse("people:link-shown", args=[person_id]))


def _show(request: HttpRequest, found: User, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "row": presenters.present_row(found),
        "facts": presenters.present_facts(found),
        "acts": presenters.list_acts(found, request.user),
        "is_in_reach": can_reach(request.user, found),
        "is_self": found.pk == request.user.pk,
        "problem": problem,
        "done": request.GET.get("done", "") if request.method == "GET" else "",
    }
    path = reverse("people:person", args=[found.pk])
    return render_page(request, "desk/people/person.html", context, status=status, language_path=path)


def _get(person_id: int) -> User:
    found = selectors.find_person(person_id)
    if found is None:
        raise Http404
    return found
