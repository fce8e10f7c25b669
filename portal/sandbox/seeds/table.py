"""The seeded files, one row each: who, how much, and what is special."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.sandbox.records import File
from portal.sandbox.seeds.ledger import Ledger
from portal.sandbox.seeds.shapes import (
    add_internal_line,
    add_many_lines,
    add_odd_documents,
    expire_hash,
    leave_deed_unfinished,
    make_differ,
    offer_no_plan,
    owe_amicably,
    pay_off,
    refuse_self_service,
    remove_dates,
    run_plan_behind,
    run_plan_on_time,
    stop,
    tell_apart,
)

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
    shape: Callable[[File, Ledger], None] | None = None


SEEDS: tuple[Seed, ...] = (
    Seed(
        ("nl-woman",),
        ("Lotte Verhoeven",),
        "Dut",
        "hospital",
        123456,
        "The main file of the demo.",
        ((45, 15000),),
        shape=add_internal_line,
    ),
    Seed(("fr-man",), ("Mathieu Delcourt",), "Frn", "school", 86240, "Speaks French.", ((20, 5000),)),
    Seed(("de-woman",), ("Anke Hilgers",), "Ger", "energy", 54319, "Speaks German."),
    Seed(("en-man",), ("Oliver Bramley",), "Eng", "telecom", 41850, "Speaks English."),
    Seed(
        *(("company",), ("Bakkerij De Korenaar BV",), "Dut", "bank", 1845075, "A company owes."),
        shape=leave_deed_unfinished,
    ),
    Seed(
        ("couple-one", "couple-two"),
        ("Pieter Wouters", "Nora Wouters-Claes"),
        "Dut",
        "city",
        97130,
        "Two defendants on one file, each with an own letter.",
        shape=tell_apart,
    ),
    Seed(
        ("running-plan",),
        ("Sofie Goossens",),
        "Dut",
        "energy",
        90000,
        "A plan of 12 months runs and is up to date.",
        ((68, 10000), (38, 10000), (8, 10000)),
        shape=run_plan_on_time,
    ),
    Seed(
        ("arrears",),
        ("Bram Michiels",),
        "Dut",
        "telecom",
        97500,
        "A plan runs with three instalments missing.",
        ((128, 7500), (98, 7500)),
        shape=run_plan_behind,
    ),
    Seed(
        *(("refused",), ("Karel Smets",), "Dut", "bank", 230011, "Self-service is refused."),
        shape=refuse_self_service,
    ),
    Seed(("stopped",), ("Hilde Baert",), "Dut", "city", 65000, "The file was stopped.", shape=stop),
    Seed(
        ("paid-off",),
        ("Yasmine Haddad",),
        "Frn",
        "hospital",
        0,
        "Everything is paid.",
        ((60, 50000), (12, 24618)),
        shape=pay_off,
    ),
    Seed(
        ("one-cent",),
        ("Tom Cent",),
        "Dut",
        "telecom",
        1,
        "One cent is left.",
        ((15, 61299),),
        shape=offer_no_plan,
    ),
    Seed(("six-figures",), ("Godelieve Rijckaert",), "Dut", "bank", 24891307, "A very large sum."),
    Seed(
        ("many-lines",),
        ("Dirk Peeters",),
        "Dut",
        "city",
        312940,
        "Three hundred lines.",
        shape=add_many_lines,
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
        shape=remove_dates,
    ),
    Seed(
        ("expired-hash",),
        ("Ward Verlopen",),
        "Dut",
        "energy",
        44100,
        "The letter link expired.",
        shape=expire_hash,
    ),
    Seed(
        ("documents",),
        ("Els Papier",),
        "Dut",
        "hospital",
        120575,
        "Documents of each kind, one of 15 MB, one empty, one that must not run.",
        shape=add_odd_documents,
    ),
    Seed(
        ("no-plan",),
        ("Rik Zonderplan",),
        "Dut",
        "telecom",
        35790,
        "The office offers no plan.",
        shape=offer_no_plan,
    ),
    Seed(
        ("overpaid",),
        ("Fatima El Idrissi",),
        "Frn",
        "energy",
        -2550,
        "Paid too much: the balance is negative.",
        ((25, 64150),),
        shape=offer_no_plan,
    ),
    Seed(
        ("differs",),
        ("Luc Verschil",),
        "Dut",
        "city",
        78325,
        "The lines come to 3.75 euros less than the balance.",
        shape=make_differ,
    ),
    Seed(
        ("sub-file",),
        ("Lotte Verhoeven",),
        "Dut",
        "hospital",
        0,
        "A sub-file of the main file, in the amicable phase: the same person owes twice.",
        kind="MINNELIJK",
        stage="MIN",
        shape=owe_amicably,
    ),
)
