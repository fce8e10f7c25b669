"""Passkeys are added where a second step is set up, and removed from a person's own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.desk.frame.decorators import staff_required
from portal.desk.sign_in import passkeys, services
from portal.desk.sign_in.password_form import PasswordForm
from portal.desk.sign_in.sessions import name_browser
from portal.desk.sign_in.steps import find_setter, finish_setting_up
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Store the new passkey; its name is that of the browser."""
    setter = find_setter(request)
    if isinstance(setter, HttpResponse):
        return setter
    try:
        passkeys.add(setter.user, request.POST.get("passkey", ""), name=name_browser(request))
    except passkeys.PasskeyRefused:
        return see_other(f"{reverse('desk:second-set-up')}?refused=1")
    return finish_setting_up(request, setter, services.create_first_codes(setter.user))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required()
def remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Ask for the password, then remove one's own passkey."""
    name = dict(passkeys.list_passkeys(request.user)).get(passkey_id)
    if name is None:
        raise Http404
    form = PasswordForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        passkeys.remove(request.user, passkey_id)
        services.drop_idle_codes(request.user)
        return see_other(reverse("desk:own"))
    context = {"form": form, "name": name, "passkey_id": passkey_id}
    status = 422 if form.errors else 200
    return render_page(request, "desk/sign_in/remove-passkey.html", context, status=status)
