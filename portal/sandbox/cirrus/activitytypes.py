"""Making an activity type: no body is documented, and all types are the answer."""

from typing import Any

from portal.sandbox.cirrus.seeds.words import BLANK
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.crm.system import Ask


@SYSTEM.on("create_activity_type")
def create_activity_type(ask: Ask) -> Any:
    """ASSUMED: a body, when there is one, is an activity type."""
    sent = ask.body if isinstance(ask.body, dict) else {}
    known = {name: value for name, value in sent.items() if name in SYSTEM.models["ActivityType"]}
    last = max(row["sortorder"] for row in ask.records.rows("activitytypes"))
    ask.records.add("activitytypes", {**BLANK["activitytype"], "sortorder": last + 1, **known})
    return view_of(ask).show_all("ActivityType", ask.records.rows("activitytypes"))
