"""After a change of keys everything can be sealed with the new one, beside a portal that is in use."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone
from django.utils.module_loading import import_string
from pytest_django import Settings

from portal.access.letter_keys.keys import find_hash_by_code, list_check_words, make_letter_key, open_code
from portal.access.models import LetterKey
from portal.crm.index.store import iterate_pages, save_page
from portal.crm.models import CrmToken, IndexPage, SearchIndex
from portal.crm.tokens import get_credential, save_tokens
from portal.integrations.openapi.oauth import Tokens
from portal.office.models import Office
from portal.office.selectors import get_office_row
from portal.web.examining import State
from portal.web.room import Sealed
from portal.web.sealed.findings import EACH, POINTS, examine_seals, sample_rows
from portal.web.sealed.resealing import BATCH, _reseal_row, reseal_all
from portal.web.sealed.seals import list_sealed, read_seals
from portal.web.sealing import _derive_key, reseal, seal, unseal

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
HASH, PAIR = "h" * 32, Tokens("an access token", "a refresh token", 3600)


@pytest.fixture(autouse=True)
def _old_key(settings: Settings) -> None:
    settings.CREDENTIAL_KEYS = ["old"]


def change_key(settings: Settings) -> None:
    settings.CREDENTIAL_KEYS = ["new", "old"]


def remove_old_key(settings: Settings) -> None:
    settings.CREDENTIAL_KEYS = ["new"]


def read_all() -> dict[type[Model], list[Any]]:
    return {model: list(model._default_manager.order_by("pk").values()) for model in (CrmToken, LetterKey)}


def make_person(number: int = 1) -> User:
    person = User.objects.create_user(f"person-{number}", is_staff=True)
    save_tokens(person, "dossierdata", PAIR)
    return person


def find(what: str) -> Sealed:
    return next(one for one in list_sealed() if one.model == what)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, int]:
    try:
        call_command("reseal", *arguments)
    except SystemExit as end:
        return capsys.readouterr().out, int(end.code or 0)
    return capsys.readouterr().out, 0


@pytest.mark.parametrize("declared", list_sealed(), ids=lambda one: f"{one.model}:{one.fields[0]}")
def test_what_each_room_declares_is_opened_for_its_purpose(declared: Sealed, settings: Settings) -> None:
    purpose = import_string(declared.purpose)
    kept = seal("Janssens", purpose=purpose)
    value = dict.fromkeys(declared.keys, kept) if declared.keys else kept
    row = dict.fromkeys(declared.fields, value)
    count = len(declared.fields) * max(len(declared.keys), 1)
    change_key(settings)
    seals = read_seals(declared, row)
    assert (seals.newest, seals.older, seals.locked) == (0, count, 0)
    assert set(seals.changes) == {*declared.fields, *declared.digests.values()}
    remove_old_key(settings)
    seals = read_seals(declared, {**row, **seals.changes})
    assert (seals.newest, seals.older, seals.locked, seals.changes) == (count, 0, 0, {})
    assert read_seals(declared, row).locked == count
    assert read_seals(declared, dict.fromkeys(declared.fields, {} if declared.keys else "")).locked == 0


def test_a_seal_keeps_its_time_and_gets_the_newest_cipher(settings: Settings) -> None:
    then = int((timezone.now() - timedelta(hours=1)).timestamp())
    fernet = Fernet(_derive_key("old", "credential")).encrypt_at_time(b"Hash 1", then).decode()
    assert unseal(fernet, purpose="credential", max_age_s=3000) is None
    fresh = reseal(fernet, purpose="credential")
    assert fresh is not None
    assert fresh.startswith("2.")
    change_key(settings)
    for sealed in (fresh, reseal(fresh, purpose="credential")):
        assert sealed is not None
        assert unseal(sealed, purpose="credential") == "Hash 1"
        assert unseal(sealed, purpose="credential", max_age_s=3000) is None
        assert unseal(sealed, purpose="credential", max_age_s=4000) == "Hash 1"
    assert reseal("not sealed", purpose="credential") is reseal("2.é", purpose="credential") is None


@pytest.fixture
def office() -> Office:
    return get_office_row()


def test_everything_opens_with_the_new_key_alone(
    office: Office, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    person = make_person()
    TOTP.activate(person, "A" * 32)
    codes = RecoveryCodes.activate(person).get_unused_codes()
    key = make_letter_key(
        office, letter_hash=HASH, file_id="1", party_id="2", language="nl", ends_on=None, with_code=True
    )
    key.save()
    code = open_code(key)
    index = SearchIndex.objects.create(
        office=office, system="cirrus", resource="orders", reader=person, due_at=timezone.now()
    )
    save_page(index, 1, [], now=timezone.now())

    change_key(settings)
    before = read_all()
    told, end = run(capsys, "--dry-run")
    assert end == 0
    assert "  the sign-ins of staff at DossierData: 2\n" in told
    assert read_all() == before
    told, end = run(capsys)
    assert end == 0
    for line in (
        "the sign-ins of staff at DossierData: 2",
        "the app and the recovery codes with which staff sign in: 2",
        "the links and short codes of printed letters: 2",
        "the index for searching the CRM systems: 1",
    ):
        assert f"  {line}\n" in told
    assert "Run it again" in told
    assert all(secret not in told for secret in (HASH, PAIR.access, person.username, *codes))

    remove_old_key(settings)
    after = read_all()
    told, end = run(capsys)
    assert (end, "Everything has the newest key" in told) == (0, True)
    assert read_all() == after
    assert get_credential(person).get_headers() == {"Authorization": f"Bearer {PAIR.access}"}
    assert find_hash_by_code(code) == HASH
    assert [one.language for one in list_check_words(HASH)] == ["nl"]
    recovery = Authenticator.objects.get(user=person, type="recovery_codes")
    assert RecoveryCodes(recovery).get_unused_codes() == codes
    assert list(iterate_pages(index)) == [(1, [])]


def test_what_cannot_be_opened_is_counted_and_stays(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    make_person()
    remove_old_key(settings)
    make_person(2)
    before = read_all()
    told, end = run(capsys)
    assert end == 1
    assert "  the sign-ins of staff at DossierData: 0, and 2 cannot be opened\n" in told
    assert "put the key that sealed them back behind the new one" in told
    assert read_all() == before


def test_more_rows_than_a_batch(office: Office, settings: Settings) -> None:
    people = User.objects.bulk_create(User(username=f"p{number}") for number in range(BATCH + 5))
    sealed = seal("x", purpose="crm.token")
    now = timezone.now()
    until = now + timedelta(hours=1)
    CrmToken.objects.bulk_create(
        CrmToken(
            office=office, system="dossierdata", user=one, access=sealed, issued_at=now, expires_at=until
        )
        for one in people
    )
    change_key(settings)
    assert sum(one.renewed for one in reseal_all()) == BATCH + 5
    assert sum(one.renewed for one in reseal_all()) == 0


def test_a_change_of_somebody_else_is_never_overwritten(settings: Settings) -> None:
    """Everybody signs in anew while the rows are walked: after they were read, before they are stored."""
    people = [make_person(number) for number in range(3)]
    change_key(settings)
    newer = Tokens("another access token", "another refresh token", 3600)
    declared = find("crm.CrmToken")
    rows = list(sample_rows(declared))
    assert len(rows) == 3
    save_tokens(people[1], "dossierdata", newer)
    CrmToken.objects.filter(user=people[2]).delete()
    for row in rows:
        _reseal_row(declared, row, is_dry=False)
    list(reseal_all())
    remove_old_key(settings)
    assert get_credential(people[0]).get_headers() == {"Authorization": f"Bearer {PAIR.access}"}
    assert get_credential(people[1]).get_headers() == {"Authorization": f"Bearer {newer.access}"}
    assert CrmToken.objects.count() == 2


# The doctor --------------------------------------------------------------------------------------


def examine() -> dict[str, tuple[State, str]]:
    return {one.name: (one.state, one.words) for one in examine_seals()}


def test_the_doctor_says_when_an_older_key_is_needed_and_when_one_is_gone(settings: Settings) -> None:
    make_person()
    assert {name: state for name, (state, _words) in examine().items()} == {"keys.locked": State.OK}
    change_key(settings)
    found = examine()
    assert found["keys.locked"][0] is State.OK
    assert found["keys.older"][0] is State.WARN
    assert "2 of 2" in found["keys.older"][1]
    remove_old_key(settings)
    found = examine()
    assert found["keys.locked"][0] is State.BAD
    assert "2 of 2 " in found["keys.locked"][1]
    assert "the sign-ins of staff at DossierData (2)" in found["keys.locked"][1]
    change_key(settings)
    list(reseal_all())
    assert {state for state, _words in examine().values()} == {State.OK}
    remove_old_key(settings)
    assert {name: state for name, (state, _words) in examine().items()} == {"keys.locked": State.OK}


def test_a_key_from_a_file_is_no_older_key_of_itself(settings: Settings) -> None:
    settings.CREDENTIAL_KEYS = ["old\n", "old"]
    make_person()
    assert set(examine()) == {"keys.locked"}


def test_the_doctor_looks_at_as_many_rows_of_a_long_table(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    index = SearchIndex.objects.create(
        office=office, system="cirrus", resource="orders", reader=make_person(), due_at=timezone.now()
    )
    IndexPage.objects.bulk_create(
        IndexPage(index=index, number=number, sealed=b"", rows=0, read_at=timezone.now())
        for number in range(1, 2001)
    )
    IndexPage.objects.exclude(number__in=(*range(1, 300), *range(900, 1200), *range(1999, 2001))).delete()
    numbers = list(IndexPage.objects.order_by("pk").values_list("pk", flat=True))
    with django_assert_max_num_queries(POINTS + 2):
        looked = [row["pk"] for row in sample_rows(find("crm.IndexPage"))]
    assert len(looked) == len(set(looked)) <= POINTS * EACH * 2
    assert looked[: POINTS * EACH] == numbers[: POINTS * EACH]
    assert numbers[-1] in looked
    assert any(numbers[300] < one < numbers[590] for one in looked)
