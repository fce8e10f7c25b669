"""What the office sells: articles, their groups, price lists and price groups."""

from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.mix import at
from portal.sandbox.crm.records import Row

GROUPS = ("Minnelijke invordering", "Exploten", "Vaststellingen", "Advies", "Abonnementen")
# name, group, unit, price in euros; invented, no tariff.
SERVICES = (
    *(("Aanmaning per brief", 1, 1, 12.5), ("Aanmaning per e-mail", 1, 1, 4.0)),
    *(
        ("Telefonische opvolging", 1, 3, 18.0),
        ("Huisbezoek", 1, 1, 45.0),
        ("Solvabiliteitsonderzoek", 1, 3, 35.0),
    ),
    *(("Dagvaarding", 2, 1, 185.0), ("Betekening vonnis", 2, 1, 165.0), ("Bevel tot betalen", 2, 1, 155.0)),
    *(("Beslag onder derden", 2, 1, 210.0), ("Bewarend beslag", 2, 1, 240.0)),
    *(("Plaatsbeschrijving", 3, 1, 320.0), ("Vaststelling overlast", 3, 2, 145.0)),
    *(("Vaststelling website", 3, 2, 130.0), ("Vaststelling wedstrijd", 3, 1, 290.0)),
    *(("Juridisch advies", 4, 2, 110.0), ("Opleiding debiteurenbeheer", 4, 2, 95.0)),
    *(("Raamovereenkomst klein", 5, 4, 75.0), ("Raamovereenkomst groot", 5, 4, 250.0)),
    *(("Koppeling boekhouding", 5, 4, 40.0), ("Portaal voor schuldeisers", 5, 4, 30.0)),
)
LISTS = (("Standaard", True, True), ("Raamovereenkomst", True, False), ("Vorig jaar", False, False))


def make_articles(today: date) -> dict[str, list[Row]]:
    groups = [
        {"id": place, "name": name, "externalkey": f"AG{place}", "sortorder": place}
        for place, name in enumerate(GROUPS, start=1)
    ]
    pricegroups = [
        {"id": 1, "name": "1 tot 9", "unit": 1, "min": 1, "max": 9},
        {"id": 2, "name": "10 tot 99", "unit": 1, "min": 10, "max": 99},
        {"id": 3, "name": "Vanaf 100", "unit": 3, "min": 100, "max": 100_000},
    ]
    return {
        "articlegroups": groups,
        "articles": [_article(number) for number in range(1, len(SERVICES) + 1)],
        "pricegroups": pricegroups,
        "pricelists": [_list(number, today) for number in range(1, len(LISTS) + 1)],
    }


def _article(number: int) -> Row:
    name, group, unit, price = SERVICES[number - 1]
    return {
        "id": number,
        "name": name,
        "number": f"D{1000 + number}",
        "description": f"{name}, per {('stuk', 'uur', 'dossier', 'maand')[unit - 1]}",
        "price": price,
        "buyprice": round(price * 0.6, 2),
        "vat": 21.0,
        "commision": 0.0,
        "discount": 0.0,
        "area": 0.0,
        "volume": 0,
        "externalkey": f"ART{number:03d}",
        "imageurl": "",
        "url1": "",
        "url2": "",
        "presentation": "",
        "suppliername": "Gerechtsdeurwaarderskantoor Lindenhof",
        "supplierarticlenumber": f"L{number:03d}",
        "stockbalance": 0,
        "stockbalancewarningtreshold": 0,
        "incampaign": 0,
        "active": 0 if number == 14 else 1,
        "sortorder": number,
        "groupid": group,
        "unitid": unit,
        "accountid": 1,
        "warehouseid": 1,
        "warehousestatusid": 1,
        "businessareaid": 1,
        "servicelevelid": number % 2 + 1,
        "brandid": 1,
        "materialid": number % 2 + 1,
        "volumegroupid": 1,
        "discountgroupid": 1,
        "budgetgroupid": 1 if group in (1, 5) else 2,
        "tags": [],
        "_dynamic": {"8": f"70{group}000"},
    }


def _list(number: int, today: date) -> Row:
    name, active, default = LISTS[number - 1]
    year = today.year - (not active)
    discount = 10 if number == 2 else 0
    return {
        "id": number,
        "name": name,
        "active": active,
        "start": at(date(year, 1, 1), 0),
        "stop": at(date(year, 12, 31) + timedelta(days=365 * active), 0),
        "default": default,
        "externalkey": f"PL{number}",
        "strict": False,
        "description": "",
        "currencyid": 1,
        "prices": [
            {
                "id": number * 100 + place,
                "price": round(price * (1 - discount / 100), 2),
                "discountpercent": discount,
                "discountamount": 0,
                "pricegroup": 1,
                "article": place,
            }
            for place, (_name, _group, _unit, price) in enumerate(SERVICES, start=1)
        ],
    }
