"""Keeps staff's search terms out of URLs: they are posted, and sealed in the session.

    @pages
    @staff_required("links.view_link")
    @searched("q")
    def files(request): ... request.GET.get("q")

The form is posted; the browser goes on to the page with ``?search=<token>``, and there ``request.GET`` holds
the typed terms again. Codes, states, ids and page numbers stay in the URL. No copy of ``request.GET`` writes
the terms into a link.
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
    """The query of a page including the typed terms, which none of its URLs contains."""

    hidden: frozenset[str] = frozenset()

    def copy(self) -> "Asked":
        """A mutable copy that hides the same terms."""
        copied = cast("Asked", super().copy())
        copied.hidden = self.hidden
        return copied

    def urlencode(self, safe: str | None = None) -> str:
        """The query without the typed terms."""
        shown = QueryDict(mutable=True)
        for name, values in self.lists():
            if name not in self.hidden:
                shown.setlist(name, values)
        return shown.urlencode(safe)


def searched(*names: str, prefix: str = "") -> Callable[[View], View]:
    """The page's form posts its search terms.

    ``names``, or names that begin with ``prefix``, are typed ones.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return store_search(request, *names, prefix=prefix)
            find_search(request)
            return view(request, *args, **kwargs)

        return cast("View", page)

    return decorate


def find_search(request: HttpRequest, *, path: str = "") -> None:
    """Add the typed terms to the query, if the session still has them; else the page shows its whole list.

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


def store_search(request: HttpRequest, *names: str, prefix: str = "") -> HttpResponse:
    """Redirect to the page, with a token for the typed terms."""
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
    """Store the terms under a new token; when there are too many, the oldest is dropped."""
    kept = dict(request.session.get(SEARCHES_KEY, {}))
    while len(kept) >= MOST_KEPT:
        kept.pop(next(iter(kept)))
    token = secrets.token_urlsafe(9)
    kept[token] = seal(text, purpose=PURPOSE)
    request.session[SEARCHES_KEY] = kept
    return token
