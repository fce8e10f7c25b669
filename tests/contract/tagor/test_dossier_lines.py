"""The account of a file: lines, plans, notes on lines."""

from datetime import date
from decimal import Decimal

import pytest

from portal.integrations.errors import NotFound, Rejected
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.values.dossier import LineInterest, LineNote, NewLine
from tests.contract.tagor.conftest import Server
from tests.contract.tagor.covering import covers
from tests.contract.tagor.test_dossier import NO_ID, get_code
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract


@covers("Dossier/GetLines", live="file")
def test_lines_are_read(server: Server) -> None:
    lines = server.client.list_lines(file_id=server.file_id)
    assert len({line.line_id for line in lines}) == len(lines)


@covers("Dossier/GetLines")
def test_a_deed_in_the_making_shows_on_request_only(client: TagorClient, practice: PracticeOffice) -> None:
    file_id = practice.file("company").file_id
    usual = client.list_lines(file_id=file_id)
    more = client.list_lines(file_id=file_id, with_unfinished_deeds=True)
    assert [line.description for line in more if line not in usual] == ["Bevel, in opmaak"]


@covers("Dossier/GetPaymentPlans", live="file")
def test_plan_parts_are_read(server: Server) -> None:
    for part in server.client.list_plan_parts(file_id=server.file_id, active_only=False):
        assert part.plan_id


@covers("Dossier/CreateLine", "Dossier/GetBalances")
def test_a_new_line_counts_in_the_balance(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    line = NewLine(
        file_id=file.file_id,
        text="Kopie vonnis",
        amount_cents=0,
        fee_cents=1050,
        cost_cents=305,
        vat_cents=221,
        booking_code_id=get_code(client, "TQBOEKING", "KOST"),
        nature_code_id=get_code(client, "TQAARD", "UITSCHOT"),
        booked_on=date(2026, 11, 20),
        remark="op vraag",
    )
    created = client.create_line(line=line)
    assert (created.fee_cents, created.cost_cents, created.vat_cents) == (1050, 305, 221)
    assert created.booked_on == date(2026, 11, 20)
    assert created in client.list_lines(file_id=file.file_id)
    assert practice.state()["balance_cents"] == file.balance_cents + 1576
    defendants = get_code(client, "TQSALDO", "VRW")
    balances = {one.code_id: one.amount_cents for one in client.list_balances(file_id=file.file_id)}
    assert balances[defendants] == file.balance_cents + 1576


@covers("Dossier/CreateLine")
def test_a_line_with_a_code_nobody_knows_is_refused(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    line = NewLine(file_id=file.file_id, text="x", amount_cents=100, booking_code_id=NO_ID)
    with pytest.raises(Rejected):
        client.create_line(line=line)
    assert practice.state()["balance_cents"] == file.balance_cents


INTEREST = LineInterest(
    kind_code_id="",
    extra_rate=Decimal("1.1"),
    begins_on=date(2026, 10, 22),
    ends_on=None,
    amount_cents=100000,
    principal_part_cents=33334,
)


@pytest.mark.parametrize("more", [{"is_fixed": True}, {"interests": (INTEREST,)}])
def test_an_older_server_is_never_sent_fixing_or_interest(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile, more: dict[str, object]
) -> None:
    line = NewLine(file_id=file.file_id, text="x", amount_cents=100, booking_code_id="", **more)  # type: ignore[arg-type]
    with pytest.raises(Rejected) as caught:
        client.create_line(line=line)
    assert caught.value.code == "needs-newer-version"
    assert practice.calls(operation="Dossier/CreateLine") == []


@covers("Dossier/CreateLine")
def test_a_newer_server_takes_them(client: TagorClient, practice: PracticeOffice, file: PracticeFile) -> None:
    practice.set_parameter("version", "2.00.0000B1")
    line = NewLine(
        file_id=file.file_id,
        text="Hoofdsom",
        amount_cents=12345,
        booking_code_id="",
        is_fixed=True,
        interests=(INTEREST,),
    )
    created = client.create_line(line=line)
    kept = next(one for one in practice.state()["lines"] if one["line_id"] == created.line_id)
    assert kept["fixed"] is True
    assert (kept["amount_cents"], kept["interests"][0]["principal_cents"]) == (12345, 33334)


@covers("Dossierlijn/CreateInfoLine", "Dossierlijn/GetInfo", "Dossierlijn/DeleteInfoLine")
def test_a_note_on_a_line_comes_and_goes(client: TagorClient, file: PracticeFile) -> None:
    line_id = client.list_lines(file_id=file.file_id)[0].line_id
    kind = get_code(client, "TQINFO", "NOTA")
    note = LineNote(line_id=line_id, kind_code_id=kind, text="Betwist", on=date(2026, 11, 21))
    created = client.create_line_note(note=note)
    assert created.note_id
    assert (created.text, created.on) == (note.text, note.on)
    assert client.list_line_notes(line_id=line_id) == (note,)
    client.delete_line_note(note_id=created.note_id)
    assert client.list_line_notes(line_id=line_id) == ()
    with pytest.raises(NotFound):
        client.delete_line_note(note_id=created.note_id)


@covers("Dossierlijn/GetInfo", "Dossierlijn/CreateInfoLine")
def test_a_line_nobody_knows_has_no_notes(client: TagorClient) -> None:
    with pytest.raises(NotFound):
        client.list_line_notes(line_id=NO_ID)
    with pytest.raises(NotFound):
        client.create_line_note(note=LineNote(line_id=NO_ID, kind_code_id="1", text="x", on=None))
