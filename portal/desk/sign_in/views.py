"""The second step of a sign-in, and a person's own page about how they sign in."""

from io import BytesIO
from typing import Any

import segno
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk.frame.decorators import staff_required
from portal.desk.sign_in import passkeys, pending, services, sessions
from portal.desk.sign_in.adapter import FactorAdapter
from portal.desk.sign_in.forms import CodeForm
from portal.desk.sign_in.password_form import PasswordForm, announce_wrong_code, counted_try
from portal.desk.sign_in.steps import CODES_KEY, come_in, find_setter, finish_setting_up
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

# allauth's name for the secret of an app; a QR code of it needs no other program.
_adapter = FactorAdapter()

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def second_step(request: HttpRequest) -> HttpResponse:
    """The code of the app, or a passkey."""
    found = pending.find(request)
    if found is None:
        return see_other(reverse("desk:sign-in"))
    user, next_page = found
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and _take_step(request, user, form):
        by = "password+passkey" if form.passkey else "password+code"
        return come_in(request, user, next_page=next_page, by=by)
    options = passkeys.ask_known(user) if passkeys.has_passkey(user) else ""
    context = {"form": form, "passkey_options": options}
    return render_page(request, "desk/sign_in/second-step.html", context, status=422 if form.errors else 200)


def _take_step(request: HttpRequest, user: Any, form: CodeForm) -> bool:
    """Check the code; a wrong one counts like a wrong password, and the form says so."""
    if not (form.passkey or form.is_valid()):
        return False
    if not form.passkey and services.is_locked(user, form.cleaned_data["code"]):
        words = [
            _("Your code cannot be checked, because a key of this site was changed."),
            _("You did nothing wrong. Tell whoever runs the portal."),
        ]
        form.refuse(ValidationError(" ".join(words)))
        return False
    try:
        with counted_try(request, user.get_username(), kind="passkey" if form.passkey else "code"):
            _check_step(user, form)
    except ValidationError as error:
        announce_wrong_code(request, user)
        form.refuse(error)
        return False
    return True


def _check_step(user: Any, form: CodeForm) -> None:
    """Raises: ValidationError."""
    if not form.passkey:
        if not services.check_code(user, form.cleaned_data["code"]):
            raise ValidationError(_("This code is wrong, or was used already. Wait for the next one."))
        return
    try:
        passkeys.check(user, form.passkey)
    except passkeys.PasskeyRefused:
        raise ValidationError(_("This passkey is not one of yours here. Try again, or use a code.")) from None


@pages
def set_up(request: HttpRequest) -> HttpResponse:
    """The app's secret as a QR code with its first code, or a passkey; during sign-in, or later."""
    setter = find_setter(request)
    if isinstance(setter, HttpResponse):
        return setter
    form = CodeForm(request.POST if request.method == "POST" else None, with_recovery=False)
    secret = pending.find_secret(request)
    if secret is None:
        secret = services.make_secret()
        pending.store_secret(request, secret)
    if form.is_valid():
        codes = services.set_up(setter.user, secret, form.cleaned_data["code"])
        if codes is not None:
            return finish_setting_up(request, setter, codes)
        form.refuse()
    context = {
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "name": setter.user.get_username(),
        "passkey_options": passkeys.ask_new(setter.user) if passkeys.are_possible() else "",
        "was_refused": "refused" in request.GET and not form.is_bound,
    }
    return render_page(request, "desk/sign_in/set-up.html", context, status=422 if form.errors else 200)


@require_safe
def set_up_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the secret that is being set up, only for the person who does it."""
    found = pending.find(request)
    user = found[0] if found else request.user
    secret = pending.find_secret(request)
    if secret is None or not (found or user.is_authenticated):
        return HttpResponse(status=404)
    code = segno.make(_adapter.build_totp_url(user, secret), micro=False)
    picture = BytesIO()
    code.save(picture, kind="svg", scale=5, border=4, dark="#000", light="#fff")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_safe
@staff_required()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes, shown once: opening the page again says that they were shown."""
    kept = request.session.get(CODES_KEY) or {}
    if kept and request.method == "GET":
        del request.session[CODES_KEY]
    context = {"codes": kept.get("codes", []), "next": kept.get("next", reverse("desk:own"))}
    return render_page(request, "desk/sign_in/recovery-codes.html", context)


@require_safe
@staff_required()
def own(request: HttpRequest) -> HttpResponse:
    """How this person signs in, and their current sessions."""
    return _show_own(request, PasswordForm(request))


@require_POST
@staff_required()
def change_own(request: HttpRequest) -> HttpResponse:
    """A new app, or new recovery codes, after giving the password again."""
    form = PasswordForm(request, request.POST)
    if not form.is_valid():
        return _show_own(request, form, status=422)
    pending.allow_set_up(request)
    if "codes" in request.POST and services.has_factor(request.user):
        request.session[CODES_KEY] = {
            "codes": services.renew_codes(request.user),
            "next": reverse("desk:own"),
        }
        return see_other(reverse("desk:recovery-codes"))
    pending.drop_secret(request)
    return see_other(reverse("desk:second-set-up"))


@require_POST
@staff_required()
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions, or all others."""
    sessions.end(request, request.POST.get("session", ""))
    return see_other(reverse("desk:own"))


def _show_own(request: HttpRequest, form: PasswordForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "has_factor": services.has_factor(request.user),
        "codes_left": services.count_codes(request.user),
        "passkeys": passkeys.list_passkeys(request.user),
        "sessions": sessions.present(request),
        "was_changed": request.GET.get("password") == "changed" and not form.is_bound,
    }
    path = reverse("desk:own")
    return render_page(request, "desk/sign_in/own.html", context, status=status, language_path=path)
