"""The practice office's filters and permissions, by themselves."""

from datetime import date

import pytest

from portal.sandbox.casework import User
from portal.sandbox.records import File
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.seeds.files import make_files
from portal.sandbox.seeds.people import HOSPITAL_ID, make_users
from portal.sandbox.tagor.filters import matches, party_matches, read_conditions
from portal.sandbox.tagor.permissions import may_see_document, may_see_file, may_use_api, may_use_group
from portal.sandbox.tagor.wire import Fields, Refused, dataset

TODAY = date(2026, 11, 22)
FILES = {party.slug: file for file in make_files(TODAY) for party in file.defendants}


def find(*rows: tuple[str, str, str]) -> set[str]:
    asked = [{"Veld": field, "Operator": operator, "Waarde": value} for field, operator, value in rows]
    conditions = read_conditions(Fields(dataset("dsFilter", asked)))
    return {slug for slug, file in FILES.items() if matches(file, conditions)}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("partij", "=", "ANKE HILGERS"), {"de-woman"}),
        (("partij", "begins", "Séamus"), {"apostrophe"}),
        (("PARTIJ", "BEGINS", "godelieve"), {"six-figures"}),
        (("zoeknaam", "=", "kl-001-2025"), {"nl-woman"}),
        (("zoeknaam", "begins", "A26001"), {"nl-woman"}),
        (("Subdossiers.", "=", "enkel"), {"sub-file"}),
        (("TDOS.dossiernaam", ">", "26/004799"), {"sub-file"}),
        (("TDOS.DatumCreatie", "=", "21/04/2026"), set(FILES)),
        (("TDOS.DatumCreatie", "=", "22/04/2026"), set()),
    ],
)
def test_one_condition(row: tuple[str, str, str], found: set[str]) -> None:
    assert find(row) == found


def test_all_conditions_hold_and_name_and_role_are_of_one_party() -> None:
    hospital, defendant = "Ziekenhuis", code_id("TQPARSOORT", "VERW")
    assert find(("partij", "begins", hospital))
    assert find(("partij", "begins", hospital), ("TDOSPAR.TQPARSOORT_Id", "=", defendant)) == set()
    assert find(("partij", "begins", "Lotte"), ("Subdossiers.", "=", "Geen")) == {"nl-woman"}


@pytest.mark.parametrize(
    "row", [("TDOS.Geheim", "=", "x"), ("partij", "<", "x"), ("TDOS.DatumCreatie", "begins", "01/01/2026")]
)
def test_what_no_document_names_is_refused(row: tuple[str, str, str]) -> None:
    with pytest.raises(Refused):
        find(row)


def test_a_condition_about_a_file_does_not_fit_a_party() -> None:
    asked = [{"Tabel": "TDOS", "Veld": "dossiernaam", "Operator": "=", "Waarde": "x"}]
    with pytest.raises(Refused):
        party_matches(FILES["company"].claimant, read_conditions(Fields(dataset("dsFilter", asked))))


def make_user(**lists: list[str]) -> User:
    return User(user_id="1", party_id="2", username="x", name="x", lists=lists)


def test_a_user_without_limits_sees_everything_and_nobody_too() -> None:
    for user in (None, make_user(), make_user(TPAR=[], TQDOSSOORT=[])):
        assert all(may_see_file(user, file) for file in FILES.values())
        assert may_use_group(user, "1")


@pytest.mark.parametrize(
    ("pair", "sees"),
    [
        (f"{HOSPITAL_ID}|{code_id('TQPARSOORT', 'AANL')}", True),
        (f"{HOSPITAL_ID}|0", True),
        (f"{HOSPITAL_ID}|{code_id('TQPARSOORT', 'VERW')}", False),
        (f"1|{code_id('TQPARSOORT', 'AANL')}", False),
    ],
)
def test_a_party_counts_in_its_role(pair: str, sees: bool) -> None:
    assert may_see_file(make_user(TPAR=[pair]), FILES["nl-woman"]) is sees
    assert may_see_file(make_user(TPAR=["1|0", pair]), FILES["nl-woman"]) is sees


def test_type_and_party_must_both_fit() -> None:
    file: File = FILES["sub-file"]
    user = make_user(TPAR=[f"{HOSPITAL_ID}|0"], TQDOSSOORT=[code_id("TQDOSSOORT", "MINNELIJK")])
    assert may_see_file(user, file)
    assert not may_see_file(user, FILES["nl-woman"])
    assert not may_see_file(user, file.model_copy(update={"claimant": FILES["company"].claimant}))


def test_security_hides_a_document() -> None:
    (secret,) = (one for one in FILES["sharp-s"].documents if one.security == "VERTR")
    user = make_user(TQDOCSECURITY=[code_id("TQDOCSECURITY", "OPEN")])
    assert may_see_document(None, secret)
    assert not may_see_document(user, secret)
    assert all(may_see_document(user, one) for one in FILES["nl-woman"].documents)


def test_the_api_needs_a_permission_and_an_address() -> None:
    may = {user.username for user in make_users() if may_use_api(user)}
    assert may == {"mvos", "portaal", "jdewit", "ziekenhuis", "practice", "organi"}
