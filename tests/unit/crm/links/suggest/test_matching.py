"""Names and addresses compared as people do."""

import pytest

from portal.crm.links.systems.matching import (
    ENOUGH,
    Traits,
    compare,
    get_digits,
    get_longest_word,
)
from portal.web.typed.names import split_name

HOME = {"street": "Kerkstraat", "number": "12", "postal_code": "9000", "city": "Gent"}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Lotte Verhoeven", "VERHOEVEN Lotte", "name"),
        ("Lotte Verhoeven", "L. Verhoeven", "initials"),
        ("Jean-Pierre Dupré", "J.P. Dupre", "initials"),
        ("Bakkerij De Korenaar", "Bakkerij De Korenaar B.V.", "name"),
        ("Zoé Müller", "Zoe Muller", "name"),
        ("Mevr. Anke Hilgers", "Anke Hilgers", "name"),
        ("Anna Maria Peeters", "Anna Peeters", "name-part"),
    ],
)
def test_the_same_name_in_other_words(one: str, other: str, reason: str) -> None:
    match = compare(Traits(name=one, **HOME), Traits(name=other, **HOME))
    assert match.reasons[0] == reason
    assert match.score >= ENOUGH


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ({"street": "Kerkstraat 12", "postal_code": "9000"}, "address"),
        ({"street": "kerkstr. 12", "postal_code": "9000"}, "street-is-another-word"),
        ({"street": "Kerkstraat 12 bus 3", "postal_code": "9000"}, "address"),
        ({"street": "Kerkstraat", "number": "12 bte 3", "postal_code": "9000"}, "address"),
        ({"street": "Kerkstraat", "number": "14", "postal_code": "9000"}, "street"),
        ({"street": "Molenweg", "number": "12", "postal_code": "9000"}, "town"),
        ({"street": "Kerkstraat", "number": "12", "postal_code": "2000"}, ""),
    ],
)
def test_how_near_an_address_is(place: dict[str, str], reason: str) -> None:
    match = compare(Traits(name="An Claes", **HOME), Traits(name="An Claes", **place))
    found = match.reasons[1] if len(match.reasons) > 1 else ""
    assert found == ("town" if reason == "street-is-another-word" else reason)


def test_another_box_is_another_household() -> None:
    mine = Traits(name="An Claes", street="Kerkstraat 12 bus 3", postal_code="9000")
    yours = Traits(name="An Claes", street="Kerkstraat 12 boîte 4", postal_code="9000")
    assert compare(mine, yours).reasons == ("name", "house")
    assert compare(mine, yours).score < compare(mine, mine).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lotte Verhoeven", "Lotte Peeters"),
        ("Jan Claes", "Piet Claes"),
        ("", "Jan Claes"),
        ("L. V.", "L. V. Claes"),
    ],
)
def test_other_people_of_another_town_are_not_shown(one: str, other: str) -> None:
    match = compare(Traits(name=one, **HOME), Traits(name=other, postal_code="4000", street="Rue 1"))
    assert match.score < ENOUGH


def test_neighbours_with_other_names_are_not_shown() -> None:
    assert compare(Traits(name="Jan Claes", **HOME), Traits(name="Piet Maes", **HOME)).score < ENOUGH


def test_the_same_phone_counts_with_or_without_the_country() -> None:
    mine = Traits(name="Lotte Verhoeven", phones=("0470 12 34 56",))
    yours = Traits(name="L. Verhoeven", phones=("+32 470 12 34 56",))
    match = compare(mine, yours)
    assert "phone" in match.reasons
    assert match.score >= ENOUGH


def test_never_quite_certain_without_a_number_of_ours() -> None:
    same = Traits(name="An Claes", email="an@claes.example", **HOME)
    assert compare(same, same).score == 99


def test_words_and_digits() -> None:
    assert split_name("NV De Post") == ("de", "post")
    assert split_name("BV") == ("bv",)
    assert get_longest_word("Bakkerij De Korenaar BV") in {"Bakkerij", "Korenaar"}
    assert get_digits("Dossier 26/004512") == "26004512"
