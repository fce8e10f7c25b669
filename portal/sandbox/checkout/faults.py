"""Faulty answers that are the same for every payment service."""

from collections.abc import Callable

from starlette.responses import HTMLResponse, RedirectResponse, Response

STATUSES = frozenset({"401", "402", "403", "404", "409", "410", "422", "429", "500"})
FAR_AWAY = {"other-host": "https://elsewhere.example/pay", "plain-http": "http://elsewhere.example/pay"}
"""Payment pages that nobody may be sent to."""

_BODIES: dict[str, Callable[[], Response]] = {
    "empty": lambda: Response(status_code=200, media_type="application/json"),
    "list": lambda: Response("[]", media_type="application/json"),
    "no-content": lambda: Response(status_code=204),
    "html": lambda: HTMLResponse("<html><body><h1>200</h1></body></html>"),
    "elsewhere": lambda: RedirectResponse("https://elsewhere.example/v2/", status_code=302),
}


def strike_body(fault: str) -> Response | None:
    """The body of the fault ``garbage`` or ``html``; None for any other fault."""
    make = _BODIES.get(fault)
    return make() if make else None
