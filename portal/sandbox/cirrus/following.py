"""Follow and unfollow: the body names the record by ``key`` and who follows it."""

from collections.abc import Callable
from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.refusals import misfit_of
from portal.sandbox.cirrus.system import SYSTEM
from portal.sandbox.crm.system import Ask

FOLLOWED = {
    "account": "accounts",
    "activity": "activities",
    "contact": "contacts",
}


def _handler(resource: str, *, follows: bool) -> Callable[[Ask], Any]:
    def handle(ask: Ask) -> Any:
        key, user_id = ask.body["key"], ask.body["userid"]
        row = must_find(ask, resource, key)
        if ask.records.get("users", user_id) is None:
            raise misfit_of("userid", f"{user_id} does not exist in users")
        others = [one for one in row.get("followers", []) if one != user_id]
        row["followers"] = [*others, user_id] if follows else others
        ask.records.put(resource, key, row)
        return {"key": key, "userid": user_id}

    return handle


for _name, _resource in FOLLOWED.items():
    SYSTEM.on(f"follow_{_name}")(_handler(_resource, follows=True))
    SYSTEM.on(f"unfollow_{_name}")(_handler(_resource, follows=False))
