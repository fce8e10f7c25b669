"""Renders a page, or, for htmx, the one block that the browser will replace."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.cache import patch_vary_headers
from jinja2_fragments import render_block

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
    """The page as a response; only ``block`` of it when htmx asks for the element of that name.

    The element's id is the block's name, with "-" for "_". Values in ``context`` win over the page's own.
    ``language_path``: where the language links lead from the answer to a POST, "" for its own address.
    """
    engine = cast("PortalTemplates", engines["jinja2"])
    values = dict(context or {})
    if language_path and request.method not in {"GET", "HEAD"}:
        values["languages"] = list_language_links(request, language_path)
    full = engine.complete_context(values, request)
    if block and _wants_block(request, block):
        text = render_block(engine.env, template, block, full)
    else:
        text = engine.env.get_template(template).render(full)
    response = HttpResponse(text, status=status)
    if block:
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _wants_block(request: HttpRequest, block: str) -> bool:
    if (
        request.headers.get("HX-Request") != "true"
        or request.headers.get("HX-History-Restore-Request") == "true"
    ):
        return False
    return request.headers.get("HX-Target", "").replace("-", "_") == block
