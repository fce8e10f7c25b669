"""The records of the practice DossierData: 500 customers and their records; each day gives the same ones."""

from collections.abc import Mapping
from datetime import date
from random import Random

from portal.sandbox.crm.records import Row
from portal.sandbox.dossierdata.seeds.money import (
    make_accounts,
    make_damages,
    make_mortgages,
    make_parts,
    make_progress,
)
from portal.sandbox.dossierdata.seeds.papers import (
    make_documents,
    make_emails,
    make_letters,
    make_notes,
    make_signals,
    make_templates,
)
from portal.sandbox.dossierdata.seeds.people import make_addresses, make_customers, make_dossiers
from portal.sandbox.dossierdata.seeds.tagor import list_known
from portal.sandbox.tables import read_table

CUSTOMERS = 500


def seed(day: date) -> Mapping[str, list[Row]]:
    """Every resource's rows, ids counting from 1."""
    dice = Random("dossierdata")  # noqa: S311 - the same every time is the point
    known = list_known(day)
    customers = make_customers(dice, known, day, CUSTOMERS)
    mortgages = make_mortgages(dice, customers, day)
    tables = {
        "customer": customers,
        "address": make_addresses(dice, customers, known),
        "dossier": make_dossiers(dice, customers, known),
        "mortgage": mortgages,
        "mortgagePart": make_parts(dice, mortgages, day),
        "mortgageProgress": make_progress(dice, mortgages, day),
        "account": make_accounts(dice, customers, known, day),
        "damage": make_damages(dice, customers, day),
        "document": make_documents(dice, customers, known),
        "letter": make_letters(dice, customers),
        "email": make_emails(dice, customers, day),
        "note": make_notes(dice, customers, known, day),
        "signal": make_signals(dice, customers, day),
        "template": make_templates(day),
        **read_table("dossierdata-tables", dict[str, list[Row]]),
    }
    return {
        name: [{"id": number, **row} for number, row in enumerate(rows, start=1)]
        for name, rows in tables.items()
    }
