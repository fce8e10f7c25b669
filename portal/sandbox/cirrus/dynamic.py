"""Values of dynamic fields: kept with their record, shown one by one.

A definition's ``group`` says which records have it. A list of choices is kept as the chosen labels.
"""

from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.lists import page, sort
from portal.sandbox.cirrus.refusals import misfit_of
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask

GROUPS = {
    "account": "accounts",
    "activity": "activities",
    "article": "articles",
    "contact": "contacts",
    "opportunity": "opportunities",
    "order": "orders",
    "quote": "quotes",
}


def _value(definition: Row, owner: Row) -> Row:
    """A ``DynamicValue``; its id is that of the field."""
    value = owner.get("_dynamic", {}).get(str(definition["id"]), "")
    chosen = str(value).split(", ") if definition["options"] else []
    return {
        **{name: definition[name] for name in ("id", "name", "required", "inoverview", "visible")},
        "readonly": definition["readonly"],
        "selected": [one for one in definition["options"] if one["label"] in chosen],
        "unselected": [one for one in definition["options"] if one["label"] not in chosen],
        "type": definition["type"],
        "value": value,
    }


@SYSTEM.on("list_dynamic_values")
def list_dynamic_values(ask: Ask) -> Any:
    kind = ask.query["resourcetype"]
    owner = must_find(ask, GROUPS[kind], ask.query["resourceid"])
    wanted, name = ask.query.get("fieldids"), ask.query.get("fieldname")
    rows = [
        one
        for one in ask.records.rows("dynamicfields")
        if one["group"] == kind and (not wanted or one["id"] in wanted) and name in (None, "", one["name"])
    ]
    rows = sort(view_of(ask), rows, str(ask.query.get("sorting") or ""))
    return page(ask, rows, lambda some: [_value(one, owner) for one in some])


@SYSTEM.on("update_dynamic_value")
def update_dynamic_value(ask: Ask) -> Any:
    """``value``, or for a list of choices ``selected``, by id or label."""
    definition = must_find(ask, "dynamicfields", ask.path["fieldid"])
    resource = GROUPS[definition["group"]]
    owner = must_find(ask, resource, ask.path["resourceid"])
    if definition["readonly"]:
        raise misfit_of("value", f"'{definition['name']}' is read only")
    value = _choose(definition, ask.body) if definition["options"] else ask.body.get("value", "")
    if definition["required"] and not value:
        raise misfit_of("value", f"'{definition['name']}' is required")
    owner["_dynamic"] = {**owner.get("_dynamic", {}), str(definition["id"]): value}
    ask.records.put(resource, owner["id"], owner)
    return _value(definition, owner)


def _choose(definition: Row, body: Row) -> str:
    by_id = {one["id"]: one["label"] for one in definition["options"]}
    asked = body.get("selected")
    if asked is None:
        labels = [part for part in str(body.get("value") or "").split(", ") if part]
    else:
        labels = [by_id.get(one.get("id"), one.get("label", "")) for one in asked]
    unknown = [label for label in labels if label not in by_id.values()]
    if unknown:
        raise misfit_of("selected", f"'{unknown[0]}' is not one of {list(by_id.values())}")
    return ", ".join(labels)
