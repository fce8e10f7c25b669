"""The seeded files, and the bytes of their documents."""

import zlib
from datetime import date, timedelta

import pytest
from stdnum.be import nn, vat

from portal.sandbox.records import Document
from portal.sandbox.seeds.codes import CODES, LANGUAGES, TABLES
from portal.sandbox.seeds.contents import make_content, make_pdf
from portal.sandbox.seeds.files import make_files
from portal.sandbox.seeds.people import OFFICE, dummy_national_number, make_users
from portal.sandbox.tagor.schedule import add_months, instalment_cents

DAYS = [date(2026, 11, 22), date(2027, 3, 1), date(2028, 2, 29), date(2026, 12, 31)]


@pytest.mark.parametrize("today", DAYS)
def test_seeds_follow_from_the_day_alone(today: date) -> None:
    assert make_files(today) == make_files(today)


@pytest.mark.parametrize("today", DAYS)
def test_no_date_is_in_the_future(today: date) -> None:
    for file in make_files(today):
        days = [line.booked_on for line in file.lines] + [document.dated_on for document in file.documents]
        assert all(day is None or day <= today for day in days)


def test_money_is_what_the_files_are_made_for() -> None:
    by_slug = {party.slug: file for file in make_files(DAYS[0]) for party in file.defendants}
    balances = {slug: file.balance_cents for slug, file in by_slug.items()}
    assert balances["nl-woman"] == 123456
    assert (balances["paid-off"], balances["one-cent"]) == (0, 1)
    assert balances["overpaid"] < 0
    assert balances["six-figures"] > 10_000_000
    assert len(by_slug["many-lines"].lines) == 300
    assert all(cents > 0 for slug, cents in balances.items() if slug not in {"paid-off", "overpaid"})
    natures = {line.nature for line in by_slug["nl-woman"].lines}
    assert {"HOOFDSOM", "INTREST", "DWKOST", "GERKOST", "BETALING"} <= natures
    assert any(line.vat_cents for line in by_slug["nl-woman"].lines)


def test_no_two_things_share_an_id() -> None:
    files = make_files(DAYS[0])
    ids = [file.file_id for file in files]
    ids += {party.party_id for file in files for party in file.defendants}
    ids += [line.line_id for file in files for line in file.lines]
    ids += [document.document_id for file in files for document in file.documents]
    ids += [item.job_id for file in files for item in file.agenda]
    ids += [message.message_id for file in files for message in file.messages]
    ids += [user.user_id for user in make_users()]
    ids += [plan.plan_id for file in files for plan in file.plans] + [code.id for code in CODES]
    assert len(ids) == len(set(ids))
    assert all(2**62 < int(id_) < 2**63 for id_ in ids)


def test_file_numbers_have_at_most_ten_digits_and_are_unlike() -> None:
    names = [file.name for file in make_files(DAYS[0])]
    assert len(set(names)) == len(names)
    assert all(sum(character.isdigit() for character in name) <= 10 for name in names)


def test_hashes_and_pins_are_unlike() -> None:
    people = [party for file in make_files(DAYS[0]) for party in file.defendants]
    assert len({party.hash for party in people}) == len({party.pin for party in people}) == len(people)
    assert max(len(party.name) for party in people) == 80


def test_numbers_pass_their_checks_and_belong_to_nobody() -> None:
    for file in make_files(DAYS[0]):
        for party in file.defendants:
            assert bool(party.national_number) != bool(party.enterprise_number)
            if party.national_number:
                assert nn.is_valid(party.national_number)
                assert party.national_number[6:9] == "999"
    assert nn.is_valid(dummy_national_number(date(2001, 2, 3)))
    assert vat.is_valid(OFFICE.enterprise_number)


def test_every_code_has_four_texts() -> None:
    assert set(TABLES) >= {
        "TQAARD",
        "TQBOEKING",
        "TQSALDO",
        "TQSTATUS",
        "TQPARSOORT",
        "TQDOSSOORT",
        "TQDISGROEP",
    }
    assert all(set(code.texts) == set(LANGUAGES) and all(code.texts.values()) for code in CODES)


def test_a_pdf_points_at_its_own_objects() -> None:
    content = make_pdf("A (line) with \\ and é\nanother")
    table = int(content.split(b"startxref\n")[1].split(b"\n")[0])
    assert content[table : table + 4] == b"xref"
    for number, row in enumerate(content[table:].split(b"\n")[3:8], start=1):
        offset = int(row[:10])
        assert content[offset:].startswith(b"%d 0 obj" % number)


def test_contents_are_what_they_say() -> None:
    def content(kind: str) -> bytes:
        document = Document(
            document_id="1", name="x", extension="x", group="BRIEF", dated_on=None, content=kind
        )
        return make_content(document)

    png = content("png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    length = int.from_bytes(png[33:37], "big")
    assert len(zlib.decompress(png[41 : 41 + length])) == 120 * 241
    assert content("empty") == b""
    assert len(content("scan")) > 15_000_000
    assert b"<script>" in content("html")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_instalments_cover_the_whole() -> None:
    assert instalment_cents(10000, 3) == 3334
    assert instalment_cents(1, 24) == 1
    assert instalment_cents(10000, 0) == instalment_cents(-5, 3) == 0


def test_the_plan_that_runs_is_not_behind_on_any_day_of_the_year() -> None:
    from portal.sandbox.tagor.schedule import arrears_cents  # noqa: PLC0415 - one use

    for offset in range(365):
        today = DAYS[0] + timedelta(days=offset)
        files = {party.slug: file for file in make_files(today) for party in file.defendants}
        running, behind = files["running-plan"], files["arrears"]
        assert arrears_cents(running, running.plans[0], today) == 0
        assert arrears_cents(behind, behind.plans[0], today) == 22500
