"""``/_control/aptic/…``: fire events and see whether they were delivered.

| path | verbs | does |
| --- | --- | --- |
| ``/_control/aptic/fire`` | POST | ``{event, data, times, slug, id}``: send an event ``times`` times |
| ``/_control/aptic/deliveries`` | GET | counts, how many still wait, and the last tries |

Without ``data``, the event is about the file of the defendant ``slug``. With ``id``, all events share that
id.
"""

import json
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.sandbox.aptic.delivery import Message, Post
from portal.sandbox.aptic.happenings import tell_account, tell_debtor
from portal.sandbox.office import Office

MOST_TIMES, MOST_SHOWN = 50_000, 100


async def fire(request: Request) -> Response:
    """Answers the messages (at most 100) as they are sent, even when the receiver cannot be reached."""
    office: Office = request.app.state.office
    post: Post = request.app.state.aptic_post
    try:
        asked = json.loads(await request.body() or b"{}")
        name, times = str(asked["event"]), int(asked.get("times", 1))
        data = asked.get("data") or _tell_about(office, str(asked.get("slug", "")), name)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return JSONResponse({"error": f"{type(error).__name__}: {error}"}, status_code=400)
    if not 0 < times <= MOST_TIMES or not isinstance(data, dict):
        return JSONResponse({"error": "times or data cannot be used"}, status_code=400)
    sent: list[Message] = []
    for _number in range(times):
        sent += post.send(name, data, str(asked.get("id", "")))
    return JSONResponse({"queued": len(sent), "messages": [_show(post, one) for one in sent[:MOST_SHOWN]]})


def _tell_about(office: Office, slug: str, name: str) -> dict[str, Any]:
    """The event data for the file of the defendant ``slug``.

    Raises ValueError when there is no such defendant.
    """
    found = office.find_slug(slug) if slug else office.defendants()[0]
    if found is None:
        raise ValueError("there is no such defendant")
    file, party = found
    return tell_debtor(file, party) if name.startswith(("debtor", "party")) else tell_account(file)


def _show(post: Post, message: Message) -> dict[str, Any]:
    headers, body = post.write(message)
    return {"url": message.webhook["url"], "headers": headers, "body": body}


async def deliveries(request: Request) -> Response:
    post: Post = request.app.state.aptic_post
    left = len(post.queue) + len(post.waiting)
    return JSONResponse({**asdict(post.counts), "left": left, "recent": list(post.recent)})


CONTROL = [
    Route("/aptic/fire", fire, methods=["POST"]),
    Route("/aptic/deliveries", deliveries),
]
