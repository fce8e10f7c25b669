"""Keeps what somebody typed when the language changes or the session ends, in any form of a page.

The browser sends the form as it stands, to an address with ``SWITCH``; the fields are kept sealed in the
session, and the next request of the same address gets them back (``refill``). Nothing typed is put in a URL.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.http import escape_leading_slashes

from portal.web.http_request.csrf import NoReferrerCsrfMiddleware
from portal.web.redirects import see_other
from portal.web.sealing import seal, unseal

SWITCH = "switch_language"
"""In the address of a form that only asks for another language; no field, as some views read those late."""
ANEW = "kept"
"""In the query of a page that is requested again with what was typed."""
ACT = "sent"
"""In that query: which of several forms of the page it was, by the last part of where it was sent."""
KEY = "typing"
LIFE_S = 30 * 60
MOST = 20_000  # characters: the most that a person may write in the longest form
SECRET = frozenset({"csrfmiddlewaretoken", "pin", "code", "letter", "answer", "again"})
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Typing:
    """``path`` and ``query``: the page of the form; ``fields``: as the browser sent them, without secrets.

    ``resumes``: a session ended under it, so whoever opens the same file again comes back to it.
    """

    path: str
    query: QueryDict
    fields: QueryDict
    resumes: bool


class KeptTypingMiddleware:
    """Answers a form that only changes the language; forgets the fields once the form is really sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._forms = NoReferrerCsrfMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        """Runs before the view, which never sees a mere change of language.

        The form is checked here too: some views do without the check of forms, or make it later.
        """
        if request.method != "POST":
            return None
        if request.GET.get("lang") not in LANGUAGES or SWITCH not in request.GET:
            _forget_sent(request)
            return None
        refusal = self._forms.process_view(request, see_other, (), {})
        if refusal is not None:
            return refusal
        store_typing(request, request.path)
        return see_other(_ask_anew(request.path, request.GET))


def store_typing(request: HttpRequest, path: str, *, resumes: bool = False) -> None:
    """Keep the posted form in the session, for ``path``, in place of an earlier one.

    Nothing is kept of one that is empty or too long. ``resumes``: see ``Typing``.
    """
    request.session.pop(KEY, None)
    fields = _list_fields(request.POST)
    query = request.GET.urlencode() if path == request.path else ""
    kept = _write(path, query, fields, resumes=resumes)
    if fields and len(kept) <= MOST:
        request.session[KEY] = seal(kept, purpose="typing")


def move_typing(request: HttpRequest, path: str) -> str:
    """The form is shown at ``path``, not where it was sent: the address that shows it again."""
    typing = find_typing(request)
    if typing is None or typing.path != request.path:
        return path
    query = urlencode({ACT: request.path.rstrip("/").rpartition("/")[2]})
    kept = _write(path, query, _list_fields(typing.fields), resumes=typing.resumes)
    request.session[KEY] = seal(kept, purpose="typing")
    return _ask_anew(path, QueryDict(query))


def _list_fields(sent: QueryDict) -> dict[str, list[str]]:
    return {name: [str(one) for one in values] for name, values in sent.lists() if not _is_secret(name)}


def _write(path: str, query: str, fields: Mapping[str, list[str]], *, resumes: bool) -> str:
    """What ``find_typing`` reads."""
    return json.dumps([path, query, fields, resumes], ensure_ascii=False)


def find_typing(request: HttpRequest) -> Typing | None:
    """What this session keeps; None when it keeps nothing (any more)."""
    sealed = request.session.get(KEY) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    opened = unseal(sealed, purpose="typing", max_age_s=LIFE_S) if sealed else None
    if opened is None:
        return None
    path, query, lists, resumes = json.loads(opened)
    fields = QueryDict(mutable=True)
    for name, values in lists.items():
        fields.setlist(name, values)
    return Typing(path, QueryDict(query), fields, resumes)


def get_address(typing: Typing) -> str:
    """The address that shows the form again."""
    return _ask_anew(typing.path, typing.query)


def refill(request: HttpRequest, values: Mapping[str, object]) -> None:
    """Fill the unsent forms among the values of a page with what was typed into them before."""
    # A page without forms, such as that of an error, reads no query.
    unsent = _list_unsent(values.values())
    if not unsent or request.method != "GET" or ANEW not in request.GET:
        return
    typing = find_typing(request)
    if typing is None or typing.path != request.path:
        return
    act = request.GET.get(ACT, "")
    own = [one for name, one in values.items() if act and name.startswith(act)]
    for form in _list_unsent(own) or unsent:
        _fill(form, typing.fields)


def _list_unsent(values: Iterable[object]) -> list[forms.BaseForm]:
    found = [one for value in values for one in (value.values() if isinstance(value, dict) else (value,))]
    return [one for one in found if isinstance(one, forms.BaseForm) and not one.is_bound]


def find_typing_of_form(request: HttpRequest) -> Typing | None:
    """What is kept of the form that this request sends; some are sent to an address below their page."""
    typing = find_typing(request)
    return typing if typing and request.path.startswith(typing.path) else None


def _forget_sent(request: HttpRequest) -> None:
    if find_typing_of_form(request):
        del request.session[KEY]


def _fill(form: forms.BaseForm, typed: QueryDict) -> None:
    """Fill one form. An unticked box sends nothing, so all fields are filled if any of them was sent."""
    names = {name: form.add_prefix(name) for name in form.fields}
    if not any(name in typed for name in names.values()):
        return
    for name, sent in names.items():
        if not _is_secret(sent):
            form.initial[name] = form.fields[name].widget.value_from_datadict(typed, {}, sent)


def _is_secret(name: str) -> bool:
    return name in SECRET or "password" in name


def _ask_anew(path: str, query: QueryDict) -> str:
    own = query.copy()
    own.pop(SWITCH, None)
    own[ANEW] = "1"
    return escape_leading_slashes(f"{path}?{own.urlencode()}")
