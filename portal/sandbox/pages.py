"""The practice office's own pages: plain Jinja2, a strict Content-Security-Policy; forms; acts for tools."""

import inspect
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

HERE = Path(__file__).parent
STATIC_DIR = HERE / "static"
_environment = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, *, status: int = 200, form_action: str = "'self'", **values: Any) -> HTMLResponse:
    """Renders a page. ``form_action``: where its forms may lead."""
    html = _environment.get_template(template).render(**values)
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"form-action {form_action}; frame-ancestors 'none'; base-uri 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(html, status_code=status, headers=headers)


async def read_form(request: Request) -> dict[str, str]:
    """The last value of each field."""
    values = parse_qs((await request.body()).decode(errors="replace"), keep_blank_values=True)
    return {name: texts[-1] for name, texts in values.items()}


def is_own_form(request: Request) -> bool:
    """Whether the form is ours: another site must not steer the office. Tools send no Origin and may."""
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return request.headers.get("origin", "") in {"", own}


async def read_json(request: Request) -> dict[str, Any]:
    """The body. Raises ValueError when it is not a JSON object."""
    body = json.loads(await request.body() or b"{}")
    if not isinstance(body, dict):
        raise ValueError("a JSON object is wanted")  # noqa: TRY004 - it came from outside
    return body


def serve_act(act: Callable[..., Any]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that answers what the act gives for the office's state, the body and the names in the path.

    The act raises LookupError for what is not there, ValueError or TypeError for what makes no sense.
    """

    async def serve(request: Request) -> Response:
        try:
            found = act(request.app.state, await read_json(request), **request.path_params)
            return JSONResponse(await found if inspect.isawaitable(found) else found)
        except LookupError as error:
            return JSONResponse({"error": f"There is no such thing: {error}"}, status_code=404)
        except (TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, status_code=400)

    return serve
