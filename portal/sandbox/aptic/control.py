"""``/_control/aptic/…``: fire events and see whether they were delivered.

| path | verbs | does |
| --- | --- | --- |
| ``/_control/aptic/fire`` | POST | ``{event, data, times, slug, id}``: send an event ``times`` times |
| ``/_control/aptic/deliveries`` | GET | counts, how many still wait, and the last tries |

Without ``data``, the event is about the file of the defendant ``slug``. With ``id``, all events share that
id.
"""

from dataclasses import asdict
from typing import Any

from starlette.datastructures import State
from starlette.routing import Route

from portal.sandbox.aptic.delivery import Message, Post
from portal.sandbox.aptic.happenings import make_account_fields, make_debtor_fields
from portal.sandbox.office import Office
from portal.sandbox.pages import serve_act

MOST_TIMES, MOST_SHOWN = 50_000, 100


def fire(state: State, asked: dict[str, Any]) -> Any:
    """Answers the messages (at most 100) as they are sent, even when the receiver cannot be reached."""
    post: Post = state.aptic_post
    name, times = str(asked.get("event") or ""), int(asked.get("times", 1))
    data = asked.get("data") or _make_event_data(state.office, str(asked.get("slug", "")), name)
    if not name or not 0 < times <= MOST_TIMES or not isinstance(data, dict):
        raise ValueError("event, times or data cannot be used")
    sent: list[Message] = []
    for _number in range(times):
        sent += post.send(name, data, str(asked.get("id", "")))
    return {"queued": len(sent), "messages": [_show(post, one) for one in sent[:MOST_SHOWN]]}


def _make_event_data(office: Office, slug: str, name: str) -> dict[str, Any]:
    """The event data for the file of the defendant ``slug``. Raises ValueError when there is none."""
    found = office.find_slug(slug) if slug else office.defendants()[0]
    if found is None:
        raise ValueError("there is no such defendant")
    is_of_person = name.startswith(("debtor", "party"))
    return make_debtor_fields(*found) if is_of_person else make_account_fields(found[0])


def _show(post: Post, message: Message) -> dict[str, Any]:
    headers, body = post.write(message)
    return {"url": message.webhook["url"], "headers": headers, "body": body}


def deliveries(state: State, _asked: dict[str, Any]) -> Any:
    post: Post = state.aptic_post
    left = len(post.queue) + len(post.waiting) + post.in_hand
    return {**asdict(post.counts), "left": left, "recent": list(post.recent)}


CONTROL = [
    Route("/aptic/fire", serve_act(fire), methods=["POST"]),
    Route("/aptic/deliveries", serve_act(deliveries)),
]
