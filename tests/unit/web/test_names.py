"""Names compared before a link goes out under one of them."""

import pytest

from portal.web.typed.names import is_same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BRAMLEY Oliver", "Oliver Bramley"),
        ("Mr O. Bramley", "Oliver Bramley"),
        ("Oliver James Bramley", "Oliver Bramley"),
        ("Bramley, Oliver c/o Jean Dupont", "Oliver Bramley"),
        ("Oliver Bramley p/a Jean Dupont", "Oliver Bramley"),
        ("Dupre Jean Pierre", "Jean-Pierre Dupré"),
        ("Juergen Weiss-Grossmann", "Jürgen Weiß-Großmann"),
        ("Jan Vandenberghe", "Van den Berghe Jan"),
        ("Seamus OBrien d'Hondt", "Séamus O'Brien-d'Hondt"),
        ("Bakkerij De Korenaar", "De Korenaar Bakkerij B.V."),
        ("ليلى يوسف الناصري", "ليلى يوسف  الناصري"),
        ("Pieter Wouters en Nora Claes", "Wouters Pieter"),
    ],
)
def test_the_same_name_in_other_words(one: str, other: str) -> None:
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jean Dupont", "Oliver Bramley"),
        ("Jean Bramley", "Oliver Bramley"),
        ("J. Bramley", "Oliver Bramley"),
        ("Bramley", "Oliver Bramley"),
        ("Jane Dupont", "Jean Dupont"),
        ("Jean Dupont c/o Oliver Bramley", "Oliver Bramley"),
        ("Oliver Jean Bramley", "Oliver Paul Bramley"),
        ("ليلى", "Oliver Bramley"),
        ("Jean Dupont", ""),
        ("Korenaar BV", "De Oude Molen BV"),
    ],
)
def test_another_name(one: str, other: str) -> None:
    assert not is_same_name(one, other)
    assert not is_same_name(other, one)
