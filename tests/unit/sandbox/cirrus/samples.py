"""Bodies and paths made from the catalogue, with ids that exist."""

from collections.abc import Mapping
from typing import Any

from portal.sandbox.cirrus import SYSTEM
from portal.sandbox.crm.catalogue import Operation

PATH_VALUES = {"year": 2026, "month": 3, "connection_type": "account", "relation_type": "account"}
QUERIES: Mapping[str, dict[str, Any]] = {
    "list_kpis": {"userid": 1},
    "list_dynamic_values": {"resourcetype": "account", "resourceid": 1},
    "list_phones": {"modelid": 1},
    "list_challenges": {"status": "all"},
}
# What a schema cannot tell.
TIMES = {"starttime": "10:00", "stoptime": "11:30"}
BODIES: Mapping[str, dict[str, Any]] = {
    "create_activity": TIMES,
    "update_activity": TIMES,
    "create_file": {"content": "b2VmZW5pbmc="},
    "update_file": {"content": "b2VmZW5pbmc="},
    "look_up_address": {"person_number": "199913990001"},
    "create_credit_check": {"person_number": "199913990001"},
    "create_challenge": {"challenged": {"id": 3}, "type": {"id": 1, "name": "x"}},
    "update_dynamic_value": {"value": "Zorg", "selected": [{"id": 101}], "unselected": []},
    "create_opportunity": {"altvalue": "12.5", "sourceid": "2", "estimatedenddate": "2026-12-01"},
    "update_opportunity": {"altvalue": "12.5", "sourceid": "2", "estimatedenddate": "2026-12-01"},
}


def path_of(operation: Operation, rows: Mapping[str, list[dict[str, Any]]]) -> str:
    """With ids that have something behind them."""
    links, reminders = rows["contractobjects"][0], rows["contractreminders"][0]
    relation = next(one for one in rows["objectrelations"] if one["type"] == "account")
    connection = next(one for one in rows["missionconnections"] if one["type"] == "account")
    values: dict[str, Any] = dict(PATH_VALUES)
    if "/reminder" in operation.path:
        values |= {"contract_id": reminders["contractid"], "activity_id": reminders["activityid"]}
    elif "/relations" in operation.path:
        values |= {"object_id": relation["objectid"], "other_id": relation["otherid"]}
    else:
        values |= {"contract_id": links["contractid"], "object_id": links["objectid"]}
    if "/connections" in operation.path:
        values |= {"other_id": connection["connectid"]}
    if "user_budget" in operation.operation_id:
        values["userid"] = 6
    if operation.operation_id in {"accept_challenge", "decline_challenge"}:
        values["id"] = 3
    values = {"target": 1, "source": 40, "mission_id": 1} | values
    path = operation.path
    for parameter in operation.parameters:
        if parameter.place == "path":
            path = path.replace(f"{{{parameter.name}}}", str(values.get(parameter.name, 1)))
    return path


def body_of(operation: Operation) -> Any:
    """None when the operation takes none."""
    schema = operation.bodies.get("application/json")
    if schema is None:
        return None
    return make(schema) | BODIES.get(operation.operation_id, {})


def make(schema: Mapping[str, Any], depth: int = 0) -> Any:
    """Every field, each number 1, so that every id is one that exists."""
    schema = SYSTEM.catalogue.resolve(schema)
    if "anyOf" in schema:
        return make(schema["anyOf"][0], depth)
    kinds = schema.get("type", "")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if "properties" in schema:
        return {
            name: made
            for name, one in schema["properties"].items()
            if (made := make(one, depth + 1)) is not None
        }
    if kind == "array":
        made = make(schema["items"], depth + 1)
        return [] if depth > 3 or made is None else [made]
    texts = {"date": "2026-03-04", "date-time": "2026-03-04T09:30:00Z"}
    plain = {"integer": 1, "number": 1, "boolean": True, "object": {}}
    return texts.get(schema.get("format", ""), "tekst") if kind == "string" else plain.get(kind)
