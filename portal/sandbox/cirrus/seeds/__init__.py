"""The records of a fresh practice Cirrus. All follows from the day, so two resets on one day are equal."""

from datetime import date

from portal.sandbox.cirrus.seeds.accounts import make_accounts, make_contacts
from portal.sandbox.cirrus.seeds.activities import make_activities
from portal.sandbox.cirrus.seeds.contracts import make_contracts
from portal.sandbox.cirrus.seeds.extras import make_extras
from portal.sandbox.cirrus.seeds.leads import make_leads
from portal.sandbox.cirrus.seeds.opportunities import make_opportunities
from portal.sandbox.cirrus.seeds.parties import make_known
from portal.sandbox.cirrus.seeds.prices import make_articles
from portal.sandbox.cirrus.seeds.sales import make_orders, make_quotes
from portal.sandbox.cirrus.seeds.tables import make_tables
from portal.sandbox.cirrus.seeds.users import make_users
from portal.sandbox.crm.records import Row


def seed(today: date) -> dict[str, list[Row]]:
    """Every record, by resource; the dates count back and forth from ``today``."""
    known_accounts, known_contacts = make_known(today)
    accounts = make_accounts(known_accounts, today)
    contacts = make_contacts(accounts, known_contacts)
    rows: dict[str, list[Row]] = {"accounts": accounts, "contacts": contacts}
    rows |= make_tables(today) | make_users(today) | make_articles(today)
    rows["opportunities"] = make_opportunities(rows, today)
    rows["activities"] = make_activities(rows, today)
    rows["orders"] = make_orders(rows, today)
    rows |= make_quotes(rows, today)
    rows |= make_contracts(rows, today)
    rows |= make_leads(today)
    rows |= make_extras(rows, today)
    return rows
