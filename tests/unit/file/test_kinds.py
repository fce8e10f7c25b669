"""A code is known by its usual name, else by its Dutch or French words, else by the office's table."""

import pytest

from portal.file.kinds import Kind, Period, find_kind, find_period
from portal.integrations.tagor.values.account import CodeText


def make_texts(code: str, text: str, table: str = "TQAARD") -> list[CodeText]:
    return [CodeText(table, "1", code, "nl", text)]


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("HOOFDSOM", "", Kind.PRINCIPAL),
        ("hoofdsom", "Iets anders", Kind.PRINCIPAL),
        ("H1", "Hoofdsom", Kind.PRINCIPAL),
        ("H1", "Créance principale", Kind.PRINCIPAL),
        ("R", "Verwijlintresten", Kind.INTEREST),
        ("R", "Intérêts judiciaires", Kind.INTEREST),
        ("S", "Schadebeding 10 %", Kind.PENALTY),
        ("S", "Clause pénale", Kind.PENALTY),
        ("B", "Betaling", Kind.PAYMENT),
        ("B", "Betaling, nog te boeken", Kind.EXPECTED),
        ("B", "Paiement, à comptabiliser", Kind.EXPECTED),
        ("G", "Rechtsplegingsvergoeding", Kind.COURT),
        ("D", "Frais d'huissier", Kind.BAILIFF),
        ("T", "TVA", Kind.VAT),
        ("X", "Rubriek 12", None),
        ("", "", None),
    ],
)
def test_kinds(code: str, text: str, kind: Kind | None) -> None:
    assert find_kind(make_texts(code, text)) is kind


def test_the_office_knows_best() -> None:
    assert find_kind(make_texts("HOOFDSOM", "Hoofdsom"), {"HOOFDSOM": "penalty"}) is Kind.PENALTY
    assert find_kind(make_texts("x12", "Rubriek 12"), {"X12": "interest"}) is Kind.INTEREST


@pytest.mark.parametrize(
    ("code", "text", "period"),
    [
        ("MAAND", "", Period.MONTH),
        ("MND", "", Period.MONTH),
        ("7", "Wekelijks", Period.WEEK),
        ("1", "Une fois", Period.ONCE),
        ("3", "Par trimestre", None),
    ],
)
def test_periods(code: str, text: str, period: Period | None) -> None:
    assert find_period(make_texts(code, text, "TQPERIODE")) is period
