"""The records of a fresh practice Cirrus. All follows from the day, so two resets on one day are equal."""

from datetime import date

from portal.sandbox.cirrus.documented import first_rows
from portal.sandbox.cirrus.seeds.accounts import make_accounts, make_contacts
from portal.sandbox.cirrus.seeds.activities import make_activities
from portal.sandbox.cirrus.seeds.files import make_files
from portal.sandbox.cirrus.seeds.parties import make_known
from portal.sandbox.cirrus.seeds.users import make_users
from portal.sandbox.crm.records import Row
from portal.sandbox.tables import read_table


def seed(today: date) -> dict[str, list[Row]]:
    """Every record, by resource; the dates count back and forth from ``today``."""
    known_accounts, known_contacts = make_known(today)
    accounts = make_accounts(known_accounts, today)
    contacts = make_contacts(accounts, known_contacts)
    rows: dict[str, list[Row]] = {**first_rows(), "accounts": accounts, "contacts": contacts}
    rows |= read_table("cirrus-tables", dict[str, list[Row]]) | {"users": make_users(today)}
    rows["activities"] = make_activities(rows, today)
    return rows | make_files(rows, today)
