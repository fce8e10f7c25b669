"""What an office sets up once: templates, mailboxes, its own branches; and who has something open now."""

from datetime import date, timedelta

from portal.sandbox.crm.records import Row
from portal.sandbox.dossierdata.dates import write_date
from portal.sandbox.dossierdata.system import SYSTEM

# Title and words; {naam} is the customer.
TEMPLATES = (
    ("Algemene brief", "Geachte {naam},\n\nHierbij ontvangt u onze brief.\n\nMet vriendelijke groet"),
    (
        "Bevestiging van afspraak",
        "Geachte {naam},\n\nWij bevestigen onze afspraak.\n\nMet vriendelijke groet",
    ),
    ("Ontbrekende stukken", "Geachte {naam},\n\nWij missen nog stukken van u.\n\nMet vriendelijke groet"),
    (
        "Verzoek om terug te bellen",
        "Geachte {naam},\n\nWij konden u niet bereiken.\n\nMet vriendelijke groet",
    ),
    (
        "Uw nieuwe rentevoorstel",
        "Geachte {naam},\n\nUw rentevaste periode loopt af.\n\nMet vriendelijke groet",
    ),
    ("Overzicht van uw polissen", "Geachte {naam},\n\nHierbij uw polissen.\n\nMet vriendelijke groet"),
    ("Schade ontvangen", "Geachte {naam},\n\nWij ontvingen uw schademelding.\n\nMet vriendelijke groet"),
    ("Betalingsregeling", "Geachte {naam},\n\nHierbij uw betalingsregeling.\n\nMet vriendelijke groet"),
)


def make_templates(day: date) -> list[Row]:
    at = write_date(day - timedelta(days=400), SYSTEM.forms["template", "created_at"])
    return [
        {
            "title": title,
            "nameInSystem": title.casefold().replace(" ", "-"),
            "content": content,
            "type": 1,
            "primaryMail": "advies@lindehof.example",
            "category": 1,
            "created_at": at,
            "updated_at": at,
            "deleted_at": "",
            "agency_id": 1,
        }
        for title, content in TEMPLATES
    ]


EMAIL_ACCOUNTS: list[Row] = [
    {
        "name": name,
        "address": f"{mailbox}@lindehof.example",
        "host": "imap.lindehof.example",
        "port": 993,
        "username": f"{mailbox}@lindehof.example",
        "validate_cert": True,
        "encryption": 1,
        "signature": "Met vriendelijke groet,\nLindehof Advies",
        "sync_enabled": True,
        "synced_at": "20/11/2026",
        "locked": False,
        "auto_match": True,
        "auto_process": False,
        "process_email_account_folder_id": 0,
    }
    for name, mailbox in (
        ("Advies", "advies"),
        ("Schade", "schade"),
        ("Hypotheken", "hypotheken"),
        ("Administratie", "administratie"),
    )
]
OFFICES: list[Row] = [
    {
        "name": f"Lindehof Advies {city}",
        "owner_id": owner,
        "code": code,
        "phone": f"05000000{owner:02d}",
        "postcode": postcode,
        "houseNumber": "10",
        "streetName": "Oefenplein",
        "city": city,
        "houseNumberAddition": "",
        "email": f"{code.casefold()}@lindehof.example",
        "website": "https://lindehof.example",
    }
    for owner, (city, code, postcode) in enumerate(
        (("Groningen", "GRO", "9712VL"), ("Breda", "BRE", "4811AB"), ("Gent", "GNT", "9000")), start=1
    )
]


def make_locks() -> list[Row]:
    """Three records that somebody has open; the first user, An Claes, holds none of the locks."""
    return [
        {"lockable_type": "customer", "lockable_id": 12, "user_id": 2},
        {"lockable_type": "note", "lockable_id": 5, "user_id": 3},
        {"lockable_type": "mortgage", "lockable_id": 3, "user_id": 5},
    ]
