"""What an object is related to: accounts, contacts, activities and orders, read only."""

from typing import Any

from portal.sandbox.cirrus.generic import must_find
from portal.sandbox.cirrus.lists import page
from portal.sandbox.cirrus.system import SYSTEM, view_of
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal


def _relations(ask: Ask) -> list[Row]:
    """A type that nothing has gives none."""
    must_find(ask, "objects", ask.path["object_id"])
    rows = view_of(ask).pointing("objectrelations", "objectid", ask.path["object_id"])
    return [row for row in rows if ask.path.get("relation_type") in (None, row["type"])]


@SYSTEM.on("list_object_relations", "list_object_relations_of_type")
def list_object_relations(ask: Ask) -> Any:
    return page(ask, _relations(ask), lambda some: view_of(ask).show_all("ObjectRelation", some))


@SYSTEM.on("get_object_relation")
def get_object_relation(ask: Ask) -> Any:
    found = next((row for row in _relations(ask) if row["otherid"] == ask.path["other_id"]), None)
    if found is None:
        raise Refusal(404, "not-found", "There is no such relation")
    return view_of(ask).show("ObjectRelation", found)
