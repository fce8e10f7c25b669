"""From a list of files to sheets whose codes open them."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from portal.access.letter_keys.words import spell
from portal.access.models import LetterKey
from portal.audit.models import Event
from portal.file.models import ReportSource, Respite
from portal.file.respite.services import Reported, Word, store_respites
from portal.letters.batch.address_window import WINDOWS
from portal.letters.batch.problems import Problem
from portal.letters.models import Batch, Letter
from portal.office.models import Office
from portal.web.formats import day as format_day
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.letters.conftest import HOME, read_choices, work_on
from tests.paper import Box, find_text, read_codes, read_words
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
MakeBatch = Callable[..., Batch]
SLUGS = ("nl-woman", "fr-man", "de-woman", "en-man")
PRINT = {"paper": "insert", "envelope": "BE", "qr_mm": "20", "with_balance": "on", "part": "1"}
READS = {
    "Config/Info",
    "Dossier/Search",
    "Document/GetMergefield",
    "TagorService/HashToFile",
    "Dossier/GetParties",
    "Party/GetAddresses",
    "TagorService/SelfServiceAllowed",
    "TagorService/GetDosInfo",
    "TagorService/PaymentInfo",
    "TagorService/GetPaymentPlanCriteria",
}


def list_files(practice: PracticeOffice, *slugs: str) -> str:
    return "\n".join(practice.file(slug).file for slug in slugs)


def print_batch(client: Client, batch: Batch, **other: str) -> bytes:
    answer = client.post(f"{HOME}{batch.pk}/print/", PRINT | other)
    assert answer.status_code == 200, answer.content.decode()[:1500]
    assert answer["Content-Disposition"].startswith("attachment")
    content: bytes = answer.content
    return content


def read_problems(batch: Batch) -> dict[str, list[str]]:
    return {letter.file_number: letter.problems for letter in batch.letters.all()}


@pytest.mark.parametrize("threshold", [None, 128], ids=["grey", "black-and-white"])
def test_every_code_opens_its_file(
    make_batch: MakeBatch, client: Client, practice: PracticeOffice, threshold: int | None
) -> None:
    """At 200 dots an inch, in the smallest width there is."""
    practice.clear_calls()
    batch = make_batch(list_files(practice, *SLUGS))
    assert {call["operation"] for call in practice.calls()} <= READS
    content = print_batch(client, batch)
    codes = read_codes(content, threshold=threshold)
    for slug, found, words in zip(SLUGS, codes, read_words(content), strict=True):
        file = practice.file(slug)
        assert found == [f"http://127.0.0.1:8000/h/{file.hash}/"]
        assert file.file in words
        key = LetterKey.objects.get(party_id=file.party_id)
        check_words = spell(key.words, key.language)
        assert check_words in words
        letter = Client().get(f"/h/{file.hash}/", follow=True)
        assert check_words in letter.content.decode()


def test_each_insert_speaks_the_language_of_its_person(
    make_batch: MakeBatch, client: Client, practice: PracticeOffice
) -> None:
    batch = make_batch(list_files(practice, *SLUGS))
    titles = (
        "Bekijk uw dossier online",
        "Voyez votre dossier en ligne",
        "Ihre Akte online ansehen",
        "See your file online",
    )
    for words, title in zip(read_words(print_batch(client, batch)), titles, strict=True):
        assert title in words


def test_list_of_excel_with_columns_in_any_order(
    make_batch: MakeBatch, practice: PracticeOffice, visit: Visit
) -> None:
    file = practice.file("fr-man")
    rows = f"Taal;Te betalen;Dossiernr;Naam;Straat;Postcode;Gemeente;Land\r\nDuits;862,40;{file.file};"
    rows += f"{file.name.upper()};Hauptstraße 1;10115;Berlin;Deutschland\r\n"
    batch = make_batch(upload=rows.encode("cp1252"))
    letter = batch.letters.get()
    assert (letter.state, letter.problems) == (Letter.State.READY, [])
    assert letter.key is not None
    assert letter.key.language == "de"
    page = visit(f"{HOME}{batch.pk}/")
    assert file.name.upper() in page.text
    assert "10115 Berlin" in page.text


@pytest.mark.parametrize("envelope", WINDOWS)
def test_address_stands_in_the_window(
    make_batch: MakeBatch, client: Client, practice: PracticeOffice, envelope: str
) -> None:
    batch = make_batch(list_files(practice, "nl-woman", "long-name"))
    content = print_batch(client, batch, paper="window", envelope=envelope)
    window = WINDOWS[envelope]
    frame = Box(
        window.left + 3, window.top + 3, *(window.left + window.width - 3, window.top + window.height - 3)
    )
    long = practice.file("long-name").name
    for page, text in ((0, "Lotte Verhoeven"), *((1, word) for word in long.split())):
        assert find_text(content, text, page=page).is_inside(frame)
    assert find_text(content, "Voorbeeldlaan", page=1).top > find_text(content, "Oefenhoven", page=1).top
    for page in range(2):
        assert find_text(content, "Voorbeeldlaan", page=page).is_inside(frame)
    assert find_text(content, "Bekijk uw dossier online").top > window.top + window.height
    assert [len(codes) for codes in read_codes(content)] == [1, 1]


def test_an_address_that_no_window_shows_is_looked_at_and_never_cut(
    make_batch: MakeBatch, client: Client, practice: PracticeOffice
) -> None:
    file = practice.file("nl-woman")
    name = " ".join([file.name, *[f"Tweede-Naam-{number}" for number in range(18)]])
    batch = make_batch(f"Dossier;Naam;Straat;Gemeente;Postcode\n{file.file};{name};Laan 1;Gent;9000")
    letter = batch.letters.get()
    assert letter.problems == [Problem.LONG_ADDRESS]
    client.post(f"{HOME}{batch.pk}/rows/", {"include": "1"})
    (words,) = read_words(print_batch(client, batch, paper="window"))
    assert "Tweede-Naam-17" in words.replace("- ", "-")


def test_what_cannot_be_made_is_named_and_kept(
    make_batch: MakeBatch, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    good, expired = practice.file("nl-woman"), practice.file("expired-hash")
    other = practice.file("fr-man")
    rows = [
        "Dossiernr;Link",
        f"{good.file};",
        "26/999999;",
        f"{expired.file};",
        f"{other.file};{good.hash}",
        f"{practice.file('de-woman').file};https://portal.example/h/unknown-hash/",
        ";x",
    ]
    batch = make_batch("\n".join(rows))
    states = [(letter.state, letter.problems) for letter in batch.letters.all()]
    assert states == [
        ("ready", []),
        ("bad", [Problem.UNKNOWN_FILE]),
        ("bad", [Problem.EXPIRED_LINK]),
        ("bad", [Problem.OTHER_FILE]),
        ("bad", [Problem.BAD_LINK]),
        ("bad", [Problem.NO_NUMBER]),
    ]
    page = visit(f"{HOME}{batch.pk}/?rows=bad")
    assert "26/999999" in page.text
    assert "Tagor does not know this file number." in page.text
    assert "5 rows cannot be made" in page.text
    assert len(read_words(print_batch(client, batch))) == 1


def test_a_name_that_is_not_the_links_persons_is_looked_at_with_both_names(
    make_batch: MakeBatch, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    """A link addressed to somebody else would open a stranger's file."""
    other, couple = practice.file("en-man"), practice.file("couple-one")
    rows = f"Dossiernr;Naam\n{other.file};Jean Dupont\n{couple.file};Nora Wouters-Claes"
    batch = make_batch(rows)
    assert list(read_problems(batch).values()) == [
        [Problem.NAME_DIFFERS],
        [Problem.NAME_OF_OTHER, Problem.SEVERAL_DEBTORS],
    ]
    page = visit(f"{HOME}{batch.pk}/?rows=check")
    assert f"In your list: Jean Dupont. The link is for: {other.name}." in page.text
    assert f"In your list: Nora Wouters-Claes. The link is for: {couple.name}." in page.text
    assert "Print them all the same" not in page.text
    client.post(f"{HOME}{batch.pk}/rows/", {"include": "1"})
    assert not batch.letters.filter(is_left_out=False), "decided row by row"
    stored = str([vars(letter) for letter in batch.letters.all()])
    assert other.name not in stored
    letter = batch.letters.get(number=1)
    client.post(f"{HOME}{batch.pk}/rows/{letter.pk}/", {"leave_out": "0"})
    assert len(read_words(print_batch(client, batch))) == 1


