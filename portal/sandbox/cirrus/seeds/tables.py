"""The small tables: types, statuses, terms, groups, definitions."""

from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.fields import make_dynamic_fields
from portal.sandbox.cirrus.seeds.mix import at
from portal.sandbox.cirrus.seeds.statuses import make_phones, make_statuses, make_terms
from portal.sandbox.crm.records import Row

NAMES = {
    "accountgroups": (
        *("Zorginstellingen", "Lokale besturen", "Nutsbedrijven", "Telecom", "Banken", "Kleinhandel"),
    ),
    "activitystates": ("Gepland", "Bezig", "Afgerond"),
    "brands": ("Lindenhof", "Partner"),
    "budgetgroups": ("Invordering", "Exploten", "Advies"),
    "challengetypes": ("Meeste bezoeken", "Meeste telefoontjes", "Hoogste omzet"),
    "discountgroups": ("Geen", "Volumekorting", "Raamovereenkomst"),
    "fieldgroups": ("Algemeen", "Facturatie"),
    "leadactivitytypes": ("Telefoon", "E-mail", "Bezoek"),
    "materials": ("Papier", "Digitaal"),
    "opportunityprogress": ("Op schema", "Vertraagd", "Afgerond"),
    "phonebrands": ("Voorbeeldfoon", "Proefmobiel"),
    "priorities": ("Laag", "Gewoon", "Hoog"),
    "projecttypes": ("Opstart", "Overname dossiers", "Koppeling"),
    "servicelevels": ("Standaard", "Dringend"),
    "volumegroups": ("Tot 100 dossiers", "100 tot 1000 dossiers", "Meer dan 1000 dossiers"),
    "warehouses": ("Gent",),
    "warehousestatuses": ("Beschikbaar", "Niet meer leverbaar"),
}
ORDERED = {
    "leadstatuses": ("Nieuw", "In behandeling", "Gewonnen", "Afgewezen"),
    "lostreasons": ("Prijs", "Andere partij", "Geen nood", "Geen antwoord"),
    "winreasons": ("Prijs", "Service", "Aanbeveling"),
    "ordertypes": ("Dienst", "Abonnement"),
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


def make_tables(today: date) -> dict[str, list[Row]]:
    made = at(today - timedelta(days=900))
    times = {"created": made, "updated": made}
    rows: dict[str, list[Row]] = {
        name: [{"id": place, "name": one} for place, one in _numbered(names)] for name, names in NAMES.items()
    }
    for name, names in ORDERED.items():
        rows[name] = [
            {"id": place, "name": one, "sortorder": place, "default": int(place == 1), **times}
            for place, one in _numbered(names)
        ]
    rows["fieldgroups"] = [{**row, **times} for row in rows["fieldgroups"]]
    rows["priorities"] = [{**row, "description": row["name"]} for row in rows["priorities"]]
    return (
        rows
        | _types()
        | make_terms()
        | make_statuses(made)
        | make_phones()
        | {"dynamicfields": make_dynamic_fields()}
    )


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
        "questions": [
            {"id": 1, "question": "Wie was er aanwezig?", "activitytypeid": 2, "sortorder": 1},
            {"id": 2, "question": "Is er een vervolg nodig?", "activitytypeid": 2, "sortorder": 2},
            {"id": 3, "question": "Hoe lang duurde het gesprek?", "activitytypeid": 1, "sortorder": 1},
        ],
        "opportunitytypes": [
            {"id": place, "name": name, "isdefault": int(place == 1), "sortorder": place, "validstatuses": 1}
            for place, name in _numbered(("Raamovereenkomst", "Eenmalig", "Uitbreiding"))
        ],
        "tags": [
            {"id": place, "name": name, "type": kind} for place, (name, kind) in enumerate(TAGS, start=1)
        ],
    }
