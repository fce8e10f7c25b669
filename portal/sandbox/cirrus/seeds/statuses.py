"""Terms, units, statuses and the phones of the catalogue."""

from portal.sandbox.crm.records import Row

CATEGORIES = (
    *(("modelgroup", "Server"), ("modelgroup", "Scanner"), ("modelgroup", "Licentie")),
    *(("contracttype", "Raamovereenkomst"), ("contracttype", "Onderhoud"), ("contracttype", "Verwerking")),
    *(("contractstatus", "Lopend"), ("contractstatus", "Opgezegd"), ("contractstatus", "Afgelopen")),
)
QUOTE_STATUSES = (
    *(("Opgemaakt", "active"), ("Verstuurd", "active"), ("Vervallen", "expired")),
    *(("Geweigerd", "denied"), ("Aanvaard", "order")),
)
OPPORTUNITY_STATUSES = (
    *(("Eerste gesprek", 0, 0), ("Voorstel", 0, 0), ("Onderhandeling", 0, 0)),
    *(("Gewonnen", 1, 0), ("Verloren", 0, 1)),
)


def _numbered(names: tuple[str, ...]) -> list[tuple[int, str]]:
    return list(enumerate(names, start=1))


def make_terms() -> dict[str, list[Row]]:
    terms = (("Contant", 0), ("14 dagen", 14), ("30 dagen", 30), ("60 dagen", 60))
    return {
        "paymentterms": [
            {"id": place, "name": name, "days": days, "default": int(days == 30), "externalkey": f"BT{days}"}
            for place, (name, days) in enumerate(terms, start=1)
        ],
        "deliveryterms": [
            {"id": place, "name": name, "default": int(place == 1), "externalkey": f"LV{place}"}
            for place, name in _numbered(("Digitaal", "Aangetekend", "Aan huis"))
        ],
        "deliverytypes": [
            {"id": place, "name": name, "default": int(place == 1)}
            for place, name in _numbered(("E-mail", "Post", "Koerier"))
        ],
        "orderstatuses": [
            {"id": place, "name": name, "default": int(place == 1), "step": place * 10}
            for place, name in _numbered(("Ontvangen", "In uitvoering", "Geleverd", "Gefactureerd"))
        ],
        "sources": [
            {"id": place, "name": name, "default": int(place == 1)}
            for place, name in _numbered(("Website", "Aanbeveling", "Beurs", "Telefoon"))
        ],
        "articleunits": [
            {"id": place, "name": name, "externalkey": f"E{place}"}
            for place, name in _numbered(("stuk", "uur", "dossier", "maand"))
        ],
        "sortgroups": [
            {"id": place, "name": name, "sort": place * 10, "externalkey": f"SG{place}"}
            for place, name in _numbered(("Invordering", "Exploten", "Overige"))
        ],
        "estimates": [
            {"id": place, "description": f"{value} %", "value": value, "sortorder": place, "visible": 1}
            for place, value in _numbered(("10", "25", "50", "75", "90"))
        ],
        "opportunitystates": [
            {"id": 1, "state": "Open", "sortorder": 1},
            {"id": 2, "state": "Gesloten", "sortorder": 2},
        ],
    }


def make_statuses(made: str) -> dict[str, list[Row]]:
    return {
        "objectcategories": [
            {
                "id": place,
                "type": kind,
                "name": name,
                "sort": place,
                "default": int(place % 3 == 1),
                "created": made,
                "updated": made,
            }
            for place, (kind, name) in enumerate(CATEGORIES, start=1)
        ],
        "quotestatuses": [
            {
                "id": place,
                "name": name,
                "sortorder": place,
                "isdefault": int(place == 1),
                "metatype": kind,
                "tscreated": made,
                "tsupdated": made,
            }
            for place, (name, kind) in enumerate(QUOTE_STATUSES, start=1)
        ],
        "opportunitystatuses": [
            {
                "id": place,
                "name": name,
                "description": name,
                "color": "#4a6078",
                "won": won,
                "lost": lost,
                "opportunitytypeid": 1,
                "sortorder": place,
                "sortorderplug": place,
            }
            for place, (name, won, lost) in enumerate(OPPORTUNITY_STATUSES, start=1)
        ],
    }


def make_phones() -> dict[str, list[Row]]:
    models = (("Een", 1), ("Twee", 1), ("Mini", 2))
    return {
        "phonemodels": [
            {"id": place, "name": name, "brandid": brand}
            for place, (name, brand) in enumerate(models, start=1)
        ],
        "phones": [
            {
                "id": place,
                "name": f"{name} zwart 128 GB",
                "description": "Toestel om mee te oefenen",
                "price": 199.0 + place * 50,
                "modelid": place,
                "colourid": 1,
                "sizeid": 1,
                "_colour": {"id": 1, "name": "Zwart"},
                "_size": {"id": 1, "name": "128 GB"},
            }
            for place, (name, _brand) in enumerate(models, start=1)
        ],
    }
