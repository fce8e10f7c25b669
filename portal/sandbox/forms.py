"""Forms and JSON that people, tests and tools send to the practice office's own pages."""

import json
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request


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
