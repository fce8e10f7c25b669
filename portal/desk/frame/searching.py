"""What staff type to find somebody never stands in an address: it is posted, and waits sealed in the session.

    @pages
    @staff_required("links.view_link")
    @searched("q")
    def files(request): ... request.GET.get("q")

The form is posted; the browser goes on to the page with ``?search=<token>``, and there ``request.GET`` holds
what was typed again. Codes, states, ids and page numbers stay in the address. No copy of ``request.GET``
writes what was typed into a link.
"""

import json
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from portal.web.redirects import see_other
from portal.web.sealing import seal, unseal

TOKEN = "search"  # noqa: S105 - the name of a parameter
SEARCHES_KEY = "searches"
PURPOSE = "search"
MOST_KEPT = 20
LONGEST = 2000
NOT_KEPT = ("csrfmiddlewaretoken", TOKEN, "page", "lang")

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Asked(QueryDict):
    """The query of a page with what was typed in it, which none of its addresses tells."""

    hidden: frozenset[str] = frozenset()

    def copy(self) -> "Asked":
        """One that can be changed, and hides the same."""
        copied = cast("Asked", super().copy())
        copied.hidden = self.hidden
        return copied

    def urlencode(self, safe: str | None = None) -> str:
        """Without what was typed."""
        shown = QueryDict(mutable=True)
        for name, values in self.lists():
            if name not in self.hidden:
                shown.setlist(name, values)
        return shown.urlencode(safe)


def searched(*names: str, prefix: str = "") -> Callable[[View], View]:
    """The page's form posts what to look for. ``names``, or what begins with ``prefix``, is typed by hand."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return keep_search(request, *names, prefix=prefix)
            find_search(request)
            return view(request, *args, **kwargs)

        return cast("View", page)

    return decorate


def find_search(request: HttpRequest, *, path: str = "") -> None:
    """Give the query what was typed, when the session still has it; else the page shows its whole list.

    ``path``: of the page where it was typed, when that is another.
    """
    token = request.GET.get(TOKEN, "")
    sealed = request.session.get(SEARCHES_KEY, {}).get(token, "") if token else ""
    text = unseal(sealed, purpose=PURPOSE) if sealed else None
    if text is None:
        return
    typed_at, typed = json.loads(text)
    if typed_at == (path or request.path):
        asked = Asked(request.GET.urlencode(), mutable=True)
        asked.hidden = frozenset(typed)
        for name, values in typed.items():
            asked.setlist(name, values)
        request.GET = asked  # type: ignore[assignment]


def keep_search(request: HttpRequest, *names: str, prefix: str = "") -> HttpResponse:
    """On to the page, with a token for what was typed."""
    shown, typed = QueryDict(mutable=True), {}
    for name, values in request.POST.lists():
        given = [value[:LONGEST] for value in values if value.strip()]
        if name in NOT_KEPT or not given:
            continue
        if name in names or (prefix and name.startswith(prefix)):
            typed[name] = given
        else:
            shown.setlist(name, given)
    if typed:
        shown[TOKEN] = _store(request, json.dumps([request.path, typed]))
    return see_other(f"{request.path}?{shown.urlencode()}" if shown else request.path)


def _store(request: HttpRequest, text: str) -> str:
    """Under a new token; with too many, the oldest is forgotten."""
    kept = dict(request.session.get(SEARCHES_KEY, {}))
    while len(kept) >= MOST_KEPT:
        kept.pop(next(iter(kept)))
    token = secrets.token_urlsafe(9)
    kept[token] = seal(text, purpose=PURPOSE)
    request.session[SEARCHES_KEY] = kept
    return token
