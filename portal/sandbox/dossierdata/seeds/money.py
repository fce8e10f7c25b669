"""Accounts, mortgages with their parts and progress, and damages."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from portal.sandbox.crm.records import Row
from portal.sandbox.dossierdata.seeds.names import BLANK, WORDS
from portal.sandbox.dossierdata.seeds.people import ADVISORS, wire
from portal.sandbox.dossierdata.seeds.tagor import Known


def make_accounts(dice: Random, customers: Sequence[Row], known: Sequence[Known], day: date) -> list[Row]:
    """One per file of a party of Tagor, its number as the subject; one each for half of the others."""
    rows = [
        _account(number, f"Dossier {name}", day, is_first=index == 0)
        for number, one in enumerate(known, start=1)
        for index, name in enumerate(one.file_names)
    ]
    subjects = ("Hypotheek", "Woonverzekering", "Autoverzekering", "Pensioenadvies")
    for number in range(len(known) + 1, len(customers) + 1, 2):
        since = day - timedelta(days=dice.randrange(30, 2000))
        rows.append(_account(number, dice.choice(subjects), since, is_first=True))
    return [{**row, "number": f"R{index:06d}"} for index, row in enumerate(rows, start=1)]


def _account(customer: int, subject: str, since: date, *, is_first: bool) -> Row:
    at = wire("account", "created_at", since)
    return BLANK["account"] | {
        "customer_id": customer,
        "inzake": subject,
        "primary": is_first,
        "created_at": at,
        "updated_at": at,
    }


def make_mortgages(dice: Random, customers: Sequence[Row], day: date) -> list[Row]:
    """One for two in three of those who own a house."""
    owners = [(number, row) for number, row in enumerate(customers, start=1) if row["houseOwned"]]
    return [_mortgage(dice, number, row, day) for number, row in owners if number % 3]


def _mortgage(dice: Random, number: int, customer: Row, day: date) -> Row:
    price = dice.randrange(160_000, 620_000, 2_500)
    loan = int(price * dice.uniform(0.5, 0.98)) // 500 * 500
    asked = day - timedelta(days=dice.randrange(60, 3_000))
    city, code, country, _lat, _lng = dice.choice(WORDS.cities)
    row: dict[str, Any] = BLANK["mortgage"] | {
        "customer_id": number,
        "hypotheeknummer": f"H{10_000_000 + number * 37}",
        "koopsom": price,
        "redenHypotheek": dice.choice(("Bestaande bouw", "Nieuwbouw", "Oversluiten", "Verbouwing")),
        "hoofdsomHypotheek": loan,
        "hypotheciareInschrijving": str(loan),
        "marktwaarde": price,
        "wozWaarde": price // 10 * 9,
        "totaalSom": loan,
        "nhg": dice.random() < 0.5,
        "rate": round(dice.uniform(1.4, 4.9), 2),
        "status": dice.randint(1, 5),
        "collateral_address": dice.choice(WORDS.streets),
        "collateral_city": city,
        "collateral_postcode": code if country == "België" else f"{code}{dice.randint(10, 99)}AB",
        "collateral_housenumber": str(dice.randint(1, 180)),
        "collateral_county": country,
        "restantHoofdsom": int(loan * dice.uniform(0.3, 1)),
        "executiewaarde": price // 10 * 8,
        "offerteNummer": 100_000 + number,
        "is_property_purchase": dice.random() < 0.7,
        "loan_to_value": round(loan / price * 100, 1),
    }
    if "partner" in customer:
        row["secondary_customer_id"] = customer["partner"]
    after = {
        "datumAanvraag": 0,
        "datumTaxatie": 14,
        "datumOfferte": 21,
        "datumOfferteGetekend": 30,
        "passeerdatum": 55,
    }
    return row | {name: wire("mortgage", name, asked + timedelta(days=days)) for name, days in after.items()}


def make_parts(dice: Random, mortgages: Sequence[Row], day: date) -> list[Row]:
    """Two for every mortgage; their sums add up to the loan."""
    rows = []
    for number, mortgage in enumerate(mortgages, start=1):
        first = int(mortgage["hoofdsomHypotheek"] * 0.6)
        for index, principal in enumerate((first, mortgage["hoofdsomHypotheek"] - first), start=1):
            rows.append(_part(dice, number, index, mortgage, day) | {"hoofdsom": principal})
    return rows


def _part(dice: Random, mortgage_id: int, index: int, mortgage: Row, day: date) -> Row:
    start = day - timedelta(days=dice.randrange(30, 2_500))
    months = dice.choice((240, 300, 360))
    dates = {
        "begindatum": start,
        "einddatum": start + timedelta(days=int(months * 30.44)),
        "begindatumRentevast": start,
        "einddatumRentevast": start + timedelta(days=3_652),
        "created_at": start,
        "updated_at": start,
    }
    return (
        BLANK["mortgagePart"]
        | {
            "mortgage_id": mortgage_id,
            "hypotheeknummer": mortgage["hypotheeknummer"],
            "leningdeelnummer": str(index),
            "soortLening": dice.choice(WORDS.kinds),
            "rente": mortgage["rate"],
            "duur": months,
            "tax_box_type": dice.choice((1, 3)),
            "repayment_type": dice.randint(1, 4),
            "national_mortgage_guarantee": mortgage["nhg"],
        }
        | {name: wire("mortgagePart", name, at) for name, at in dates.items()}
    )


def make_progress(dice: Random, mortgages: Sequence[Row], day: date) -> list[Row]:
    """Six steps a mortgage, done up to some step."""
    rows = []
    for number in range(1, len(mortgages) + 1):
        done = dice.randint(1, len(WORDS.steps))
        for index, name in enumerate(WORDS.steps):
            at = day - timedelta(days=(len(WORDS.steps) - index) * 12 + dice.randint(0, 9))
            rows.append(
                {
                    "mortgage_id": number,
                    "name": name,
                    "sent": index < done,
                    "received": index < done,
                    "completed": index < done,
                    "comment": "",
                    "date": wire("mortgageProgress", "date", at),
                    "created_at": wire("mortgageProgress", "created_at", at),
                    "updated_at": wire("mortgageProgress", "updated_at", at),
                }
            )
    return rows


def make_damages(dice: Random, customers: Sequence[Row], day: date) -> list[Row]:
    """For every fourth customer."""
    rows = []
    for number in range(4, len(customers) + 1, 4):
        at = day - timedelta(days=dice.randrange(5, 1_500))
        rows.append(
            {
                "customer_id": number,
                "damage_number": str(700_000 + number),
                "licenseplate": "{}-{}-{}".format(
                    *("".join(dice.choices("BDFGHJKLNP", k=2)) for _ in range(3))
                ),
                "policy_id": 500 + number,
                "policy_contractNumber": str(702_000_000 + number),
                "settled": dice.random() < 0.6,
                "date": wire("damage", "date", at),
                "blame": dice.random() < 0.4,
                "cause": dice.choice(WORDS.causes),
                "notes": "",
                "deductible": dice.choice((0, 150, 300, 500)),
                "estimated": dice.randrange(200, 12_000, 50),
                "user_id": dice.randint(1, ADVISORS),
                "status": dice.randint(1, 3),
            }
        )
    return rows
