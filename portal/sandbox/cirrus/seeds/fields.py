"""The dynamic fields that the office defined, by the kind of record they are on."""

from portal.sandbox.crm.records import Row

# name, group, type, choices; the type's own id stands in FIELD_TYPES.
FIELDS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Sector", "account", "select", ("Zorg", "Overheid", "Handel", "Bouw", "Diensten")),
    ("Voorkeurskanaal", "account", "select", ("E-mail", "Post", "Telefoon")),
    ("Kredietlimiet", "account", "number", ()),
    ("Klant sinds", "account", "date", ()),
    ("Taal", "contact", "select", ("Nederlands", "Frans", "Duits", "Engels")),
    ("Bestelreferentie", "order", "text", ()),
    ("Aantal dossiers", "opportunity", "number", ()),
    ("Grootboekrekening", "article", "text", ()),
    ("Dossiernummer", "activity", "text", ()),
    ("Ondertekenaar", "quote", "text", ()),
)
FIELD_TYPES = ("text", "number", "date", "select")


def make_dynamic_fields() -> list[Row]:
    return [
        {
            "id": place,
            "name": name,
            "group": group,
            "sortorder": place,
            "size": 100,
            "help": "",
            "required": name == "Taal",
            "inoverview": place % 2 == 1,
            "visible": True,
            "readonly": name == "Klant sinds",
            "options": _choices(place, group, choices),
            "type": _field_type(place, group, kind),
            "fieldgroup": 1,
            "selected": [],
            "unselected": _choices(place, group, choices),
        }
        for place, (name, group, kind, choices) in enumerate(FIELDS, start=1)
    ]


def _field_type(field_id: int, group: str, kind: str) -> Row:
    number = FIELD_TYPES.index(kind) + 1
    return {"id": number, "fieldid": field_id, "label": kind, "sortorder": number, "group": group}


def _choices(field_id: int, group: str, choices: tuple[str, ...]) -> list[Row]:
    return [
        {"id": field_id * 100 + place, "fieldid": field_id, "label": one, "sortorder": place, "group": group}
        for place, one in enumerate(choices, start=1)
    ]
