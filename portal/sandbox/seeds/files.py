"""The seeded files: who, how much, and what is special about each.

``SEEDS`` is a table; a function beside it makes what a table cannot say. Everything follows from the slug and
from the day of the reset, so two resets on one day give the same office.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.sandbox.records import Document, File, Plan
from portal.sandbox.seeds.ledger import Ledger
from portal.sandbox.seeds.people import make_claimant, make_defendant

FILE_ID = 9_000_000_000_000_000_000
DOCUMENT_ID = 9_000_000_000_000_200_000
LONG_NAME = "Alexandrina-Philippina Wijngaertsbergen-Vandenbrouckenbosch van Lange Oefenhoven"


@dataclass(frozen=True, slots=True)
class Seed:
    """One file. ``owed_cents`` is the balance after ``paid`` (days ago, cents) is taken off."""

    slugs: tuple[str, ...]
    names: tuple[str, ...]
    language: str | None
    claimant: str
    owed_cents: int
    note: str
    paid: tuple[tuple[int, int], ...] = ()
    kind: str = "VONNIS"
    stage: str = "GER"
    shape: "Callable[[File, Ledger], None] | None" = None


def make_files(today: date) -> list[File]:
    """All seeded files, their dates counted back from ``today``."""
    files: list[File] = []
    person = 0
    for index, seed in enumerate(SEEDS, start=1):
        files.append(_make_file(index, person, seed, today))
        person += len(seed.slugs)
    return files


def _make_file(index: int, person: int, seed: Seed, today: date) -> File:
    issued = today - timedelta(days=10)
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
    _add_papers(file, today)
    if seed.shape:
        seed.shape(file, ledger)
    return file


def add_document(
    file: File,
    name: str,
    *,
    extension: str = "pdf",
    group: str = "BRIEF",
    content: str = "pdf",
    day: date | None,
) -> None:
    number = DOCUMENT_ID + (int(file.file_id) % 1000) * 100 + len(file.documents) + 1
    text = f"{name}\n\nDossier {file.name}\n{file.claimant.name}\n\nOefendocument, zonder waarde."
    file.documents.append(
        Document(
            document_id=str(number),
            name=name,
            extension=extension,
            group=group,
            dated_on=day,
            content=content,
            text=text,
        )
    )


def _add_papers(file: File, today: date) -> None:
    add_document(file, "Factuur", group="FACTUUR", day=today - timedelta(days=210))
    add_document(file, "Dagvaarding", group="AKTE", day=today - timedelta(days=90))
    add_document(file, "Brief aan verweerder", day=today - timedelta(days=10))


def _main(_file: File, ledger: Ledger) -> None:
    ledger.add(7, "", "Interne nota van de behandelaar", internal=True)


def _couple(file: File, _ledger: Ledger) -> None:
    file.defendants[1].mobile, file.defendants[1].email = "0470009999", "couple-two@defendant.example"


def _plan(file: File, *, months: int, monthly_cents: int, started: date) -> None:
    file.plans.append(
        Plan(
            plan_id=str(9_000_000_000_000_300_000 + int(file.file_id) % 1000),
            months=months,
            monthly_cents=monthly_cents,
            total_cents=months * monthly_cents,
            starts_on=started,
            accepted=True,
            source="KANTOOR",
        )
    )


def _running_plan(file: File, ledger: Ledger) -> None:
    _plan(file, months=12, monthly_cents=10000, started=ledger.today - timedelta(days=70))


def _arrears(file: File, ledger: Ledger) -> None:
    _plan(file, months=15, monthly_cents=7500, started=ledger.today - timedelta(days=130))


def _refused(file: File, _ledger: Ledger) -> None:
    file.self_service_refusal = "Neem contact op met het kantoor voor dit dossier.\n"


def _stopped(file: File, _ledger: Ledger) -> None:
    file.stop, file.status = "STOPKL", "AFGESLOTEN"


def _paid_off(file: File, _ledger: Ledger) -> None:
    file.status, file.offers = "BETAALD", (0, 0, 0)


def _no_plan(file: File, _ledger: Ledger) -> None:
    file.offers = (0, 0, 0)


def _differs(file: File, _ledger: Ledger) -> None:
    file.adjustment_cents = 375


def _many_lines(file: File, ledger: Ledger) -> None:
    while len(file.lines) < 300:
        day = 600 - len(file.lines) * 2
        number = len(file.lines)
        if number % 3 == 0:
            ledger.pay(max(day, 0), 1500)
        else:
            ledger.add(max(day, 0), "INTREST", "Intresten over de periode", 750)


def _null_dates(file: File, _ledger: Ledger) -> None:
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


def _expired_hash(file: File, ledger: Ledger) -> None:
    file.defendants[0].hash_issued_on = ledger.today - timedelta(days=400)


def _documents(file: File, ledger: Ledger) -> None:
    day = ledger.today - timedelta(days=5)
    add_document(file, "Foto van de meterstand", extension="png", group="BEWIJS", content="png", day=day)
    add_document(file, "Webpagina van de klant", extension="html", group="BEWIJS", content="html", day=day)
    add_document(file, "Ingescand vonnis", group="VONNIS", content="scan", day=day)
    add_document(file, "Leeg stuk", group="BEWIJS", content="empty", day=day)
    add_document(file, '../../etc/"aanmaning" & <b>50 %</b>\r\n.exe', group="BRIEF", day=day)
    add_document(file, "Nota van de behandelaar", group="INTERN", day=day)


SEEDS: tuple[Seed, ...] = (
    Seed(
        ("nl-woman",),
        ("Lotte Verhoeven",),
        "Dut",
        "hospital",
        123456,
        "The main file of the demo.",
        ((45, 15000),),
        shape=_main,
    ),
    Seed(("fr-man",), ("Mathieu Delcourt",), "Frn", "school", 86240, "Speaks French.", ((20, 5000),)),
    Seed(("de-woman",), ("Anke Hilgers",), "Ger", "energy", 54319, "Speaks German."),
    Seed(("en-man",), ("Oliver Bramley",), "Eng", "telecom", 41850, "Speaks English."),
    Seed(("company",), ("Bakkerij De Korenaar BV",), "Dut", "bank", 1845075, "A company owes."),
    Seed(
        ("couple-one", "couple-two"),
        ("Pieter Wouters", "Nora Wouters-Claes"),
        "Dut",
        "city",
        97130,
        "Two defendants on one file, each with an own letter.",
        shape=_couple,
    ),
    Seed(
        ("running-plan",),
        ("Sofie Goossens",),
        "Dut",
        "energy",
        90000,
        "A plan of 12 months runs and is up to date.",
        ((68, 10000), (38, 10000), (8, 10000)),
        shape=_running_plan,
    ),
    Seed(
        ("arrears",),
        ("Bram Michiels",),
        "Dut",
        "telecom",
        97500,
        "A plan runs with three instalments missing.",
        ((128, 7500), (98, 7500)),
        shape=_arrears,
    ),
    Seed(("refused",), ("Karel Smets",), "Dut", "bank", 230011, "Self-service is refused.", shape=_refused),
    Seed(("stopped",), ("Hilde Baert",), "Dut", "city", 65000, "The file was stopped.", shape=_stopped),
    Seed(
        ("paid-off",),
        ("Yasmine Haddad",),
        "Frn",
        "hospital",
        0,
        "Everything is paid.",
        ((60, 50000), (12, 24618)),
        shape=_paid_off,
    ),
    Seed(
        ("one-cent",), ("Tom Cent",), "Dut", "telecom", 1, "One cent is left.", ((15, 61299),), shape=_no_plan
    ),
    Seed(("six-figures",), ("Godelieve Rijckaert",), "Dut", "bank", 24891307, "A very large sum."),
    Seed(
        ("many-lines",), ("Dirk Peeters",), "Dut", "city", 312940, "Three hundred lines.", shape=_many_lines
    ),
    Seed(("apostrophe",), ("Séamus O'Brien-d'Hondt",), "Eng", "energy", 38775, "A name with apostrophes."),
    Seed(("sharp-s",), ("Jürgen Weiß-Großmann",), "Ger", "hospital", 71260, "A name with ß and umlauts."),
    Seed(("arabic",), ("ليلى يوسف الناصري",), "Frn", "school", 49915, "A name in Arabic script."),
    Seed(("long-name",), (LONG_NAME,), "Dut", "bank", 158020, "A name of 80 characters."),
    Seed(
        ("null-dates",),
        ("Ines Zonderdag",),
        None,
        "city",
        56780,
        "Every date and the language are missing.",
        ((1, 2500),),
        shape=_null_dates,
    ),
    Seed(
        ("expired-hash",),
        ("Ward Verlopen",),
        "Dut",
        "energy",
        44100,
        "The letter link expired.",
        shape=_expired_hash,
    ),
    Seed(
        ("documents",),
        ("Els Papier",),
        "Dut",
        "hospital",
        120575,
        "Documents of each kind, one of 15 MB, one empty, one that must not run.",
        shape=_documents,
    ),
    Seed(
        ("no-plan",),
        ("Rik Zonderplan",),
        "Dut",
        "telecom",
        35790,
        "The office offers no plan.",
        shape=_no_plan,
    ),
    Seed(
        ("overpaid",),
        ("Fatima El Idrissi",),
        "Frn",
        "energy",
        -2550,
        "Paid too much: the balance is negative.",
        ((25, 64150),),
        shape=_no_plan,
    ),
    Seed(
        ("differs",),
        ("Luc Verschil",),
        "Dut",
        "city",
        78325,
        "The lines come to 3.75 euros less than the balance.",
        shape=_differs,
    ),
)
