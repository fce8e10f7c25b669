"""2,000 accounts and 3,500 contacts: those of the practice files first, then invented firms."""

from datetime import date

from portal.sandbox.cirrus.seeds.mix import cellphone, landline, mix, pick, slug, vat_number
from portal.sandbox.cirrus.seeds.words import BLANK, WORDS
from portal.sandbox.crm.records import Row

ACCOUNTS, CONTACTS = 2000, 3500
SELLERS = (1, 3, 6, 7, 9, 10)


def make_accounts(known: list[Row], today: date) -> list[Row]:
    """Makes the accounts; known ones keep their known details."""
    rows = [_account(number, known[number - 1], today) for number in range(1, len(known) + 1)]
    return rows + [_account(number, {}, today) for number in range(len(known) + 1, ACCOUNTS + 1)]


def _account(number: int, known: Row, today: date) -> Row:
    known = dict(known)
    postal_code, town, country, latitude, longitude = pick(WORDS.towns, number, 1)
    street, house = pick(WORDS.streets, number, 2), str(mix(number, 3) % 180 + 1)
    if "_place" in known:
        street, house, postal_code, town = known.pop("_place")
        country, latitude, longitude = _where(town)
    name = known.get("name") or _firm(number)
    place = {
        "careof": None,
        "name": name,
        "street": street,
        "number": house,
        "letter": None,
        "zip": postal_code,
        "city": town,
        "country": country,
        "email": None,
        "coordinates": _near(number, latitude, longitude),
    }
    return {
        "id": number,
        **_plain(number, name),
        **_links(number),
        "addresses": dict.fromkeys(("visiting", "delivery", "invoice", "postal"), place),
        "_dynamic": {
            "1": pick(WORDS.sectors, number, 7),
            "2": pick(WORDS.channels, number, 8),
            "3": str(number % 4 * 25),
            "4": f"{today.year - number % 6}-{number % 12 + 1:02d}-01",
        },
        **known,
    }


def _where(town: str) -> tuple[str, float, float]:
    found = next((one for one in WORDS.towns if one[1] == town), WORDS.towns[13])
    return found[2], found[3], found[4]


def _near(number: int, latitude: float, longitude: float) -> Row:
    """A point within some kilometres of the town's centre."""
    north, east = mix(number, 4) % 500 / 10_000, mix(number, 5) % 500 / 10_000
    return {
        "latitude": f"{latitude + north - 0.025:.4f}",
        "longitude": f"{longitude + east - 0.025:.4f}",
        "distance": None,
    }


def _firm(number: int) -> str:
    tail = pick(WORDS.fantasy, number, 10) if number % 3 else pick(WORDS.last_names, number, 10)
    form = pick(WORDS.forms, number, 11)
    return f"{pick(WORDS.trades, number, 9)} {tail} {form}"


def _plain(number: int, name: str) -> Row:
    host = f"{slug(name)[:30]}{number}.example"
    return BLANK["account"] | {
        "name": name,
        "number": f"K{10_000 + number}",
        "phone": landline(number),
        "email": f"info@{host}",
        "url": f"https://www.{host}",
        "vatno": vat_number(number),
        "active": 0 if number % 37 == 36 else 1,
        "info": "Betaalt op 30 dagen." if number % 9 == 0 else "",
        "uservisitintervalweeks": (4, 8, 13, 26)[number % 4],
    }


def _links(number: int) -> Row:
    return {
        "type": pick((1, 1, 1, 2, 2, 3, 4), number, 12),
        "user": pick(SELLERS, number, 13),
        "alternateuser": pick(SELLERS, number, 14) if number % 3 == 0 else None,
        "parentaccount": number - 5 if number % 40 == 0 else None,
        "followers": [pick(SELLERS, number, 15)] if number % 4 == 0 else [],
        "accountgroups": [number % 6 + 1] if number % 2 else [],
        "tags": [number % 4 + 1] if number % 5 == 0 else [],
    }


def make_contacts(accounts: list[Row], known: list[Row]) -> list[Row]:
    """One for each account at least."""
    rows = [_contact(number, accounts[number - 1], known[number - 1]) for number in range(1, len(known) + 1)]
    for number in range(len(known) + 1, CONTACTS + 1):
        place = number if number <= ACCOUNTS else len(known) + 1 + mix(number, 20) % (ACCOUNTS - len(known))
        rows.append(_contact(number, accounts[place - 1], {}))
    _rank(rows)
    return rows


def _contact(number: int, account: Row, known: Row) -> Row:
    address = account["addresses"]["visiting"]
    name, surname = pick(WORDS.first_names, number, 21), pick(WORDS.last_names, number, 22)
    host = account["email"].rpartition("@")[2] or "oefening.example"
    return BLANK["contact"] | {
        "id": number,
        "name": name,
        "surname": surname,
        "function": pick(WORDS.functions, number, 23),
        "department": pick(WORDS.departments, number, 24),
        "title": pick(("Dhr.", "Mevr.", "Mr.", ""), number, 25),
        "email": f"{slug(name)}.{slug(surname)}@{host}",
        "officephone": landline(2000 + number),
        "cellphone": cellphone(1000 + number),
        "street": f"{address['street']} {address['number']}",
        "zip": address["zip"],
        "city": address["city"],
        "active": 0 if number % 53 == 52 else 1,
        "account": account["id"],
        "superior": None,
        "followers": [pick(SELLERS, number, 26)] if number % 6 == 0 else [],
        "tags": [5] if number % 11 == 0 else [],
        "photo": {"avatar": "", "photo": ""},
        "_dynamic": {"5": pick(("Nederlands", "Frans", "Duits", "Engels"), number, 27)},
        **known,
    }


def _rank(rows: list[Row]) -> None:
    """Makes the first contact of an account its primary one, and the superior of the others."""
    first: dict[int, int] = {}
    for row in rows:
        boss = first.setdefault(row["account"], row["id"])
        row["primarycontact"] = int(boss == row["id"])
        row["superior"] = None if boss == row["id"] else boss
