"""150 leads and what was done about them."""

from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.accounts import SELLERS
from portal.sandbox.cirrus.seeds.mix import at, cellphone, landline, mix, pick, slug, vat_number
from portal.sandbox.cirrus.seeds.words import FANTASY, FIRST_NAMES, FORMS, LAST_NAMES, STREETS, TOWNS, TRADES
from portal.sandbox.crm.records import Row

LEADS, LEAD_ACTIVITIES = 150, 260
COMMENTS = ("Belt zelf terug", "Offerte gevraagd", "Geen gehoor", "Afspraak gemaakt", "Documentatie gestuurd")


def make_leads(today: date) -> dict[str, list[Row]]:
    return {
        "leads": [_lead(number, today) for number in range(1, LEADS + 1)],
        "leadactivities": [_activity(number, today) for number in range(1, LEAD_ACTIVITIES + 1)],
    }


def _lead(number: int, today: date) -> Row:
    company = f"{pick(TRADES, number, 111)} {pick(FANTASY, number, 112)} {pick(FORMS, number, 113)}"
    name, surname = pick(FIRST_NAMES, number, 114), pick(LAST_NAMES, number, 115)
    postal_code, town, _country, _latitude, _longitude = pick(TOWNS, number, 116)
    created = today - timedelta(days=mix(number, 117) % 240)
    return {
        "id": number,
        "title": f"Vraag van {company}",
        "description": "Zoekt een kantoor voor onbetaalde facturen.",
        "contactcompany": company,
        "contacttitle": pick(("Dhr.", "Mevr."), number, 118),
        "contactname": name,
        "contactsurname": surname,
        "contactstreet": f"{pick(STREETS, number, 119)} {mix(number, 120) % 150 + 1}",
        "contactcity": town,
        "contactzip": postal_code,
        "contactphone": landline(6000 + number),
        "contactcellphone": cellphone(6000 + number),
        "contactemail": f"{slug(name)}@{slug(company)}.example",
        "contactvatno": vat_number(5000 + number),
        "value": float(mix(number, 121) % 80 * 100 + 400),
        "rating": mix(number, 122) % 5 + 1,
        "created": at(created),
        "updated": at(min(today, created + timedelta(days=9)), 16),
        "user": pick(SELLERS, number, 123),
        "source": pick((1, 1, 2, 3, 4), number, 124),
        "status": pick((1, 1, 2, 2, 3, 4), number, 125),
        "tags": [],
    }


def _activity(number: int, today: date) -> Row:
    made = today - timedelta(days=mix(number, 126) % 200)
    return {
        "id": number,
        "lead": mix(number, 127) % LEADS + 1,
        "type": number % 3 + 1,
        "comment": pick(COMMENTS, number, 128),
        "user": pick(SELLERS, number, 129),
        "followup": at(made + timedelta(days=14)),
        "done": int(number % 3 != 0),
        "created": at(made),
        "updated": at(made, 17),
    }
