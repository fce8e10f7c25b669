"""The staff of the office in Cirrus: users, roles, departments and their budgets."""

from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.mix import at, cellphone, landline, mix
from portal.sandbox.crm.records import Row

# name, surname, title, department, roles. The first is whose X-Token it is, the second the portal's.
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
DEPARTMENTS = (
    (1, "Directie", None, 4),
    (2, "Dossierbeheer", 1, 1),
    (3, "Exploten en vaststellingen", 1, 5),
    (4, "Relaties", 1, 6),
    (5, "Boekhouding", 1, 8),
)
ROLES = ("Beheerder", "Medewerker", "Leidinggevende", "Koppeling")
GONE = len(PEOPLE)


def make_users(today: date) -> dict[str, list[Row]]:
    return {
        "users": [_user(number, today) for number in range(1, len(PEOPLE) + 1)],
        "departments": [
            {"id": number, "name": name, "parent": parent, "manager": manager}
            for number, name, parent, manager in DEPARTMENTS
        ],
        "roles": [{"id": number, "name": name} for number, name in enumerate(ROLES, start=1)],
        "userbudgets": _budgets(today),
    }


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
        "properties": {
            "userid": number,
            "licenceadmin": int(number == 1),
            "elevatedaccount": 0,
            "salescoach": 0,
            "crmversion": 2,
        },
        "emailsettings": {
            "id": number,
            "email": email,
            "name": f"{name} {surname}",
            "username": email,
            "password": "",
            "port": "587",
            "authtype": 1,
            "incominserver": "imap.lindenhof.example",
            "smtpserver": "smtp.lindenhof.example",
            "userid": number,
            "signature": f"{name} {surname}\nGerechtsdeurwaarderskantoor Lindenhof",
            "defaultemailtype": 0,
        },
    }


def _budgets(today: date) -> list[Row]:
    """This year's and last year's, of those who sell."""
    months = [(year, month) for year in (today.year - 1, today.year) for month in range(1, 13)]
    return [
        {
            "id": number,
            "userid": user_id,
            "year": year,
            "month": month,
            "budget": 4000 + mix(number) % 40 * 100,
            "pipeline": 8000 + mix(number, 1) % 60 * 100,
        }
        for number, (user_id, (year, month)) in enumerate(
            ((user_id, place) for user_id in (6, 7, 9) for place in months), start=1
        )
    ]
