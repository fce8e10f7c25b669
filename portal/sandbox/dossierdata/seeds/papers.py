"""Documents, templates, letters, e-mails, notes and signals."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from portal.sandbox.crm.records import Row
from portal.sandbox.dossierdata.seeds.names import BLANK, WORDS
from portal.sandbox.dossierdata.seeds.people import ADVISORS, wire
from portal.sandbox.dossierdata.seeds.tagor import Known
from portal.sandbox.seeds.contents import make_pdf


def full_name(row: Row) -> str:
    return row.get("businessname") or " ".join(
        row[key] for key in ("firstName", "suffix", "lastName") if row.get(key)
    )


def make_documents(dice: Random, customers: Sequence[Row], known: Sequence[Known]) -> list[Row]:
    """Two each for three in four; a party of Tagor has the office's letter too."""
    rows = []
    for number, customer in enumerate(customers, start=1):
        names = dice.sample(WORDS.papers, 2) if number % 4 else []
        if number <= len(known):
            names.append(
                f"Brief van de gerechtsdeurwaarder {known[number - 1].file_names[0].replace('/', '-')}"
            )
        rows += [_document(dice, number, name, full_name(customer)) for name in names]
    return rows


def _document(dice: Random, customer: int, name: str, of: str) -> Row:
    text = f"{name}\n{of}"
    return BLANK["document"] | {
        "name": f"{name}.pdf",
        "text": text,
        "customer_id": customer,
        "documentcategory_id": dice.randint(1, 5),
        "filesize": len(make_pdf(text)),
        "user_id": dice.randint(1, ADVISORS),
    }


def make_templates(day: date) -> list[Row]:
    """The office's letters, as it wrote them once."""
    at = wire("template", "created_at", day - timedelta(days=400))
    return [
        BLANK["template"]
        | {
            "title": title,
            "nameInSystem": title.casefold().replace(" ", "-"),
            "content": content,
            "created_at": at,
            "updated_at": at,
        }
        for title, content in WORDS.templates
    ]


def make_letters(dice: Random, customers: Sequence[Row]) -> list[Row]:
    """For every third customer, from a template."""
    rows = []
    for number in range(3, len(customers) + 1, 3):
        template = dice.randint(1, len(WORDS.templates))
        title, content = WORDS.templates[template - 1]
        name = full_name(customers[number - 1])
        rows.append(
            {
                "name": title,
                "address": name,
                "content": content.replace("{naam}", name),
                "customer_id": number,
                "user_id": dice.randint(1, ADVISORS),
                "for_instance_class": 1,
                "for_instance_id": number,
                "category_id": 1,
                "template_id": template,
            }
        )
    return rows


def make_emails(dice: Random, customers: Sequence[Row], day: date) -> list[Row]:
    """For two in three customers. The page documents no field of an e-mail: these are ASSUMED."""
    rows = []
    for number, customer in enumerate(customers, start=1):
        if number % 3:
            at = day - timedelta(days=dice.randrange(1, 700))
            rows.append(
                {
                    "customer_id": number,
                    "email_account_id": dice.randint(1, 4),
                    "subject": dice.choice(WORDS.mails),
                    "from": "advies@lindehof.example",
                    "to": customer["emailaddress"],
                    "body": f"Beste {full_name(customer)},\n\nWij hebben uw bericht goed ontvangen.",
                    "date": f"{at:%Y-%m-%d} 09:15:00",
                }
            )
    return rows


def make_notes(dice: Random, customers: Sequence[Row], known: Sequence[Known], day: date) -> list[Row]:
    """Two each; about a party of Tagor one more, with the file number."""
    rows = []
    for number in range(1, len(customers) + 1):
        told = list(dice.sample(WORDS.talks, 2))
        if number <= len(known):
            name = known[number - 1].file_names[0]
            told.append((f"Dossier {name}", f"Bij de gerechtsdeurwaarder loopt dossier {name}."))
        rows += [_note(dice, number, title, text, day) for title, text in told]
    return rows


def _note(dice: Random, customer: int, title: str, text: str, day: date) -> Row:
    at = day - timedelta(days=dice.randrange(1, 900))
    return BLANK["note"] | {
        "title": title,
        "content": text,
        "datetime": wire("note", "datetime", at),
        "category_id": dice.randint(1, 4),
        "entity_id": str(customer),
        "created_at": wire("note", "created_at", at),
        "updated_at": wire("note", "updated_at", at),
        "user_id": str(dice.randint(1, ADVISORS)),
    }


def make_signals(dice: Random, customers: Sequence[Row], day: date) -> list[Row]:
    """Open, snoozed and finished ones in turn, for every second customer."""
    rows = []
    for index, number in enumerate(range(1, len(customers) + 1, 2)):
        at = day - timedelta(days=dice.randrange(1, 200))
        row = {
            "signal_query_id": dice.randint(1, 9),
            "customer_id": number,
            "status": index % 3 + 1,
            "comment": dice.choice(WORDS.todos),
            "created_at": wire("signal", "created_at", at),
            "updated_at": wire("signal", "updated_at", at),
        }
        if index % 3 == 1:
            row["snoozed_until"] = wire("signal", "snoozed_until", day + timedelta(days=dice.randint(2, 60)))
        elif index % 3 == 2:
            row |= {
                "finished_by": dice.randint(1, ADVISORS),
                "finished_at": wire("signal", "finished_at", day),
            }
        rows.append(row)
    return rows
