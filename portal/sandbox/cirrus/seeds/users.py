"""The staff of the office in Cirrus."""

from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.mix import at, cellphone, landline
from portal.sandbox.crm.records import Row

# name, surname, title, department, roles. The X-Token belongs to the first, the OAuth client to the second.
PEOPLE = (
    ("Marijke", "Vos", "Dossierbeheerder", 2, (1, 2)),
    ("Portaal", "Lindenhof", "Koppeling", 1, (4,)),
    ("Joris", "De Wit", "Dossierbeheerder", 2, (2,)),
    ("Annick", "Lindenhof", "Gerechtsdeurwaarder", 1, (1, 3)),
    ("Thomas", "Pieters", "Kandidaat-gerechtsdeurwaarder", 3, (2,)),
    ("Leen", "Van Hove", "Relatiebeheerder", 4, (2, 3)),
    ("Samir", "Benali", "Relatiebeheerder", 4, (2,)),
    ("Griet", "Callens", "Boekhouder", 5, (2,)),
    ("Wouter", "Dhondt", "Minnelijke invordering", 2, (2,)),
    ("Nathalie", "Simon", "Minnelijke invordering", 2, (2,)),
    ("Koen", "Baeyens", "Vaststellingen", 3, (2,)),
    ("Els", "Oudgediende", "Met pensioen", 2, (2,)),
)
GONE = len(PEOPLE)


def make_users(today: date) -> list[Row]:
    return [_user(number, today) for number in range(1, len(PEOPLE) + 1)]


def _user(number: int, today: date) -> Row:
    name, surname, title, department, roles = PEOPLE[number - 1]
    email = f"{surname.casefold().replace(' ', '')}@lindenhof.example"
    return {
        "id": number,
        "active": 0 if number == GONE else 1,
        "name": name,
        "surname": surname,
        "title": title,
        "email": email,
        "phone": landline(number),
        "cellphone": cellphone(9000 + number),
        "code": f"U{number:03d}",
        "language": "nl",
        "lastactive": at(today - timedelta(days=400 if number == GONE else number % 3), 8, number),
        "presentation": "",
        "startpage": 1,
        "customerid": 1,
        "departments": [department],
        "roles": list(roles),
        "tags": [],
        "settings": [{"id": number, "key": "theme", "value": "light", "userid": number}],
    }
