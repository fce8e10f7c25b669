"""The small tables behind accounts and activities: types, groups, states, tags."""

from portal.sandbox.crm.records import Row

NAMES = {
    "accountgroups": (
        *("Zorginstellingen", "Lokale besturen", "Nutsbedrijven", "Telecom", "Banken", "Kleinhandel"),
    ),
    "activitystates": ("Gepland", "Bezig", "Afgerond"),
    "priorities": ("Laag", "Gewoon", "Hoog"),
}
ACTIVITY_TYPES = ("Telefoon", "Bezoek", "E-mail", "Notitie", "Taak", "Herinnering")
ACCOUNT_TYPES = ("Klant", "Prospect", "Partner", "Leverancier", "Particulier")
TAGS = (
    *(("VIP", "company"), ("Nieuwsbrief", "company"), ("Opvolgen", "company"), ("Referentie", "company")),
    *(("Beslisser", "contact"), ("Dringend", "activity"), ("Raamovereenkomst", "opportunity")),
)
TURNOVERS = (
    *("turnover_from", "turnover_to", "turnoverpotential_from", "turnoverpotential_to"),
    *("turnover_volume1from", "turnover_volume1to", "turnover_volume2from", "turnover_volume2to"),
    *("turnoverpotential_volume1from", "turnoverpotential_volume1to"),
    *("turnoverpotential_volume2from", "turnoverpotential_volume2to"),
)


def make_tables() -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {
        name: [{"id": place, "name": one, "description": one} for place, one in _numbered(names)]
        for name, names in NAMES.items()
    }
    return rows | _types()


def _numbered(names: tuple[str, ...]) -> list[tuple[int, str]]:
    return list(enumerate(names, start=1))


def _types() -> dict[str, list[Row]]:
    return {
        "accounttypes": [
            {
                "id": place,
                "name": name,
                "defaulttab": "activities",
                "sortorder": place,
                "isdefault": int(place == 2),
                **dict.fromkeys(TURNOVERS, 0),
                "typeiscustomer": int(place == 1),
                "typeisprospect": int(place == 2),
            }
            for place, name in _numbered(ACCOUNT_TYPES)
        ],
        "activitytypes": [
            {
                "id": place,
                "name": name,
                "value": 1,
                "icon": place,
                "sortorder": place,
                "default": int(place == 1),
                "quick": int(place in (1, 4)),
                "defaultdescription": name,
                "defaultresult": "",
                "userfollowups": 0,
                "alternateuserfollowups": 0,
            }
            for place, name in _numbered(ACTIVITY_TYPES)
        ],
        "tags": [
            {"id": place, "name": name, "type": kind} for place, (name, kind) in enumerate(TAGS, start=1)
        ],
    }