def test_the_link_of_each_debtor_goes_with_their_own_name(
    make_batch: MakeBatch, practice: PracticeOffice
) -> None:
    one, two = practice.file("couple-one"), practice.file("couple-two")
    rows = "Dossiernr;Naam;Link\n"
    rows += f"{one.file};Wouters P.;{one.hash}\n{two.file};Mevr. Nora Claes-Wouters;{two.hash}"
    batch = make_batch(rows)
    assert [letter.problems for letter in batch.letters.all()] == [[Problem.SEVERAL_DEBTORS]] * 2


def test_which_row_of_a_file_is_right_is_for_people_to_say(
    make_batch: MakeBatch, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    file = practice.file("en-man")
    spelled = file.file.replace("/", "")
    batch = make_batch(f"Dossiernr;Naam\n{file.file};Jean Dupont\n{spelled};{file.name}")
    letters = list(batch.letters.all())
    assert [letter.problems for letter in letters] == [[Problem.TWICE, Problem.NAME_DIFFERS], [Problem.TWICE]]
    assert "0 rows" not in visit(f"{HOME}{batch.pk}/?rows=check").text
    client.post(f"{HOME}{batch.pk}/rows/", {"include": "1"})
    assert not batch.letters.filter(is_left_out=False)
    client.post(f"{HOME}{batch.pk}/rows/{letters[1].pk}/", {"leave_out": "0"})
    (words,) = read_words(print_batch(client, batch))
    assert file.file in words


@pytest.mark.parametrize("cut", ["joined", "short", "spaced", "dashed"])
def test_a_number_is_understood_as_at_the_door(
    make_batch: MakeBatch, practice: PracticeOffice, cut: str
) -> None:
    file = practice.file("nl-woman")
    year, number = file.file.split("/")
    typed = {
        "joined": year + number,
        "short": f"{year}/{number.lstrip('0')}",
        "spaced": f"{year} {number}",
        "dashed": f"{year}-{number}",
    }[cut]
    letter = make_batch(typed).letters.get()
    assert (letter.state, letter.file_number) == (Letter.State.READY, file.file)


def test_a_letter_that_differs_waits_for_a_decision(
    make_batch: MakeBatch, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    file = practice.file("nl-woman")
    yesterday = timezone.localdate() - timedelta(days=1)
    rows = f"Dossier;Bedrag;Datum;Mededeling\n{file.file};1.234,00;{yesterday:%d/%m/%Y};+++000/0000/00097+++"
    rows += f"\n{practice.file('fr-man').file};862.40;;"
    batch = make_batch(rows)
    letter = batch.letters.get(number=1)
    assert letter.problems == [Problem.AMOUNT_DIFFERS, Problem.REFERENCE_DIFFERS, Problem.DAY_PAST]
    assert letter.is_left_out
    assert len(read_words(print_batch(client, batch))) == 1
    page = visit(f"{HOME}{batch.pk}/?rows=check")
    assert "The amount in your letter is not the balance in Tagor." in page.text
    client.post(f"{HOME}{batch.pk}/rows/{letter.pk}/", {"leave_out": "0"})
    assert len(read_words(print_batch(client, batch))) == 2
    client.post(f"{HOME}{batch.pk}/rows/{letter.pk}/", {"leave_out": "1"})
    assert len(read_words(print_batch(client, batch))) == 1
    client.post(f"{HOME}{batch.pk}/rows/", {"include": "1"})
    assert len(read_words(print_batch(client, batch))) == 2


def test_nothing_is_owed_or_several_people_owe(make_batch: MakeBatch, practice: PracticeOffice) -> None:
    batch = make_batch(list_files(practice, "paid-off", "couple-one"))
    assert list(read_problems(batch).values()) == [[Problem.NOTHING_OWED], [Problem.SEVERAL_DEBTORS]]
    assert not batch.letters.get(number=2).is_left_out


def test_what_the_person_cannot_do_is_no_letter_before_somebody_looked(
    make_batch: MakeBatch, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    slugs = ("stopped", "refused", "overpaid", "arrears", "one-cent")
    batch = make_batch("\n".join(["Dossier;Taal", *[f"{practice.file(slug).file};nl" for slug in slugs]]))
    assert list(read_problems(batch).values()) == [
        [Problem.STOPPED],
        [Problem.IN_PERSON],
        [Problem.NOTHING_OWED],
        [Problem.PLAN_RUNS],
        [Problem.NO_PAYMENT],
    ]
    assert [letter.is_left_out for letter in batch.letters.all()] == [True, True, True, False, True]
    assert "The office has stopped this file" in visit(f"{HOME}{batch.pk}/?rows=check").text
    client.post(f"{HOME}{batch.pk}/rows/", {"include": "1"})
    stopped, refused, overpaid, arrears, _cent = read_words(print_batch(client, batch))
    in_parts = "een plan vragen"
    for words in (stopped, refused, overpaid, arrears):
        assert in_parts not in words
    assert "Vraag het kantoor om raad voordat u betaalt" in stopped
    assert "+++" not in stopped
    assert "U kunt betalen of melden wat niet klopt." in refused
    assert "-25,50" not in overpaid.replace("−", "-")
    assert "25,50" in overpaid
    assert "225,00" in arrears
    plain = make_batch(list_files(practice, "nl-woman"))
    assert in_parts in read_words(print_batch(client, plain))[0]


def test_a_paused_file_is_no_letter_before_somebody_looked(
    make_batch: MakeBatch, client: Client, visit: Visit, practice: PracticeOffice, office: Office
) -> None:
    file = practice.file("nl-woman")
    until = timezone.localdate() + timedelta(days=20)
    word = Word(is_on=True, kind=Respite.Kind.COLLECTION, record_id="r-1", until=until)
    store_respites([Reported(ReportSource(office.pk, timezone.now(), 0), word, file.file_id)])
    batch = make_batch(f"Dossier;Taal\n{file.file};nl")
    assert list(read_problems(batch).values()) == [[Problem.PAUSED]]
    assert batch.letters.get().is_left_out
    assert "The collection of this file is paused" in visit(f"{HOME}{batch.pk}/").text
    client.post(f"{HOME}{batch.pk}/rows/", {"include": "1"})
    content = print_batch(client, batch, paper="reply")
    (words,) = read_words(content)
    assert "Het kantoor heeft dit dossier gepauzeerd" in words
    assert find_text(content, "Of scan de code").bottom + 1 < find_text(content, "Hier afknippen").top


def test_a_batch_of_another_day_is_looked_up_again(
    make_batch: MakeBatch,
    client: Client,
    visit: Visit,
    practice: PracticeOffice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = practice.file("nl-woman")
    batch = make_batch(f"Dossier;Taal\n{file.file};nl\n{practice.file('fr-man').file};fr")
    left_out = batch.letters.get(number=2)
    client.post(f"{HOME}{batch.pk}/rows/{left_out.pk}/", {"leave_out": "1"})
    assert "were looked up on" not in visit(f"{HOME}{batch.pk}/").text
    made_on = timezone.localdate()
    assert f"Openstaand bedrag op {day_of(made_on, 'nl')}" in read_words(print_batch(client, batch))[0]
    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    sign_in_staff(client)
    client.cookies["language"] = "en"
    assert "were looked up on" in visit(f"{HOME}{batch.pk}/").text
    assert f"Openstaand bedrag op {day_of(made_on, 'nl')}" in read_words(print_batch(client, batch))[0]
    client.post(f"{HOME}{batch.pk}/rows/", {"again": "all"})
    batch.letters.update(state=Letter.State.READY, key=LetterKey.objects.first())  # some are done already
    assert client.post(f"{HOME}{batch.pk}/print/", PRINT)["Location"] == f"{HOME}{batch.pk}/"
    client.get(f"{HOME}{batch.pk}/")
    batch.letters.update(state=Letter.State.WAITING, key=None)
    assert work_on(batch) == "ready"
    assert "were looked up on" not in visit(f"{HOME}{batch.pk}/").text
    (words,) = read_words(print_batch(client, batch))  # who was left out stays so
    assert f"Openstaand bedrag op {day_of(made_on + timedelta(days=3), 'nl')}" in words


def day_of(on: date, language: str) -> str:
    with override(language):
        return format_day(on)


def test_the_amount_of_the_letter_may_be_what_is_late(
    make_batch: MakeBatch, practice: PracticeOffice
) -> None:
    batch = make_batch(f"Dossier;Bedrag\n{practice.file('arrears').file};225,00")
    assert batch.letters.get().problems == [Problem.PLAN_RUNS]


def test_tagor_away_is_said_and_tried_again(
    make_batch: MakeBatch, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    practice.fault("tagor", "503", operation="Dossier/Search")
    batch = make_batch(list_files(practice, "nl-woman", "fr-man"))
    assert set(map(tuple, read_problems(batch).values())) == {(Problem.AWAY,)}
    practice.clear_faults()
    client.post(f"{HOME}{batch.pk}/rows/", {"again": "1"})
    assert "0 of 2 rows were looked up." in visit(f"{HOME}{batch.pk}/").text
    assert work_on(batch) == "ready"
    assert set(map(tuple, read_problems(batch).values())) == {()}


def test_packet_for_the_own_mail_merge(
    make_batch: MakeBatch, client: Client, practice: PracticeOffice
) -> None:
    file = practice.file("nl-woman")
    rows = f"Dossier;Naam;Straat;Gemeente;Postcode\n{file.file};=cmd|' /C calc'!A0;Laan 1;Gent;9000"
    batch = make_batch(rows)
    client.post(f"{HOME}{batch.pk}/rows/{batch.letters.get().pk}/", {"leave_out": "0"})
    packet = zipfile.ZipFile(io.BytesIO(print_batch(client, batch, paper="png")))
    assert packet.namelist() == ["qr/00001.png", "letters.csv"]
    text = packet.read("letters.csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row["link"] == f"http://127.0.0.1:8000/h/{file.hash}/"
    assert row["name"] == "'=cmd|' /C calc'!A0"
    assert row["qr_picture"] == "qr/00001.png"
    assert row["balance"] == "1234,56"
    svg = zipfile.ZipFile(io.BytesIO(print_batch(client, batch, paper="svg")))
    assert svg.read("qr/00001.svg").startswith(b"<?xml")


def test_everything_personal_is_sealed_and_every_act_is_in_the_trail(
    make_batch: MakeBatch, client: Client, practice: PracticeOffice
) -> None:
    file = practice.file("nl-woman")
    batch = make_batch(list_files(practice, "nl-woman"))
    print_batch(client, batch)
    letter, key = batch.letters.get(), LetterKey.objects.get()
    stored = " ".join(
        str(value) for row in (letter, key, batch) for value in vars(row).values() if value is not None
    )
    for secret in (file.hash, "Lotte", "Verhoeven", "Voorbeeldlaan"):
        assert secret not in stored
    acts = list(Event.objects.order_by("number").values_list("act", flat=True))
    assert [act for act in acts if act.startswith("letters")] == [
        "letters-listed",
        "letters-started",
        "letters-printed",
    ]
    told = " ".join(str(event.details) for event in Event.objects.all())
    assert file.hash not in told
    assert file.file not in told


def test_batch_is_printed_again_the_same_until_it_is_deleted(
    make_batch: MakeBatch, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    batch = make_batch(list_files(practice, "nl-woman"))
    first = read_words(print_batch(client, batch))
    assert read_words(print_batch(client, batch)) == first
    assert "March" in visit(HOME).text
    visit(f"{HOME}{batch.pk}/delete/")
    client.post(f"{HOME}{batch.pk}/delete/")
    visit(f"{HOME}{batch.pk}/", status=404)
    letter = Client().get(f"/h/{practice.file('nl-woman').hash}/", follow=True)
    key = LetterKey.objects.get()
    assert spell(key.words, key.language) in letter.content.decode()


def test_two_batches_with_one_file_show_both_words_with_their_days(
    make_batch: MakeBatch, visit: Visit, practice: PracticeOffice
) -> None:
    for _ in range(2):
        make_batch(list_files(practice, "nl-woman"))
    page = visit(f"/h/{practice.file('nl-woman').hash}/", follow=True)
    for key in LetterKey.objects.all():
        assert spell(key.words, key.language) in page.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"title": "", "pasted": "1"}, "Give the batch a name"),
        ({"title": "x", "pasted": " "}, "Paste a list, or choose a file."),
        ({"title": "x", "pasted": "Dossiernr;Bedrag"}, "There is no row in this list."),
        ({"title": "x", "pasted": "26/1\n" * 10_001}, "A batch may have 10000 rows."),
        ({"title": "x", "pasted": ";" * 70 + "1"}, "more than 60 columns"),
    ],
)
def test_a_list_that_cannot_be_used(visit: Visit, clerk: Any, data: dict[str, str], said: str) -> None:
    page = visit(HOME + "new/", data, status=422)
    assert said in page.text
    assert not Batch.objects.exists()


def test_columns_are_never_used_twice_and_one_is_needed(
    visit: Visit, client: Client, clerk: Any, practice: PracticeOffice
) -> None:
    address = client.post(HOME + "new/", {"title": "x", "pasted": "Dossier;Bedrag\n26/004512;5"})["Location"]
    choices = read_choices(visit(address))
    assert (choices["file"], choices["amount"]) == ("0", "1")
    assert "chosen more than once" in visit(address, choices | {"name": "0"}, status=422).text
    assert "Say which column" in visit(address, choices | {"file": ""}, status=422).text
    visit(address, choices | {"file": "99"}, status=422)


def test_who_may_only_look_makes_nothing(
    client: Client, visit: Visit, make_batch: MakeBatch, practice: PracticeOffice
) -> None:
    batch = make_batch(list_files(practice, "nl-woman"))
    client.logout()
    make_staff("bob", permissions=["letters.view_batch"])
    sign_in_staff(client, "bob")
    visit(f"{HOME}{batch.pk}/")
    for path in (f"{batch.pk}/print/", f"{batch.pk}/rows/", "new/", f"{batch.pk}/delete/"):
        assert client.post(HOME + path, PRINT).status_code == 403
    client.logout()
    make_staff("carl")
    sign_in_staff(client, "carl")
    visit(HOME, status=403)


def test_wrong_width_is_said_beside_the_field(
    client: Client, visit: Visit, make_batch: MakeBatch, practice: PracticeOffice
) -> None:
    batch = make_batch(list_files(practice, "nl-woman"))
    (form,) = [form for form in visit(f"{HOME}{batch.pk}/").main_forms() if "print" in form.get("action", "")]
    assert form.get("data-again") is not None, "a download can be taken twice"
    page = visit(f"{HOME}{batch.pk}/print/", PRINT | {"qr_mm": "9"}, status=422)
    assert "At least 20 millimetres" in page.text


def test_preview_in_each_language_there_is(
    client: Client, visit: Visit, make_batch: MakeBatch, practice: PracticeOffice
) -> None:
    batch = make_batch(list_files(practice, "nl-woman", "de-woman"))
    page = visit(f"{HOME}{batch.pk}/")
    assert {"nl", "de"} <= set(page.links())
    shown = client.get(f"{HOME}{batch.pk}/preview-de/")
    assert "Ihre Akte online ansehen" in read_words(shown.content)[0]
    assert client.get(f"{HOME}{batch.pk}/preview-fr/").status_code == 404


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_pages_in_every_language(
    client: Client, visit: Visit, make_batch: MakeBatch, practice: PracticeOffice, language: str
) -> None:
    batch = make_batch(list_files(practice, "nl-woman", "paid-off"))
    client.cookies["language"] = language
    for path in ("", "new/", "merge-fields/", f"{batch.pk}/", f"{batch.pk}/delete/"):
        visit(HOME + path)
