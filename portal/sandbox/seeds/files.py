"""Makes the seeded files. All follows from slug and day, so resets on the same day are equal.

A shape is a special case that a row of the table cannot express: a function that adapts one file.
"""

from collections.abc import Callable
from datetime import date, timedelta

from portal.sandbox.records import File, Plan
from portal.sandbox.seeds.casework import add_casework, add_special
from portal.sandbox.seeds.contents import add_document, add_usual_papers
from portal.sandbox.seeds.ledger import Ledger
from portal.sandbox.seeds.people import make_claimant, make_defendant
from portal.sandbox.seeds.table import SEEDS, Seed

Shape = Callable[[File, Ledger], None]
SHAPES: dict[str, Shape] = {}


def shape(adapt: Shape) -> Shape:
    """Registers a function under its name, by which a row of the table asks for it."""
    SHAPES[adapt.__name__] = adapt
    return adapt


@shape
def stay_out_of_court(file: File, _ledger: Ledger) -> None:
    """No court yet, so no summons."""
    file.documents = [document for document in file.documents if document.name != "Dagvaarding"]


@shape
def add_many_lines(file: File, ledger: Ledger) -> None:
    while len(file.lines) < 300:
        day = 600 - len(file.lines) * 2
        number = len(file.lines)
        if number % 3 == 0:
            ledger.pay(max(day, 0), 1500)
        else:
            ledger.add(max(day, 0), "INTREST", "Intresten over de periode", 750)


@shape
def remove_dates(file: File, _ledger: Ledger) -> None:
    for line in file.lines:
        line.booked_on = None
    for payment in file.payments:
        payment.received_on = payment.confirmed_on = None
    for document in file.documents:
        document.dated_on = None
    file.plans.append(
        Plan(
            plan_id="9000000000000300900",
            months=10,
            monthly_cents=5000,
            total_cents=50000,
            starts_on=None,
            accepted=True,
            source="KANTOOR",
        )
    )
    file.defendants[0].hash_issued_on = None
    file.defendants[0].mobile = file.defendants[0].email = ""


FILE_ID = 9_000_000_000_000_000_000
CROWD = 10_000
"""From here on count the files of the crowd."""
FIRST_NAMES = ("An", "Jan", "Marie", "Luca", "Karin", "Piet", "Sofia")
LAST_NAMES = ("Voorbeeld", "Exemple", "Muster", "Sample", "De Proef", "Dubois-Essai", "Van der Test")


def make_files(today: date) -> list[File]:
    """All seeded files, their dates counted back from ``today``."""
    files: list[File] = []
    person = 0
    for index, seed in enumerate(SEEDS, start=1):
        files.append(_make_file(index, person, seed, today))
        person += len(seed.slugs)
    _relate(files, today)
    return files


def make_crowd(count: int, today: date) -> list[File]:
    """Many plain files, for lists and letters: the usual people in their four languages, repeated."""
    files = []
    for number in range(1, count + 1):
        first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number % len(LAST_NAMES)]
        language = ("Dut", "Dut", "Frn", "Ger", "Dut", "Eng")[number % 6]
        owed = 10_000 + number * 137
        seed = Seed((f"crowd-{number}",), (f"{first} {last}",), "energy", owed, "", language)
        files.append(_make_file(CROWD + number, CROWD + number, seed, today))
    return files


def _relate(files: list[File], today: date) -> None:
    """Adds links between files, once all of them exist."""
    by_slug = {party.slug: file for file in files for party in file.defendants}
    for file, seed in zip(files, SEEDS, strict=True):
        add_casework(file, today)
        add_special(file, seed, today)
    sub, main = by_slug["sub-file"], by_slug["nl-woman"]
    sub.parent_id = main.file_id
    own = sub.defendants[0]
    letter = {"slug": own.slug, "hash": own.hash, "pin": own.pin, "note": own.note}
    sub.defendants[0] = main.defendants[0].model_copy(update=letter)


def _make_file(index: int, person: int, seed: Seed, today: date) -> File:
    issued = today - timedelta(days=seed.issued_days)
    people = [
        make_defendant(person + offset, slug, name, seed.language, issued)
        for offset, (slug, name) in enumerate(zip(seed.slugs, seed.names, strict=True), start=1)
    ]
    for party in people:
        party.note = seed.note
    file = File(
        file_id=str(FILE_ID + index),
        name=f"26/{4500 + index * 12:06d}",
        archive_number=f"A{26000 + index}",
        kind=seed.kind,
        status="OPEN",
        stage=seed.stage,
        claimant=make_claimant(seed.claimant),
        defendants=people,
    )
    file.claimant.reference = f"KL-{index:03d}-2025"
    ledger = Ledger(file, today)
    if seed.owed_cents or seed.paid:
        ledger.debts(seed.owed_cents + sum(cents for _days, cents in seed.paid))
    for days_ago, cents in seed.paid:
        ledger.pay(days_ago, cents)
    add_usual_papers(file, today)
    _make_special(file, seed, ledger)
    return file


def _make_special(file: File, seed: Seed, ledger: Ledger) -> None:
    for name, value in seed.fields.items():
        setattr(file, name, value)
    for name, text in seed.person.items():
        setattr(file.defendants[-1], name, text)
    for line in seed.lines:
        ledger.add(**line)
    for document in seed.documents:
        add_document(file, today=ledger.today, **document)
    if seed.plan:
        ledger.run_plan(**seed.plan)
    if seed.shape:
        SHAPES[seed.shape](file, ledger)
