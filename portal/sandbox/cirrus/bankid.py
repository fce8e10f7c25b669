"""Signing with BankID: a request waits, is looked at, and is signed the third time that one asks.

A person number ending in 9 ends in refusal instead, as if its owner pressed cancel.
Source: https://developers.bankid.com (statuses and hint codes); the rest by the catalogue.
"""

import base64
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask

HINTS = ("outstandingTransaction", "userSign")
WAITS = 3
REFUSED = "9"


def _show(ask: Ask, row: Row) -> Row:
    return view_of(ask).show("SigningRequest", row)


@SYSTEM.on("create_signing_request", "create_signing_request_old")
def create_signing_request(ask: Ask) -> Any:
    row = ask.records.add(
        "signatures",
        {
            "message": ask.body["abstract"],
            "status": "pending",
            "orderref": str(uuid.uuid4()),
            "personalnumber": ask.body.get("personalnumber", ""),
            "autostarttoken": str(uuid.uuid4()),
            "hintcode": HINTS[0],
            "_asked": 0,
        },
    )
    return _show(ask, row)


@SYSTEM.on("get_signing_request", "get_signing_request_old")
def get_signing_request(ask: Ask) -> Any:
    """Moves on each time it is asked, as a person would."""
    row = must_find(ask, "signatures", ask.path["id"])
    if row["status"] == "pending":
        row["_asked"] = row.get("_asked", 0) + 1
        row |= _step(ask, row)
        ask.records.put("signatures", row["id"], row)
    return _show(ask, row)


def _step(ask: Ask, row: Row) -> Row:
    if row["_asked"] < WAITS:
        return {"hintcode": HINTS[row["_asked"] - 1]}
    if row["personalnumber"].endswith(REFUSED):
        return {"status": "failed", "hintcode": "userCancel"}
    return {"status": "complete", "hintcode": "", "completiondata": _completion(ask, row)}


def _completion(ask: Ask, row: Row) -> Mapping[str, Any]:
    now = ask.office.clock.now()
    return {
        "user": {
            "personalnumber": row["personalnumber"],
            "name": "Oefen Persoon",
            "givenname": "Oefen",
            "surname": "Persoon",
        },
        "device": {"ipaddress": "192.0.2.1"},
        "cert": {
            "notbefore": (now - timedelta(days=300)).date().isoformat(),
            "notafter": (now + timedelta(days=700)).date().isoformat(),
        },
        "signature": base64.b64encode(f"practice signature {row['orderref']}".encode()).decode(),
        "ocspresponse": base64.b64encode(b"practice").decode(),
    }


@SYSTEM.on("update_signing_request")
def update_signing_request(ask: Ask) -> Any:
    """``completiondata`` of a change is a text, which the answer's object has no room for."""
    row = must_find(ask, "signatures", ask.path["id"])
    row |= {name: ask.body[name] for name in ("status", "hintcode", "orderref") if name in ask.body}
    ask.records.put("signatures", row["id"], row)
    return _show(ask, row)


@SYSTEM.on("cancel_signing_request_old")
def cancel_signing_request(ask: Ask) -> Any:
    """Gone for the vendor, kept here as cancelled; one that has ended stays as it is."""
    row = must_find(ask, "signatures", ask.path["id"])
    if row["status"] == "pending":
        row |= {"status": "failed", "hintcode": "cancelled"}
        ask.records.put("signatures", row["id"], row)
    return _show(ask, row)
