"""Files, sent as base64. The catalogue has no call that returns the content, so there is none here."""

import base64
import binascii
import hashlib
from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.shapes import CONNECTED
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.cirrus.writing import Taker, moment
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal

MAX_BYTES = 10 * 1024 * 1024


def _read(ask: Ask) -> Row:
    """The row for a body; also keeps the content, with its size and hash, for tests.

    Raises Refusal for content that is not base64, is too long, or goes with a record that is not there.
    """
    taker = Taker(view_of(ask))
    body = dict(ask.body)
    text = body.pop("content")
    row = taker.take("File", body)
    taker.problems += [
        Problem(f"connected{kind}", "unknown", f"{one} does not exist in {kind}")
        for kind in CONNECTED
        for one in body.get(f"connected{kind}") or ()
        if ask.records.get(kind, one) is None
    ]
    data = _decode(text)
    if data is None:
        taker.problems.append(Problem("content", "format", "the content is not base64"))
    taker.check()
    data = data or b""
    if len(data) > MAX_BYTES:
        raise Refusal(413, "too-large", "The data value transmitted exceeds the capacity limit.")
    digest = hashlib.sha256(data).hexdigest()
    return {**row, "_content": text, "_bytes": len(data), "_sha256": digest}


def _decode(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


@SYSTEM.on("create_file")
def create_file(ask: Ask) -> Any:
    empty: Row = {f"connected{kind}": [] for kind in CONNECTED}
    now = moment(ask.office.clock.now())
    row = ask.records.add("files", {"info": "", **empty, **_read(ask), "timestamp": now})
    return view_of(ask).show("File", row)


@SYSTEM.on("update_file")
def update_file(ask: Ask) -> Any:
    old = must_find(ask, "files", ask.path["id"])
    row = {**old, **_read(ask), "timestamp": moment(ask.office.clock.now())}
    ask.records.put("files", old["id"], row)
    return view_of(ask).show("File", row)
