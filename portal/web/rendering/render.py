"""Renders a page, or, for htmx, the one block of it that the browser will replace.

The element that holds a block stays on the page and has the block's name as its id, with "-" for "_":
``<div id="list">{% block list %}…{% endblock %}</div>``.
"""

from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.cache import patch_vary_headers
from jinja2_fragments import render_block
from markupsafe import Markup

from portal.web.http_request.kept_typing import refill
from portal.web.rendering.jinja import PortalTemplates
from portal.web.rendering.page_context import list_language_links


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    block: str | None = None,
    status: int = 200,
    language_path: str = "",
) -> HttpResponse:
    """The page; only its title and ``block`` when htmx asks for the element of that name.

    When htmx would get another page than it asked for, such as the sign-in page, it is told to load that as a
    whole page. Values in ``context`` win over the page's own. ``language_path``: where the language links
    lead from the answer to a POST, "" for its own address.
    """
    engine = cast("PortalTemplates", engines["jinja2"])
    values = dict(context or {})
    refill(request, values)
    if language_path and request.method not in {"GET", "HEAD"}:
        values["languages"] = list_language_links(request, language_path)
    full = engine.complete_context(values, request)
    is_part = block is not None and _get_target(request) == block
    if block is not None and is_part:
        part = render_block(engine.env, template, block, full)
        text = _render_title(engine, template, full, part) + part
    else:
        text = engine.env.get_template(template).render(full)
    response = HttpResponse(text, status=status)
    if _is_htmx(request) and not is_part and request.method == "GET" and status < HTTPStatus.BAD_REQUEST:
        response["HX-Redirect"] = request.get_full_path()
    if block:
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def render_part(request: HttpRequest, template: str, block: str, context: dict[str, Any]) -> HttpResponse:
    """A block of a page, at an address of its own that shows no whole page."""
    engine = cast("PortalTemplates", engines["jinja2"])
    return HttpResponse(render_block(engine.env, template, block, engine.complete_context(context, request)))


def _render_title(engine: PortalTemplates, template: str, context: dict[str, Any], part: str) -> str:
    words = Markup(render_block(engine.env, template, "title", context))  # noqa: S704 - escaped by its template
    own = {"page_title": words, "page_text": part}
    title: str = engine.env.get_template("ui/title.html").render({**context, **own})
    return title


def _is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks, except to restore a page from its history."""
    is_earlier = request.headers.get("HX-History-Restore-Request") == "true"
    return request.headers.get("HX-Request") == "true" and not is_earlier


def _get_target(request: HttpRequest) -> str:
    return request.headers.get("HX-Target", "").replace("-", "_") if _is_htmx(request) else ""
