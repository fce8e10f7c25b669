"""The staff of the office in Cirrus."""

from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.mix import at, cellphone, landline
from portal.sandbox.cirrus.seeds.words import BLANK, WORDS
from portal.sandbox.crm.records import Row

GONE = len(WORDS.people)


def make_users(today: date) -> list[Row]:
    return [_user(number, today) for number in range(1, len(WORDS.people) + 1)]


def _user(number: int, today: date) -> Row:
    name, surname, title, department, roles = WORDS.people[number - 1]
    email = f"{surname.casefold().replace(' ', '')}@lindenhof.example"
    return BLANK["user"] | {
        "id": number,
        "active": 0 if number == GONE else 1,
        "name": name,
        "surname": surname,
        "title": title,
        "email": email,
        "phone": landline(number),
        "cellphone": cellphone(9000 + number),
        "code": f"U{number:03d}",
        "lastactive": at(today - timedelta(days=400 if number == GONE else number % 3), 8, number),
        "departments": [department],
        "roles": list(roles),
        "tags": [],
        "settings": [{"id": number, "key": "theme", "value": "light", "userid": number}],
    }
